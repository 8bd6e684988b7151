/// @file The threads in which questions are answered.
#pragma once

#include "taraf/service/desk.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace taraf::service {

/// Each thread has a desk of its own. The longest-serving one that is free is taken, so that as a rule one library is open; another starts only
/// where all are busy, listening to somebody's file perhaps. Ends with its destructor: questions that wait are answered with Cancelled.
class Answering
{
public:
    Answering(Home home, std::size_t mostThreads) : m_home(std::move(home)), m_mostThreads(mostThreads) {}
    Answering(const Answering &) = delete;
    Answering &operator=(const Answering &) = delete;
    ~Answering();

    using Reply = std::function<void()>;
    using Work = std::function<Reply(Desk &, const std::stop_token &)>; ///< called exactly once, in some thread, and the reply then
    void add(Work work);

private:
    void run(const std::stop_token &stop, std::size_t rank);

    Home m_home;
    std::size_t m_mostThreads;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<Work> m_waiting;
    std::vector<bool> m_free;
    std::stop_source m_stop;
    std::vector<std::jthread> m_threads; ///< last: they end before what they use
};

} // namespace taraf::service
