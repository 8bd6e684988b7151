#include "taraf/base/signals.h"

#include <array>
#include <csignal>
#include <poll.h>
#include <pthread.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <thread>
#include <unistd.h>

namespace taraf {

std::stop_token stopOnSignals()
{
    static std::stop_source source;
    static std::jthread waiter;
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    const int arrived = ::signalfd(-1, &signals, SFD_CLOEXEC);
    const int ended = ::eventfd(0, EFD_CLOEXEC);
    waiter = std::jthread([arrived, ended](const std::stop_token &programEnds) {
        const std::stop_callback wake(programEnds, [ended] { ::eventfd_write(ended, 1); });
        std::array<pollfd, 2> watched{pollfd{arrived, POLLIN, 0}, pollfd{ended, POLLIN, 0}};
        while (!programEnds.stop_requested()) {
            if (::poll(watched.data(), watched.size(), -1) < 0 || (watched[0].revents & POLLIN) == 0) continue;
            signalfd_siginfo signal{};
            if (::read(arrived, &signal, sizeof signal) != sizeof signal) continue;
            if (source.stop_requested()) ::_exit(128 + static_cast<int>(signal.ssi_signo));
            source.request_stop();
        }
    });
    return source.get_token();
}

} // namespace taraf
