<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>phases</name>
    <message>
        <source>looking</source>
        <translation>suche</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lese</translation>
    </message>
    <message>
        <source>listening</source>
        <translation>höre</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>lerne</translation>
    </message>
    <message>
        <source>learning the map</source>
        <translation>lerne die Karte</translation>
    </message>
    <message>
        <source>training</source>
        <translation>trainiere</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>warte</translation>
    </message>
</context>
<context>
    <name>rule words</name>
    <message>
        <source>tracks</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>one</source>
        <translation>eine</translation>
    </message>
    <message>
        <source>all</source>
        <translation>alle</translation>
    </message>
    <message>
        <source>relax</source>
        <translation>nachgeben</translation>
    </message>
    <message>
        <source>end</source>
        <translation>aufhören</translation>
    </message>
    <message>
        <source>similar</source>
        <translation>ähnliche</translation>
    </message>
    <message>
        <source>albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>path</source>
        <translation>Weg</translation>
    </message>
    <message>
        <source>out</source>
        <translation>auslassen</translation>
    </message>
    <message>
        <source>in</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>gleichbleibend</translation>
    </message>
    <message>
        <source>up</source>
        <translation>steigend</translation>
    </message>
    <message>
        <source>down</source>
        <translation>fallend</translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Tracks of one artist</source>
        <translation>Titel eines Interpreten</translation>
    </message>
    <message>
        <source>Tracks of one album</source>
        <translation>Titel eines Albums</translation>
    </message>
    <message>
        <source>Distance between an artist&apos;s tracks</source>
        <translation>Abstand zwischen Titeln eines Interpreten</translation>
    </message>
    <message>
        <source>Distance between an album&apos;s tracks</source>
        <translation>Abstand zwischen Titeln eines Albums</translation>
    </message>
    <message>
        <source>Shortest track</source>
        <translation>Kürzester Titel</translation>
    </message>
    <message>
        <source>Longest track</source>
        <translation>Längster Titel</translation>
    </message>
    <message>
        <source>Days without repeats</source>
        <translation>Tage ohne Wiederholung</translation>
    </message>
    <message>
        <source>Genres left out</source>
        <translation>Ausgelassene Genres</translation>
    </message>
    <message>
        <source>What you don&apos;t want</source>
        <translation>Was Sie nicht wollen</translation>
    </message>
    <message>
        <source>Versions of a song</source>
        <translation>Fassungen eines Stücks</translation>
    </message>
    <message>
        <source>Nearly the same sound</source>
        <translation>Fast derselbe Klang</translation>
    </message>
    <message>
        <source>Nearly the same sound, same title</source>
        <translation>Fast derselbe Klang, gleicher Name</translation>
    </message>
    <message>
        <source>Radio: stay near the start</source>
        <translation>Radio: nahe am Anfang bleiben</translation>
    </message>
    <message>
        <source>Radio: flow from track to track</source>
        <translation>Radio: von Titel zu Titel fließen</translation>
    </message>
    <message>
        <source>Radio: chance</source>
        <translation>Radio: Zufall</translation>
    </message>
    <message>
        <source>When nothing is left</source>
        <translation>Wenn nichts übrig ist</translation>
    </message>
    <message>
        <source>At most so many by one artist, or so many of an artist&apos;s albums; 0: any number</source>
        <translation>Höchstens so viele von einem Interpreten, oder so viele Alben eines Interpreten; 0: beliebig viele</translation>
    </message>
    <message>
        <source>At most so many of one album; 0: any number</source>
        <translation>Höchstens so viele von einem Album; 0: beliebig viele</translation>
    </message>
    <message>
        <source>At least so many others between two by one artist</source>
        <translation>Mindestens so viele andere zwischen zweien desselben Interpreten</translation>
    </message>
    <message>
        <source>At least so many others between two of one album</source>
        <translation>Mindestens so viele andere zwischen zweien desselben Albums</translation>
    </message>
    <message>
        <source>Nothing shorter</source>
        <translation>Nichts Kürzeres</translation>
    </message>
    <message>
        <source>Nothing longer; 0: as long as it likes</source>
        <translation>Nichts Längeres; 0: beliebig lang</translation>
    </message>
    <message>
        <source>Nothing that was heard in the last days; 0: what was heard may come</source>
        <translation>Nichts, was in den letzten Tagen zu hören war; 0: Gehörtes darf kommen</translation>
    </message>
    <message>
        <source>Nothing of these genres, unless what you start from has it</source>
        <translation>Nichts aus diesen Genres, es sei denn, der Ausgangspunkt gehört dazu</translation>
    </message>
    <message>
        <source>What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest</source>
        <translation>Was Sie hassen oder abgelehnt haben, und was von solchen Interpreten oder auf solchen Alben ist: auslassen, oder behalten wie den Rest</translation>
    </message>
    <message>
        <source>One version of a song (live, remaster, best-of, remix), or all</source>
        <translation>Eine Fassung eines Stücks (live, Remaster, Best-of, Remix) oder alle</translation>
    </message>
    <message>
        <source>Tracks that sound more alike than this are one; 1: never</source>
        <translation>Titel, die sich ähnlicher sind, gelten als einer; 1: nie</translation>
    </message>
    <message>
        <source>The same for tracks with equal titles</source>
        <translation>Dasselbe für Titel mit gleichem Namen</translation>
    </message>
    <message>
        <source>How much nearness to what you started from counts</source>
        <translation>Wie viel die Nähe zum Ausgangspunkt zählt</translation>
    </message>
    <message>
        <source>How much nearness to the track before counts</source>
        <translation>Wie viel die Nähe zum vorigen Titel zählt</translation>
    </message>
    <message>
        <source>How much chance there is in it; 0: none</source>
        <translation>Wie viel Zufall dabei ist; 0: keiner</translation>
    </message>
    <message>
        <source>When the rules leave nothing: give way, or end the list</source>
        <translation>Wenn die Regeln nichts übrig lassen: nachgeben oder die Liste beenden</translation>
    </message>
    <message>
        <source>Years</source>
        <translation>Jahre</translation>
    </message>
    <message>
        <source>Radio: unheard or well known</source>
        <translation>Radio: ungehört oder vertraut</translation>
    </message>
    <message>
        <source>Radio: energy</source>
        <translation>Radio: Energie</translation>
    </message>
    <message>
        <source>Only what was made in these years; nothing: in any</source>
        <translation>Nur was aus diesen Jahren ist; nichts: aus allen</translation>
    </message>
    <message>
        <source>-1: rather what you never played, 1: rather what you play most, 0: no matter</source>
        <translation>-1: eher was Sie nie gespielt haben, 1: eher was Sie am meisten spielen, 0: gleichgültig</translation>
    </message>
    <message>
        <source>From calm up, from lively down, steady as the start, or any</source>
        <translation>Von ruhig an steigend, von lebhaft an fallend, gleichbleibend wie der Anfang, oder beliebig</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Radios</name>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Dieses Radio hat nichts mehr. Vielleicht sind seine Regeln zu streng.</translation>
    </message>
