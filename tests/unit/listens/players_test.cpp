#include "collected.h"

#include <QCoreApplication>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <fstream>
#include <map>
#include <sstream>

namespace taraf::listens {
namespace {

/// A player's connection, writing.
class Player
{
public:
    explicit Player(const std::string &path)
    {
        QSqlDatabase database = QSqlDatabase::addDatabase("QSQLITE", "player");
        database.setDatabaseName(QString::fromStdString(path));
        EXPECT_TRUE(database.open()) << database.lastError().text().toStdString();
    }
    Player(const Player &) = delete;
    Player &operator=(const Player &) = delete;
    ~Player() { QSqlDatabase::removeDatabase("player"); }

    void exec(const std::string &sql) const
    {
        QSqlQuery query(QSqlDatabase::database("player"));
        EXPECT_TRUE(query.exec(QString::fromStdString(sql))) << sql << ": " << query.lastError().text().toStdString();
    }
};

/// Every file of the folder and its bytes.
std::map<std::string, std::string> bytesOf(const std::string &folder)
{
    std::map<std::string, std::string> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) {
        std::ostringstream bytes;
        bytes << std::ifstream(entry.path(), std::ios::binary).rdbuf();
        files[entry.path().filename()] = bytes.str();
    }
    return files;
}

const std::string kStrawberry = "CREATE TABLE songs (title TEXT, album TEXT, artist TEXT, url TEXT NOT NULL, playcount INTEGER DEFAULT 0, skipcount INTEGER DEFAULT 0, "
                                "lastplayed INTEGER DEFAULT -1, rating INTEGER DEFAULT -1, cue_path TEXT)";
const std::string kClementine = "CREATE TABLE songs (title TEXT, album TEXT, artist TEXT, filename BLOB, playcount NOT NULL DEFAULT 0, skipcount NOT NULL DEFAULT 0, "
                                "lastplayed INTEGER NOT NULL DEFAULT -1, rating NUMERIC NOT NULL DEFAULT -1, cue_path TEXT)";

void fill(const Player &player, const std::string &file)
{
    const auto song = [&](const std::string &title, const std::string &uri, const std::string &numbers, const std::string &cue = "''") {
        player.exec("INSERT INTO songs (title, album, artist, " + file + ", playcount, skipcount, lastplayed, rating, cue_path) VALUES ('" + title + "', 'L', 'A', " +
                    (file == "filename" ? "CAST('" + uri + "' AS BLOB)" : "'" + uri + "'") + ", " + numbers + ", " + cue + ")");
    };
    song("Heard", "file:///m/a%20%C3%BC%FF.mp3", "3, 1, 1700000000, 0.7");
    song("Skipped", "file:///m/b.mp3", "0, 2, -1, -1");
    song("Rated", "file:///m/c.mp3", "0, 0, -1, 1");
    song("Nothing", "file:///m/d.mp3", "0, 0, -1, 0");
    song("Part", "file:///m/whole.flac", "1, 0, 1700000000, -1", "'/m/whole.cue'");
    song("Radio", "http://radio/stream", "9, 0, 1700000000, -1");
    song("Mad", "file:///m/e.mp3", "99999999999999, 0, 1700000000, 7.5");
}

const std::vector<std::string> kCounts{"|A|Heard|L||/m/a \xC3\xBC\xFF.mp3|3|1|1700000000", "|A|Skipped|L||/m/b.mp3|0|2|0", "|A|Part|L|||1|0|1700000000"};
const std::vector<std::string> kOpinions{"track|A|Heard|L|||/m/a \xC3\xBC\xFF.mp3|7|none|0", "track|A|Rated|L|||/m/c.mp3|10|none|0"};

void isRead(const Collected &all, Format format)
{
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.outcome->format, format);
    EXPECT_EQ(all.counts, kCounts);
    EXPECT_EQ(all.opinions, kOpinions);
    EXPECT_EQ(all.outcome->leftOut, 1) << "a stream";
    EXPECT_EQ(all.rejections, std::vector<std::string>{":7 more plays than there can be"});
}

TEST(Players, AtRestNothingOfTheirsIsChanged)
{
    for (const std::string mode : {"delete", "wal"}) {
        const test::TemporaryFolder folder;
        const std::string strawberry = folder / "a?b%20#.db", clementine = folder / "clementine.db";
        {
            const Player player(strawberry);
            player.exec("PRAGMA journal_mode=" + mode);
            player.exec(kStrawberry);
            fill(player, "url");
        }
        {
            const Player player(clementine);
            player.exec("PRAGMA journal_mode=" + mode);
            player.exec(kClementine);
            fill(player, "filename");
        }
        const auto before = bytesOf(folder.path());
        ASSERT_EQ(before.size(), 2);
        isRead(readFile(strawberry), Format::Strawberry);
        isRead(readFile(clementine, Format::Clementine), Format::Clementine);
        EXPECT_EQ(readFile(clementine, Format::Strawberry).code(), ErrorCode::Unsupported);
        EXPECT_EQ(bytesOf(folder.path()), before) << mode;
    }
}

TEST(Players, WhileTheyRun)
{
    for (const std::string mode : {"delete", "wal"}) {
        const test::TemporaryFolder folder;
        const std::string path = folder / "strawberry.db";
        const Player player(path);
        player.exec("PRAGMA journal_mode=" + mode);
        player.exec("PRAGMA wal_autocheckpoint=0");
        player.exec(kStrawberry);
        fill(player, "url");
        player.exec("BEGIN");
        player.exec("UPDATE songs SET playcount = playcount + 1"); // not committed yet
        auto before = bytesOf(folder.path());
        isRead(readFile(path), Format::Strawberry);
        auto after = bytesOf(folder.path());
        before.erase("strawberry.db-shm"); // where readers of a WAL say that they read
        after.erase("strawberry.db-shm");
        EXPECT_EQ(after, before) << mode;
        player.exec("COMMIT");
    }
}

TEST(Players, DatabasesThatAreNone)
{
    const test::TemporaryFolder folder;
    const auto with = [&](const std::string &sql) {
        const std::string path = folder / "x.db";
        std::filesystem::remove(path);
        {
            const Player player(path);
            player.exec(sql);
        }
        return readFile(path).code();
    };
    EXPECT_EQ(with("CREATE TABLE other (x)"), ErrorCode::Unsupported);
    EXPECT_EQ(with("CREATE TABLE songs (x)"), ErrorCode::Unsupported);
    EXPECT_EQ(with("CREATE VIEW songs AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i AS url, 1 AS playcount, 1 AS skipcount FROM n"),
              ErrorCode::Unsupported)
        << "a view that never ends";
    const std::string noise = std::string("SQLite format 3\0", 16) + std::string(5000, '\x7F');
    EXPECT_EQ(readFile(folder.write("noise.db", noise)).code(), ErrorCode::Corrupt);
}

TEST(Players, ReadingStops)
{
    const test::TemporaryFolder folder;
    const std::string path = folder / "strawberry.db";
    {
        const Player player(path);
        player.exec(kStrawberry);
        fill(player, "url");
    }
    std::stop_source source;
    source.request_stop();
    EXPECT_EQ(readFile(path, {}, source.get_token()).code(), ErrorCode::Cancelled);
}

} // namespace
} // namespace taraf::listens

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    const QCoreApplication application(argc, argv); // without which Qt finds no driver
    return RUN_ALL_TESTS();
}
