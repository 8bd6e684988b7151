<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>taraf::audacious::Requests</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::FoldersPage</name>
    <message numerus="yes">
        <source>%n track(s)</source>
        <translation>
            <numerusform>%n track</numerusform>
            <numerusform>%n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n album(s)</source>
        <translation>
            <numerusform>%n album</numerusform>
            <numerusform>%n albums</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n file</numerusform>
            <numerusform>%n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.</source>
        <translation>
            <numerusform>Its %n file stays on the disk, but is no longer found, suggested or put into radios.</numerusform>
            <numerusform>Its %n files stay on the disk, but are no longer found, suggested or put into radios.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) are left out from now on. What is known of them is kept.</source>
        <translation>
            <numerusform>%n file is left out from now on. What is known of it is kept.</numerusform>
            <numerusform>%n files are left out from now on. What is known of them is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::Panel</name>
    <message numerus="yes">
        <source>%n track(s) are known by name alone. Taraf has to hear them once.</source>
        <translation>
            <numerusform>%n track is known by name alone. Taraf has to hear it once.</numerusform>
            <numerusform>%n tracks are known by name alone. Taraf has to hear them once.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>away from %n track(s)</source>
        <translation>
            <numerusform>away from %n track</numerusform>
            <numerusform>away from %n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n track(s) written to %1</source>
        <translation>
            <numerusform>%n track written to %1</numerusform>
            <numerusform>%n tracks written to %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowModel</name>
    <message numerus="yes">
        <source>%1 · %n track(s)</source>
        <translation>
            <numerusform>%1 · %n track</numerusform>
            <numerusform>%1 · %n tracks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n star(s)</source>
        <translation>
            <numerusform>%n star</numerusform>
            <numerusform>%n stars</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::RowView</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>taraf::gui::ScanBar</name>
    <message numerus="yes">
        <source>%n minute(s) left</source>
        <translation>
            <numerusform>%n minute left</numerusform>
            <numerusform>%n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) left</source>
        <translation>
            <numerusform>%n hour left</numerusform>
            <numerusform>%n hours left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n file(s) could not be read. “taraf doctor” says more.</source>
        <translation>
            <numerusform>%n file could not be read. “taraf doctor” says more.</numerusform>
            <numerusform>%n files could not be read. “taraf doctor” says more.</numerusform>
        </translation>
    </message>
</context>
</TS>
