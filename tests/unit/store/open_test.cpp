#include "library_fixture.h"

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace taraf::store::test {
namespace {

namespace fs = std::filesystem;

std::string contentOf(const std::string &path)
{
    std::ifstream file(path, std::ios::binary);
    return std::move(std::ostringstream() << file.rdbuf()).str();
}

unsigned rightsOf(const std::string &path)
{
    struct stat there{};
    return ::stat(path.c_str(), &there) == 0 ? there.st_mode & 0777U : 0;
}

/// A library with a root and a setting, written back and closed.
std::string closedLibrary(const TemporaryFolder &folder)
{
    std::string path = folder / "library.db";
    auto library = must(Library::open(path, Access::ReadWrite));
    must(library.addRoot("/music", kNow));
    must(library.setSetting("name", "value"));
    return path;
}

TEST(Open, MakesALibraryForTheUsersEyesOnly)
{
    const TemporaryFolder folder;
    const std::string path = folder / "new/taraf/library.db";
    auto library = must(Library::open(path, Access::ReadWrite));
    EXPECT_EQ(rightsOf(path), 0600U);
    EXPECT_EQ(rightsOf(folder / "new/taraf"), 0700U);
    must(library.setSetting("a", "b"));
    EXPECT_EQ(rightsOf(path + "-wal"), 0600U);
    EXPECT_EQ(rightsOf(path + ".checkpoint"), 0600U);
    EXPECT_TRUE(library.check());
    EXPECT_EQ(outside(path, "PRAGMA journal_mode"), "wal");
    EXPECT_EQ(outside(path, "PRAGMA user_version"), "11");
}

TEST(Open, FindsEverythingAgain)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    auto library = must(Library::open(path, Access::ReadWrite));
    EXPECT_EQ(must(library.setting("name")), "value");
    EXPECT_EQ(must(library.roots()).at(0).path, "/music");
    EXPECT_EQ(must(library.setting("other")), std::nullopt);
    must(library.removeSetting("name"));
    EXPECT_EQ(must(library.setting("name")), std::nullopt);
}

TEST(Open, RefusesANewerLibraryAndLeavesItAlone)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    outside(path, "PRAGMA user_version = 99; PRAGMA wal_checkpoint(TRUNCATE)");
    const std::string before = contentOf(path);
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto refused = Library::open(path, access);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
        EXPECT_TRUE(refused.error().message.contains("made by a newer Taraf, version 99"));
        EXPECT_TRUE(refused.error().message.contains("update Taraf"));
        EXPECT_TRUE(refused.error().message.contains(path));
    }
    EXPECT_EQ(contentOf(path), before);
}

TEST(Open, RefusesWhatIsNoDatabaseAndLeavesItAlone)
{
    const TemporaryFolder folder;
    const std::string text(8192, 'x');
    const std::string path = folder.write("library.db", text);
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto refused = Library::open(path, access);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::Corrupt);
        EXPECT_TRUE(refused.error().message.contains(path));
    }
    EXPECT_EQ(contentOf(path), text);
}

TEST(Open, RefusesAnotherProgramsDatabase)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    outside(path, "CREATE TABLE songs (id INTEGER)");
    const std::string before = contentOf(path);
    const auto refused = Library::open(path, Access::ReadWrite);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Unsupported);
    EXPECT_EQ(contentOf(path), before);
}

TEST(Open, RefusesALibraryThatIsCutShort)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    fs::resize_file(path, fs::file_size(path) - 4096);
    const std::string before = contentOf(path);
    for (const Access access : {Access::ReadWrite, Access::ReadOnly}) {
        const auto refused = Library::open(path, access);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, ErrorCode::Corrupt);
    }
    EXPECT_EQ(contentOf(path), before);
}

TEST(Open, RefusesAFolder)
{
    const TemporaryFolder folder;
    EXPECT_EQ(Library::open(folder.path(), Access::ReadWrite).error().code, ErrorCode::Io);
}

TEST(Check, FindsDamageInside)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    {
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(4096 * 2); // a page's head
        file << std::string(100, '\x5A');
    }
    auto library = Library::open(path, Access::ReadWrite);
    // Whether it is found at once depends on which page it is; it must be found by a check.
    const auto checked = library ? library->check() : fail(std::move(library).error());
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::Corrupt);
}

TEST(Check, FindsRowsThatPointNowhere)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    outside(path, "PRAGMA foreign_keys = OFF; INSERT INTO evidence VALUES (zeroblob(16), 77, 1, '', 1)");
    auto library = must(Library::open(path, Access::ReadWrite));
    const auto checked = library.check();
    ASSERT_FALSE(checked);
    EXPECT_TRUE(checked.error().message.contains("recordings"));
}

TEST(ReadOnly, ReadsAndRefusesToWrite)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    auto library = must(Library::open(path, Access::ReadOnly));
    EXPECT_EQ(must(library.setting("name")), "value");
    EXPECT_EQ(library.setSetting("name", "other").error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(Transaction::begin(library).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(library.takeCheckpointRole().error().code, ErrorCode::InvalidArgument);
}

TEST(ReadOnly, SeesWhatAWriterDoes)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    auto writer = must(Library::open(path, Access::ReadWrite));
    auto reader = must(Library::open(path, Access::ReadOnly));
    const auto before = must(reader.dataVersion());
    EXPECT_EQ(must(reader.dataVersion()), before);
    must(writer.setSetting("name", "new"));
    EXPECT_NE(must(reader.dataVersion()), before);
    EXPECT_EQ(must(reader.setting("name")), "new");
}