</context>
<context>
    <name>taraf::audacious::Requests</name>
    <message>
        <source>Similar to This Album</source>
        <translation>Ähnlich wie dieses Album</translation>
    </message>
    <message>
        <source>Similar Tracks</source>
        <translation>Ähnliche Titel</translation>
    </message>
    <message>
        <source>Radio from Here</source>
        <translation>Radio ab hier</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Taraf knows no other album that is like this one.</source>
        <translation>Taraf kennt kein anderes Album, das so klingt.</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Ähnlich wie %1</translation>
    </message>
    <message>
        <source>Taraf knows no other track that is like this one.</source>
        <translation>Taraf kennt keinen anderen Titel, der so klingt.</translation>
    </message>
    <message>
        <source>Select tracks of your own first. Taraf can&apos;t listen to what comes from the network.</source>
        <translation>Wählen Sie zuerst eigene Titel aus. Was aus dem Netz kommt, kann Taraf nicht hören.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Companion</name>
    <message>
        <source>&amp;Show</source>
        <translation>&amp;Anzeigen</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ExplainDialog</name>
    <message>
        <source>Why %1</source>
        <translation>Warum %1</translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation>Berechnet</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Bedeutung</translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation>Die Rechnung</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FirstRun</name>
    <message>
        <source>Where is your music?</source>
        <translation>Wo ist Ihre Musik?</translation>
    </message>
    <message>
        <source>Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed.</source>
        <translation>Taraf hört sie sich einmal an, auf diesem Rechner, und findet dann, was ähnlich klingt. Nichts wird verschickt, und keine Datei wird verändert.</translation>
    </message>
    <message>
        <source>&amp;Listen to My Music</source>
        <translation>Meine Musik an&amp;hören</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FolderChoice</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation>Ordner mit Musik</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Ein Ordner mit Musik</translation>
    </message>
