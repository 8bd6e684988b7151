<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es_ES">
<context>
    <name>phases</name>
    <message>
        <source>looking</source>
        <translation>buscando</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>leyendo</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>escuchando</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>aprendiendo</translation>
    </message>
    <message>
        <source>learning the map</source>
        <translation>aprendiendo el mapa</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entrenando</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>esperando</translation>
    </message>
</context>
<context>
    <name>rule words</name>
    <message>
        <source>tracks</source>
        <translation>pistas</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>segundos</translation>
    </message>
    <message>
        <source>days</source>
        <translation>días</translation>
    </message>
    <message>
        <source>one</source>
        <translation>una</translation>
    </message>
    <message>
        <source>all</source>
        <translation>todas</translation>
    </message>
    <message>
        <source>relax</source>
        <translation>flexibilizar</translation>
    </message>
    <message>
        <source>end</source>
        <translation>terminar</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>similares</translation>
    </message>
    <message>
        <source>albums</source>
        <translation>álbumes</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>radio</translation>
    </message>
    <message>
        <source>path</source>
        <translation>camino</translation>
    </message>
    <message>
        <source>out</source>
        <translation>excluir</translation>
    </message>
    <message>
        <source>in</source>
        <translation>incluir</translation>
    </message>
    <message>
        <source>any</source>
        <translation>cualquiera</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>constante</translation>
    </message>
    <message>
        <source>up</source>
        <translation>en aumento</translation>
    </message>
    <message>
        <source>down</source>
        <translation>en descenso</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Tracks of one artist</source>
        <translation>Pistas de un artista</translation>
    </message>
    <message>
        <source>Tracks of one album</source>
        <translation>Pistas de un álbum</translation>
    </message>
    <message>
        <source>Distance between an artist&apos;s tracks</source>
        <translation>Distancia entre pistas de un artista</translation>
    </message>
    <message>
        <source>Distance between an album&apos;s tracks</source>
        <translation>Distancia entre pistas de un álbum</translation>
    </message>
    <message>
        <source>Shortest track</source>
        <translation>Pista más corta</translation>
    </message>
    <message>
        <source>Longest track</source>
        <translation>Pista más larga</translation>
    </message>
    <message>
        <source>Days without repeats</source>
        <translation>Días sin repetir</translation>
    </message>
    <message>
        <source>Genres left out</source>
        <translation>Géneros excluidos</translation>
    </message>
    <message>
        <source>What you don&apos;t want</source>
        <translation>Lo que no quieres</translation>
    </message>
    <message>
        <source>Versions of a song</source>
        <translation>Versiones de una canción</translation>
    </message>
    <message>
        <source>Nearly the same sound</source>
        <translation>Casi el mismo sonido</translation>
    </message>
    <message>
        <source>Nearly the same sound, same title</source>
        <translation>Casi el mismo sonido, mismo título</translation>
    </message>
    <message>
        <source>Radio: stay near the start</source>
        <translation>Radio: seguir cerca del inicio</translation>
    </message>
    <message>
        <source>Radio: flow from track to track</source>
        <translation>Radio: fluir de pista en pista</translation>
    </message>
    <message>
        <source>Radio: chance</source>
        <translation>Radio: azar</translation>
    </message>
    <message>
        <source>When nothing is left</source>
        <translation>Cuando no queda nada</translation>
    </message>
    <message>
        <source>At most so many by one artist, or so many of an artist&apos;s albums; 0: any number</source>
        <translation>Como máximo, tantas de un artista, o tantos álbumes de un artista; 0: sin límite</translation>
    </message>
    <message>
        <source>At most so many of one album; 0: any number</source>
        <translation>Como máximo, tantas de un álbum; 0: sin límite</translation>
    </message>
    <message>
        <source>At least so many others between two by one artist</source>
        <translation>Como mínimo, tantas otras entre dos del mismo artista</translation>
    </message>
    <message>
        <source>At least so many others between two of one album</source>
        <translation>Como mínimo, tantas otras entre dos del mismo álbum</translation>
    </message>
    <message>
        <source>Nothing shorter</source>
        <translation>Nada más corto</translation>
    </message>
    <message>
        <source>Nothing longer; 0: as long as it likes</source>
        <translation>Nada más largo; 0: sin límite</translation>
    </message>
    <message>
        <source>Nothing that was heard in the last days; 0: what was heard may come</source>
        <translation>Nada que se haya oído en los últimos días; 0: puede repetirse</translation>
    </message>
    <message>
        <source>Nothing of these genres, unless what you start from has it</source>
        <translation>Nada de estos géneros, salvo que el punto de partida sea de uno de ellos</translation>
    </message>
    <message>
        <source>What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest</source>
        <translation>Lo que odias o has rechazado, y lo que es de esos artistas o de esos álbumes: excluir, o incluir como lo demás</translation>
    </message>
    <message>
        <source>One version of a song (live, remaster, best-of, remix), or all</source>
        <translation>Una versión de cada canción (directo, remasterización, recopilatorio, remezcla) o todas</translation>
    </message>
    <message>
        <source>Tracks that sound more alike than this are one; 1: never</source>
        <translation>Las pistas que se parecen más que esto cuentan como una; 1: nunca</translation>
    </message>
    <message>
        <source>The same for tracks with equal titles</source>
        <translation>Lo mismo para pistas con el mismo título</translation>
    </message>
    <message>
        <source>How much nearness to what you started from counts</source>
        <translation>Cuánto cuenta la cercanía al punto de partida</translation>
    </message>
    <message>
        <source>How much nearness to the track before counts</source>
        <translation>Cuánto cuenta la cercanía a la pista anterior</translation>
    </message>
    <message>
        <source>How much chance there is in it; 0: none</source>
        <translation>Cuánto azar hay; 0: ninguno</translation>
    </message>
    <message>
        <source>When the rules leave nothing: give way, or end the list</source>
        <translation>Cuando las reglas no dejan nada: flexibilizarlas o terminar la lista</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Años</translation>
    </message>
    <message>
        <source>Radio: unheard or well known</source>
        <translation>Radio: sin oír o conocido</translation>
    </message>
    <message>
        <source>Radio: energy</source>
        <translation>Radio: energía</translation>
    </message>
    <message>
        <source>Only what was made in these years; nothing: in any</source>
        <translation>Solo lo que es de estos años; nada: de todos</translation>
    </message>
    <message>
        <source>-1: rather what you never played, 1: rather what you play most, 0: no matter</source>
        <translation>-1: más bien lo que nunca ha escuchado, 1: más bien lo que más escucha, 0: da igual</translation>
    </message>
    <message>
        <source>From calm up, from lively down, steady as the start, or any</source>
        <translation>De tranquila a más, de animada a menos, constante como el comienzo, o cualquiera</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Radios</name>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Esta radio no tiene nada más que ofrecer. Puede que sus reglas sean demasiado estrictas.</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Requests</name>
    <message>
        <source>Similar to This Album</source>
        <translation>Similar a este álbum</translation>
    </message>
    <message>
        <source>Similar Tracks</source>
        <translation>Pistas similares</translation>
    </message>
    <message>
        <source>Radio from Here</source>
        <translation>Radio desde aquí</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 y %n más</numerusform>
            <numerusform>%1 y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Taraf knows no other album that is like this one.</source>
        <translation>Taraf no conoce ningún otro álbum parecido a este.</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Similar a %1</translation>
    </message>
    <message>
        <source>Taraf knows no other track that is like this one.</source>
        <translation>Taraf no conoce ninguna otra pista parecida a esta.</translation>
    </message>
    <message>
        <source>Select tracks of your own first. Taraf can&apos;t listen to what comes from the network.</source>
        <translation>Selecciona primero pistas tuyas. Taraf no puede escuchar lo que viene de la red.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Companion</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Mostrar</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Salir</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ExplainDialog</name>
    <message>
        <source>Why %1</source>
        <translation>Por qué %1</translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation>Cálculo</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valor</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Significado</translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation>El cálculo</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FirstRun</name>
    <message>
        <source>Where is your music?</source>
        <translation>¿Dónde está tu música?</translation>
    </message>
    <message>
        <source>Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed.</source>
        <translation>Taraf la escucha una vez, en este equipo, y luego encuentra lo que suena parecido. No se envía nada a ninguna parte ni se modifica ningún archivo.</translation>
    </message>
    <message>
        <source>&amp;Listen to My Music</source>
        <translation>&amp;Escuchar mi música</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FolderChoice</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>&amp;Añadir carpeta…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Quitar</translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation>Carpetas con música</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Una carpeta con música</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FoldersPage</name>
    <message>
        <source>Folders with music</source>
        <translation>Carpetas con música</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>&amp;Quitar…</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Lo que se excluye</translation>
    </message>
    <message>
        <source>&amp;Take In Again</source>
        <translation>&amp;Volver a incluir</translation>
    </message>
    <message>
        <source>A graphics card if there is one</source>
        <translation>Una tarjeta gráfica, si la hay</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>El procesador</translation>
    </message>
    <message>
        <source>The graphics card (CUDA)</source>
        <translation>La tarjeta gráfica (CUDA)</translation>
    </message>
    <message>
        <source>Listen &amp;with:</source>
        <translation>E&amp;scuchar con:</translation>
    </message>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>&amp;Añadir carpeta…</translation>
    </message>
    <message>
        <source>&amp;Look for New Music</source>
        <translation>&amp;Buscar música nueva</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Excluido</translation>
    </message>
    <message>
        <source>Leave &amp;Out</source>
        <translation>&amp;Excluir</translation>
    </message>
    <message>
        <source>What to leave out: a regular expression</source>
        <translation>Qué excluir: una expresión regular</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n pista</numerusform>
            <numerusform>%n pistas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%n álbum</numerusform>
            <numerusform>%n álbumes</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 listened to</source>
        <translation>escuchadas: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n archivo</numerusform>
            <numerusform>%n archivos</numerusform>
        </translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>no disponible ahora</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Una carpeta con música</translation>
    </message>
    <message>
        <source>Remove a folder</source>
        <translation>Quitar una carpeta</translation>
    </message>
    <message>
        <source>Remove %1 from Taraf?</source>
        <translation>¿Quitar %1 de Taraf?</translation>
    </message>
    <message numerus="yes">
        <source>Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.</source>
        <translation>
            <numerusform>%n archivo de la carpeta sigue en el disco, pero ya no se encuentra, ni se sugiere, ni suena en las radios.</numerusform>
            <numerusform>%n archivos de la carpeta siguen en el disco, pero ya no se encuentran, ni se sugieren, ni suenan en las radios.</numerusform>
        </translation>
    </message>
    <message>
        <source>What Taraf knows of this music is kept: what it heard, what you played, rated and put on lists. All of it is there again when you add the folder again.</source>
        <translation>Lo que Taraf sabe de esta música se conserva: lo que ha oído y lo que has reproducido, valorado y puesto en listas. Si vuelves a añadir la carpeta, todo estará ahí de nuevo.</translation>
    </message>
    <message>
        <source>&amp;Remove Folder</source>
        <translation>&amp;Quitar carpeta</translation>
    </message>
    <message>
        <source>%1 is not part of your music any more.</source>
        <translation>%1 ya no forma parte de tu música.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are left out from now on. What is known of them is kept.</source>
        <translation>
            <numerusform>%n archivo queda excluido desde ahora. Lo que se sabe de él se conserva.</numerusform>
            <numerusform>%n archivos quedan excluidos desde ahora. Lo que se sabe de ellos se conserva.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken in again when Taraf next looks for new music.</source>
        <translation>Se incluirá de nuevo la próxima vez que Taraf busque música nueva.</translation>
    </message>
    <message>
        <source>Files and folders in whose path this regular expression is found. Upper and lower case are the same.</source>
        <translation>Los archivos y carpetas cuya ruta contiene esta expresión regular. No se distinguen mayúsculas y minúsculas.</translation>
    </message>
    <message>
        <source>None of your files is left out by this so far.</source>
        <translation>De momento, esto no excluye ninguno de tus archivos.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Header</name>
    <message>
        <source>Follow What Plays</source>
        <translation>Seguir lo que suena</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Ajustes</translation>
    </message>
    <message>
        <source>Search your music</source>
        <translation>Buscar en tu música</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Panel</name>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Pistas</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Álbumes</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation>Ctrl+%1</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>General</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Género</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Ambiente</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumentos</translation>
    </message>
    <message>
        <source>Alike by: %1</source>
        <translation>Parecido por: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Save Playlist…</source>
        <translation>Guardar lista de reproducción…</translation>
    </message>
    <message>
        <source>Play something first, or drop a file here: the radio goes on from there.</source>
        <translation>Reproduce algo primero, o suelta un archivo aquí: la radio sigue a partir de ahí.</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Más como esto</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Menos como esto</translation>
    </message>
    <message>
        <source>Drop it here</source>
        <translation>Suéltalo aquí</translation>
    </message>
    <message>
        <source>What sounds like it?</source>
        <translation>¿Qué suena parecido?</translation>
    </message>
    <message>
        <source>Similar to This</source>
        <translation>Similar a esto</translation>
    </message>
    <message>
        <source>Taraf&apos;s service can&apos;t be started</source>
        <translation>No se puede iniciar el servicio de Taraf</translation>
    </message>
    <message>
        <source>The library can&apos;t be read</source>
        <translation>No se puede leer la biblioteca</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Reintentar</translation>
    </message>
    <message>
        <source>Listening to your music</source>
        <translation>Escuchando tu música</translation>
    </message>
    <message>
        <source>What is alike is known when all of it has been heard. This window can be closed meanwhile.</source>
        <translation>Lo que se parece se sabrá cuando se haya escuchado todo. Mientras tanto, puedes cerrar esta ventana.</translation>
    </message>
    <message>
        <source>No music was found</source>
        <translation>No se ha encontrado música</translation>
    </message>
    <message>
        <source>There is no audio file in your music folders. If they are on a drive, plug it in; or choose others.</source>
        <translation>No hay ningún archivo de audio en tus carpetas de música. Si están en una unidad externa, conéctala; si no, elige otras.</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>Buscar de nuevo</translation>
    </message>
    <message>
        <source>Choose Folders…</source>
        <translation>Elegir carpetas…</translation>
    </message>
    <message>
        <source>Nothing has been listened to yet</source>
        <translation>Todavía no se ha escuchado nada</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation>
            <numerusform>%n pista solo se conoce por su nombre. Taraf tiene que escucharla una vez.</numerusform>
            <numerusform>%n pistas solo se conocen por su nombre. Taraf tiene que escucharlas una vez.</numerusform>
        </translation>
    </message>
    <message>
        <source>Listen Now</source>
        <translation>Escuchar ahora</translation>
    </message>
    <message>
        <source>There is no answer to this</source>
        <translation>No hay respuesta a esto</translation>
    </message>
    <message>
        <source>Play something</source>
        <translation>Reproduce algo</translation>
    </message>
    <message>
        <source>What sounds like it appears here. Or drop a file, a folder or a playlist, or search.</source>
        <translation>Aquí aparece lo que suena parecido. O suelta un archivo, una carpeta o una lista de reproducción, o busca.</translation>
    </message>
    <message>
        <source>Similar to</source>
        <translation>Similar a</translation>
    </message>
    <message>
        <source>Playing in %1</source>
        <translation>Sonando en %1</translation>
    </message>
    <message>
        <source>Selected in %1</source>
        <translation>Seleccionado en %1</translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation>
            <numerusform>lejos de %n pista</numerusform>
            <numerusform>lejos de %n pistas</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 y %n más</numerusform>
            <numerusform>%1 y %n más</numerusform>
        </translation>
    </message>
    <message>
        <source>Albums like %1</source>
        <translation>Álbumes como %1</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Similar a %1</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation>
            <numerusform>%n pista guardada en %1</numerusform>
            <numerusform>%n pistas guardadas en %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening is paused</source>
        <translation>La escucha está en pausa</translation>
    </message>
    <message>
        <source>What has been heard so far is kept.</source>
        <translation>Lo escuchado hasta ahora se conserva.</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Continuar</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Valorar</translation>
    </message>
    <message>
        <source>Love</source>
        <translation>Me encanta</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Esto no</translation>
    </message>
    <message>
        <source>Your music is not there now</source>
        <translation>Tu música no está disponible ahora</translation>
    </message>
    <message>
        <source>%1 can&apos;t be found. Plug in the drive, or connect to the server: then all of this is here again by itself. Nothing is forgotten meanwhile.</source>
        <translation>No se encuentra %1. Conecta la unidad o conéctate al servidor: todo volverá a aparecer aquí solo. Mientras tanto, no se olvida nada.</translation>
    </message>
    <message>
        <source>%1 is not there now: its music is still shown, but can&apos;t be played.</source>
        <translation>%1 no está disponible ahora: su música se sigue mostrando, pero no se puede reproducir.</translation>
    </message>
    <message>
        <source>The index is missing</source>
        <translation>Falta el índice</translation>
    </message>
    <message>
        <source>What Taraf heard is still known, so the index is made again quickly: no music has to be heard anew.</source>
        <translation>Taraf aún sabe lo que ha oído, así que el índice se rehace enseguida: no hay que volver a escuchar nada.</translation>
    </message>
    <message>
        <source>Make It Again</source>
        <translation>Rehacer el índice</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Radio</name>
    <message>
        <source>Move</source>
        <translation>Mover</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Menos como esto</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Más como esto</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RadioPage</name>
    <message>
        <source>Earlier</source>
        <translation>Antes</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Después</translation>
    </message>
    <message>
        <source>End This Radio</source>
        <translation>Terminar esta radio</translation>
    </message>
    <message>
        <source>Kept Radios</source>
        <translation>Radios guardadas</translation>
    </message>
    <message>
        <source>What the radio plays next</source>
        <translation>Lo que la radio reproduce a continuación</translation>
    </message>
    <message>
        <source>No radio is on</source>
        <translation>No hay ninguna radio en marcha</translation>
    </message>
    <message>
        <source>It goes on from what plays, never repeats itself, and learns from what you skip.</source>
        <translation>Sigue a partir de lo que suena, nunca se repite y aprende de lo que te saltas.</translation>
    </message>
    <message>
        <source>Start Radio from Here</source>
        <translation>Iniciar radio desde aquí</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Ninguna todavía</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ResultsPage</name>
    <message>
        <source>Asking</source>
        <translation>Buscando</translation>
    </message>
    <message>
        <source>Similar tracks</source>
        <translation>Pistas similares</translation>
    </message>
    <message>
        <source>Similar albums</source>
        <translation>Álbumes similares</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Sin resultados</translation>
    </message>
    <message>
        <source>Nothing in your collection comes near. Try another focus, or loosen the rules in the settings.</source>
        <translation>No hay nada cercano en tu colección. Prueba con otro enfoque o flexibiliza las reglas en los ajustes.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowActions</name>
    <message>
        <source>&amp;Play Now</source>
        <translation>&amp;Reproducir ahora</translation>
    </message>
    <message>
        <source>Play &amp;Next</source>
        <translation>Reproducir a &amp;continuación</translation>
    </message>
    <message>
        <source>&amp;Append</source>
        <translation>&amp;Añadir al final</translation>
    </message>
    <message>
        <source>New Play&amp;list</source>
        <translation>Nueva &amp;lista de reproducción</translation>
    </message>
    <message>
        <source>&amp;Radio from Here</source>
        <translation>Ra&amp;dio desde aquí</translation>
    </message>
    <message>
        <source>&amp;Similar to This</source>
        <translation>&amp;Similar a esto</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>&amp;Más como esto</translation>
    </message>
    <message>
        <source>&amp;Less Like This</source>
        <translation>M&amp;enos como esto</translation>
    </message>
    <message>
        <source>Not &amp;This</source>
        <translation>Esto &amp;no</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Mostrar en la car&amp;peta</translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation>Copiar r&amp;uta</translation>
    </message>
    <message>
        <source>&amp;Explain…</source>
        <translation>E&amp;xplicar…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>L&amp;ove</source>
        <translation>Me encan&amp;ta</translation>
    </message>
    <message>
        <source>Ra&amp;te</source>
        <translation>&amp;Valorar</translation>
    </message>
    <message>
        <source>No Rating</source>
        <translation>Sin valoración</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation>
            <numerusform>%1 · %n pista</numerusform>
            <numerusform>%1 · %n pistas</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 % alike: 100 is the same sound, 50 a random pair of your tracks</source>
        <translation>%1&#xa0;% de parecido: 100 es el mismo sonido, 50 dos de tus pistas al azar</translation>
    </message>
    <message>
        <source>Other versions, left out:</source>
        <translation>Otras versiones, excluidas:</translation>
    </message>
    <message>
        <source>Playing now</source>
        <translation>Sonando ahora</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Álbum</translation>
    </message>
    <message>
        <source>%1 per cent alike</source>
        <translation>%1 por ciento de parecido</translation>
    </message>
    <message>
        <source>The player has it already; it stays where it is.</source>
        <translation>El reproductor ya la tiene; se queda donde está.</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n estrella</numerusform>
            <numerusform>%n estrellas</numerusform>
        </translation>
    </message>
    <message>
        <source>Loved</source>
        <translation>Me encanta</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n fila</numerusform>
            <numerusform>%n filas</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RulesPage</name>
    <message>
        <source>nothing</source>
        <translation>nada</translation>
    </message>
    <message>
        <source>%1. Default: %2.</source>
        <translation>%1. Predeterminado: %2.</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Volver al valor predeterminado: %1</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SaveDialog</name>
    <message>
        <source>&amp;Paths relative to the playlist, for a stick or another machine</source>
        <translation>&amp;Rutas relativas a la lista, para una memoria USB u otro equipo</translation>
    </message>
    <message>
        <source>Save Playlist</source>
        <translation>Guardar lista de reproducción</translation>
    </message>
    <message>
        <source>Any player</source>
        <translation>Cualquier reproductor</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Título:</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Formato:</translation>
    </message>
    <message>
        <source>For p&amp;layer:</source>
        <translation>Para el re&amp;productor:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Examinar…</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>Arc&amp;hivo:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Archivo</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>Lista de reproducción</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message>
        <source>less than a minute left</source>
        <translation>queda menos de un minuto</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>queda %n minuto</numerusform>
            <numerusform>quedan %n minutos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>queda %n hora</numerusform>
            <numerusform>quedan %n horas</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the scan; what is done is kept</source>
        <translation>Detener el análisis; lo hecho se conserva</translation>
    </message>
    <message>
        <source>How far the scan is</source>
        <translation>Progreso del análisis</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 de %2</translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation>Pausar el análisis</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation>
            <numerusform>No se ha podido leer %n archivo. «taraf doctor» dice más.</numerusform>
            <numerusform>No se han podido leer %n archivos. «taraf doctor» dice más.</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan is paused</source>
        <translation>El análisis está en pausa</translation>
    </message>
    <message>
        <source>Go on with the scan</source>
        <translation>Reanudar el análisis</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SearchPage</name>
    <message>
        <source>Found in your music</source>
        <translation>Encontrado en tu música</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Sin resultados</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>La búsqueda ha fallado</translation>
    </message>
    <message>
        <source>No track and no album has a name with “%1”. The beginning of a word is enough; it can be of artist, album and title.</source>
        <translation>Ninguna pista ni ningún álbum tiene «%1» en el nombre. Basta el principio de una palabra; puede ser del artista, del álbum o del título.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Service</name>
    <message>
        <source>The program tarafd can&apos;t be started. Is Taraf installed? (%1)</source>
        <translation>No se puede iniciar el programa tarafd. ¿Está instalado Taraf? (%1)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SettingsDialog</name>
    <message>
        <source>Settings of Taraf</source>
        <translation>Ajustes de Taraf</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>&amp;Reglas</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Carpetas</translation>
    </message>
    <message>
        <source>&amp;Player</source>
        <translation>Re&amp;productor</translation>
    </message>
