#include "covers.h"

#include "taraf/base/path.h"
#include "taraf/gui/service.h"

#include <QFile>
#include <QImage>

namespace taraf::gui {
namespace {

constexpr qsizetype kMemory = 32 * 1024; ///< kB
/// At once. What is scrolled past in the meantime is never asked for.
constexpr qsizetype kMostUnderWay = 8;

} // namespace

Covers::Covers(Service &service, QObject *parent) : QObject(parent), m_service(service), m_covers(kMemory)
{
    m_threads.setMaxThreadCount(2);
    connect(&service, &Service::libraryChanged, this, &Covers::forgetMissing);
    connect(&service, &Service::came, this, &Covers::forgetMissing);
}

Covers::~Covers()
{
    m_threads.clear();
    m_threads.waitForDone();
}

QPixmap Covers::coverOf(const QString &uri)
{
    if (!uri.startsWith(QLatin1String("file:"))) return {};
    const QString folder = uri.left(uri.lastIndexOf(QLatin1Char('/')) + 1);
    for (const QString &key : {folder, uri}) {
        if (const QPixmap *known = m_covers.object(key)) return *known;
    }
    const QString key = m_bare.contains(folder) ? uri : folder;
    if (m_underWay.contains(key) || m_underWay.size() >= kMostUnderWay) return {};
    m_underWay.insert(key);
    m_service.ask(QStringLiteral("Cover"), {uri}, this, [this, uri, folder, key](const QJsonObject &answer) {
        m_underWay.remove(key);
        const bool isOfFolder = answer.value(u"of_folder").toBool();
        if (!isOfFolder) m_bare.insert(folder);
        read(isOfFolder ? folder : uri, answer.value(u"uri").toString());
    }, [this, uri, key](const Refusal &) {
        m_underWay.remove(key);
        take(uri, {});
    });
    return {};
}

void Covers::read(const QString &key, const QString &thumbnail)
{
    const auto path = pathOfUri(thumbnail.toStdString());
    if (!path) {
        take(key, {});
        return;
    }
    m_underWay.insert(key);
    m_threads.start([this, key, path = QFile::decodeName(path->c_str())] {
        QImage image(path, "png");
        QMetaObject::invokeMethod(this, [this, key, image = std::move(image)] {
            m_underWay.remove(key);
            take(key, image);
        }, Qt::QueuedConnection);
    });
}

void Covers::take(const QString &key, const QImage &image)
{
    m_covers.insert(key, new QPixmap(QPixmap::fromImage(image)), 1 + image.sizeInBytes() / 1024);
    Q_EMIT ready(); // also for those whose turn comes now
}

void Covers::forgetMissing()
{
    m_bare.clear();
    for (const QString &key : m_covers.keys()) {
        if (m_covers.object(key)->isNull()) m_covers.remove(key);
    }
}

} // namespace taraf::gui