TEST(ReadOnly, SaysWhatIsMissing)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    EXPECT_EQ(Library::open(path, Access::ReadOnly).error().code, ErrorCode::NotFound);
    EXPECT_FALSE(fs::exists(path));
    folder.write("library.db", "");
    EXPECT_EQ(Library::open(path, Access::ReadOnly).error().code, ErrorCode::NotFound);
}

/// Runs `body` in a process that may not write below `folder`: nobody's, where this one is root's. Its exit status, -1 if it can't be arranged.
template<class Body> int withoutRights(const std::string &folder, const Body &body)
{
    for (const auto &entry : fs::recursive_directory_iterator(folder)) {
        ::chmod(entry.path().c_str(), entry.is_directory() ? 0555 : 0444);
    }
    ::chmod(folder.c_str(), 0555);
    const pid_t child = ::fork();
    if (child == 0) {
        if (::geteuid() == 0 && (::setgid(65534) != 0 || ::setuid(65534) != 0)) ::_exit(99);
        ::_exit(body());
    }
    int status = -1;
    ::waitpid(child, &status, 0);
    for (const auto &entry : fs::recursive_directory_iterator(folder)) ::chmod(entry.path().c_str(), entry.is_directory() ? 0755 : 0644);
    ::chmod(folder.c_str(), 0755);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(ReadOnly, WorksWhereNothingCanBeWritten)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    for (const char *beside : {"-wal", "-shm"}) fs::remove(path + beside);
    EXPECT_EQ(withoutRights(folder.path(), [&] {
        auto library = Library::open(path, Access::ReadOnly);
        if (!library) return 1;
        return library->setting("name").value() == "value" ? 0 : 2;
    }), 0);
}

TEST(ReadOnly, WorksWithAnEmptyLogThatNobodyCanShare)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    fs::remove(path + "-shm");
    folder.write("library.db-wal", "");
    EXPECT_EQ(withoutRights(folder.path(), [&] {
        auto library = Library::open(path, Access::ReadOnly);
        return library && library->setting("name").value() == "value" ? 0 : 1;
    }), 0);
}

TEST(ReadOnly, SaysSoWhereChangesCanNotBeRead)
{
    const TemporaryFolder folder;
    const std::string path = folder / "library.db";
    const std::string copy = folder / "copy/library.db";
    {
        auto library = must(Library::open(path, Access::ReadWrite));
        must(library.setSetting("name", "value"));
        // As after a power cut: the log has what the library has not.
        fs::create_directory(folder / "copy");
        fs::copy_file(path, copy);
        fs::copy_file(path + "-wal", copy + "-wal");
    }
    EXPECT_EQ(withoutRights(folder.path(), [&] {
        const auto refused = Library::open(copy, Access::ReadOnly);
        if (refused) return 1;
        return refused.error().code == ErrorCode::Io && refused.error().message.contains("-wal") ? 0 : 2;
    }), 0);
    auto library = must(Library::open(copy, Access::ReadWrite));
    EXPECT_EQ(must(library.setting("name")), "value");
}

TEST(FullDisk, FailsCleanlyAndChangesNothing)
{
    const TemporaryFolder folder;
    const std::string path = closedLibrary(folder);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN);
        auto library = Library::open(path, Access::ReadWrite);
        if (!library || !library->setSetting("before", "kept")) ::_exit(1);
        // A limit on a file's size fails a write as a full disk does.
        const rlimit limit{.rlim_cur = 256 << 10, .rlim_max = 256 << 10};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const std::string much(100'000, 'x');
        {
            auto transaction = Transaction::begin(*library);
            if (!transaction) ::_exit(2);
            Result<> last;
            for (int i = 0; i < 500 && last; ++i) last = library->setSetting("much " + std::to_string(i), much);
            if (last) last = transaction->commit();
            if (last) ::_exit(3);
            if (last.error().code != ErrorCode::Io || !last.error().message.contains(path)) ::_exit(4);
            if (library->setSetting("after", "x")) ::_exit(5); // what follows a failure is not kept alone
            if (transaction->commit()) ::_exit(6);
        }
        if (library->setting("before").value() != "kept") ::_exit(7);
        if (library->setting("much 0").value() || library->setting("after").value()) ::_exit(8);
        ::_exit(0);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
    auto library = must(Library::open(path, Access::ReadWrite));
    EXPECT_TRUE(library.check());
    EXPECT_EQ(must(library.setting("before")), "kept");
    EXPECT_EQ(must(library.setting("much 0")), std::nullopt);
}

TEST(Transaction, IsUndoneUnlessCommitted)
{
    const TemporaryFolder folder;
    auto library = must(Library::open(folder / "library.db", Access::ReadWrite));
    {
        auto transaction = must(Transaction::begin(library));
        must(library.setSetting("a", "1"));
        EXPECT_EQ(Transaction::begin(library).error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(must(library.setting("a")), std::nullopt);
    {
        auto transaction = must(Transaction::begin(library, Durability::UserFact));
        must(library.setSetting("a", "2"));
        EXPECT_EQ(library.removeRoot(RootId(5)).error().code, ErrorCode::NotFound); // refused before anything was changed: no harm done
        must(transaction.commit());
        EXPECT_EQ(transaction.commit().error().code, ErrorCode::InvalidArgument);
    }
    EXPECT_EQ(must(library.setting("a")), "2");
    must(library.setSetting("a", "3"));
    EXPECT_EQ(must(library.setting("a")), "3");
}

} // namespace
} // namespace taraf::store::test
