#pragma once

#include "taraf/gui/host.h"

/// A player that can do everything, and remembers what it was given.
class RecordingHost : public taraf::gui::Host
{
    Q_OBJECT
public:
    using Rows = QList<taraf::gui::Row>;

    [[nodiscard]] QString name() const override { return QStringLiteral("Recorder"); }
    [[nodiscard]] Capabilities capabilities() const override { return can; }
    void playNow(const Rows &rows) override { played.append(rows); }
    void playNext(const Rows &rows) override { next.append(rows); }
    void append(const Rows &rows) override { appended.append(rows); }
    void newPlaylist(const QString &title, const Rows &rows) override
    {
        titles.append(title);
        lists.append(rows);
    }

    Capabilities can{PlaysNow, PlaysNext, Appends, MakesPlaylists, TellsWhatPlays};
    QList<Rows> played, next, appended, lists;
    QStringList titles;
};
