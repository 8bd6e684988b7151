#include "probe_files.h"

#include <cmath>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::probe {
namespace {

/// Process ids of children of this process that run taraf-probe (a zombie keeps its name).
std::set<pid_t> probes()
{
    std::set<pid_t> found;
    for (const auto &entry : std::filesystem::directory_iterator("/proc")) {
        const std::string name = entry.path().filename();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        const std::string text = test::contentOf(entry.path() / "stat");
        const std::size_t close = text.rfind(')');
        if (close == std::string::npos || !text.contains("(taraf-probe)")) continue;
        std::istringstream rest(text.substr(close + 2));
        char state = 0;
        pid_t parent = 0;
        rest >> state >> parent;
        if (parent == ::getpid()) found.insert(std::stoi(name));
    }
    return found;
}

std::string statusOf(pid_t child, std::string_view key)
{
    std::ifstream file("/proc/" + std::to_string(child) + "/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(key)) return line.substr(line.find_first_not_of(" \t", key.size()));
    }
    return {};
}

/// A quarter of an hour of the codec that takes longest to decode.
std::string longFile(const test::TemporaryFolder &folder)
{
    const std::string path = folder / "long.opus";
    std::string list;
    for (int i = 0; i < 38; ++i) list += "file '" + Corpus::get().path("a.opus") + "'\n";
    EXPECT_TRUE(test::run({"ffmpeg", "-nostdin", "-y", "-v", "error", "-f", "concat", "-safe", "0", "-i", folder.write("list", list), "-c", "copy", path}));
    return path;
}

TEST(Client, ReadsOneFileAfterTheOtherWithOneChild)
{
    Client client({}, program());
    EXPECT_EQ(client.child(), 0);
    ASSERT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
    const pid_t child = client.child();
    ASSERT_GT(child, 0);
    ASSERT_TRUE(client.read({Corpus::get().path("cbr.mp3"), Audio::Decode, {}}));
    EXPECT_FALSE(client.read({Corpus::get().path("none"), Audio::Decode, {}}));
    EXPECT_EQ(client.child(), child);
}

TEST(Client, LeavesNoChildBehind)
{
    ASSERT_TRUE(probes().empty());
    {
        Client client({}, program());
        ASSERT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
        EXPECT_EQ(probes(), std::set<pid_t>{client.child()});
        Client moved = std::move(client);
        ASSERT_TRUE(moved.read({Corpus::get().path("a.flac"), Audio::None, {}}));
        EXPECT_EQ(probes(), std::set<pid_t>{moved.child()});
        moved = Client({}, program());
        EXPECT_TRUE(probes().empty());
        ASSERT_TRUE(moved.read({Corpus::get().path("a.flac"), Audio::None, {}}));
    }
    EXPECT_TRUE(probes().empty());
}

TEST(Client, TheChildIsConfined)
{
    Client client({}, program());
    ASSERT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::Decode, {}}));
    EXPECT_EQ(statusOf(client.child(), "Seccomp:"), "2");
    EXPECT_EQ(statusOf(client.child(), "NoNewPrivs:"), "1");
    EXPECT_EQ(::getsid(client.child()), client.child()) << "a Ctrl-C in the terminal is not for it";
    int descriptors = 0;
    for (const auto &entry : std::filesystem::directory_iterator("/proc/" + std::to_string(client.child()) + "/fd")) {
        const std::string target = std::filesystem::read_symlink(entry.path());
#ifdef TARAF_SANITIZED
        if (entry.path().filename() == "2") continue; // the sanitizer's reports
#endif
        ++descriptors;
        EXPECT_TRUE(target == "/dev/null" || target.starts_with("socket:")) << target;
    }
    EXPECT_LE(descriptors, 4);
    EXPECT_FALSE(test::contentOf("/proc/" + std::to_string(client.child()) + "/environ").contains("TARAF_BIN_DIR")) << "nothing of our environment is its business";
}

