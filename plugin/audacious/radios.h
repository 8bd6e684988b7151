/// @file What plays, told to tarafd as it was heard; and the playlists that are radios: kept from running dry, their radios told what became of each track.
#pragma once

#include "taraf/gui/row.h"
#include "taraf/gui/service.h"
#include "taraf/service/heard.h"

#include <QObject>

#include <libaudcore/playlist.h>

#include <optional>
#include <vector>

namespace taraf::audacious {

/// Which playlist is which radio is kept in Audacious' configuration, so that they go on in the next session.
/// The order of hooks tells a skip from an end (Audacious 4.4.2, libaudcore/playback.cc): a track that begins without an end before it was called by people.
/// Threads: the main one.
class Radios : public QObject
{
    Q_OBJECT
public:
    /// tarafd must outlive it.
    explicit Radios(gui::Service &tarafd);

    /// A new playlist, which plays.
    void start(qint64 radio, const QString &title, const QList<gui::Row> &rows);
    /// What shall come after the track that plays, in this order; what is as it shall be stays untouched.
    void queue(qint64 radio, const QList<gui::Row> &upcoming);

    // Audacious' hooks of these names.
    void playbackBegin();
    void playbackReady();
    void playbackEnd();
    void playbackStop();
    void playbackPause();
    void playbackUnpause();
    void configSave();
    void playlistAddComplete();

Q_SIGNALS:
    void failed(const QString &sentence);

private:
    struct Kept {
        Playlist list;
        qint64 radio = 0;
        bool isAsked = false; ///< for more
        std::optional<QList<gui::Row>> order{}; ///< to be brought about when what is being added has been added
    };
    struct Current {
        QString uri;
        qint64 radio = 0;  ///< 0: of none
        qint64 at = 0;     ///< when it began, seconds since the epoch
        int lengthMs = 0;  ///< 0: unknown
        service::Heard heard{};
    };

    [[nodiscard]] Kept *keptOf(qint64 radio);
    [[nodiscard]] Kept *keptOf(Playlist list);
    void load();
    void topUp(Kept &kept);
    static void arrange(Playlist list, QList<gui::Row> upcoming);
    void tell(const QString &event);
    void listened(service::Verdict verdict);
    void leave();

    gui::Service &m_tarafd;
    std::vector<Kept> m_kept;
    std::optional<Current> m_current; ///< from "ready" on
};

} // namespace taraf::audacious
