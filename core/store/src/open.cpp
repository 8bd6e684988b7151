#include "connection.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cerrno>
#include <sqlite3.h>
#include <sys/stat.h>

namespace taraf::store {
namespace {

constexpr int kBusyMs = 15'000;

/// Makes the folder and the file for the user's eyes only. What is there already keeps its rights.
/// mknod() makes the file without opening it: closing a descriptor would drop the locks of this process' other connections.
Result<> makePrivate(const std::string &path)
{
    const std::string folder(parentPath(path));
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
        if (errno != ENOENT) return fail(ErrorCode::Io, displayText(folder) + " can't be made: " + describeErrno(errno));
        if (auto made = makeFolder(std::string(parentPath(folder))); !made) return made;
        if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
            return fail(ErrorCode::Io, displayText(folder) + " can't be made: " + describeErrno(errno));
        }
    }
    if (::mknod(path.c_str(), S_IFREG | 0600, 0) != 0 && errno != EEXIST) {
        return fail(ErrorCode::Io, displayText(path) + " can't be made: " + describeErrno(errno));
    }
    return {};
}

Result<> expectFile(const std::string &path)
{
    struct stat there{};
    if (::stat(path.c_str(), &there) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return fail(ErrorCode::NotFound, displayText(path) + " does not exist; run taraf rescan DIR to make a library");
        }
        return fail(ErrorCode::Io, displayText(path) + " can't be read: " + describeErrno(errno));
    }
    if (!S_ISREG(there.st_mode)) return fail(ErrorCode::Io, displayText(path) + " is no file; move it away");
    return {};
}

std::int64_t ask(SQLite::Database &database, const char *question)
{
    return database.execAndGet(question).getInt64();
}

} // namespace

Result<> Library::Impl::connect(const std::string &name, int flags)
{
    m_statements = {};
    // One thread at a time: SQLite's own mutexes would cost a sixth of a long import.
    m_database = std::make_unique<SQLite::Database>(name, flags | SQLite::OPEN_NOMUTEX, kBusyMs);
    sqlite3 *handle = m_database->getHandle();
    sqlite3_extended_result_codes(handle, 1);
    // Only checkpoint() writes back, also when the last connection goes.
    sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // KiB of cache: who only asks looks at little.
    const std::string cache = m_access == Access::ReadOnly ? "12288" : "32768";
    m_database->exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 0; PRAGMA cache_size = -" + cache + "; PRAGMA foreign_keys = ON;");
    return {};
}

Result<> Library::Impl::identify()
{
    const std::string library = displayText(m_path);
    const std::int64_t application = ask(*m_database, "PRAGMA application_id");
    m_version = static_cast<int>(ask(*m_database, "PRAGMA user_version"));
    // Reading the schema also finds a file that is shorter than it says.
    const std::int64_t objects = ask(*m_database, "SELECT count(*) FROM sqlite_schema");
    if (application == 0 && m_version == 0 && objects == 0) return {};
    if (application != kApplicationId || m_version < 1) {
        return fail(ErrorCode::Unsupported, library + " is a database, but no library of Taraf's; move it away");
    }
    if (m_version > kSchemaVersion) {
        return fail(ErrorCode::Unsupported, library + " was made by a newer Taraf, version " + std::to_string(m_version) +
                                                " of the library where this one knows " + std::to_string(kSchemaVersion) + "; update Taraf");
    }
    return {};
}

Result<> Library::Impl::open()
{
    auto absolute = absolutePath(m_path);
    if (!absolute) return fail(std::move(absolute).error());
    m_path = *absolute;
    return read([&] { return m_access == Access::ReadWrite ? openForWriting() : openForReading(); });
}

