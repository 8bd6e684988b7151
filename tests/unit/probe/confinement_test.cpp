/// What a confined process can't do, tried from inside: a child of the test confines itself as taraf-probe does, and then tries.

#include "confinement.h"
#include "messages.h"

#include "taraf/test/encoded_audio.h"
#include "taraf/test/folder.h"

#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <filesystem>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <string>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace taraf::probe {
namespace {

constexpr int kRefused = 0;
constexpr int kAllowed = 100;

/// Ends a forked child with what became of `attempt`: kRefused, kAllowed, or the errno it failed with for another reason.
/// `attempt` gives -1 and errno where it fails.
template<class Attempt> int insideConfinement(Attempt attempt)
{
    const pid_t child = ::fork();
    if (child == 0) {
        if (!confine(std::size_t{64} << 20U).empty()) ::_exit(99);
        errno = 0;
        const auto result = attempt();
        ::_exit(static_cast<std::intptr_t>(result) != -1 ? kAllowed : errno == EPERM || errno == EACCES ? kRefused : errno);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

class Confinement : public ::testing::Test
{
protected:
    void SetUp() override
    {
#ifdef TARAF_SANITIZED
        GTEST_SKIP() << "a sanitizer needs more than the program is allowed";
#endif
        if (insideConfinement([] { return 0; }) == 99) GTEST_SKIP() << "this kernel can't confine";
    }

    test::TemporaryFolder m_folder;
};

TEST_F(Confinement, ReadingWhatIsOpenAndMemoryAreAllowed)
{
    const int file = ::open(m_folder.write("music", "sound").c_str(), O_RDONLY | O_CLOEXEC);
    char byte = 0;
    EXPECT_EQ(insideConfinement([&] { return ::pread(file, &byte, 1, 0); }), kAllowed);
    EXPECT_EQ(insideConfinement([&] { return reinterpret_cast<std::intptr_t>(::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); }), kAllowed);
    EXPECT_EQ(insideConfinement([&] { return reinterpret_cast<std::intptr_t>(::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)); }), kRefused);
    ::close(file);
}

TEST_F(Confinement, NoFileIsOpenedMadeOrChanged)
{
    const std::string path = m_folder.write("secret", "content");
    const std::string other = m_folder / "other";
    const int file = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    EXPECT_EQ(insideConfinement([&] { return ::open(path.c_str(), O_RDONLY); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::open(path.c_str(), O_WRONLY); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::open(other.c_str(), O_WRONLY | O_CREAT, 0600); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::open("/", O_RDONLY | O_DIRECTORY); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::write(file, "x", 1); }), kRefused) << "not even where it is open for writing";
    EXPECT_EQ(insideConfinement([&] { return ::ftruncate(file, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::unlink(path.c_str()); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::rename(path.c_str(), other.c_str()); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::mkdir(other.c_str(), 0700); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::syscall(SYS_memfd_create, "x", 0); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::syscall(SYS_io_uring_setup, 1, nullptr); }), kRefused);
    ::close(file);
    EXPECT_EQ(test::contentOf(path), "content");
    EXPECT_FALSE(std::filesystem::exists(other));
}

TEST_F(Confinement, ThereIsNoNetwork)
{
    // Not at the number that the filter lets messages through at.
    const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int open = ::fcntl(made, F_DUPFD_CLOEXEC, kProgramSocket + 1);
    ::close(made);
    ASSERT_GT(open, kProgramSocket);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(9);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto *const where = reinterpret_cast<const sockaddr *>(&address);
    EXPECT_EQ(insideConfinement([] { return ::socket(AF_INET, SOCK_STREAM, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::socket(AF_INET6, SOCK_DGRAM, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::socket(AF_NETLINK, SOCK_RAW, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::connect(open, where, sizeof address); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::bind(open, where, sizeof address); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::listen(open, 1); }), kRefused);
    EXPECT_EQ(insideConfinement([&] { return ::sendto(open, "x", 1, 0, where, sizeof address); }), kRefused);
    ::close(open);
}

TEST_F(Confinement, NoProcessIsStartedOrTouched)
{
    EXPECT_EQ(insideConfinement([] { return ::execl("/bin/true", "true", nullptr); }), kRefused);
    EXPECT_EQ(insideConfinement([] {
        const pid_t child = ::fork();
        if (child == 0) ::_exit(0);
        return child;
    }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::vfork(); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::kill(::getppid(), 0); }), kRefused);
    EXPECT_EQ(insideConfinement([parent = ::getpid()] { return ::syscall(SYS_tgkill, parent, parent, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([parent = ::getpid()] { return ::ptrace(PTRACE_ATTACH, parent, nullptr, nullptr); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::syscall(SYS_process_vm_readv, ::getpid(), nullptr, 0, nullptr, 0, 0); }), kRefused);
    EXPECT_EQ(insideConfinement([] { return ::setuid(0); }), kRefused);
}

} // namespace
} // namespace taraf::probe
