#include "taraf/base/signals.h"

#include <csignal>
#include <pthread.h>
#include <thread>
#include <unistd.h>

namespace taraf {

std::stop_token stopOnSignals()
{
    static std::stop_source source;
    static std::jthread waiter;
    static sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    ::signal(SIGPIPE, SIG_IGN);
    waiter = std::jthread([](const std::stop_token &programEnds) {
        while (!programEnds.stop_requested()) {
            const timespec shortly{.tv_sec = 0, .tv_nsec = 50'000'000};
            const int signal = ::sigtimedwait(&signals, nullptr, &shortly);
            if (signal < 0) continue;
            if (source.stop_requested()) ::_exit(128 + signal);
            source.request_stop();
        }
    });
    return source.get_token();
}

} // namespace taraf
