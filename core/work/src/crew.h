/// @file Threads that read files, watched: one that a drive keeps hanging costs the file it has in hand, and never the scan's end.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace taraf::work {

/// A file to be read. Files of one drive hang together.
struct Reading {
    std::string path;      ///< absolute, bytes
    std::size_t drive = 0; ///< any number; the same for files that lie on the same drive
};

struct CrewOptions {
    unsigned workers = 1;                                ///< >= 1
    std::size_t ahead = 256;                             ///< products that may wait to be taken
    std::chrono::milliseconds patience{150'000};         ///< longer than a file may take whose reader works
    std::chrono::milliseconds patienceWhenStopping{3'000};
    std::stop_token stop{};
    std::function<void(const std::stop_token &)> mayGoOn{}; ///< called before each file; may wait, but not past the stop; may be empty
    std::function<void()> idle{};                        ///< called by next() now and then while there is nothing to hand out; may be empty
    /// A file that can't be read (Io) after so long is a drive's that does not answer; the others of that drive are not waited for.
    std::chrono::milliseconds silence{45'000};
};

/// Reads files in parallel and hands out a product of each, in any order.
///
/// `Reader` is made and used in a worker's thread: read(path, stop) gives a Result<Report>. Waiting for a dead network drive can't be interrupted, so a
/// worker that takes too long is abandoned: its file fails (Io), what is left on the same drive fails at once (NotFound, as if it were not there),
/// another worker takes its place, and its thread, should it ever come back, ends without touching anything.
/// A process with such a thread has to end by _exit(): see hasAbandoned().
/// Threads: next() from one thread. `finish` is called from any of them, at the same time.
template<class Reader, class Report, class Product> class Crew
{
public:
    using Finish = std::function<Product(std::size_t file, Result<Report>)>;

    Crew(std::vector<Reading> files, CrewOptions options, std::function<Reader()> makeReader, Finish finish)
        : m_state(std::make_shared<State>(std::move(files), std::move(options), std::move(makeReader), std::move(finish)))
        , m_forward(m_state->options.stop, [state = m_state] { state->stop.request_stop(); })
    {
        const std::unique_lock lock(m_state->mutex);
        const std::size_t workers = std::min<std::size_t>(std::max(1U, m_state->options.workers), m_state->files.size());
        for (std::size_t i = 0; i < workers; ++i) hire();
    }
    Crew(const Crew &) = delete;
    Crew &operator=(const Crew &) = delete;
    /// Waits for the workers that are not stuck.
    ~Crew()
    {
        m_state->stop.request_stop();
        while (next()) {}
        for (Seat &seat : m_seats) {
            if (seat.thread.joinable()) seat.thread.join();
        }
    }

    /// The next product; nothing when all files are done, or those in hand after a stop.
    std::optional<Product> next()
    {
        std::unique_lock lock(m_state->mutex);
        while (true) {
            if (!m_state->ready.empty()) {
                Product product = std::move(m_state->ready.front());
                m_state->ready.pop_front();
                m_state->roomMade.notify_one();
                return product;
            }
            if (m_state->atWork == 0) return std::nullopt;
            if (m_state->arrived.wait_for(lock, std::chrono::milliseconds(500)) == std::cv_status::timeout && m_state->options.idle) {
                lock.unlock();
                m_state->options.idle();
                lock.lock();
            }
            if (!m_state->ready.empty()) continue;
            if (const auto stuck = abandonStuck()) {
                lock.unlock();
                const std::string &path = m_state->files[*stuck].path;
                return m_state->finish(*stuck, fail(ErrorCode::Io, displayText(path) + " can't be read: its drive does not answer"));
            }
        }
    }

    /// Whether a thread is left that may never end.
    [[nodiscard]] bool hasAbandoned() const noexcept { return m_abandoned; }

private:
    using Clock = std::chrono::steady_clock;

    /// What one worker has in hand. Its own, so that it can outlive the crew.
    struct Hand {
        std::optional<std::size_t> file; ///< being read
        Clock::time_point since{};
        bool abandoned = false;
    };
    struct Seat {
        std::shared_ptr<Hand> hand;
        std::thread thread;
    };
    struct State {
        State(std::vector<Reading> f, CrewOptions o, std::function<Reader()> m, Finish e)
            : files(std::move(f)), options(std::move(o)), makeReader(std::move(m)), finish(std::move(e)) {}

        std::vector<Reading> files;
        CrewOptions options;
        std::function<Reader()> makeReader;
        Finish finish;

        std::mutex mutex;
        std::condition_variable arrived, roomMade;
        std::deque<Product> ready;
        std::size_t nextFile = 0;
        std::size_t atWork = 0;
        std::stop_source stop; ///< asked for from outside, or by the crew's end
        std::set<std::size_t> deadDrives;
    };

    /// With the lock held.
    void hire()
    {
        const auto hand = std::make_shared<Hand>();
        ++m_state->atWork;
        m_seats.push_back({hand, std::thread([state = m_state, hand] { work(state, *hand); })});
    }

    /// With the lock held: a file whose reader is stuck.
    std::optional<std::size_t> abandonStuck()
    {
        const bool stopping = m_state->stop.stop_requested();
        const auto patience = stopping ? m_state->options.patienceWhenStopping : m_state->options.patience;
        const auto now = Clock::now();
        if (stopping && !m_stoppedAt) m_stoppedAt = now;
        for (Seat &seat : m_seats) {
            Hand &hand = *seat.hand;
            if (hand.abandoned || !hand.file) continue;
            const auto since = stopping ? std::max(hand.since, *m_stoppedAt) : hand.since;
            if (now - since < patience) continue;
            hand.abandoned = true;
            m_abandoned = true;
            seat.thread.detach(); // nothing can end it, and it holds nothing of ours
            --m_state->atWork;
            m_state->deadDrives.insert(m_state->files[*hand.file].drive);
            const std::size_t file = *hand.file;
            if (!stopping && m_state->nextFile < m_state->files.size()) hire();
            return file;
        }
        return std::nullopt;
    }

    static void work(const std::shared_ptr<State> &state, Hand &hand)
    {
        Reader reader = state->makeReader();
        std::unique_lock lock(state->mutex);
        const std::stop_token stop = state->stop.get_token();
        while (!stop.stop_requested() && state->nextFile < state->files.size()) {
            if (state->options.mayGoOn) {
                lock.unlock();
                state->options.mayGoOn(stop);
                lock.lock();
                if (stop.stop_requested() || state->nextFile >= state->files.size()) break;
            }
            const std::size_t file = state->nextFile++;
            const std::string path = state->files[file].path;
            const bool isDead = state->deadDrives.contains(state->files[file].drive);
            hand.file = file;
            hand.since = Clock::now();
            lock.unlock();
            Result<Report> report = isDead ? Result<Report>(fail(ErrorCode::NotFound, displayText(path) + " was not read: its drive does not answer")) : reader.read(path, stop);
            lock.lock();
            hand.file.reset();
            if (hand.abandoned) return;
            if (!report && report.error().code == ErrorCode::Io && Clock::now() - hand.since >= state->options.silence) {
                state->deadDrives.insert(state->files[file].drive);
            }
            lock.unlock();
            Product product = state->finish(file, std::move(report));
            lock.lock();
            state->roomMade.wait(lock, [&] { return state->ready.size() < state->options.ahead; });
            state->ready.push_back(std::move(product));
            state->arrived.notify_one();
        }
        --state->atWork;
        state->arrived.notify_one();
    }

    std::shared_ptr<State> m_state;
    std::vector<Seat> m_seats;
    std::stop_callback<std::function<void()>> m_forward;
    std::optional<Clock::time_point> m_stoppedAt;
    bool m_abandoned = false;
};

} // namespace taraf::work
