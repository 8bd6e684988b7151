#pragma once

#include "members.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace taraf::listens {

inline constexpr std::size_t kBlockSize = 1 << 20;
inline constexpr std::size_t kBlocks = 6; ///< on the way, at most

/// What comes out of a file: for each member its beginning, its bytes and its end; then the outcome.
struct Block {
    enum class What : std::uint8_t { Begin, Bytes, End, Done } what = What::Done;
    Member member{};          ///< of Begin
    std::string bytes{};      ///< of Bytes: full, but for the member's last
    std::string checksum{};   ///< of End: the MD5 in hex, where it was asked for
    Result<> outcome{};       ///< of Done
};

/// Unpacks in a thread of its own, ahead of who reads the blocks by a few.
class Unpacking
{
public:
    /// `isSummed`: does somebody want the checksum of this member? Called in the other thread.
    Unpacking(int file, std::string name, Meter &meter, std::function<bool(const Member &)> isSummed);
    Unpacking(const Unpacking &) = delete;
    Unpacking &operator=(const Unpacking &) = delete;
    ~Unpacking();

    /// Waits for the next one. After Done there is none.
    [[nodiscard]] Block next();
    /// Gives the memory of a block back.
    void recycle(std::string bytes);

private:
    bool put(Block block);
    std::string room();
    Result<> unpack(int file, const std::string &name, Meter &meter, const std::function<bool(const Member &)> &isSummed);

    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Block> m_blocks;
    std::vector<std::string> m_free;
    bool m_closed = false;
    std::jthread m_thread;
};

} // namespace taraf::listens
