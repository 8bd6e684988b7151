#include "connection.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <regex>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::store {
namespace {

constexpr int kPagesAtATime = 2000;
constexpr std::size_t kAutomaticCopies = 3;
constexpr std::string_view kAutomaticPrefix = "library-v";

std::uint64_t sizeOf(const std::string &path)
{
    struct stat there{};
    return ::stat(path.c_str(), &there) == 0 ? static_cast<std::uint64_t>(there.st_size) : 0;
}

/// Page by page; whatever is in `to` is replaced in one transaction of its own.
Result<> copyPages(sqlite3 *to, sqlite3 *from, const std::string &path, const std::stop_token &stop, const ProgressSink &progress)
{
    sqlite3_backup *const copying = sqlite3_backup_init(to, "main", from, "main");
    if (copying == nullptr) return fail(describe(SQLite::Exception(to, sqlite3_errcode(to)), path));
    int code = SQLITE_OK;
    while (code == SQLITE_OK && !stop.stop_requested()) {
        code = sqlite3_backup_step(copying, kPagesAtATime);
        const auto total = static_cast<std::uint64_t>(sqlite3_backup_pagecount(copying));
        if (progress) progress({.phase = "copying", .done = total - static_cast<std::uint64_t>(sqlite3_backup_remaining(copying)), .total = total, .item = {}});
    }
    const int finished = sqlite3_backup_finish(copying);
    if (code == SQLITE_OK) return fail(ErrorCode::Cancelled, "stopped; nothing was changed");
    if (code != SQLITE_DONE || finished != SQLITE_OK) return fail(describe(SQLite::Exception(to, code == SQLITE_DONE ? finished : code), path));
    return {};
}

/// Opened so that nothing is ever written, not even a file beside it.
SQLite::Database openStill(const std::string &path)
{
    return SQLite::Database("file:" + percentEncoded(path) + "?immutable=1", SQLite::OPEN_READONLY | SQLite::OPEN_URI);
}

std::error_code syncFile(const std::string &path)
{
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return {errno, std::generic_category()};
    const int error = ::fsync(fd) == 0 ? 0 : errno;
    ::close(fd);
    return {error, std::generic_category()};
}

/// The oldest of the copies that were made by themselves go.
void pruneAutomatic(const std::string &folder)
{
    DIR *const stream = ::opendir(folder.c_str());
    if (stream == nullptr) return;
    std::vector<std::pair<std::int64_t, std::string>> copies;
    while (const dirent *entry = ::readdir(stream)) { // NOLINT(concurrency-mt-unsafe): the stream is ours alone
        const std::string path = folder + "/" + static_cast<const char *>(entry->d_name);
        struct stat there{};
        static const std::regex automatic("library-v[0-9]+-[0-9]{8}-[0-9]{6}\\.db");
        const std::string name(fileName(path));
        if (std::regex_match(name, automatic) && ::stat(path.c_str(), &there) == 0) {
            copies.emplace_back(there.st_mtim.tv_sec, path);
        }
    }
    ::closedir(stream);
    std::ranges::sort(copies, std::ranges::greater{});
    for (std::size_t i = kAutomaticCopies; i < copies.size(); ++i) ::unlink(copies[i].second.c_str());
}

/// Keeps a library that can't be used under another name, and what lies beside it; `path` itself stays until it is replaced.
Result<std::string> setAside(const std::string &path)
{
    std::string aside;
    for (int number = 1; aside.empty() || ::access(aside.c_str(), F_OK) == 0; ++number) aside = path + ".damaged-" + std::to_string(number);
    if (::link(path.c_str(), aside.c_str()) != 0 && errno != ENOENT) {
        return fail(ErrorCode::Io, displayText(path) + " can't be set aside as " + displayText(aside) + ": " + describeErrno(errno));
    }
    for (const char *ending : {"-wal", "-shm"}) {
        const std::string beside = path + ending;
        if (::rename(beside.c_str(), (aside + ending).c_str()) != 0 && errno != ENOENT) {
            return fail(ErrorCode::Io, displayText(beside) + " can't be set aside: " + describeErrno(errno));
        }
    }
    return aside;
}

/// The bytes of a copy, as one file.
Result<> copyFile(const std::string &from, const std::string &to, const std::stop_token &stop)
{
    return writeAtomically(to, [&](const FileWriter &append) -> Result<> {
        const int fd = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
        if (fd < 0) return fail(ErrorCode::Io, displayText(from) + " can't be read: " + describeErrno(errno));
        std::vector<std::byte> buffer(1U << 20U);
        ssize_t got = 0;
        Result<> appended;
        while (appended && !stop.stop_requested() && (got = ::read(fd, buffer.data(), buffer.size())) > 0) {
            appended = append(std::span(buffer).first(static_cast<std::size_t>(got)));
        }
        const int error = errno;
        ::close(fd);
        if (!appended) return appended;
        if (got < 0) return fail(ErrorCode::Io, displayText(from) + " can't be read: " + describeErrno(error));
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped; nothing was changed");
        return {};
    });
}

/// Sets the library aside and puts the copy where it was; tells where it is now.
Result<std::string> putInPlaceOf(const std::string &library, const std::string &copy, const std::stop_token &stop)
{
    // Under the locks that every writer of ours takes: none of them is in the middle of something.
    LockFile locks;
    if (auto opened = locks.open(library + ".checkpoint"); !opened) return fail(std::move(opened).error());
    for (const LockFile::Lock each : {LockFile::Lock::Checkpointing, LockFile::Lock::Writing}) {
        auto held = locks.lockWithin(each, std::chrono::seconds(15));
        if (!held) return fail(std::move(held).error());
        if (!*held) return fail(ErrorCode::Busy, displayText(library) + " is in use by another program of Taraf's; end it and try again");
    }
    const std::string made = library + ".restoring-" + std::to_string(::getpid());
    if (auto copied = copyFile(copy, made, stop); !copied) return fail(std::move(copied).error());
    ::chmod(made.c_str(), 0600);
    auto aside = setAside(library);
    if (aside && ::rename(made.c_str(), library.c_str()) != 0) {
        aside = fail(ErrorCode::Io, displayText(library) + " can't be replaced: " + describeErrno(errno));
    }
    if (!aside) ::unlink(made.c_str());
    return aside;
}

} // namespace

