#pragma once

#include <QCache>
#include <QObject>
#include <QPixmap>
#include <QSet>
#include <QString>
#include <QThreadPool>

namespace taraf::gui {

class Service;

/// Covers as tarafd makes them: asked for where they are painted, read in threads of its own, kept in memory. Of a folder one file is asked about; the
/// others only if the folder turns out to have no picture of its own.
class Covers : public QObject
{
    Q_OBJECT
public:
    explicit Covers(Service &service, QObject *parent = nullptr);
    ~Covers() override;

    /// The cover of a file, or of an album's folder (with a '/' at its end); null where there is none, or not yet: then ready() comes. Never waits.
    [[nodiscard]] QPixmap coverOf(const QString &uri);

Q_SIGNALS:
    void ready();

private:
    void read(const QString &key, const QString &thumbnail);
    void take(const QString &key, const QImage &image);
    void forgetMissing();

    Service &m_service;
    QCache<QString, QPixmap> m_covers; ///< by folder, or by file where the folder has no picture; cost in kilobytes
    QSet<QString> m_bare;              ///< folders without a picture
    QSet<QString> m_underWay;
    QThreadPool m_threads;
};

} // namespace taraf::gui
