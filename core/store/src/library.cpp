#include "connection.h"

#include "taraf/base/path.h"

#include <chrono>
#include <thread>

namespace taraf::store {

Result<Library> Library::open(const std::string &path, Access access)
{
    // While another process makes the library, it is for moments neither there nor whole, and SQLite's busy timeout does not cover
    // the change to WAL. What is really wrong stays so.
    constexpr int attempts = 20;
    constexpr std::chrono::seconds longest{5}; // who has waited for a lock has waited long enough
    const auto begun = std::chrono::steady_clock::now();
    for (int attempt = 1;; ++attempt) {
        auto impl = std::make_unique<Impl>(path, access);
        auto opened = impl->open();
        if (opened) return Library(std::move(impl));
        const ErrorCode why = opened.error().code;
        const bool mayPass = access == Access::ReadWrite && (why == ErrorCode::Busy || why == ErrorCode::Database || why == ErrorCode::Corrupt || why == ErrorCode::Unsupported || why == ErrorCode::Io);
        if (!mayPass || attempt == attempts || std::chrono::steady_clock::now() - begun > longest) return fail(std::move(opened).error());
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

Library::Library(std::unique_ptr<Impl> impl) noexcept : m_impl(std::move(impl)) {}
Library::Library(Library &&) noexcept = default;
Library &Library::operator=(Library &&) noexcept = default;
Library::~Library() = default;

const std::string &Library::path() const noexcept { return m_impl->path(); }

Result<> Library::check()
{
    return m_impl->read([&]() -> Result<> {
        std::string findings;
        Bound integrity = m_impl->use(Query::CheckIntegrity);
        while (integrity.step()) {
            if (integrity.view(0) != "ok") findings += (findings.empty() ? "" : "; ") + integrity.text(0);
        }
        Bound keys = m_impl->use(Query::CheckForeignKeys);
        for (int row = 0; row < 20 && keys.step(); ++row) {
            findings += (findings.empty() ? "" : "; ") + keys.text(0) + " points to a row of " + keys.text(2) + " that is not there";
        }
        if (findings.empty()) return {};
        return fail(ErrorCode::Corrupt, displayText(path()) + " is damaged; put it aside and restore a copy, or rescan (" + findings + ")");
    });
}

Result<> Library::keepInMemory(int mebibytes) { return m_impl->keepInMemory(mebibytes); }

Result<std::int64_t> Library::dataVersion()
{
    return m_impl->read([&]() -> Result<std::int64_t> {
        return m_impl->use(Query::FindDataVersion).number();
    });
}

Result<bool> Library::checkpoint()
{
    return m_impl->checkpoint();
}

Result<CheckpointRole> Library::takeCheckpointRole()
{
    if (auto taken = m_impl->takeRole(); !taken) return fail(std::move(taken).error());
    return CheckpointRole(m_impl.get());
}

CheckpointRole::CheckpointRole(Library::Impl *library) noexcept : m_library(library) {}
CheckpointRole::CheckpointRole(CheckpointRole &&other) noexcept : m_library(std::exchange(other.m_library, nullptr)) {}
CheckpointRole::~CheckpointRole()
{
    if (m_library != nullptr) m_library->giveUpRole();
}

Result<Transaction> Transaction::begin(Library &library, Durability durability)
{
    if (auto begun = library.m_impl->begin(durability); !begun) return fail(std::move(begun).error());
    return Transaction(library.m_impl.get());
}

Transaction::Transaction(Library::Impl *library) noexcept : m_library(library) {}
Transaction::Transaction(Transaction &&other) noexcept : m_library(std::exchange(other.m_library, nullptr)) {}
Transaction::~Transaction()
{
    if (m_library != nullptr) m_library->rollBackUsers();
}

Result<> Transaction::commit()
{
    if (m_library == nullptr) return fail(ErrorCode::InvalidArgument, "this transaction is over");
    return std::exchange(m_library, nullptr)->commitUsers();
}

Result<std::optional<std::string>> Library::setting(std::string_view key)
{
    return m_impl->read([&]() -> Result<std::optional<std::string>> {
        const std::string name(key);
        Bound found = m_impl->use(Query::FindSetting);
        if (!found.text(1, name).step()) return std::nullopt;
        return found.text(0);
    });
}

Result<> Library::setSetting(std::string_view key, std::string_view value)
{
    return m_impl->write([&]() -> Result<> {
        const std::string name(key);
        const std::string content(value);
        m_impl->use(Query::SaveSetting).text(1, name).text(2, content).run();
        return {};
    });
}

Result<> Library::removeSetting(std::string_view key)
{
    return m_impl->write([&]() -> Result<> {
        const std::string name(key);
        m_impl->use(Query::RemoveSetting).text(1, name).run();
        return {};
    });
}

Result<std::vector<RootCounts>> Library::countsByRoot()
{
    return m_impl->read([&]() -> Result<std::vector<RootCounts>> {
        std::vector<RootCounts> counts;
        Bound row = m_impl->use(Query::CountFilesByRoot);
        while (row.step()) {
            counts.push_back({.root = row.id<RootId>(0), .files = static_cast<std::uint64_t>(row.integer(1)), .missing = static_cast<std::uint64_t>(row.integer(2))});
        }
        return counts;
    });
}

Result<Counts> Library::counts(std::uint32_t version)
{
    return m_impl->read([&]() -> Result<Counts> {
        Bound files = m_impl->use(Query::CountFiles);
        Bound heard = m_impl->use(Query::CountDescriptors);
        heard.integer(1, version);
        if (!files.step() || !heard.step()) return Counts{};
        const auto figure = [](const Bound &row, int column) { return static_cast<std::uint64_t>(row.integer(column)); };
        return Counts{.files = figure(files, 0),
                      .tracks = figure(files, 1),
                      .albums = figure(files, 2),
                      .analysed = figure(heard, 0),
                      .failed = figure(files, 3) + figure(heard, 1),
                      .missing = figure(files, 4)};
    });
}

} // namespace taraf::store