TEST(Client, AChildThatDiesBetweenFilesIsReplacedUnnoticed)
{
    Client client({}, program());
    ASSERT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
    const pid_t child = client.child();
    ASSERT_EQ(::kill(child, SIGKILL), 0);
    while (!statusOf(child, "State:").starts_with("Z")) std::this_thread::yield();
    EXPECT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
    EXPECT_NE(client.child(), child);
    EXPECT_EQ(probes().size(), 1U);
}

std::set<std::string> namesIn(const std::string &folder)
{
    std::set<std::string> names;
    for (const auto &entry : std::filesystem::directory_iterator(folder)) names.insert(entry.path().filename());
    return names;
}

TEST(Client, AChildThatDiesLeavesNothingBehind)
{
    const auto before = namesIn("/proc/self/fd");
    {
        Client client({}, program());
        for (int deaths = 0; deaths < 3; ++deaths) {
            ASSERT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
            const std::string maps = test::contentOf("/proc/" + std::to_string(client.child()) + "/maps");
            ASSERT_TRUE(maps.contains("taraf-probe"));
            for (const char *shared : {"/dev/shm", "/memfd:", "/SYSV", " rw-s "}) EXPECT_FALSE(maps.contains(shared)) << "memory that outlives it: " << shared;
            ASSERT_EQ(::kill(client.child(), SIGKILL), 0);
            while (!statusOf(client.child(), "State:").starts_with("Z")) std::this_thread::yield();
        }
    }
    EXPECT_TRUE(probes().empty());
    EXPECT_EQ(namesIn("/proc/self/fd"), before);
}

/// Calls `act` with the child's id once it is at work on a file.
template<class Act> std::jthread whenAtWork(Act act)
{
    return std::jthread([act](const std::stop_token &stop) {
        while (!stop.stop_requested()) {
            for (const pid_t child : probes()) {
                std::error_code ignored;
                for (auto entry = std::filesystem::directory_iterator("/proc/" + std::to_string(child) + "/fd", ignored);
                     !ignored && entry != std::filesystem::directory_iterator(); entry.increment(ignored)) {
                    if (!std::filesystem::read_symlink(entry->path(), ignored).string().contains("long.opus")) continue;
                    act(child);
                    return;
                }
            }
            std::this_thread::yield();
        }
    });
}

TEST(Client, AFileThatKillsTheChildCostsThatFileAlone)
{
    const test::TemporaryFolder folder;
    const std::string path = longFile(folder);
    Client client({}, program());
    Result<Report> report;
    {
        const auto killer = whenAtWork([](pid_t child) { ::kill(child, SIGKILL); });
        report = client.read({path, Audio::Decode, Span{Seconds{100}, Seconds{700}}});
    }
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::Crashed);
    EXPECT_TRUE(report.error().message.contains(path)) << report.error().message;
    EXPECT_TRUE(report.error().message.contains("Killed")) << report.error().message;
    EXPECT_TRUE(probes().empty());
    EXPECT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::Decode, {}}));
}

