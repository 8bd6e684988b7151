<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR">
<context>
    <name>phases</name>
    <message>
        <source>looking</source>
        <translation>recherche</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>écoute</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>apprentissage</translation>
    </message>
    <message>
        <source>learning the map</source>
        <translation>apprentissage de la carte</translation>
    </message>
    <message>
        <source>training</source>
        <translation>entraînement</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>attente</translation>
    </message>
</context>
<context>
    <name>rule words</name>
    <message>
        <source>tracks</source>
        <translation>morceaux</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>secondes</translation>
    </message>
    <message>
        <source>days</source>
        <translation>jours</translation>
    </message>
    <message>
        <source>one</source>
        <translation>une</translation>
    </message>
    <message>
        <source>all</source>
        <translation>toutes</translation>
    </message>
    <message>
        <source>relax</source>
        <translation>assouplir</translation>
    </message>
    <message>
        <source>end</source>
        <translation>arrêter</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>similaires</translation>
    </message>
    <message>
        <source>albums</source>
        <translation>albums</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>radio</translation>
    </message>
    <message>
        <source>path</source>
        <translation>chemin</translation>
    </message>
    <message>
        <source>out</source>
        <translation>exclure</translation>
    </message>
    <message>
        <source>in</source>
        <translation>inclure</translation>
    </message>
    <message>
        <source>any</source>
        <translation>quelconque</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>constante</translation>
    </message>
    <message>
        <source>up</source>
        <translation>montante</translation>
    </message>
    <message>
        <source>down</source>
        <translation>descendante</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Tracks of one artist</source>
        <translation>Morceaux d’un artiste</translation>
    </message>
    <message>
        <source>Tracks of one album</source>
        <translation>Morceaux d’un album</translation>
    </message>
    <message>
        <source>Distance between an artist&apos;s tracks</source>
        <translation>Distance entre les morceaux d’un artiste</translation>
    </message>
    <message>
        <source>Distance between an album&apos;s tracks</source>
        <translation>Distance entre les morceaux d’un album</translation>
    </message>
    <message>
        <source>Shortest track</source>
        <translation>Morceau le plus court</translation>
    </message>
    <message>
        <source>Longest track</source>
        <translation>Morceau le plus long</translation>
    </message>
    <message>
        <source>Days without repeats</source>
        <translation>Jours sans répétition</translation>
    </message>
    <message>
        <source>Genres left out</source>
        <translation>Genres exclus</translation>
    </message>
    <message>
        <source>What you don&apos;t want</source>
        <translation>Ce que vous ne voulez pas</translation>
    </message>
    <message>
        <source>Versions of a song</source>
        <translation>Versions d’une chanson</translation>
    </message>
    <message>
        <source>Nearly the same sound</source>
        <translation>Son presque identique</translation>
    </message>
    <message>
        <source>Nearly the same sound, same title</source>
        <translation>Son presque identique, même titre</translation>
    </message>
    <message>
        <source>Radio: stay near the start</source>
        <translation>Radio&#xa0;: rester près du départ</translation>
    </message>
    <message>
        <source>Radio: flow from track to track</source>
        <translation>Radio&#xa0;: enchaîner d’un morceau à l’autre</translation>
    </message>
    <message>
        <source>Radio: chance</source>
        <translation>Radio&#xa0;: hasard</translation>
    </message>
    <message>
        <source>When nothing is left</source>
        <translation>Quand il ne reste rien</translation>
    </message>
    <message>
        <source>At most so many by one artist, or so many of an artist&apos;s albums; 0: any number</source>
        <translation>Au plus ce nombre par artiste, ou ce nombre d’albums d’un artiste&#xa0;; 0&#xa0;: sans limite</translation>
    </message>
    <message>
        <source>At most so many of one album; 0: any number</source>
        <translation>Au plus ce nombre par album&#xa0;; 0&#xa0;: sans limite</translation>
    </message>
    <message>
        <source>At least so many others between two by one artist</source>
        <translation>Au moins ce nombre d’autres morceaux entre deux du même artiste</translation>
    </message>
    <message>
        <source>At least so many others between two of one album</source>
        <translation>Au moins ce nombre d’autres morceaux entre deux du même album</translation>
    </message>
    <message>
        <source>Nothing shorter</source>
        <translation>Rien de plus court</translation>
    </message>
    <message>
        <source>Nothing longer; 0: as long as it likes</source>
        <translation>Rien de plus long&#xa0;; 0&#xa0;: sans limite</translation>
    </message>
    <message>
        <source>Nothing that was heard in the last days; 0: what was heard may come</source>
        <translation>Rien de ce qui a été entendu ces derniers jours&#xa0;; 0&#xa0;: tout peut revenir</translation>
    </message>
    <message>
        <source>Nothing of these genres, unless what you start from has it</source>
        <translation>Rien de ces genres, sauf si le point de départ en fait partie</translation>
    </message>
    <message>
        <source>What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest</source>
        <translation>Ce que vous détestez ou avez rejeté, et ce qui vient de ces artistes ou de ces albums&#xa0;: exclure, ou inclure comme le reste</translation>
    </message>
    <message>
        <source>One version of a song (live, remaster, best-of, remix), or all</source>
        <translation>Une seule version d’une chanson (live, remaster, best of, remix), ou toutes</translation>
    </message>
    <message>
        <source>Tracks that sound more alike than this are one; 1: never</source>
        <translation>Au-delà de cette ressemblance, deux morceaux n’en font qu’un&#xa0;; 1&#xa0;: jamais</translation>
    </message>
    <message>
        <source>The same for tracks with equal titles</source>
        <translation>De même pour les morceaux de même titre</translation>
    </message>
    <message>
        <source>How much nearness to what you started from counts</source>
        <translation>Importance de la proximité avec le point de départ</translation>
    </message>
    <message>
        <source>How much nearness to the track before counts</source>
        <translation>Importance de la proximité avec le morceau précédent</translation>
    </message>
    <message>
        <source>How much chance there is in it; 0: none</source>
        <translation>Part du hasard&#xa0;; 0&#xa0;: aucune</translation>
    </message>
    <message>
        <source>When the rules leave nothing: give way, or end the list</source>
        <translation>Quand les règles ne laissent rien&#xa0;: les assouplir, ou arrêter la liste</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Années</translation>
    </message>
    <message>
        <source>Radio: unheard or well known</source>
        <translation>Radio : inédit ou bien connu</translation>
    </message>
    <message>
        <source>Radio: energy</source>
        <translation>Radio : énergie</translation>
    </message>
    <message>
        <source>Only what was made in these years; nothing: in any</source>
        <translation>Seulement ce qui date de ces années ; rien : de toutes</translation>
    </message>
    <message>
        <source>-1: rather what you never played, 1: rather what you play most, 0: no matter</source>
        <translation>-1 : plutôt ce que vous n’avez jamais joué, 1 : plutôt ce que vous jouez le plus, 0 : peu importe</translation>
    </message>
    <message>
        <source>From calm up, from lively down, steady as the start, or any</source>
        <translation>En montant depuis le calme, en descendant depuis l’animé, constante comme le début, ou quelconque</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Radios</name>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Cette radio n’a plus rien à proposer. Ses règles sont peut-être trop strictes.</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Requests</name>
    <message>
        <source>Similar to This Album</source>
        <translation>Similaire à cet album</translation>
    </message>
    <message>
        <source>Similar Tracks</source>
        <translation>Morceaux similaires</translation>
    </message>
    <message>
        <source>Radio from Here</source>
        <translation>Radio à partir d’ici</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Taraf knows no other album that is like this one.</source>
        <translation>Taraf ne connaît aucun autre album qui ressemble à celui-ci.</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Similaire à %1</translation>
    </message>
    <message>
        <source>Taraf knows no other track that is like this one.</source>
        <translation>Taraf ne connaît aucun autre morceau qui ressemble à celui-ci.</translation>
    </message>
    <message>
        <source>Select tracks of your own first. Taraf can&apos;t listen to what comes from the network.</source>
        <translation>Sélectionnez d’abord des morceaux à vous. Taraf ne peut pas écouter ce qui vient du réseau.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Companion</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Afficher</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Quitter</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ExplainDialog</name>
    <message>
        <source>Why %1</source>
        <translation>Pourquoi %1</translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation>Calcul</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Signification</translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation>Le calcul</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FirstRun</name>
    <message>
        <source>Where is your music?</source>
        <translation>Où est votre musique&#xa0;?</translation>
    </message>
    <message>
        <source>Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed.</source>
        <translation>Taraf l’écoute une seule fois, sur cette machine, puis trouve ce qui se ressemble. Rien n’est envoyé où que ce soit, et aucun fichier n’est modifié.</translation>
    </message>
    <message>
        <source>&amp;Listen to My Music</source>
        <translation>É&amp;couter ma musique</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FolderChoice</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>&amp;Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Retirer</translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation>Dossiers de musique</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Un dossier de musique</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FoldersPage</name>
    <message>
        <source>Folders with music</source>
        <translation>Dossiers de musique</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>R&amp;etirer…</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Ce qui est exclu</translation>
    </message>
    <message>
        <source>&amp;Take In Again</source>
        <translation>Réin&amp;tégrer</translation>
    </message>
    <message>
        <source>A graphics card if there is one</source>
        <translation>La carte graphique s’il y en a une</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Le processeur</translation>
    </message>
    <message>
        <source>The graphics card (CUDA)</source>
        <translation>La carte graphique (CUDA)</translation>
    </message>
    <message>
        <source>Listen &amp;with:</source>
        <translation>Éc&amp;outer avec&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>&amp;Ajouter un dossier…</translation>
    </message>
    <message>
        <source>&amp;Look for New Music</source>
        <translation>C&amp;hercher de nouvelles musiques</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Exclus</translation>
    </message>
    <message>
        <source>Leave &amp;Out</source>
        <translation>E&amp;xclure</translation>
    </message>
    <message>
        <source>What to leave out: a regular expression</source>
        <translation>Ce qui est à exclure&#xa0;: une expression régulière</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n morceau</numerusform>
            <numerusform>%n morceaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%n album</numerusform>
            <numerusform>%n albums</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 listened to</source>
        <translation>écoutés&#xa0;: %1</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n fichier</numerusform>
            <numerusform>%n fichiers</numerusform>
        </translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>absent pour le moment</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Un dossier de musique</translation>
    </message>
    <message>
        <source>Remove a folder</source>
        <translation>Retirer un dossier</translation>
    </message>
    <message>
        <source>Remove %1 from Taraf?</source>
        <translation>Retirer %1 de Taraf&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.</source>
        <translation>
            <numerusform>%n fichier de ce dossier reste sur le disque, mais n’est plus trouvé, suggéré ni mis dans les radios.</numerusform>
            <numerusform>%n fichiers de ce dossier restent sur le disque, mais ne sont plus trouvés, suggérés ni mis dans les radios.</numerusform>
        </translation>
    </message>
    <message>
        <source>What Taraf knows of this music is kept: what it heard, what you played, rated and put on lists. All of it is there again when you add the folder again.</source>
        <translation>Ce que Taraf sait de cette musique est conservé&#xa0;: ce qu’il a entendu, ce que vous avez écouté, noté et mis dans des listes. Tout sera de nouveau là si vous rajoutez le dossier.</translation>
    </message>
    <message>
        <source>&amp;Remove Folder</source>
        <translation>&amp;Retirer le dossier</translation>
    </message>
    <message>
        <source>%1 is not part of your music any more.</source>
        <translation>%1 ne fait plus partie de votre musique.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are left out from now on. What is known of them is kept.</source>
        <translation>
            <numerusform>%n fichier est désormais exclu. Ce que Taraf en sait est conservé.</numerusform>
            <numerusform>%n fichiers sont désormais exclus. Ce que Taraf en sait est conservé.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken in again when Taraf next looks for new music.</source>
        <translation>Réintégré dès que Taraf cherchera de nouvelles musiques.</translation>
    </message>
    <message>
        <source>Files and folders in whose path this regular expression is found. Upper and lower case are the same.</source>
        <translation>Les fichiers et dossiers dont le chemin contient cette expression régulière. Majuscules et minuscules sont équivalentes.</translation>
    </message>
    <message>
        <source>None of your files is left out by this so far.</source>
        <translation>Aucun de vos fichiers n’est exclu par ceci pour le moment.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Header</name>
    <message>
        <source>Follow What Plays</source>
        <translation>Suivre la lecture</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Paramètres</translation>
    </message>
    <message>
        <source>Search your music</source>
        <translation>Rechercher dans votre musique</translation>
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
        <translation>Résultats</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Morceaux</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Albums</translation>
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
        <translation>Global</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Ambiance</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instruments</translation>
    </message>
    <message>
        <source>Alike by: %1</source>
        <translation>Ressemblance&#xa0;: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save Playlist…</source>
        <translation>Enregistrer la liste de lecture…</translation>
    </message>
    <message>
        <source>Play something first, or drop a file here: the radio goes on from there.</source>
        <translation>Lancez d’abord un morceau, ou déposez un fichier ici&#xa0;: la radio continue à partir de là.</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Plus comme ça</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Moins comme ça</translation>
    </message>
    <message>
        <source>Drop it here</source>
        <translation>Déposez-le ici</translation>
    </message>
    <message>
        <source>What sounds like it?</source>
        <translation>Qu’est-ce qui lui ressemble&#xa0;?</translation>
    </message>
    <message>
        <source>Similar to This</source>
        <translation>Similaire à ceci</translation>
    </message>
    <message>
        <source>Taraf&apos;s service can&apos;t be started</source>
        <translation>Impossible de démarrer le service de Taraf</translation>
    </message>
    <message>
        <source>The library can&apos;t be read</source>
        <translation>Impossible de lire la bibliothèque</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Listening to your music</source>
        <translation>Écoute de votre musique</translation>
    </message>
    <message>
        <source>What is alike is known when all of it has been heard. This window can be closed meanwhile.</source>
        <translation>Les ressemblances seront connues quand tout aura été écouté. Vous pouvez fermer cette fenêtre entre-temps.</translation>
    </message>
    <message>
        <source>No music was found</source>
        <translation>Aucune musique trouvée</translation>
    </message>
    <message>
        <source>There is no audio file in your music folders. If they are on a drive, plug it in; or choose others.</source>
        <translation>Il n’y a aucun fichier audio dans vos dossiers de musique. S’ils sont sur un disque externe, branchez-le&#xa0;; sinon, choisissez-en d’autres.</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>Chercher à nouveau</translation>
    </message>
    <message>
        <source>Choose Folders…</source>
        <translation>Choisir des dossiers…</translation>
    </message>
    <message>
        <source>Nothing has been listened to yet</source>
        <translation>Rien n’a encore été écouté</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation>
            <numerusform>%n morceau n’est connu que par son nom. Taraf doit l’écouter une fois.</numerusform>
            <numerusform>%n morceaux ne sont connus que par leur nom. Taraf doit les écouter une fois.</numerusform>
        </translation>
    </message>
    <message>
        <source>Listen Now</source>
        <translation>Écouter maintenant</translation>
    </message>
    <message>
        <source>There is no answer to this</source>
        <translation>Pas de réponse à cette question</translation>
    </message>
    <message>
        <source>Play something</source>
        <translation>Lancez un morceau</translation>
    </message>
    <message>
        <source>What sounds like it appears here. Or drop a file, a folder or a playlist, or search.</source>
        <translation>Ce qui lui ressemble apparaît ici. Ou déposez un fichier, un dossier ou une liste de lecture, ou faites une recherche.</translation>
    </message>
    <message>
        <source>Similar to</source>
        <translation>Similaire à</translation>
    </message>
    <message>
        <source>Playing in %1</source>
        <translation>En lecture dans %1</translation>
    </message>
    <message>
        <source>Selected in %1</source>
        <translation>Sélectionné dans %1</translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation>
            <numerusform>loin de %n morceau</numerusform>
            <numerusform>loin de %n morceaux</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 et %n autre</numerusform>
            <numerusform>%1 et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Albums like %1</source>
        <translation>Albums comme %1</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Similaire à %1</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation>
            <numerusform>%n morceau écrit dans %1</numerusform>
            <numerusform>%n morceaux écrits dans %1</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening is paused</source>
        <translation>L’écoute est en pause</translation>
    </message>
    <message>
        <source>What has been heard so far is kept.</source>
        <translation>Ce qui a déjà été écouté est conservé.</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Noter</translation>
    </message>
    <message>
        <source>Love</source>
        <translation>Coup de cœur</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Pas celui-ci</translation>
    </message>
    <message>
        <source>Your music is not there now</source>
        <translation>Votre musique est absente pour le moment</translation>
    </message>
    <message>
        <source>%1 can&apos;t be found. Plug in the drive, or connect to the server: then all of this is here again by itself. Nothing is forgotten meanwhile.</source>
        <translation>%1 est introuvable. Branchez le disque, ou connectez-vous au serveur&#xa0;: tout reviendra ici tout seul. D’ici là, rien n’est oublié.</translation>
    </message>
    <message>
        <source>%1 is not there now: its music is still shown, but can&apos;t be played.</source>
        <translation>%1 est absent pour le moment&#xa0;: sa musique reste affichée, mais ne peut pas être lue.</translation>
    </message>
    <message>
        <source>The index is missing</source>
        <translation>L’index est manquant</translation>
    </message>
    <message>
        <source>What Taraf heard is still known, so the index is made again quickly: no music has to be heard anew.</source>
        <translation>Ce que Taraf a entendu est toujours connu&#xa0;: l’index est donc vite refait, sans réécouter de musique.</translation>
    </message>
    <message>
        <source>Make It Again</source>
        <translation>Refaire l’index</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Radio</name>
    <message>
        <source>Move</source>
        <translation>Déplacer</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Moins comme ça</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Plus comme ça</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RadioPage</name>
    <message>
        <source>Earlier</source>
        <translation>Plus tôt</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>End This Radio</source>
        <translation>Arrêter cette radio</translation>
    </message>
    <message>
        <source>Kept Radios</source>
        <translation>Radios conservées</translation>
    </message>
    <message>
        <source>What the radio plays next</source>
        <translation>Ce que la radio joue ensuite</translation>
    </message>
    <message>
        <source>No radio is on</source>
        <translation>Aucune radio en cours</translation>
    </message>
    <message>
        <source>It goes on from what plays, never repeats itself, and learns from what you skip.</source>
        <translation>Elle poursuit ce qui est en lecture, ne se répète jamais et apprend de ce que vous passez.</translation>
    </message>
    <message>
        <source>Start Radio from Here</source>
        <translation>Lancer la radio à partir d’ici</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Aucune pour le moment</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ResultsPage</name>
    <message>
        <source>Asking</source>
        <translation>Recherche en cours</translation>
    </message>
    <message>
        <source>Similar tracks</source>
        <translation>Morceaux similaires</translation>
    </message>
    <message>
        <source>Similar albums</source>
        <translation>Albums similaires</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>Nothing in your collection comes near. Try another focus, or loosen the rules in the settings.</source>
        <translation>Rien de proche dans votre collection. Essayez un autre critère, ou assouplissez les règles dans les paramètres.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowActions</name>
    <message>
        <source>&amp;Play Now</source>
        <translation>&amp;Lire maintenant</translation>
    </message>
    <message>
        <source>Play &amp;Next</source>
        <translation>Lire &amp;ensuite</translation>
    </message>
    <message>
        <source>&amp;Append</source>
        <translation>&amp;Ajouter à la fin</translation>
    </message>
    <message>
        <source>New Play&amp;list</source>
        <translation>Nou&amp;velle liste de lecture</translation>
    </message>
    <message>
        <source>&amp;Radio from Here</source>
        <translation>&amp;Radio à partir d’ici</translation>
    </message>
    <message>
        <source>&amp;Similar to This</source>
        <translation>&amp;Similaire à ceci</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>&amp;Plus comme ça</translation>
    </message>
    <message>
        <source>&amp;Less Like This</source>
        <translation>&amp;Moins comme ça</translation>
    </message>
    <message>
        <source>Not &amp;This</source>
        <translation>Pas celui-c&amp;i</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Afficher dans le &amp;dossier</translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation>&amp;Copier le chemin</translation>
    </message>
    <message>
        <source>&amp;Explain…</source>
        <translation>E&amp;xpliquer…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>L&amp;ove</source>
        <translation>C&amp;oup de cœur</translation>
    </message>
    <message>
        <source>Ra&amp;te</source>
        <translation>&amp;Noter</translation>
    </message>
    <message>
        <source>No Rating</source>
        <translation>Aucune note</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation>
            <numerusform>%1 · %n morceau</numerusform>
            <numerusform>%1 · %n morceaux</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1&#xa0;%</translation>
    </message>
    <message>
        <source>%1 % alike: 100 is the same sound, 50 a random pair of your tracks</source>
        <translation>%1&#xa0;% de ressemblance&#xa0;: 100 est le même son, 50 deux de vos morceaux pris au hasard</translation>
    </message>
    <message>
        <source>Other versions, left out:</source>
        <translation>Autres versions, exclues&#xa0;:</translation>
    </message>
    <message>
        <source>Playing now</source>
        <translation>En lecture</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>%1 per cent alike</source>
        <translation>%1 pour cent de ressemblance</translation>
    </message>
    <message>
        <source>The player has it already; it stays where it is.</source>
        <translation>Le lecteur l’a déjà&#xa0;; il reste à sa place.</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n étoile</numerusform>
            <numerusform>%n étoiles</numerusform>
        </translation>
    </message>
    <message>
        <source>Loved</source>
        <translation>Coup de cœur</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RulesPage</name>
    <message>
        <source>nothing</source>
        <translation>rien</translation>
    </message>
    <message>
        <source>%1. Default: %2.</source>
        <translation>%1. Par défaut&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Revenir à la valeur par défaut&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SaveDialog</name>
    <message>
        <source>&amp;Paths relative to the playlist, for a stick or another machine</source>
        <translation>&amp;Chemins relatifs à la liste, pour une clé USB ou une autre machine</translation>
    </message>
    <message>
        <source>Save Playlist</source>
        <translation>Enregistrer la liste de lecture</translation>
    </message>
    <message>
        <source>Any player</source>
        <translation>Tout lecteur</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titre&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Format&#xa0;:</translation>
    </message>
    <message>
        <source>For p&amp;layer:</source>
        <translation>Pour le &amp;lecteur&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Parcourir…</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>F&amp;ichier&#xa0;:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>Liste de lecture</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message>
        <source>less than a minute left</source>
        <translation>moins d’une minute restante</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute restante</numerusform>
            <numerusform>%n minutes restantes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%n heure restante</numerusform>
            <numerusform>%n heures restantes</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the scan; what is done is kept</source>
        <translation>Arrêter l’analyse&#xa0;; ce qui est fait est conservé</translation>
    </message>
    <message>
        <source>How far the scan is</source>
        <translation>Avancement de l’analyse</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation>Mettre l’analyse en pause</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation>
            <numerusform>%n fichier n’a pas pu être lu. «&#xa0;taraf doctor&#xa0;» en dit plus.</numerusform>
            <numerusform>%n fichiers n’ont pas pu être lus. «&#xa0;taraf doctor&#xa0;» en dit plus.</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan is paused</source>
        <translation>L’analyse est en pause</translation>
    </message>
    <message>
        <source>Go on with the scan</source>
        <translation>Reprendre l’analyse</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SearchPage</name>
    <message>
        <source>Found in your music</source>
        <translation>Trouvé dans votre musique</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Aucun résultat</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>La recherche a échoué</translation>
    </message>
    <message>
        <source>No track and no album has a name with “%1”. The beginning of a word is enough; it can be of artist, album and title.</source>
        <translation>Aucun morceau ni album n’a «&#xa0;%1&#xa0;» dans son nom. Le début d’un mot suffit&#xa0;; il peut venir de l’artiste, de l’album ou du titre.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Service</name>
    <message>
        <source>The program tarafd can&apos;t be started. Is Taraf installed? (%1)</source>
        <translation>Impossible de démarrer le programme tarafd. Taraf est-il installé&#xa0;? (%1)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SettingsDialog</name>
    <message>
        <source>Settings of Taraf</source>
        <translation>Paramètres de Taraf</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>&amp;Règles</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Dossiers</translation>
    </message>
    <message>
        <source>&amp;Player</source>
        <translation>&amp;Lecteur</translation>
    </message>
