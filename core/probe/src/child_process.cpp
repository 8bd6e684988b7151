#include "child_process.h"

#include "taraf/base/file.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <format>
#include <mutex>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::probe {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kTick{20};
/// Files between two looks at what a child has grown to.
constexpr unsigned kGlance = 16;

/// Processor time the child has used so far; zero where it can't be told (it is dying).
Seconds cpuTime(pid_t child)
{
    clockid_t clock{};
    timespec time{};
    if (::clock_getcpuclockid(child, &clock) != 0 || ::clock_gettime(clock, &time) != 0) return Seconds{0};
    return Seconds{static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec)};
}

std::size_t residentBytes(pid_t child)
{
    std::array<char, 128> text{};
    const OwnedFd file(::open(std::format("/proc/{}/statm", child).c_str(), O_RDONLY | O_CLOEXEC));
    if (file.get() < 0 || ::read(file.get(), text.data(), text.size() - 1) <= 0) return 0;
    unsigned long size = 0;
    unsigned long resident = 0;
    if (std::sscanf(text.data(), "%lu %lu", &size, &resident) != 2) return 0;
    return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

/// The little of our environment that the child needs: nothing of what may be secret.
std::vector<std::string> childEnvironment()
{
    std::vector<std::string> kept{"LC_ALL=C.UTF-8"};
    for (char **entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        for (const std::string_view prefix : {"LD_LIBRARY_PATH=", "ASAN_", "UBSAN_", "TSAN_"}) {
            if (text.starts_with(prefix)) kept.emplace_back(text);
        }
    }
    return kept;
}

/// posix_spawn with a clean slate: own session, no signal blocked or ignored, no descriptor but the socket.
Result<pid_t> spawn(const std::string &program, int socket, const Limits &limits)
{
    posix_spawn_file_actions_t actions{};
    posix_spawnattr_t attributes{};
    if (::posix_spawn_file_actions_init(&actions) != 0) return fail(ErrorCode::OutOfMemory, "can't be read: no memory to start taraf-probe");
    if (::posix_spawnattr_init(&attributes) != 0) {
        ::posix_spawn_file_actions_destroy(&actions);
        return fail(ErrorCode::OutOfMemory, "can't be read: no memory to start taraf-probe");
    }
    ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
#ifndef TARAF_SANITIZED // a sanitizer's report goes where ours go
    ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
#endif
    ::posix_spawn_file_actions_adddup2(&actions, socket, kProgramSocket);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, kProgramSocket + 1);
    sigset_t none{};
    sigset_t all{};
    sigemptyset(&none);
    sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &all);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);

    std::string name = "taraf-probe";
    std::string fd = std::to_string(kProgramSocket);
    std::string memory = std::to_string(limits.residentBytes);
    const std::array<char *, 4> arguments{name.data(), fd.data(), memory.data(), nullptr};
    std::vector<std::string> environment = childEnvironment();
    std::vector<char *> pointers;
    for (std::string &entry : environment) pointers.push_back(entry.data());
    pointers.push_back(nullptr);

    pid_t pid = 0;
    const int error = ::posix_spawn(&pid, program.c_str(), &actions, &attributes, arguments.data(), pointers.data());
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (error != 0) return fail(ErrorCode::Internal, std::format("can't be read: {} does not start: {}", program, describeErrno(error)));
    return pid;
}

} // namespace

OwnedFd::~OwnedFd()
{
    if (m_fd >= 0) ::close(m_fd);
}

Watch::Watch(const Limits &limits, pid_t child, std::stop_token stop)
    : m_limits(limits), m_child(child), m_stop(std::move(stop)), m_start(Clock::now()), m_looked(m_start), m_cpuAtStart(cpuTime(child))
{
}

