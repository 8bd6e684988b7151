/// @file One running taraf-probe and the socket to it. Messages of errors here are predicates: the client puts the file in front.
#pragma once

#include "messages.h"

#include "taraf/probe/client.h"

#include <chrono>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>

namespace taraf::probe {

/// A descriptor that is closed when it goes.
class OwnedFd
{
public:
    OwnedFd() noexcept = default;
    explicit OwnedFd(int fd) noexcept : m_fd(fd) {}
    OwnedFd(OwnedFd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    OwnedFd &operator=(OwnedFd &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~OwnedFd();

    [[nodiscard]] int get() const noexcept { return m_fd; }

private:
    int m_fd = -1;
};

/// What one file has cost so far, against its limits and the caller's wish to stop.
class Watch
{
public:
    Watch(const Limits &limits, pid_t child, std::stop_token stop);

    /// Why waiting ends now, if it does. Looks at /proc at most 50 times a second.
    [[nodiscard]] std::optional<Error> over();
    /// How long a poll may last before over() wants to be asked again.
    [[nodiscard]] int pollMs() const;

private:
    Limits m_limits;
    pid_t m_child;
    std::stop_token m_stop;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_looked;
    Seconds m_cpuAtStart;
};

class Client::Child
{
public:
    [[nodiscard]] static Result<std::unique_ptr<Child>> start(const std::string &program, const Limits &limits, const std::stop_token &stop);
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;
    ~Child();

    [[nodiscard]] pid_t pid() const noexcept { return m_pid; }
    /// Alive, and not saying anything it was not asked for.
    [[nodiscard]] bool isReady() const;
    /// Has it grown so much over its files that the next one deserves a fresh one? Looked at now and then.
    [[nodiscard]] bool isBloated(const Limits &limits) const;

    /// The answer of one Ask about `file`. Afterwards, unless it is Found, Portrayed or Failed, the child is good for nothing.
    /// Errors: as Client::read(), without the file's name.
    [[nodiscard]] Result<Report> ask(const Ask &ask, int file, const Limits &limits, const std::stop_token &stop);
    [[nodiscard]] Result<Picture> ask(const AskPicture &ask, int file, const Limits &limits, const std::stop_token &stop);
    /// False once an answer went wrong.
    [[nodiscard]] bool isUsable() const noexcept { return m_usable; }

private:
    Child(pid_t pid, OwnedFd socket, OwnedFd wake) noexcept;

    [[nodiscard]] Result<> greet(const Limits &limits, const std::stop_token &stop);
    /// What `talk` makes of it, watched.
    template<class Talk> [[nodiscard]] auto watched(const Limits &limits, const std::stop_token &stop, const Talk &talk);
    [[nodiscard]] Result<Report> converse(const Ask &ask, int file, Watch &watch);
    /// What the child answers with, if that is `expected`.
    [[nodiscard]] Result<std::string> exchange(Message asking, const std::string &body, int file, Message expected, Watch &watch);
    [[nodiscard]] Result<> send(std::string_view bytes, int file, Watch &watch);
    [[nodiscard]] Result<> receive(std::span<std::byte> bytes, Watch &watch);
    [[nodiscard]] Result<std::string> receiveMessage(Header &header, Watch &watch);
    [[nodiscard]] Result<> wait(short events, Watch &watch);
    [[nodiscard]] std::unexpected<Error> nonsense() const;
    /// Reaps the child, which has closed its end, and says how it died.
    [[nodiscard]] std::unexpected<Error> crashed();
    void end() noexcept;

    pid_t m_pid;
    OwnedFd m_socket;
    OwnedFd m_wake; ///< an eventfd: the stop token's voice in poll()
    bool m_usable = true;
    unsigned m_asked = 0; ///< files so far
};

} // namespace taraf::probe
