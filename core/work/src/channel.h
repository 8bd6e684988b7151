/// @file A bounded queue between worker threads and the one that writes.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <utility>

namespace taraf::work {

/// Any number of threads push, one or more pop. It ends when each of the senders it was made for has called sent().
template<class T> class Channel
{
public:
    Channel(std::size_t capacity, std::size_t senders) : m_capacity(capacity), m_senders(senders) {}

    /// Waits while it is full.
    void push(T item)
    {
        std::unique_lock lock(m_mutex);
        m_roomMade.wait(lock, [&] { return m_items.size() < m_capacity; });
        m_items.push_back(std::move(item));
        m_arrived.notify_one();
    }

    /// One sender has no more.
    void sent()
    {
        const std::scoped_lock lock(m_mutex);
        --m_senders;
        m_arrived.notify_all();
    }

    /// Waits for an item; nothing when all senders are through. `idle` is called now and then while there is none.
    std::optional<T> pop(const std::function<void()> &idle)
    {
        std::unique_lock lock(m_mutex);
        while (!m_arrived.wait_for(lock, std::chrono::milliseconds(500), [&] { return !m_items.empty() || m_senders == 0; })) {
            lock.unlock();
            idle();
            lock.lock();
        }
        if (m_items.empty()) return std::nullopt;
        T item = std::move(m_items.front());
        m_items.pop_front();
        m_roomMade.notify_one();
        return item;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_arrived, m_roomMade;
    std::deque<T> m_items;
    std::size_t m_capacity;
    std::size_t m_senders;
};

} // namespace taraf::work