Result<> Library::Impl::openForWriting()
{
    if (auto made = makePrivate(m_path); !made) return made;
    if (auto there = expectFile(m_path); !there) return there;
    if (auto connected = connect(m_path, SQLite::OPEN_READWRITE); !connected) return connected;
    if (auto ours = identify(); !ours) return ours;
    if (auto locks = m_locks.open(m_path + ".checkpoint"); !locks) return locks;

    const auto prepare = [&]() -> Result<> {
        const std::string mode = m_database->execAndGet("PRAGMA journal_mode = WAL").getString();
        if (mode != "wal") {
            return fail(ErrorCode::Database, displayText(m_path) +
                                                 " lies on a file system that SQLite's write-ahead log does not work on; keep it on a local disk");
        }
        m_database->exec("PRAGMA synchronous = NORMAL");
        return migrate();
    };
    // Two programs may meet a library that neither has seen: one makes it, the other waits and finds it made.
    auto alone = m_locks.lockWithin(LockFile::Lock::Writing, std::chrono::milliseconds(kBusyMs));
    if (!alone) return fail(std::move(alone).error());
    if (!*alone) return fail(ErrorCode::Busy, displayText(m_path) + " is being written by another program of Taraf's; try again when it is done");
    auto prepared = read(prepare);
    if (!prepared && inTransaction()) m_database->tryExec("ROLLBACK");
    m_locks.unlock(LockFile::Lock::Writing);
    return prepared;
}

Result<> Library::Impl::migrate()
{
    if (auto ours = identify(); !ours) return ours; // another program may have been faster
    if (m_version == kSchemaVersion) return {};
    if (m_version > 0) {
        if (auto safe = backUpBeforeMigration(); !safe) return safe;
    }
    // Not possible inside a transaction; a step may have to rebuild a table that others point to ("Making Other Kinds Of Table
    // Schema Changes", sqlite.org/lang_altertable.html, section 7).
    m_database->exec("PRAGMA foreign_keys = OFF");
    while (m_version < kSchemaVersion) {
        const int next = m_version + 1;
        m_database->exec("BEGIN IMMEDIATE");
        m_database->exec(migration(next).data());
        SQLite::Statement check(*m_database, sql(Query::CheckForeignKeys).data());
        if (check.executeStep()) {
            return fail(ErrorCode::Corrupt, displayText(m_path) + " can't be brought up to date to version " + std::to_string(next) +
                                                ": rows point to rows that are not there; nothing was changed");
        }
        m_database->exec("PRAGMA user_version = " + std::to_string(next));
        m_database->exec("COMMIT");
        m_version = next;
        m_wrote = true;
    }
    m_database->exec("PRAGMA foreign_keys = ON");
    return {};
}

Result<> Library::Impl::openForReading()
{
    if (auto there = expectFile(m_path); !there) return there;
    auto tried = read([&]() -> Result<> {
        if (auto connected = connect(m_path, SQLite::OPEN_READONLY); !connected) return connected;
        return identify();
    });
    if (!tried && tried.error().code == ErrorCode::Io) {
        // A write-ahead log needs a file beside the library that readers share. Where none can be made the library itself
        // can still be read, if all of it is in there.
        struct stat wal{};
        if (::stat((m_path + "-wal").c_str(), &wal) == 0 && wal.st_size > 0) {
            return fail(ErrorCode::Io, displayText(m_path) + " has changes beside it (" + displayText(m_path) +
                                           "-wal) that can't be read where its folder can't be written; run taraf status once where it can");
        }
        auto again = read([&]() -> Result<> {
            const std::string name = "file:" + percentEncoded(m_path) + "?immutable=1";
            if (auto connected = connect(name, SQLite::OPEN_READONLY | SQLite::OPEN_URI); !connected) return connected;
            return identify();
        });
        if (!again) return tried;
        tried = again;
    }
    if (!tried) return tried;
    if (m_version == 0) return fail(ErrorCode::NotFound, displayText(m_path) + " is empty; run taraf rescan DIR to make a library");
    if (m_version < kSchemaVersion) {
        return fail(ErrorCode::Unsupported, displayText(m_path) + " was made by an older Taraf; run taraf rescan to bring it up to date");
    }
    return {};
}

} // namespace taraf::store
