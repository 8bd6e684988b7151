/// @file Notices that the library or the index has changed, whoever did it.
#pragma once

#include "taraf/base/home.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace taraf::service {

/// The kernel says when something happens in the folders; no file is polled.
class News : public QObject
{
    Q_OBJECT
public:
    explicit News(const Home &home);

    /// To be called after what may have made the folders; they can't be watched before they are there.
    void look();

Q_SIGNALS:
    void libraryChanged(); ///< at most once a second

private:
    Home m_home;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QByteArray m_last; ///< what was there at the last look
};

} // namespace taraf::service