</context>
<context>
    <name>taraf::gui::FoldersPage</name>
    <message>
        <source>Folders with music</source>
        <translation>Ordner mit Musik</translation>
    </message>
    <message>
        <source>Re&amp;move…</source>
        <translation>E&amp;ntfernen…</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>Was ausgelassen wird</translation>
    </message>
    <message>
        <source>&amp;Take In Again</source>
        <translation>Wieder &amp;aufnehmen</translation>
    </message>
    <message>
        <source>A graphics card if there is one</source>
        <translation>Einer Grafikkarte, wenn es eine gibt</translation>
    </message>
    <message>
        <source>The processor</source>
        <translation>Dem Prozessor</translation>
    </message>
    <message>
        <source>The graphics card (CUDA)</source>
        <translation>Der Grafikkarte (CUDA)</translation>
    </message>
    <message>
        <source>Listen &amp;with:</source>
        <translation>Hören &amp;mit:</translation>
    </message>
    <message>
        <source>&amp;Add Folder…</source>
        <translation>Ordner &amp;hinzufügen…</translation>
    </message>
    <message>
        <source>&amp;Look for New Music</source>
        <translation>Nach neuer Musik &amp;suchen</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Ausgelassen</translation>
    </message>
    <message>
        <source>Leave &amp;Out</source>
        <translation>Aus&amp;lassen</translation>
    </message>
    <message>
        <source>What to leave out: a regular expression</source>
        <translation>Was ausgelassen werden soll: ein regulärer Ausdruck</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n Titel</numerusform>
            <numerusform>%n Titel</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%n Album</numerusform>
            <numerusform>%n Alben</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 listened to</source>
        <translation>%1 angehört</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n Datei</numerusform>
            <numerusform>%n Dateien</numerusform>
        </translation>
    </message>
    <message>
        <source>not there now</source>
        <translation>gerade nicht da</translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation>Ein Ordner mit Musik</translation>
    </message>
    <message>
        <source>Remove a folder</source>
        <translation>Einen Ordner entfernen</translation>
    </message>
    <message>
        <source>Remove %1 from Taraf?</source>
        <translation>%1 aus Taraf entfernen?</translation>
    </message>
    <message numerus="yes">
        <source>Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.</source>
        <translation>
            <numerusform>Seine %n Datei bleibt auf der Platte, wird aber nicht mehr gefunden, vorgeschlagen oder in Radios gespielt.</numerusform>
            <numerusform>Seine %n Dateien bleiben auf der Platte, werden aber nicht mehr gefunden, vorgeschlagen oder in Radios gespielt.</numerusform>
        </translation>
    </message>
    <message>
        <source>What Taraf knows of this music is kept: what it heard, what you played, rated and put on lists. All of it is there again when you add the folder again.</source>
        <translation>Was Taraf von dieser Musik weiß, bleibt erhalten: was es gehört hat, was Sie gespielt, bewertet und auf Listen gesetzt haben. Fügen Sie den Ordner wieder hinzu, ist alles wieder da.</translation>
    </message>
    <message>
        <source>&amp;Remove Folder</source>
        <translation>Ordner &amp;entfernen</translation>
    </message>
    <message>
        <source>%1 is not part of your music any more.</source>
        <translation>%1 gehört nicht mehr zu Ihrer Musik.</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are left out from now on. What is known of them is kept.</source>
        <translation>
            <numerusform>%n Datei wird von nun an ausgelassen. Was von ihr bekannt ist, bleibt erhalten.</numerusform>
            <numerusform>%n Dateien werden von nun an ausgelassen. Was von ihnen bekannt ist, bleibt erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Taken in again when Taraf next looks for new music.</source>
        <translation>Wird wieder aufgenommen, wenn Taraf das nächste Mal nach neuer Musik sucht.</translation>
    </message>
    <message>
        <source>Files and folders in whose path this regular expression is found. Upper and lower case are the same.</source>
        <translation>Dateien und Ordner, in deren Pfad dieser reguläre Ausdruck vorkommt. Groß und klein geschrieben ist gleich.</translation>
    </message>
    <message>
        <source>None of your files is left out by this so far.</source>
        <translation>Von Ihren Dateien wird dadurch bisher keine ausgelassen.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Header</name>
    <message>
        <source>Follow What Plays</source>
        <translation>Dem folgen, was läuft</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Search your music</source>
        <translation>In Ihrer Musik suchen</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Strg+F</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Panel</name>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Albums</source>
        <translation>Alben</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation>Strg+%1</translation>
    </message>
    <message>
        <source>Overall</source>
        <translation>Gesamt</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>Stimmung</translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation>Instrumente</translation>
    </message>
    <message>
        <source>Alike by: %1</source>
        <translation>Ähnlich nach: %1</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Save Playlist…</source>
        <translation>Wiedergabeliste speichern…</translation>
    </message>
    <message>
        <source>Play something first, or drop a file here: the radio goes on from there.</source>
        <translation>Spielen Sie erst etwas, oder legen Sie eine Datei hier ab: Das Radio macht dort weiter.</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Mehr davon</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>Drop it here</source>
        <translation>Hier ablegen</translation>
    </message>
    <message>
        <source>What sounds like it?</source>
        <translation>Was klingt so?</translation>
    </message>
    <message>
        <source>Similar to This</source>
        <translation>Ähnlich wie dies</translation>
    </message>
    <message>
        <source>Taraf&apos;s service can&apos;t be started</source>
        <translation>Tarafs Dienst lässt sich nicht starten</translation>
    </message>
    <message>
        <source>The library can&apos;t be read</source>
        <translation>Die Bibliothek lässt sich nicht lesen</translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Listening to your music</source>
        <translation>Ihre Musik wird gehört</translation>
    </message>
    <message>
        <source>What is alike is known when all of it has been heard. This window can be closed meanwhile.</source>
        <translation>Was sich ähnelt, steht fest, wenn alles gehört ist. Dieses Fenster können Sie so lange schließen.</translation>
    </message>
    <message>
        <source>No music was found</source>
        <translation>Keine Musik gefunden</translation>
    </message>
    <message>
        <source>There is no audio file in your music folders. If they are on a drive, plug it in; or choose others.</source>
        <translation>In Ihren Musikordnern ist keine Audiodatei. Liegen sie auf einem Laufwerk, schließen Sie es an; oder wählen Sie andere.</translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation>Noch einmal suchen</translation>
    </message>
    <message>
        <source>Choose Folders…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Nothing has been listened to yet</source>
        <translation>Noch ist nichts angehört</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation>
            <numerusform>%n Titel ist nur dem Namen nach bekannt. Taraf muss ihn einmal hören.</numerusform>
            <numerusform>%n Titel sind nur dem Namen nach bekannt. Taraf muss sie einmal hören.</numerusform>
        </translation>
    </message>
    <message>
        <source>Listen Now</source>
        <translation>Jetzt anhören</translation>
    </message>
    <message>
        <source>There is no answer to this</source>
        <translation>Darauf gibt es keine Antwort</translation>
    </message>
    <message>
        <source>Play something</source>
        <translation>Spielen Sie etwas</translation>
    </message>
    <message>
        <source>What sounds like it appears here. Or drop a file, a folder or a playlist, or search.</source>
        <translation>Was so klingt, erscheint hier. Oder legen Sie eine Datei, einen Ordner oder eine Wiedergabeliste hier ab, oder suchen Sie.</translation>
    </message>
    <message>
        <source>Similar to</source>
        <translation>Ähnlich wie</translation>
    </message>
    <message>
        <source>Playing in %1</source>
        <translation>Läuft in %1</translation>
    </message>
    <message>
        <source>Selected in %1</source>
        <translation>Ausgewählt in %1</translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation>
            <numerusform>weg von %n Titel</numerusform>
            <numerusform>weg von %n Titeln</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Albums like %1</source>
        <translation>Alben wie %1</translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation>Ähnlich wie %1</translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation>
            <numerusform>%n Titel nach %1 geschrieben</numerusform>
            <numerusform>%n Titel nach %1 geschrieben</numerusform>
        </translation>
    </message>
    <message>
        <source>Listening is paused</source>
        <translation>Das Hören ist angehalten</translation>
    </message>
    <message>
        <source>What has been heard so far is kept.</source>
        <translation>Was schon gehört ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Go On</source>
        <translation>Weitermachen</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Bewerten</translation>
    </message>
    <message>
        <source>Love</source>
        <translation>Lieben</translation>
    </message>
    <message>
        <source>Not this</source>
        <translation>Das nicht</translation>
    </message>
    <message>
        <source>Your music is not there now</source>
        <translation>Ihre Musik ist gerade nicht da</translation>
    </message>
    <message>
        <source>%1 can&apos;t be found. Plug in the drive, or connect to the server: then all of this is here again by itself. Nothing is forgotten meanwhile.</source>
        <translation>%1 ist nicht zu finden. Schließen Sie das Laufwerk an, oder verbinden Sie sich mit dem Server: Dann ist hier alles von selbst wieder da. Vergessen wird in der Zwischenzeit nichts.</translation>
    </message>
    <message>
        <source>%1 is not there now: its music is still shown, but can&apos;t be played.</source>
        <translation>%1 ist gerade nicht da: Die Musik wird noch gezeigt, kann aber nicht gespielt werden.</translation>
    </message>
    <message>
        <source>The index is missing</source>
        <translation>Der Index fehlt</translation>
    </message>
    <message>
        <source>What Taraf heard is still known, so the index is made again quickly: no music has to be heard anew.</source>
        <translation>Was Taraf gehört hat, ist noch bekannt; der Index ist deshalb schnell wieder angelegt, und nichts muss noch einmal angehört werden.</translation>
    </message>
    <message>
        <source>Make It Again</source>
        <translation>Neu anlegen</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Radio</name>
    <message>
        <source>Move</source>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation>Weniger davon</translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation>Mehr davon</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RadioPage</name>
    <message>
        <source>Earlier</source>
        <translation>Früher</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Später</translation>
    </message>
    <message>
        <source>End This Radio</source>
        <translation>Dieses Radio beenden</translation>
    </message>
    <message>
        <source>Kept Radios</source>
        <translation>Aufbewahrte Radios</translation>
    </message>
    <message>
        <source>What the radio plays next</source>
        <translation>Was das Radio als Nächstes spielt</translation>
    </message>
    <message>
        <source>No radio is on</source>
        <translation>Kein Radio läuft</translation>
    </message>
    <message>
        <source>It goes on from what plays, never repeats itself, and learns from what you skip.</source>
        <translation>Es macht bei dem weiter, was läuft, wiederholt sich nie und lernt aus dem, was Sie überspringen.</translation>
    </message>
    <message>
        <source>Start Radio from Here</source>
        <translation>Radio von hier starten</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>Noch keine</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ResultsPage</name>
    <message>
        <source>Asking</source>
        <translation>Frage läuft</translation>
    </message>
    <message>
        <source>Similar tracks</source>
        <translation>Ähnliche Titel</translation>
    </message>
    <message>
        <source>Similar albums</source>
        <translation>Ähnliche Alben</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Nothing in your collection comes near. Try another focus, or loosen the rules in the settings.</source>
        <translation>Nichts in Ihrer Sammlung kommt dem nahe. Versuchen Sie es mit einem anderen Schwerpunkt, oder lockern Sie die Regeln in den Einstellungen.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowActions</name>
    <message>
        <source>&amp;Play Now</source>
        <translation>Jetzt s&amp;pielen</translation>
    </message>
    <message>
        <source>Play &amp;Next</source>
        <translation>Als &amp;Nächstes spielen</translation>
    </message>
    <message>
        <source>&amp;Append</source>
        <translation>&amp;Anhängen</translation>
    </message>
    <message>
        <source>New Play&amp;list</source>
        <translation>Neue Wiedergabe&amp;liste</translation>
    </message>
    <message>
        <source>&amp;Radio from Here</source>
        <translation>&amp;Radio von hier</translation>
    </message>
    <message>
        <source>&amp;Similar to This</source>
        <translation>Ä&amp;hnlich wie dies</translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation>&amp;Mehr davon</translation>
    </message>
    <message>
        <source>&amp;Less Like This</source>
        <translation>&amp;Weniger davon</translation>
    </message>
    <message>
        <source>Not &amp;This</source>
        <translation>&amp;Das nicht</translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation>Pfad &amp;kopieren</translation>
    </message>
    <message>
        <source>&amp;Explain…</source>
        <translation>&amp;Erklären…</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>L&amp;ove</source>
        <translation>L&amp;ieben</translation>
    </message>
    <message>
        <source>Ra&amp;te</source>
        <translation>&amp;Bewerten</translation>
    </message>
    <message>
        <source>No Rating</source>
        <translation>Keine Bewertung</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation>
            <numerusform>%1 · %n Titel</numerusform>
            <numerusform>%1 · %n Titel</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 % alike: 100 is the same sound, 50 a random pair of your tracks</source>
        <translation>%1 % ähnlich: 100 ist derselbe Klang, 50 ein zufälliges Paar Ihrer Titel</translation>
    </message>
    <message>
        <source>Other versions, left out:</source>
        <translation>Andere Fassungen, ausgelassen:</translation>
    </message>
    <message>
        <source>Playing now</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Album</source>
        <translation>Album</translation>
    </message>
    <message>
        <source>%1 per cent alike</source>
        <translation>%1 Prozent ähnlich</translation>
    </message>
    <message>
        <source>The player has it already; it stays where it is.</source>
        <translation>Der Player hat es schon; es bleibt, wo es ist.</translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n Stern</numerusform>
            <numerusform>%n Sterne</numerusform>
        </translation>
    </message>
    <message>
        <source>Loved</source>
        <translation>Geliebt</translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n Zeile</numerusform>
            <numerusform>%n Zeilen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RulesPage</name>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>%1. Default: %2.</source>
        <translation>%1. Vorgabe: %2.</translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation>Zurück zur Vorgabe: %1</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SaveDialog</name>
    <message>
        <source>&amp;Paths relative to the playlist, for a stick or another machine</source>
        <translation>&amp;Pfade relativ zur Wiedergabeliste, für einen Stick oder einen anderen Rechner</translation>
    </message>
    <message>
        <source>Save Playlist</source>
        <translation>Wiedergabeliste speichern</translation>
    </message>
    <message>
        <source>Any player</source>
        <translation>Jeder Player</translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation>&amp;Titel:</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>&amp;Format:</translation>
    </message>
    <message>
        <source>For p&amp;layer:</source>
        <translation>Für P&amp;layer:</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>&amp;Durchsuchen…</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>Date&amp;i:</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>Wiedergabeliste</translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message>
        <source>less than a minute left</source>
        <translation>noch weniger als eine Minute</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>noch %n Minute</numerusform>
            <numerusform>noch %n Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>noch %n Stunde</numerusform>
            <numerusform>noch %n Stunden</numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the scan; what is done is kept</source>
        <translation>Den Durchlauf beenden; was getan ist, bleibt</translation>
    </message>
    <message>
        <source>How far the scan is</source>
        <translation>Wie weit der Durchlauf ist</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation>Den Durchlauf anhalten</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation>
            <numerusform>%n Datei war nicht lesbar. „taraf doctor“ sagt mehr.</numerusform>
            <numerusform>%n Dateien waren nicht lesbar. „taraf doctor“ sagt mehr.</numerusform>
        </translation>
    </message>
    <message>
        <source>The scan is paused</source>
        <translation>Der Durchlauf ist angehalten</translation>
    </message>
    <message>
        <source>Go on with the scan</source>
        <translation>Mit dem Durchlauf weitermachen</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SearchPage</name>
    <message>
        <source>Found in your music</source>
        <translation>In Ihrer Musik gefunden</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation>Die Suche ist gescheitert</translation>
    </message>
    <message>
        <source>No track and no album has a name with “%1”. The beginning of a word is enough; it can be of artist, album and title.</source>
        <translation>Kein Titel und kein Album heißt mit „%1“. Der Anfang eines Wortes genügt; es kann aus Interpret, Album und Titel stammen.</translation>
    </message>