std::optional<Error> Watch::over()
{
    if (m_stop.stop_requested()) return Error{ErrorCode::Cancelled, "was not read: cancelled"};
    const Clock::time_point now = Clock::now();
    if (now - m_start > m_limits.wall) {
        // One that hardly computed has waited: for a drive, or to be let go on. That says nothing about the file.
        const bool waited = cpuTime(m_child) - m_cpuAtStart < m_limits.wall / 10;
        return Error{waited ? ErrorCode::Io : ErrorCode::Timeout,
                     std::format("was given up after {:g} s{}", m_limits.wall.count(), waited ? ": its drive does not answer" : "")};
    }
    if (now - m_looked < kTick) return std::nullopt;
    m_looked = now;
    if (cpuTime(m_child) - m_cpuAtStart > m_limits.cpu) {
        return Error{ErrorCode::Timeout, std::format("was given up after {:g} s of computing", m_limits.cpu.count())};
    }
    if (residentBytes(m_child) > m_limits.residentBytes) {
        return Error{ErrorCode::OutOfMemory, std::format("was given up: reading it takes more than {} MiB", m_limits.residentBytes >> 20U)};
    }
    return std::nullopt;
}

int Watch::pollMs() const
{
    const double left = 1000.0 * (m_limits.wall - (Clock::now() - m_start)).count();
    return 1 + static_cast<int>(std::clamp(left, 0.0, static_cast<double>(kTick.count())));
}

Client::Child::Child(pid_t pid, OwnedFd socket, OwnedFd wake) noexcept
    : m_pid(pid), m_socket(std::move(socket)), m_wake(std::move(wake))
{
}

