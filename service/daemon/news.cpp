#include "news.h"

#include <QFile>

#include <array>
#include <sys/stat.h>

namespace taraf::service {
namespace {

/// What tells a file from what it was: which one, how long, when written.
QByteArray stateOf(const std::string &path)
{
    struct stat there{};
    if (::stat(path.c_str(), &there) != 0) return QByteArrayLiteral("-;");
    return QByteArray::number(there.st_ino) + ',' + QByteArray::number(there.st_size) + ',' + QByteArray::number(there.st_mtim.tv_sec) + '.' +
           QByteArray::number(there.st_mtim.tv_nsec) + ';';
}

} // namespace

News::News(const Home &home) : m_home(home)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(1000);
    const auto soon = [this] { if (!m_soon.isActive()) m_soon.start(); };
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, soon);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, soon);
    connect(&m_soon, &QTimer::timeout, this, &News::look);
    look();
}

void News::look()
{
    const std::string library = m_home.library();
    const std::array files{library, library + "-wal", m_home.index() + "/vectors.taraf"};
    // A file that was renamed over has to be watched anew, and a folder that was not there as soon as it is.
    for (const std::string &path : {m_home.data, m_home.index(), m_home.cache}) m_watcher.addPath(QFile::decodeName(path.c_str()));
    QByteArray now;
    for (const std::string &path : files) {
        m_watcher.addPath(QFile::decodeName(path.c_str()));
        now += stateOf(path);
    }
    if (now == m_last) return;
    const bool isFirst = m_last.isEmpty();
    m_last = now;
    if (!isFirst) Q_EMIT libraryChanged();
}

} // namespace taraf::service