TEST(Client, StopsInMidFile)
{
    const test::TemporaryFolder folder;
    const std::string path = longFile(folder);
    Client client({}, program());
    std::stop_source stop;
    Result<Report> report;
    {
        const auto stopper = whenAtWork([&](pid_t) { stop.request_stop(); });
        report = client.read({path, Audio::Decode, Span{Seconds{100}, Seconds{700}}}, stop.get_token());
    }
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(probes().empty()) << "a child that is busy with a file nobody wants is ended";
    EXPECT_EQ(client.read({Corpus::get().path("a.flac"), Audio::None, {}}, stop.get_token()).error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(client.read({Corpus::get().path("a.flac"), Audio::None, {}}));
}

TEST(Client, GivesUpAfterItsLimits)
{
    const test::TemporaryFolder folder;
    const std::string path = longFile(folder);
    const Span span{Seconds{100}, Seconds{700}};
    Client wall({.wall = Seconds{0.15}}, program());
    const auto late = wall.read({path, Audio::Decode, span});
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, ErrorCode::Timeout) << late.error().message;
    EXPECT_EQ(wall.child(), 0);

    // Waiting is no fault of the file's: a drive that does not answer, here a child that may not go on.
    Client patient({.wall = Seconds{2}}, program());
    Result<Report> waited = fail(ErrorCode::Internal, "not read");
    {
        const auto stopper = whenAtWork([](pid_t child) { ::kill(child, SIGSTOP); });
        waited = patient.read({path, Audio::Decode, span});
    }
    ASSERT_FALSE(waited);
    EXPECT_EQ(waited.error().code, ErrorCode::Io) << waited.error().message;

    Client cpu({.cpu = Seconds{0.05}}, program());
    const auto busy = cpu.read({path, Audio::Decode, span});
    ASSERT_FALSE(busy);
    EXPECT_EQ(busy.error().code, ErrorCode::Timeout) << busy.error().message;
    EXPECT_TRUE(busy.error().message.contains("computing")) << busy.error().message;

    Client memory({.residentBytes = std::size_t{1} << 20U}, program());
    const auto large = memory.read({path, Audio::Decode, span});
    ASSERT_FALSE(large);
    EXPECT_EQ(large.error().code, ErrorCode::OutOfMemory) << large.error().message;
    EXPECT_TRUE(probes().empty());
}

TEST(Client, RefusesSpansThatMakeNoSense)
{
    Client client({}, program());
    for (const Span span : {Span{Seconds{5}, Seconds{5}}, Span{Seconds{9}, Seconds{5}}, Span{Seconds{-1}, Seconds{5}}, Span{Seconds{0}, Seconds{2.9}},
                            Span{Seconds{0}, Seconds{601}}, Span{Seconds{std::nan("")}, Seconds{5}}}) {
        EXPECT_EQ(client.read({Corpus::get().path("a.flac"), Audio::Decode, span}).error().code, ErrorCode::InvalidArgument);
    }
}

TEST(Client, SaysWhenThereIsNoProgram)
{
    Client missing({}, "/nowhere/taraf-probe");
    EXPECT_EQ(missing.read({Corpus::get().path("a.flac"), Audio::None, {}}).error().code, ErrorCode::Internal);
    Client wrong({}, "/bin/false");
    EXPECT_EQ(wrong.read({Corpus::get().path("a.flac"), Audio::None, {}}).error().code, ErrorCode::Internal);
    EXPECT_TRUE(probes().empty());

    ::setenv("TARAF_PROBE", "/nowhere/taraf-probe", 1);
    EXPECT_EQ(Client::findProgram().error().code, ErrorCode::Internal);
    ::setenv("TARAF_PROBE", program().c_str(), 1);
    EXPECT_EQ(Client::findProgram().value(), program());
    ::unsetenv("TARAF_PROBE");
}

TEST(Client, TheProgramEndsWhenItsClientDoes)
{
    // A client in a process that is killed: its child must not outlive it.
    const pid_t parent = ::fork();
    ASSERT_GE(parent, 0);
    if (parent == 0) {
        Client client({}, program());
        if (!client.read({Corpus::get().path("a.flac"), Audio::None, {}})) ::_exit(99);
        std::ofstream(Corpus::get().path("child")) << client.child() << std::flush;
        ::raise(SIGKILL);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(parent, &status, 0), parent);
    ASSERT_TRUE(WIFSIGNALED(status)) << status;
    pid_t child = 0;
    std::ifstream(Corpus::get().path("child")) >> child;
    ASSERT_GT(child, 0);
    // Reaped by whoever adopted it, or a zombie until then.
    for (std::string state = "R"; !state.empty() && !state.starts_with("Z"); state = statusOf(child, "State:")) std::this_thread::yield();
}

TEST(Program, TellsPeopleWhatItIs)
{
    EXPECT_FALSE(test::run({program()}, "2>/dev/null"));
    EXPECT_FALSE(test::run({program(), "3", "1000000"}, "2>/dev/null"));
}

} // namespace
} // namespace taraf::probe
