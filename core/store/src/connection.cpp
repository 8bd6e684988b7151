#include "connection.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <sqlite3.h>
#include <sys/stat.h>

namespace taraf::store {
namespace {

constexpr std::chrono::milliseconds kPatience{15'000};
/// How long writing back waits for a transaction of ours to end.
constexpr std::chrono::milliseconds kCheckpointPatience{2'000};
constexpr std::int64_t kLongWal = 16LL << 20;

std::int64_t sizeOf(const std::string &path) noexcept
{
    struct stat there{};
    return ::stat(path.c_str(), &there) == 0 ? static_cast<std::int64_t>(there.st_size) : 0;
}

} // namespace

Bound::~Bound()
{
    m_statement.tryReset();
    if (m_inUse != nullptr) *m_inUse = false;
}

Bound &Bound::text(int index, const std::string &value)
{
    m_statement.bindNoCopy(index, value);
    return *this;
}

Bound &Bound::bytes(int index, std::string_view value)
{
    m_statement.bindNoCopy(index, value.empty() ? "" : value.data(), static_cast<int>(value.size()));
    return *this;
}

Bound &Bound::bytes(int index, std::span<const std::byte> value)
{
    return bytes(index, std::string_view(reinterpret_cast<const char *>(value.data()), value.size()));
}

Bound &Bound::bytes(int index, const AudioHash &value) { return bytes(index, std::as_bytes(std::span(value))); }

Bound &Bound::integer(int index, std::int64_t value)
{
    m_statement.bind(index, value);
    return *this;
}

int Bound::run()
{
    while (m_statement.executeStep()) {}
    return m_statement.getChanges();
}

std::int64_t Bound::number()
{
    if (!step()) return 0;
    const std::int64_t value = integer(0);
    run();
    return value;
}

std::string_view Bound::view(int column) const
{
    const SQLite::Column value = m_statement.getColumn(column);
    const void *bytes = value.getBlob();
    return bytes == nullptr ? std::string_view{} : std::string_view(static_cast<const char *>(bytes), static_cast<std::size_t>(value.getBytes()));
}

std::span<const std::byte> Bound::content(int column) const { return std::as_bytes(std::span(view(column))); }

Library::Impl::~Impl()
{
    if (m_usersTransaction) rollBackUsers();
    if (m_wrote) (void)checkpoint(); // whoever opens it next does what could not be done now
}

Bound Library::Impl::use(Query query)
{
    const auto index = static_cast<std::size_t>(query);
    if (m_inUse[index]) return Bound(std::make_unique<SQLite::Statement>(*m_database, sql(query).data()));
    auto &cached = m_statements[index];
    if (!cached) cached = std::make_unique<SQLite::Statement>(*m_database, sql(query).data());
    cached->clearBindings();
    m_inUse[index] = true;
    return Bound(*cached, &m_inUse[index]);
}

void Library::Impl::execute(Query script) { m_database->exec(sql(script).data()); }

bool Library::Impl::exists(Query countingQuery, std::int64_t id)
{
    return use(countingQuery).integer(1, id).number() > 0;
}

Result<> Library::Impl::keepInMemory(int mebibytes)
{
    return read([&]() -> Result<> {
        m_database->exec("PRAGMA cache_size = -" + std::to_string(1024 * mebibytes));
        return {};
    });
}

Result<> Library::Impl::trustIds()
{
    if (inTransaction()) return fail(ErrorCode::InvalidArgument, displayText(m_path) + ": not in a transaction");
    return read([&]() -> Result<> {
        m_database->exec("PRAGMA foreign_keys = OFF");
        return {};
    });
}

std::int64_t Library::Impl::lastId() const noexcept { return m_database->getLastInsertRowid(); }

bool Library::Impl::inTransaction() const noexcept { return sqlite3_get_autocommit(m_database->getHandle()) == 0; }

Result<> Library::Impl::refuseWriting() const
{
    if (m_access == Access::ReadOnly) {
        return fail(ErrorCode::InvalidArgument, displayText(m_path) + " was opened for reading only");
    }
    if (m_usersTransaction && (m_undone || !inTransaction())) {
        return fail(ErrorCode::Database, displayText(m_path) + ": an earlier change failed, and all of them were undone");
    }
    return {};
}

Result<> Library::Impl::beginWriting(Durability durability)
{
    auto held = m_locks.lockWithin(LockFile::Lock::Writing, kPatience);
    if (!held) return fail(std::move(held).error());
    if (!*held) {
        return fail(ErrorCode::Busy, displayText(m_path) + " is being written by another program of Taraf's; try again when it is done");
    }
    m_durability = durability;
    auto begun = read([&]() -> Result<> {
        // Not possible inside a transaction, so before it.
        if (durability == Durability::UserFact) m_database->exec("PRAGMA synchronous = FULL");
        m_database->exec("BEGIN IMMEDIATE");
        return {};
    });
    if (!begun) rollBackWriting();
    return begun;
}

Result<> Library::Impl::commitWriting()
{
    auto committed = read([&]() -> Result<> {
        m_database->exec("COMMIT");
        return {};
    });
    m_wrote = true;
    rollBackWriting(); // nothing is left to undo after a commit that was done
    if (committed) checkpointIfLong();
    return committed;
}

void Library::Impl::rollBackWriting() noexcept
{
    if (inTransaction()) m_database->tryExec("ROLLBACK");
    if (m_durability == Durability::UserFact) m_database->tryExec("PRAGMA synchronous = NORMAL");
    m_durability = Durability::Usual;
    m_locks.unlock(LockFile::Lock::Writing);
}

Result<> Library::Impl::begin(Durability durability)
{
    if (m_usersTransaction) return fail(ErrorCode::InvalidArgument, displayText(m_path) + " has a transaction open already");
    if (auto allowed = refuseWriting(); !allowed) return allowed;
    if (auto begun = beginWriting(durability); !begun) return begun;
    m_usersTransaction = true;
    m_undone = false;
    return {};
}

Result<> Library::Impl::commitUsers()
{
    if (auto possible = refuseWriting(); !possible) {
        rollBackUsers();
        return possible;
    }
    m_usersTransaction = false;
    return commitWriting();
}

void Library::Impl::rollBackUsers() noexcept
{
    m_usersTransaction = false;
    m_undone = false;
    rollBackWriting();
}

// SQLite up to 3.51.2 can lose pages where one connection starts the -wal file anew while another one writes it back
// ("The WAL-reset bug", sqlite.org/wal.html, section 11). So only one connection writes back at a time, and none of ours
// writes meanwhile: with the write lock free, SQLITE_CHECKPOINT_TRUNCATE takes it and keeps it until it is done.
// Readers are not waited for; what they still need stays in the -wal file.
Result<bool> Library::Impl::checkpoint()
{
    if (m_access == Access::ReadOnly || m_usersTransaction) return false;
    if (!m_hasRole) {
        auto held = m_locks.tryLock(LockFile::Lock::Checkpointing);
        if (!held || !*held) return held;
    }
    Result<bool> done = m_locks.lockWithin(LockFile::Lock::Writing, kCheckpointPatience);
    if (done && *done) {
        m_database->setBusyTimeout(0);
        const int code = sqlite3_wal_checkpoint_v2(m_database->getHandle(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
        m_database->setBusyTimeout(static_cast<int>(kPatience.count()));
        if (code != SQLITE_OK && (code & 0xFF) != SQLITE_BUSY && (code & 0xFF) != SQLITE_LOCKED) {
            done = fail(describe(SQLite::Exception(m_database->getHandle(), code), m_path));
        }
        m_locks.unlock(LockFile::Lock::Writing);
    }
    if (!m_hasRole) m_locks.unlock(LockFile::Lock::Checkpointing);
    return done;
}

void Library::Impl::checkpointIfLong() noexcept
{
    const std::string wal = m_path + "-wal";
    const std::int64_t size = sizeOf(wal);
    if (size < std::max(kLongWal, m_nextCheckpointAt)) return;
    // A reader may keep the file from being shortened; then it is tried again when it has grown by as much.
    const bool done = checkpoint().value_or(false);
    const std::int64_t left = sizeOf(wal);
    m_nextCheckpointAt = done && left < kLongWal ? 0 : left + kLongWal;
}

Result<> Library::Impl::takeRole()
{
    if (m_access == Access::ReadOnly) return fail(ErrorCode::InvalidArgument, displayText(m_path) + " was opened for reading only");
    if (m_hasRole) return fail(ErrorCode::Busy, displayText(m_path) + ": this connection writes back already");
    auto held = m_locks.tryLock(LockFile::Lock::Checkpointing);
    if (!held) return fail(std::move(held).error());
    if (!*held) return fail(ErrorCode::Busy, displayText(m_path) + ": another program writes back already");
    m_hasRole = true;
    return {};
}

void Library::Impl::giveUpRole() noexcept
{
    m_hasRole = false;
    m_locks.unlock(LockFile::Lock::Checkpointing);
}

} // namespace taraf::store
