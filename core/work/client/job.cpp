#include "taraf/work/job.h"

#include "taraf/base/file.h"
#include "taraf/base/home.h"
#include "wire.h"

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::work {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::seconds kPatience{20};
/// How long a child may live on after it said how it went, or was killed.
constexpr std::chrono::seconds kLastWords{3};

Result<pid_t> spawn(const std::string &program, const std::vector<std::string> &arguments, int standardInput, int standardOutput)
{
    std::vector<char *> argv{const_cast<char *>(program.c_str())}; // NOLINT: posix_spawn does not write to them
    for (const std::string &argument : arguments) argv.push_back(const_cast<char *>(argument.c_str())); // NOLINT
    argv.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&actions, standardOutput, STDOUT_FILENO);
    if (standardInput >= 0) ::posix_spawn_file_actions_adddup2(&actions, standardInput, STDIN_FILENO);
    else ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    // A group of its own: Ctrl-C reaches the parent alone, which asks the child to stop.
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    std::string parent = std::string(wire::kParent) + "=" + std::to_string(::getpid());
    std::vector<char *> environment{parent.data()};
    for (char **each = environ; *each != nullptr; ++each) {
        if (!std::string_view(*each).starts_with(std::string(wire::kParent) + "=")) environment.push_back(*each);
    }
    environment.push_back(nullptr);
    pid_t child = -1;
    const int error = ::posix_spawn(&child, program.c_str(), &actions, &attributes, argv.data(), environment.data());
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return fail(ErrorCode::Io, program + " can't be started: " + describeErrno(error));
    return child;
}

/// A file of this process's alone, to be read from its beginning; -1 where there is no memory.
int inMemory(const std::string &content)
{
    const int file = ::memfd_create("taraf", MFD_CLOEXEC);
    for (std::string_view rest = content; file >= 0 && !rest.empty();) {
        const ssize_t written = ::write(file, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) break;
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (file >= 0) ::lseek(file, 0, SEEK_SET);
    return file;
}

/// Its status; nothing where it does not even die: a dead network drive keeps it in the kernel, and nobody can end it.
std::optional<int> reap(pid_t child)
{
    const auto deadline = Clock::now() + kLastWords;
    int status = 0;
    while (true) {
        const pid_t reaped = ::waitpid(child, &status, WNOHANG);
        if (reaped == child) return status;
        if (reaped < 0 && errno != EINTR) return std::nullopt;
        if (Clock::now() > deadline) return std::nullopt;
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
}

} // namespace

Result<QJsonObject> runJob(const std::vector<std::string> &arguments, const JobEvents &events, std::stop_token stop, const std::string &input)
{
    auto program = findProgram("taraf-work");
    if (!program) return fail(std::move(program).error());
    std::array<int, 2> pipe{-1, -1};
    if (::pipe2(pipe.data(), O_CLOEXEC) != 0) return fail(ErrorCode::Io, "no pipe for a job: " + describeErrno(errno));
    const int woken = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    const int given = input.empty() ? -1 : inMemory(input);
    const auto child = spawn(*program, arguments, given, pipe[1]);
    ::close(pipe[1]);
    if (given >= 0) ::close(given);
    if (!child) {
        ::close(pipe[0]);
        ::close(woken);
        return fail(child.error());
    }

    Outcome outcome;
    {
        const std::stop_callback wake(stop, [woken] {
            const std::uint64_t one = 1;
            [[maybe_unused]] const auto written = ::write(woken, &one, sizeof one);
        });
        std::optional<Clock::time_point> askedAt; // to stop
        std::optional<Clock::time_point> endBy;
        QByteArray pending;
        std::array<char, 65536> buffer{};
        while (true) {
            if ((outcome.result || outcome.error) && !endBy) endBy = Clock::now() + kLastWords;
            const bool hurried = askedAt || endBy;
            std::array<pollfd, 2> watched{pollfd{pipe[0], POLLIN, 0}, pollfd{askedAt ? -1 : woken, POLLIN, 0}};
            if (::poll(watched.data(), watched.size(), hurried ? 200 : -1) < 0 && errno != EINTR) break;
            const auto now = Clock::now();
            if (stop.stop_requested() && !askedAt) {
                ::kill(*child, SIGTERM);
                askedAt = now;
            }
            if (askedAt && now > *askedAt + kPatience && !endBy) endBy = now + kLastWords;
            if (endBy && now > *endBy - kLastWords / 2) ::kill(*child, SIGKILL);
            if (endBy && now > *endBy) break;
            if ((watched[0].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
            const ssize_t got = ::read(pipe[0], buffer.data(), buffer.size());
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) break;
            pending.append(buffer.data(), got);
            if (pending.size() > static_cast<qsizetype>(wire::kLongestLine)) ::kill(*child, SIGKILL);
            qsizetype start = 0;
            for (qsizetype end = pending.indexOf('\n'); end >= 0; end = pending.indexOf('\n', start)) {
                take(pending.mid(start, end - start), events, outcome);
                start = end + 1;
            }
            pending.remove(0, start);
        }
    }
    ::close(pipe[0]);
    ::close(woken);
    const std::optional<int> status = reap(*child);
    if (outcome.error) return fail(std::move(*outcome.error));
    if (outcome.result) return std::move(*outcome.result);
    if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    const std::string how = !status               ? "does not answer, a drive may keep it"
                            : WIFSIGNALED(*status) ? "was ended by signal " + std::to_string(WTERMSIG(*status))
                                                   : "ended with status " + std::to_string(WEXITSTATUS(*status));
    return fail(ErrorCode::Crashed, "the process that does the work " + how + "; what it had finished is kept, run the same command again");
}

} // namespace taraf::work
