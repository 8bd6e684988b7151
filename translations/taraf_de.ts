<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1">
<context>
    <name>phases</name>
    <message>
        <source>looking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>listening</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>learning the map</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>training</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>rule words</name>
    <message>
        <source>tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>seconds</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>days</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>relax</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>end</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>similar</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>radio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>path</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>rules</name>
    <message>
        <source>Tracks of one artist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracks of one album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between an artist&apos;s tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance between an album&apos;s tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortest track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Longest track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Days without repeats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genres left out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions of a song</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly the same sound</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearly the same sound, same title</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radio: stay near the start</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radio: flow from track to track</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radio: chance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When nothing is left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many by one artist, or so many of an artist&apos;s albums; 0: any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At most so many of one album; 0: any number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least so many others between two by one artist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>At least so many others between two of one album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing shorter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing longer; 0: as long as it likes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing that was heard in the last days; 0: what was heard may come</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing of these genres, unless what you start from has it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One version of a song (live, remaster, best-of, remix), or all</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracks that sound more alike than this are one; 1: never</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same for tracks with equal titles</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much nearness to what you started from counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much nearness to the track before counts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How much chance there is in it; 0: none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>When the rules leave nothing: give way, or end the list</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::Companion</name>
    <message>
        <source>&amp;Show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::ExplainDialog</name>
    <message>
        <source>Why %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reckoned</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The arithmetic</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::FirstRun</name>
    <message>
        <source>Where is your music?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Listen to My Music</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::FolderChoice</name>
    <message>
        <source>&amp;Add Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Re&amp;move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::Header</name>
    <message>
        <source>Follow What Plays</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search your music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::Panel</name>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Radio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overall</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Genre</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mood</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instruments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alike by: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Playlist…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play something first, or drop a file here: the radio goes on from there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop it here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sounds like it?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar to This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taraf&apos;s service can&apos;t be started</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The library can&apos;t be read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listening to your music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is alike is known when all of it has been heard. This window can be closed meanwhile.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No music was found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no audio file in your music folders. If they are on a drive, plug it in; or choose others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look Again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose Folders…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been listened to yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Listen Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no answer to this</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play something</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What sounds like it appears here. Or drop a file, a folder or a playlist, or search.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Selected in %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Albums like %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar to %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::PlayerHost</name>
    <message>
        <source>The desktop&apos;s player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Taraf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 could not be started. Choose another player in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Hand playlists over to:</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::Radio</name>
    <message>
        <source>Move</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Less Like This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More Like This</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::RadioPage</name>
    <message>
        <source>Earlier</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>End This Radio</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept Radios</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the radio plays next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No radio is on</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It goes on from what plays, never repeats itself, and learns from what you skip.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start Radio from Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::ResultsPage</name>
    <message>
        <source>Asking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Similar albums</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing in your collection comes near. Try another focus, or loosen the rules in the settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not this</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowActions</name>
    <message>
        <source>&amp;Play Now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play &amp;Next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Append</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New Play&amp;list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Radio from Here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Similar to This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;More Like This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Less Like This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not &amp;This</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show in &amp;Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Copy Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Explain…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 % alike: 100 is the same sound, 50 a random pair of your tracks</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other versions, left out:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playing now</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Album</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per cent alike</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RulesPage</name>
    <message>
        <source>nothing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default: %1.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the default: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::SaveDialog</name>
    <message>
        <source>&amp;Paths relative to the playlist, for a stick or another machine</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save Playlist</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Any player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Title:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For p&amp;layer:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message>
        <source>less than a minute left</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stop the scan; what is done is kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How far the scan is</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause the scan</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The scan is paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go on with the scan</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::SearchPage</name>
    <message>
        <source>Found in your music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No track and no album has a name with “%1”. A part of a word is enough; words can be of artist, album and title.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The search failed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::Service</name>
    <message>
        <source>The program tarafd can&apos;t be started. Is Taraf installed? (%1)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>taraf::gui::SettingsDialog</name>
    <message>
        <source>Settings of Taraf</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Rules</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Folders</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Player</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folders with music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add Folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Look for New Music</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A graphics card if there is one</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The processor</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The graphics card (CUDA)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Listen &amp;with:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder with music</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>%1 listened to</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>not there now</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
