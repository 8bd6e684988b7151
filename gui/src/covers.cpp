#include "covers.h"

#include "taraf/base/file.h"
#include "taraf/base/home.h"
#include "taraf/base/path.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDir>
#include <QImageReader>
#include <QSaveFile>

#include <algorithm>
#include <array>
#include <atomic>
#include <filesystem>

namespace taraf::gui {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestFile = std::size_t{20} << 20U;
constexpr qint64 kMostPixels = 100'000'000; ///< more is no cover
constexpr qsizetype kMostKept = 4000;       ///< pictures below the cache folder, some 15 kB each
constexpr qsizetype kMemory = 32 * 1024;    ///< kB
constexpr std::array kNames{"cover", "folder", "front", "album", "albumart"};
constexpr std::array kEndings{".jpg", ".jpeg", ".png", ".webp"};

/// The best name wins; names that only begin with one ("cover (front).jpg") come after.
std::optional<fs::path> pictureIn(const fs::path &folder)
{
    std::optional<fs::path> best;
    std::size_t bestRank = 2 * kNames.size();
    std::error_code failed;
    for (fs::directory_iterator each(folder, failed), end; !failed && each != end; each.increment(failed)) {
        std::string name = each->path().filename().string();
        std::ranges::transform(name, name.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        const std::size_t dot = name.rfind('.');
        if (dot == std::string::npos || std::ranges::find(kEndings, name.substr(dot)) == kEndings.end()) continue;
        for (std::size_t i = 0; i < kNames.size(); ++i) {
            const std::size_t rank = name.substr(0, dot) == kNames[i] ? i : name.starts_with(kNames[i]) ? kNames.size() + i : bestRank;
            if (rank < bestRank) {
                bestRank = rank;
                best = each->path();
            }
        }
    }
    return best;
}

QImage small(const std::string &bytes)
{
    QByteArray data = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
    QBuffer buffer(&data);
    buffer.open(QIODevice::ReadOnly);
    QImageReader reader(&buffer);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (!size.isValid() || static_cast<qint64>(size.width()) * size.height() > kMostPixels) return {};
    if (size.width() > Covers::kEdge || size.height() > Covers::kEdge) reader.setScaledSize(size.scaled(Covers::kEdge, Covers::kEdge, Qt::KeepAspectRatio));
    return reader.read();
}

void keep(const QString &path, const QImage &image)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)) return;
    if (image.save(&file, image.hasAlphaChannel() ? "png" : "jpeg", 88)) file.commit();
}

QDir keptCovers()
{
    const auto home = findHome();
    return home ? QDir(QFile::decodeName(QByteArray::fromStdString(home->cache)) + QStringLiteral("/covers")) : QDir(QString());
}

/// Once a run: the oldest go.
void tidy(const QDir &kept)
{
    static std::atomic_flag done;
    if (done.test_and_set()) return;
    const QStringList names = kept.entryList(QDir::Files, QDir::Time);
    for (qsizetype i = kMostKept; i < names.size(); ++i) QFile::remove(kept.filePath(names[i]));
}

QImage read(const std::string &folder)
{
    const fs::path place(folder);
    auto picture = pictureIn(place);
    // "Album/CD 1" has its picture one floor up.
    if (!picture && QString::fromStdString(place.filename().string()).startsWith(QLatin1String("cd"), Qt::CaseInsensitive)) picture = pictureIn(place.parent_path());
    if (!picture) return {};
    std::error_code failed;
    const auto changed = fs::last_write_time(*picture, failed).time_since_epoch().count();
    QCryptographicHash hash(QCryptographicHash::Sha1);
    hash.addData(QByteArray::fromStdString(picture->string()));
    hash.addData(QByteArray::number(static_cast<qlonglong>(changed)));
    const QDir kept = keptCovers();
    const bool keeps = !kept.path().isEmpty() && QDir().mkpath(kept.path());
    const QString file = kept.filePath(QString::fromLatin1(hash.result().toHex()));
    if (keeps) {
        tidy(kept);
        if (const auto bytes = readFile(QFile::encodeName(file).toStdString(), kLongestFile)) {
            if (QImage image = small(*bytes); !image.isNull()) return image;
        }
    }
    const auto bytes = readFile(picture->string(), kLongestFile);
    if (!bytes) return {};
    QImage image = small(*bytes);
    if (keeps && !image.isNull()) keep(file, image);
    return image;
}

} // namespace

Covers::Covers(QObject *parent) : QObject(parent), m_covers(kMemory) { m_threads.setMaxThreadCount(2); }

Covers::~Covers()
{
    m_threads.clear();
    m_threads.waitForDone();
}

QPixmap Covers::coverOf(const QString &uri)
{
    const auto path = pathOfUri(uri.toStdString());
    if (!path) return {};
    const std::string folder(parentPath(*path));
    const QString key = QString::fromLatin1(QByteArray::fromStdString(folder).toPercentEncoding());
    if (const QPixmap *known = m_covers.object(key)) return *known;
    if (m_underWay.contains(key)) return {};
    m_underWay.insert(key);
    m_threads.start([this, key, folder] {
        QImage image = read(folder);
        QMetaObject::invokeMethod(this, [this, key, image = std::move(image)] {
            m_underWay.remove(key);
            m_covers.insert(key, new QPixmap(QPixmap::fromImage(image)), 1 + image.sizeInBytes() / 1024);
            if (!image.isNull()) Q_EMIT ready();
        }, Qt::QueuedConnection);
    });
    return {};
}

} // namespace taraf::gui