Result<std::unique_ptr<Client::Child>> Client::Child::start(const std::string &program, const Limits &limits, const std::stop_token &stop)
{
    std::array<int, 2> pair{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) {
        return fail(ErrorCode::Io, "can't be read: no socket for taraf-probe: " + describeErrno(errno));
    }
    OwnedFd ours(pair[0]);
    std::optional<OwnedFd> low(pair[1]);
    OwnedFd wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    // A number that the file actions of spawn() don't overwrite. Ours goes before the child greets, or its end never shows.
    std::optional<OwnedFd> theirs(::fcntl(low->get(), F_DUPFD_CLOEXEC, kProgramSocket + 1));
    low.reset();
    if (theirs->get() < 0 || wake.get() < 0) return fail(ErrorCode::Io, "can't be read: no descriptor left for taraf-probe: " + describeErrno(errno));
    const int room = 1 << 20;
    ::setsockopt(ours.get(), SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    ::setsockopt(theirs->get(), SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    const auto pid = spawn(program, theirs->get(), limits);
    theirs.reset();
    if (!pid) return fail(pid.error());
    std::unique_ptr<Child> child(new Child(*pid, std::move(ours), std::move(wake)));
    if (auto greeted = child->greet(limits, stop); !greeted) return fail(std::move(greeted.error()));
    return child;
}

Client::Child::~Child() { end(); }

void Client::Child::end() noexcept
{
    if (m_pid <= 0) return;
    ::kill(m_pid, SIGKILL);
    // A child that waits for a dead network drive can't die before the drive answers; it is not waited for then.
    for (int tries = 0; tries < 200; ++tries) {
        const pid_t reaped = ::waitpid(m_pid, nullptr, WNOHANG);
        if (reaped == m_pid || (reaped < 0 && errno != EINTR)) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(tries < 20 ? 1 : 10));
    }
    m_pid = 0;
}

bool Client::Child::isReady() const
{
    pollfd poll{.fd = m_socket.get(), .events = POLLIN, .revents = 0};
    return m_usable && ::poll(&poll, 1, 0) == 0;
}

bool Client::Child::isBloated(const Limits &limits) const
{
    // A glance at /proc costs as much as a small file's tags; a single file's greed is the Watch's business.
    return m_asked % kGlance == 0 && residentBytes(m_pid) > limits.residentBytes / 2;
}

Result<> Client::Child::greet(const Limits &limits, const std::stop_token &stop)
{
    Watch watch(limits, m_pid, stop);
    const std::stop_callback waking(stop, [fd = m_wake.get()] { (void)::eventfd_write(fd, 1); });
    Header header;
    const auto bytes = receiveMessage(header, watch);
    if (!bytes) {
        if (bytes.error().code != ErrorCode::Crashed) return fail(bytes.error());
        return fail(ErrorCode::Internal, "can't be read: taraf-probe does not start; is it of this version, with its libraries installed?");
    }
    const auto hello = header.message == static_cast<std::uint32_t>(Message::Hello) ? decodeHello(*bytes) : std::nullopt;
    if (!hello) return fail(ErrorCode::Internal, "can't be read: taraf-probe is of another version; install both from one package");
    if (!hello->warning.empty()) {
        static std::once_flag said;
        std::call_once(said, [&] { std::fprintf(stderr, "taraf-probe: %s\n", hello->warning.c_str()); });
    }
    return {};
}

template<class Talk> auto Client::Child::watched(const Limits &limits, const std::stop_token &stop, const Talk &talk)
{
    eventfd_t ignored = 0;
    (void)::eventfd_read(m_wake.get(), &ignored);
    Watch watch(limits, m_pid, stop);
    const std::stop_callback waking(stop, [fd = m_wake.get()] { (void)::eventfd_write(fd, 1); });
    m_usable = false;
    ++m_asked;
    return talk(watch);
}

Result<Report> Client::Child::ask(const Ask &ask, int file, const Limits &limits, const std::stop_token &stop)
{
    return watched(limits, stop, [&](Watch &watch) { return converse(ask, file, watch); });
}

Result<Picture> Client::Child::ask(const AskPicture &ask, int file, const Limits &limits, const std::stop_token &stop)
{
    return watched(limits, stop, [&](Watch &watch) -> Result<Picture> {
        const auto answer = exchange(Message::AskPicture, encode(ask), file, Message::Portrayed, watch);
        if (!answer) return fail(answer.error());
        auto picture = decodePortrayed(*answer);
        if (!picture || std::max(picture->width, picture->height) > ask.edge) return nonsense();
        m_usable = true;
        return *std::move(picture);
    });
}

Result<std::string> Client::Child::exchange(Message asking, const std::string &body, int file, Message expected, Watch &watch)
{
    const Header opening{static_cast<std::uint32_t>(asking), static_cast<std::uint32_t>(body.size())};
    std::string bytes(sizeof opening, '\0');
    std::memcpy(bytes.data(), &opening, sizeof opening);
    bytes += body;
    if (auto sent = send(bytes, file, watch); !sent) return fail(std::move(sent.error()));

    Header header;
    auto answer = receiveMessage(header, watch);
    if (!answer) return answer;
    if (header.message == static_cast<std::uint32_t>(Message::Failed)) {
        auto error = decodeError(*answer);
        if (!error) return nonsense();
        m_usable = true;
        return fail(std::move(*error));
    }
    if (header.message != static_cast<std::uint32_t>(expected)) return nonsense();
    return answer;
}

Result<Report> Client::Child::converse(const Ask &ask, int file, Watch &watch)
{
    const auto answer = exchange(Message::Ask, encode(ask), file, Message::Found, watch);
    if (!answer) return fail(answer.error());
    Header header;
    auto found = decodeFound(*answer);
    if (!found) return nonsense();
    if (found->report.pcm) {
        std::vector<float> &samples = found->report.pcm->samples;
        samples.resize(found->samples);
        for (std::size_t got = 0; got < samples.size();) {
            const std::size_t count = std::min(kSamplesPerMessage, samples.size() - got);
            if (auto received = receive(std::as_writable_bytes(std::span(&header, 1)), watch); !received) return fail(std::move(received.error()));
            if (header.message != static_cast<std::uint32_t>(Message::Samples) || header.size != count * sizeof(float)) return nonsense();
            const std::span part = std::span(samples).subspan(got, count);
            if (auto received = receive(std::as_writable_bytes(part), watch); !received) return fail(std::move(received.error()));
            if (!std::ranges::all_of(part, [](float sample) { return sample >= -1e6F && sample <= 1e6F; })) return nonsense();
            got += count;
        }
    }
    m_usable = true;
    return std::move(found->report);
}

Result<> Client::Child::send(std::string_view bytes, int file, Watch &watch)
{
    iovec part{};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    bool first = true;
    while (!bytes.empty()) {
        part = {const_cast<char *>(bytes.data()), bytes.size()};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        if (first) {
            message.msg_control = control.data();
            message.msg_controllen = control.size();
            cmsghdr *const rider = CMSG_FIRSTHDR(&message);
            rider->cmsg_level = SOL_SOCKET;
            rider->cmsg_type = SCM_RIGHTS;
            rider->cmsg_len = CMSG_LEN(sizeof(int));
            std::memcpy(CMSG_DATA(rider), &file, sizeof file);
        }
        const ssize_t sent = ::sendmsg(m_socket.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0) {
            if (errno == EPIPE || errno == ECONNRESET) return crashed();
            if (errno != EINTR && errno != EAGAIN) return fail(ErrorCode::Io, "can't be handed to taraf-probe: " + describeErrno(errno));
            if (auto waited = wait(POLLOUT, watch); !waited) return waited;
            continue;
        }
        first = false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return {};
}

Result<> Client::Child::receive(std::span<std::byte> bytes, Watch &watch)
{
    while (!bytes.empty()) {
        const ssize_t got = ::recv(m_socket.get(), bytes.data(), bytes.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno == ECONNRESET)) return crashed();
        if (got < 0) {
            if (errno != EINTR && errno != EAGAIN) return fail(ErrorCode::Io, "could not be received from taraf-probe: " + describeErrno(errno));
            if (auto waited = wait(POLLIN, watch); !waited) return waited;
            continue;
        }
        bytes = bytes.subspan(static_cast<std::size_t>(got));
        // A child that never stops talking is held to its limits as well.
        if (const auto over = watch.over()) return fail(*over);
    }
    return {};
}

Result<std::string> Client::Child::receiveMessage(Header &header, Watch &watch)
{
    if (auto received = receive(std::as_writable_bytes(std::span(&header, 1)), watch); !received) return fail(std::move(received.error()));
    if (header.size > kMessageLimit) return nonsense();
    std::string bytes(header.size, '\0');
    if (auto received = receive(std::as_writable_bytes(std::span(bytes)), watch); !received) return fail(std::move(received.error()));
    return bytes;
}

Result<> Client::Child::wait(short events, Watch &watch)
{
    if (const auto over = watch.over()) return fail(*over);
    std::array<pollfd, 2> polls{{{.fd = m_socket.get(), .events = events, .revents = 0}, {.fd = m_wake.get(), .events = POLLIN, .revents = 0}}};
    if (::poll(polls.data(), polls.size(), watch.pollMs()) < 0 && errno != EINTR) {
        return fail(ErrorCode::Io, "can't be waited for: " + describeErrno(errno));
    }
    if (const auto over = watch.over()) return fail(*over);
    return {};
}

std::unexpected<Error> Client::Child::nonsense() const
{
    return fail(ErrorCode::Crashed, "made taraf-probe answer nonsense");
}

std::unexpected<Error> Client::Child::crashed()
{
    // Its end of the socket is closed, so it is dead or dying.
    int status = 0;
    pid_t reaped = 0;
    for (int tries = 0; tries < 100; ++tries) {
        reaped = ::waitpid(m_pid, &status, WNOHANG);
        if (reaped != 0 && !(reaped < 0 && errno == EINTR)) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    if (reaped != m_pid) return fail(ErrorCode::Crashed, "ended taraf-probe");
    m_pid = 0;
    if (WIFSIGNALED(status)) {
        const char *const signal = ::sigdescr_np(WTERMSIG(status));
        return fail(ErrorCode::Crashed, std::format("crashed taraf-probe (signal {}, {})", WTERMSIG(status), signal != nullptr ? signal : "unknown"));
    }
    return fail(ErrorCode::Crashed, std::format("ended taraf-probe (status {})", WEXITSTATUS(status)));
}

} // namespace taraf::probe