</context>
<context>
    <name>taraf::mpris::MprisHost</name>
    <message>
        <source>the player of this desktop</source>
        <translation>le lecteur de ce bureau</translation>
    </message>
    <message>
        <source>Taraf</source>
        <translation>Taraf</translation>
    </message>
    <message>
        <source>Radio, part %1</source>
        <translation>Radio, partie %1</translation>
    </message>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Cette radio n’a plus rien à proposer. Ses règles sont peut-être trop strictes.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be started. The playlist is in %2</source>
        <translation>Impossible de démarrer %1. La liste de lecture est dans %2</translation>
    </message>
    <message>
        <source>%1 did not take the playlist. If you have just opened it for the first time, close it, open it again and try once more.</source>
        <translation>%1 n’a pas accepté la liste de lecture. Si vous venez de l’ouvrir pour la première fois, fermez-le, rouvrez-le et réessayez.</translation>
    </message>
    <message>
        <source>The one that played last</source>
        <translation>Le dernier à avoir joué</translation>
    </message>
    <message>
        <source>&amp;Hand playlists over to:</source>
        <translation>&amp;Transmettre les listes de lecture à&#xa0;:</translation>
    </message>
    <message>
        <source>&amp;Listen to what these players play:</source>
        <translation>É&amp;couter ce que jouent ces lecteurs&#xa0;:</translation>
    </message>
</context>
</TS>
