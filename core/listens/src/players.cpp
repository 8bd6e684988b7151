/// @file The databases of Strawberry (schema 10 to 23) and Clementine (51).
/// Source: strawberrymusicplayer/strawberry, data/schema; clementine-player/Clementine, data/schema; as of 2026.
#include "players.h"

#include "taraf/base/path.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>
#include <atomic>
#include <cmath>
#include <fstream>
#include <sys/stat.h>

namespace taraf::listens {
namespace {

/// A connection of this thread, closed with it.
class Connection
{
public:
    Connection() : m_name(QStringLiteral("taraf-listens-%1").arg(++s_count)) { QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_name); }
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    ~Connection() { QSqlDatabase::removeDatabase(m_name); }
    [[nodiscard]] QSqlDatabase get() const { return QSqlDatabase::database(m_name, false); }

private:
    static inline std::atomic<unsigned> s_count{0};
    QString m_name;
};

/// A database in WAL mode that nobody has open can't be read without making its -wal and -shm; as an immutable one it can.
bool isWalAtRest(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    char version = 0;
    file.seekg(18);
    struct stat about {};
    return file.get(version) && version == 2 && ::stat((path + "-wal").c_str(), &about) != 0;
}

Error troubleOf(const QSqlError &error)
{
    const QString code = error.nativeErrorCode().section(QLatin1Char('\n'), 0, 0);
    const std::string text = displayText(error.databaseText().toStdString());
    if (code == QLatin1String("5") || code == QLatin1String("6")) return {ErrorCode::Busy, "its player is writing to it; try again in a moment"};
    if (code == QLatin1String("11") || code == QLatin1String("26")) return {ErrorCode::Corrupt, "the database is damaged (" + text + "); start the player, which may mend it"};
    return {ErrorCode::Database, text};
}

std::string text(const QVariant &value)
{
    return value.typeId() == QMetaType::QByteArray ? value.toByteArray().toStdString() : value.toString().toStdString();
}

class PlayerReading
{
public:
    PlayerReading(QSqlDatabase database, Out &out, const std::stop_token &stop) : m_query(database), m_out(out), m_stop(stop) { m_query.setForwardOnly(true); }

    Result<Format> run(std::optional<Format> format)
    {
        // A view, or a table that a module makes up, could run for ever.
        if (!exec("PRAGMA query_only=1") || !exec("PRAGMA trusted_schema=0") ||
            !exec("SELECT count(*) FROM sqlite_master WHERE name='songs' AND type='table' AND sql NOT LIKE 'CREATE VIRTUAL%'")) {
            return fail(trouble());
        }
        if (!m_query.next() || m_query.value(0).toInt() != 1) return fail(ErrorCode::Unsupported, "it is no database of Strawberry or Clementine");
        auto found = playerOf();
        if (!found) return found;
        if (format && *format != *found) return fail(ErrorCode::Unsupported, "it is a database of " + std::string(name(*found)));
        const std::string url = *found == Format::Strawberry ? "url" : "CAST(filename AS TEXT)";
        if (!exec("SELECT rowid, artist, title, album, " + url + ", playcount, skipcount, lastplayed, rating, cue_path FROM songs "
                  "WHERE playcount > 0 OR skipcount > 0 OR rating > 0 ORDER BY rowid")) {
            return fail(trouble());
        }
        while (m_query.next()) {
            if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            song();
        }
        if (m_query.lastError().isValid()) return fail(trouble());
        return found;
    }

private:
    bool exec(const std::string &sql) { return m_query.exec(QString::fromStdString(sql)); }
    [[nodiscard]] Error trouble() const { return troubleOf(m_query.lastError()); }

    Result<Format> playerOf()
    {
        if (!exec("SELECT name FROM pragma_table_info('songs')")) return fail(trouble());
        bool hasUrl = false, hasFilename = false, hasCounts = false;
        while (m_query.next()) {
            const std::string column = text(m_query.value(0));
            hasUrl |= column == "url";
            hasFilename |= column == "filename";
            hasCounts |= column == "skipcount";
        }
        if (!hasCounts || hasUrl == hasFilename) return fail(ErrorCode::Unsupported, "it is no database of Strawberry or Clementine that is known here");
        return hasUrl ? Format::Strawberry : Format::Clementine;
    }

    void song()
    {
        const auto line = static_cast<std::uint64_t>(m_query.value(0).toLongLong());
        const std::string artist = text(m_query.value(1)), title = text(m_query.value(2)), album = text(m_query.value(3));
        auto path = pathOfUri(text(m_query.value(4)));
        if (!path) return m_out.leaveOut(); // a stream
        if (!text(m_query.value(9)).empty()) path->clear(); // one of several in a file
        const PlayCount count{.artist = artist, .title = title, .album = album, .path = *path, .plays = std::max<std::int64_t>(m_query.value(5).toLongLong(), 0),
                              .skips = std::max<std::int64_t>(m_query.value(6).toLongLong(), 0), .lastPlayed = UnixTime{m_query.value(7).toLongLong()}};
        constexpr std::int64_t kMost = 1'000'000'000;
        if (count.plays > kMost || count.skips > kMost) {
            m_out.reject(line, "more plays than there can be");
        } else if (count.plays > 0 || count.skips > 0) {
            m_out.playCount(count, line);
        }
        // 0 to 1; -1 and 0 are none.
        const double rating = m_query.value(8).toDouble();
        if (!(rating > 0) || rating > 1) return;
        m_out.opinion({.of = OpinionOf::Track, .artist = artist, .title = title, .album = album, .path = *path,
                       .opinion = {.rating = std::max(1, static_cast<int>(std::lround(rating * kHighestRating)))}},
                      line);
    }

    QSqlQuery m_query;
    Out &m_out;
    const std::stop_token &m_stop;
};

} // namespace

Result<Format> readPlayer(const std::string &path, std::optional<Format> format, Out &out, const std::stop_token &stop)
{
    auto whole = absolutePath(path);
    if (!whole) return fail(std::move(whole).error());
    if (QCoreApplication::instance() == nullptr) return fail(ErrorCode::Internal, "a database was asked for before Qt's application was made");
    const Connection connection;
    QSqlDatabase database = connection.get();
    if (!database.isValid()) return fail(ErrorCode::Unsupported, "Qt's driver for SQLite is missing; install libqt6sql6-sqlite");
    database.setDatabaseName(QString::fromStdString(fileUri(*whole) + (isWalAtRest(*whole) ? "?immutable=1" : "?mode=ro")));
    database.setConnectOptions(QStringLiteral("QSQLITE_OPEN_READONLY;QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=5000"));
    if (!database.open()) return fail(troubleOf(database.lastError()));
    return PlayerReading(database, out, stop).run(format);
}

} // namespace taraf::listens