</context>
<context>
    <name>taraf::gui::Service</name>
    <message>
        <source>The program tarafd can&apos;t be started. Is Taraf installed? (%1)</source>
        <translation>Das Programm tarafd lässt sich nicht starten. Ist Taraf installiert? (%1)</translation>
    </message>
</context>
<context>
    <name>taraf::gui::SettingsDialog</name>
    <message>
        <source>Settings of Taraf</source>
        <translation>Einstellungen von Taraf</translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation>&amp;Regeln</translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation>&amp;Ordner</translation>
    </message>
    <message>
        <source>&amp;Player</source>
        <translation>&amp;Player</translation>
    </message>
</context>
<context>
    <name>taraf::mpris::MprisHost</name>
    <message>
        <source>the player of this desktop</source>
        <translation>der Player dieser Arbeitsfläche</translation>
    </message>
    <message>
        <source>Taraf</source>
        <translation>Taraf</translation>
    </message>
    <message>
        <source>Radio, part %1</source>
        <translation>Radio, Teil %1</translation>
    </message>
    <message>
        <source>This radio has nothing more to give. Its rules may be too strict.</source>
        <translation>Dieses Radio hat nichts mehr. Vielleicht sind seine Regeln zu streng.</translation>
    </message>
    <message>
        <source>%1 can&apos;t be started. The playlist is in %2</source>
        <translation>%1 lässt sich nicht starten. Die Wiedergabeliste liegt in %2</translation>
    </message>
    <message>
        <source>%1 did not take the playlist. If you have just opened it for the first time, close it, open it again and try once more.</source>
        <translation>%1 hat die Wiedergabeliste nicht angenommen. Wenn Sie es gerade zum ersten Mal geöffnet haben, schließen Sie es, öffnen Sie es wieder und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The one that played last</source>
        <translation>Der zuletzt gespielt hat</translation>
    </message>
    <message>
        <source>&amp;Hand playlists over to:</source>
        <translation>&amp;Wiedergabelisten übergeben an:</translation>
    </message>
    <message>
        <source>&amp;Listen to what these players play:</source>
        <translation>&amp;Zuhören, was diese Player spielen:</translation>
    </message>
</context>
</TS>
