#include "answering.h"

#include <algorithm>
#include <chrono>

namespace taraf::service {
namespace {

constexpr std::chrono::seconds kRest{30};

} // namespace

Answering::~Answering()
{
    m_stop.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_changed.notify_all();
    }
    m_threads.clear();
}

void Answering::add(Work work)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(work));
    const auto free = static_cast<std::size_t>(std::ranges::count(m_free, true));
    if (free < m_waiting.size() && m_threads.size() < m_mostThreads) {
        m_free.push_back(true);
        m_threads.emplace_back([this, rank = m_threads.size()] { run(m_stop.get_token(), rank); });
    }
    m_changed.notify_all();
}

void Answering::run(const std::stop_token &stop, std::size_t rank)
{
    Desk desk(m_home);
    std::unique_lock lock(m_mutex);
    const auto isMyTurn = [&] {
        const auto before = std::ranges::count(m_free.begin(), m_free.begin() + static_cast<std::ptrdiff_t>(rank), true);
        return static_cast<std::size_t>(before) < m_waiting.size();
    };
    bool isRested = true;
    while (true) {
        const bool isMine = isRested ? m_changed.wait(lock, stop, isMyTurn) : m_changed.wait_for(lock, stop, kRest, isMyTurn);
        if (!isMine && m_waiting.empty() && stop.stop_requested()) return;
        if (!isMine && !stop.stop_requested()) {
            desk.rest();
            isRested = true;
            continue;
        }
        isRested = false;
        const Work work = std::move(m_waiting.front());
        m_waiting.pop_front();
        m_free[rank] = false;
        lock.unlock();
        const Reply reply = work(desk, stop);
        lock.lock();
        m_free[rank] = true;
        m_changed.notify_all();
        lock.unlock();
        reply(); // who hears it may ask again at once, and finds this thread free
        lock.lock();
    }
}

} // namespace taraf::service
