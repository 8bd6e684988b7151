#pragma once

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QString>
#include <QThreadPool>

namespace taraf::gui {

/// The pictures that lie beside the files: found, read and made small in threads of its own, kept in memory and below the cache folder.
class Covers : public QObject
{
    Q_OBJECT
public:
    static constexpr int kEdge = 256; ///< device pixels, the longer side

    explicit Covers(QObject *parent = nullptr);
    ~Covers() override;

    /// The cover of the album that a file belongs to; null where there is none, or not yet: then ready() comes. Never waits.
    [[nodiscard]] QPixmap coverOf(const QString &uri);

Q_SIGNALS:
    void ready();

private:
    QCache<QString, QPixmap> m_covers; ///< by folder, cost in kilobytes
    QSet<QString> m_underWay;
    QThreadPool m_threads;
};

} // namespace taraf::gui
