/// @file Audacious, as the panel knows it.
#pragma once

#include "radios.h"
#include "taraf/gui/host.h"

namespace taraf::audacious {

/// Threads: the main one.
class AudaciousHost : public gui::Host
{
    Q_OBJECT
public:
    explicit AudaciousHost(Radios &radios);

    [[nodiscard]] QString name() const override { return QStringLiteral("Audacious"); }
    [[nodiscard]] Capabilities capabilities() const override { return {PlaysNow, PlaysNext, Appends, MakesPlaylists, TellsWhatPlays, RunsRadio}; }
    void playNow(const QList<gui::Row> &rows) override;
    void playNext(const QList<gui::Row> &rows) override;
    void append(const QList<gui::Row> &rows) override;
    void newPlaylist(const QString &title, const QList<gui::Row> &rows) override;
    void startRadio(qint64 radio, const QString &title, const QList<gui::Row> &rows) override;
    void queue(qint64 radio, const QList<gui::Row> &upcoming) override;

    // Audacious' hooks of these names; the panel hears of them.
    void playbackReady();
    void playbackStop();
    void playlistUpdate();
    void playlistAddComplete();

private:
    Radios &m_radios;
    QStringList m_selected;
    struct Next {
        Playlist list;
        int at = 0;
        int count = 0;
    };
    std::vector<Next> m_next; ///< being added, to be queued
};

} // namespace taraf::audacious