</context>
<context>
    <name>taraf::mpris::MprisHost</name>
    <message>
        <source>the player of this desktop</source>
        <translation>el reproductor de este escritorio</translation>
    </message>
    <message>
        <source>Taraf</source>
        <translation>Taraf</translation>
    </message>
    <message>
        <source>Radio, part %1</source>
        <translation>Radio, parte %1</translation>
    </message>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Esta radio no tiene nada más que ofrecer. Puede que sus reglas sean demasiado estrictas.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be started. The playlist is in %2</source>
        <translation>No se puede iniciar %1. La lista de reproducción está en %2</translation>
    </message>
    <message>
        <source>%1 did not take the playlist. If you have just opened it for the first time, close it, open it again and try once more.</source>
        <translation>%1 no ha aceptado la lista de reproducción. Si lo acabas de abrir por primera vez, ciérralo, ábrelo de nuevo y vuelve a intentarlo.</translation>
    </message>
    <message>
        <source>The one that played last</source>
        <translation>El último que ha sonado</translation>
    </message>
    <message>
        <source>&amp;Hand playlists over to:</source>
        <translation>Pasar las &amp;listas de reproducción a:</translation>
    </message>
    <message>
        <source>&amp;Listen to what these players play:</source>
        <translation>E&amp;scuchar lo que reproducen estos reproductores:</translation>
    </message>
</context>
</TS>
