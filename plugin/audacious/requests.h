/// @file What people ask for in the playlist's menu, as new playlists.
#pragma once

#include "taraf/gui/row.h"
#include "taraf/gui/service.h"

#include <QObject>

namespace taraf::audacious {

/// Threads: the main one.
class Requests : public QObject
{
    Q_OBJECT
public:
    /// tarafd must outlive it.
    explicit Requests(gui::Service &tarafd) : m_tarafd(tarafd) {}

    /// Both are about what is selected, and end in a playlist that is shown, or in failed().
    void similarAlbums();
    void similarTracks();
    /// Of what is selected; where nobody shows a panel that would do it.
    void radio();

Q_SIGNALS:
    void started(qint64 radio, const QString &title, const QList<gui::Row> &rows);
    void failed(const QString &sentence);

private:
    void ask(const QString &method, const QStringList &uris, const QVariantMap &options, const std::function<void(const QJsonObject &)> &answer);

    gui::Service &m_tarafd;
};

} // namespace taraf::audacious