Result<std::uint64_t> Library::Impl::backUp(const std::string &copy, const std::stop_token &stop, const ProgressSink &progress)
{
    const std::string beside = copy + ".new-" + std::to_string(::getpid());
    const int fd = ::open(beside.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) return fail(ErrorCode::Io, displayText(copy) + " can't be written: " + describeErrno(errno));
    ::close(fd);
    auto written = read([&]() -> Result<> {
        SQLite::Database to(beside, SQLite::OPEN_READWRITE);
        // One state of the library for the whole of the copy, however much is written meanwhile.
        m_database->exec("BEGIN; SELECT count(*) FROM sqlite_schema;");
        auto copied = copyPages(to.getHandle(), m_database->getHandle(), copy, stop, progress);
        m_database->tryExec("COMMIT");
        return copied;
    });
    if (inTransaction()) m_database->tryExec("ROLLBACK");
    if (written) {
        const auto whole = Library::inspect(beside);
        if (!whole) written = fail(whole.error().code, displayText(m_path) + " can't be copied, the copy would not be whole: " + whole.error().message);
    }
    if (written) {
        const std::error_code synced = syncFile(beside);
        if (synced) written = fail(ErrorCode::Io, displayText(copy) + " can't be written: " + synced.message());
        else if (::rename(beside.c_str(), copy.c_str()) != 0) written = fail(ErrorCode::Io, displayText(copy) + " can't be written: " + describeErrno(errno));
    }
    if (!written) {
        for (const char *ending : {"", "-journal", "-wal", "-shm"}) ::unlink((beside + ending).c_str());
        return fail(std::move(written).error());
    }
    (void)syncFile(std::string(parentPath(copy)));
    return sizeOf(copy);
}

Result<> Library::Impl::backUpBeforeMigration()
{
    const std::string folder = std::string(parentPath(m_path)) + "/backups";
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) return fail(ErrorCode::Io, displayText(folder) + " can't be made: " + describeErrno(errno));
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::array<char, 32> when{};
    std::strftime(when.data(), when.size(), "%Y%m%d-%H%M%S", &utc);
    const std::string copy = folder + "/" + std::string(kAutomaticPrefix) + std::to_string(m_version) + "-" + when.data() + ".db";
    const auto done = backUp(copy, {}, {});
    if (!done) {
        return fail(done.error().code, displayText(m_path) + " was made by an older Taraf and is not brought up to date before a copy of it is safe: " + done.error().message);
    }
    pruneAutomatic(folder);
    return {};
}

