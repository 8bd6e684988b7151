/// @file What is behind a Library: the connection, its prepared statements, its transactions and its locks.
#pragma once

#include "failure.h"
#include "lock_file.h"
#include "sql.h"
#include "taraf/store/library.h"

#include <array>
#include <cstdint>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>

namespace taraf::store {

inline constexpr std::int64_t kApplicationId = 1415672417; ///< "Tara", as the first migration writes it

/// A prepared statement with its values, ready again for the next when it goes. What is bound must outlive it.
class Bound
{
public:
    explicit Bound(SQLite::Statement &statement, bool *inUse) noexcept : m_statement(statement), m_inUse(inUse) {}
    explicit Bound(std::unique_ptr<SQLite::Statement> own) noexcept : m_own(std::move(own)), m_statement(*m_own) {}
    Bound(const Bound &) = delete;
    Bound &operator=(const Bound &) = delete;
    ~Bound();

    Bound &text(int index, const std::string &value);
    Bound &bytes(int index, std::string_view value); ///< BLOB; empty is an empty one
    Bound &bytes(int index, std::span<const std::byte> value);
    Bound &bytes(int index, const AudioHash &value);
    Bound &integer(int index, std::int64_t value);
    template<class Tag> Bound &id(int index, Id<Tag> value)
    {
        if (value.isValid()) return integer(index, value.value());
        m_statement.bind(index);
        return *this;
    }

    /// From its beginning, with what was bound.
    Bound &again()
    {
        m_statement.reset();
        return *this;
    }
    [[nodiscard]] bool step() { return m_statement.executeStep(); }
    /// To its end; the number of rows it changed.
    int run();
    /// To its end, for a statement that gives one row with one number (RETURNING id, count(*)).
    std::int64_t number();
    template<class IdType> [[nodiscard]] IdType returnedId() { return IdType(number()); }

    [[nodiscard]] std::int64_t integer(int column) const { return m_statement.getColumn(column).getInt64(); }
    [[nodiscard]] int number(int column) const { return m_statement.getColumn(column).getInt(); }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] bool isNull(int column) const { return m_statement.getColumn(column).isNull(); }
    /// Text or BLOB; valid until the next step.
    [[nodiscard]] std::string_view view(int column) const;
    [[nodiscard]] std::string text(int column) const { return std::string(view(column)); }
    [[nodiscard]] std::span<const std::byte> content(int column) const;
    template<class IdType> [[nodiscard]] IdType id(int column) const { return IdType(integer(column)); }

private:
    std::unique_ptr<SQLite::Statement> m_own; ///< where the cached one is running already (a callback that asks again)
    SQLite::Statement &m_statement;
    bool *m_inUse = nullptr;
};

class Library::Impl
{
public:
    Impl(std::string path, Access access) : m_path(std::move(path)), m_access(access) {}
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl();

    Result<> open();

    [[nodiscard]] const std::string &path() const noexcept { return m_path; }
    [[nodiscard]] Bound use(Query query);
    void execute(Query script); ///< several statements without values
    [[nodiscard]] bool exists(Query countingQuery, std::int64_t id);
    Result<> keepInMemory(int mebibytes);
    Result<> trustIds();
    [[nodiscard]] std::int64_t lastId() const noexcept;

    /// Runs `work`, which gives a Result; what SQLite throws becomes an Error.
    template<class Work> auto read(Work &&work) -> std::invoke_result_t<Work>;
    /// The same for many statements: one state of the library for all of them, and its read lock taken once.
    template<class Work> auto readTogether(Work &&work) -> std::invoke_result_t<Work>;
    /// The same for changes, in the open transaction, else in one of its own.
    template<class Work> auto write(Work &&work) -> std::invoke_result_t<Work>;

    Result<> begin(Durability durability); ///< for the user's Transaction
    Result<> commitUsers();
    void rollBackUsers() noexcept;

    Result<std::uint64_t> backUp(const std::string &copy, const std::stop_token &stop, const ProgressSink &progress);
    Result<> replaceWith(const std::string &copy, const std::stop_token &stop, const ProgressSink &progress);

    Result<bool> checkpoint();
    Result<> takeRole();
    void giveUpRole() noexcept;

private:
    Result<> openForWriting();
    Result<> openForReading();
    Result<> connect(const std::string &name, int flags);
    Result<> identify(); ///< is it ours, and of which version? sets m_version
    Result<> migrate();
    Result<> backUpBeforeMigration();
    Result<> beginWriting(Durability durability);
    Result<> commitWriting();
    void rollBackWriting() noexcept;
    void checkpointIfLong() noexcept;
    Result<> refuseWriting() const;
    [[nodiscard]] bool inTransaction() const noexcept;

    std::string m_path;
    Access m_access;
    LockFile m_locks;
    std::unique_ptr<SQLite::Database> m_database;
    std::array<std::unique_ptr<SQLite::Statement>, kQueryCount> m_statements; ///< go before the connection
    std::array<bool, kQueryCount> m_inUse{};
    int m_version = 0;
    Durability m_durability = Durability::Usual;
    bool m_usersTransaction = false; ///< a Transaction is open
    bool m_undone = false;           ///< something in it failed
    bool m_hasRole = false;
    bool m_wrote = false;
    std::int64_t m_nextCheckpointAt = 0; ///< size of the -wal file, bytes
};

template<class Work> auto Library::Impl::read(Work &&work) -> std::invoke_result_t<Work>
{
    try {
        return work();
    } catch (const SQLite::Exception &refusal) {
        return fail(describe(refusal, m_path));
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "out of memory");
    }
}

template<class Work> auto Library::Impl::readTogether(Work &&work) -> std::invoke_result_t<Work>
{
    if (inTransaction()) return read(work);
    if (auto begun = read([&]() -> Result<> { m_database->exec("BEGIN"); return {}; }); !begun) return fail(std::move(begun).error());
    auto done = read(work);
    m_database->tryExec("COMMIT");
    if (inTransaction()) m_database->tryExec("ROLLBACK");
    return done;
}

template<class Work> auto Library::Impl::write(Work &&work) -> std::invoke_result_t<Work>
{
    if (auto allowed = refuseWriting(); !allowed) return fail(std::move(allowed).error());
    if (m_usersTransaction) {
        auto done = read(work);
        // SQLite itself undoes everything on some failures; half a change must not be committed after the others.
        if (!done && done.error().code != ErrorCode::NotFound && done.error().code != ErrorCode::InvalidArgument) m_undone = true;
        return done;
    }
    if (auto begun = beginWriting(Durability::Usual); !begun) return fail(std::move(begun).error());
    auto done = read(work);
    if (!done) {
        rollBackWriting();
        return done;
    }
    if (auto committed = commitWriting(); !committed) return fail(std::move(committed).error());
    return done;
}

} // namespace taraf::store