Result<> Library::Impl::replaceWith(const std::string &copy, const std::stop_token &stop, const ProgressSink &progress)
{
    auto alone = m_locks.lockWithin(LockFile::Lock::Writing, std::chrono::seconds(15));
    if (!alone) return fail(std::move(alone).error());
    if (!*alone) return fail(ErrorCode::Busy, displayText(m_path) + " is being written by another program of Taraf's; try again when it is done");
    m_statements = {};
    auto replaced = read([&]() -> Result<> {
        SQLite::Database from = openStill(copy);
        m_database->exec("PRAGMA synchronous = FULL");
        return copyPages(m_database->getHandle(), from.getHandle(), m_path, stop, progress);
    });
    m_wrote = true;
    m_locks.unlock(LockFile::Lock::Writing);
    return replaced;
}

Result<std::uint64_t> Library::backUp(const std::string &copy, const std::stop_token &stop, const ProgressSink &progress)
{
    auto target = absolutePath(copy);
    if (!target) return fail(std::move(target).error());
    if (*target == path()) return fail(ErrorCode::InvalidArgument, displayText(copy) + " is the library itself; name another file");
    return m_impl->backUp(*target, stop, progress);
}

Result<CopyInfo> Library::inspect(const std::string &copy)
{
    struct stat there{};
    if (::stat(copy.c_str(), &there) != 0) {
        if (errno == ENOENT || errno == ENOTDIR) return fail(ErrorCode::NotFound, displayText(copy) + " does not exist");
        return fail(ErrorCode::Io, displayText(copy) + " can't be read: " + describeErrno(errno));
    }
    if (sizeOf(copy + "-wal") > 0) {
        return fail(ErrorCode::Unsupported, displayText(copy) + " has changes beside it (" + displayText(copy) + "-wal): it is a library in use, no copy; make one with taraf library backup");
    }
    try {
        SQLite::Database database = openStill(copy);
        const int version = database.execAndGet("PRAGMA user_version").getInt();
        if (database.execAndGet("PRAGMA application_id").getInt64() != kApplicationId || version < 1) {
            return fail(ErrorCode::Unsupported, displayText(copy) + " is a database, but no library of Taraf's");
        }
        if (version > kSchemaVersion) return fail(ErrorCode::Unsupported, displayText(copy) + " was made by a newer Taraf; update Taraf first");
        const std::string found = database.execAndGet("PRAGMA integrity_check(1)").getString();
        if (found != "ok") return fail(ErrorCode::Corrupt, displayText(copy) + " is damaged (" + found + "); use another copy");
        SQLite::Statement keys(database, "PRAGMA foreign_key_check");
        if (keys.executeStep()) return fail(ErrorCode::Corrupt, displayText(copy) + " is damaged: rows point to rows that are not there; use another copy");
        return CopyInfo{.version = version,
                        .files = static_cast<std::uint64_t>(database.execAndGet("SELECT count(*) FROM files").getInt64()),
                        .recordings = static_cast<std::uint64_t>(database.execAndGet("SELECT count(*) FROM recordings").getInt64()),
                        .bytes = static_cast<std::uint64_t>(there.st_size)};
    } catch (const SQLite::Exception &refusal) {
        Error error = describe(refusal, copy);
        if (error.code == ErrorCode::Database) error.code = ErrorCode::Corrupt;
        return fail(std::move(error));
    }
}

Result<std::string> Library::restore(const std::string &path, const std::string &copy, Present present, const std::stop_token &stop, const ProgressSink &progress)
{
    auto from = absolutePath(copy);
    auto to = absolutePath(path);
    if (!from || !to) return fail(!from ? std::move(from).error() : std::move(to).error());
    if (*from == *to) return fail(ErrorCode::InvalidArgument, displayText(copy) + " is the library itself");
    if (auto whole = inspect(*from); !whole) return fail(std::move(whole).error());

    std::string aside;
    if (present == Present::Replace) {
        auto library = open(*to, Access::ReadWrite);
        if (!library) return fail(std::move(library).error());
        if (auto replaced = library->m_impl->replaceWith(*from, stop, progress); !replaced) return fail(std::move(replaced).error());
    } else {
        auto kept = putInPlaceOf(*to, *from, stop);
        if (!kept) return kept;
        aside = *std::move(kept);
    }
    auto again = open(*to, Access::ReadWrite); // brings it up to date
    if (!again) return fail(std::move(again).error());
    return aside;
}

} // namespace taraf::store
