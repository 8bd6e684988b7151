#include "unpacking.h"

#include <QCryptographicHash>
#include <exception>
#include <optional>

namespace taraf::listens {

Unpacking::Unpacking(int file, std::string name, Meter &meter, std::function<bool(const Member &)> isSummed)
    : m_thread([this, file, name = std::move(name), &meter, isSummed = std::move(isSummed)] {
          Block last;
          try {
              last.outcome = unpack(file, name, meter, isSummed);
          } catch (const std::exception &) { // of memory, which is bounded but may be scarce
              last.outcome = fail(ErrorCode::OutOfMemory, "there is not enough memory to unpack it");
          }
          put(std::move(last));
      })
{
}

Unpacking::~Unpacking()
{
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
    m_changed.notify_all();
}

Block Unpacking::next()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_blocks.empty(); });
    Block block = std::move(m_blocks.front());
    m_blocks.pop_front();
    m_changed.notify_all();
    return block;
}

void Unpacking::recycle(std::string bytes)
{
    const std::scoped_lock lock(m_mutex);
    m_free.push_back(std::move(bytes));
}

bool Unpacking::put(Block block)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return m_blocks.size() < kBlocks || m_closed; });
    if (m_closed) return false;
    m_blocks.push_back(std::move(block));
    m_changed.notify_all();
    return true;
}

std::string Unpacking::room()
{
    const std::scoped_lock lock(m_mutex);
    if (m_free.empty()) return {};
    std::string bytes = std::move(m_free.back());
    m_free.pop_back();
    return bytes;
}

Result<> Unpacking::unpack(int file, const std::string &name, Meter &meter, const std::function<bool(const Member &)> &isSummed)
{
    const auto stopped = [] { return fail(ErrorCode::Cancelled, "stopped"); };
    return eachMember(file, name, meter, [&](const Member &member, Bytes &content) -> Result<> {
        if (!put({.what = Block::What::Begin, .member = member})) return stopped();
        std::optional<QCryptographicHash> sum;
        if (isSummed(member)) sum.emplace(QCryptographicHash::Md5);
        while (true) {
            Block block{.what = Block::What::Bytes, .bytes = room()};
            Result<> trouble;
            block.bytes.resize_and_overwrite(kBlockSize, [&](char *to, std::size_t) {
                std::size_t got = 0;
                while (got < kBlockSize) {
                    auto more = content.read(to + got, kBlockSize - got);
                    if (!more) trouble = fail(std::move(more).error());
                    if (!more || *more == 0) break;
                    got += *more;
                }
                return got;
            });
            const std::size_t size = block.bytes.size();
            if (sum) sum->addData(block.bytes);
            if (size > 0 && !put(std::move(block))) return stopped();
            if (!trouble) return trouble; // what came before it has been handed over
            if (size < kBlockSize) break;
        }
        Block end{.what = Block::What::End};
        if (sum) end.checksum = sum->result().toHex().toStdString();
        return put(std::move(end)) ? Result<>{} : stopped();
    });
}

} // namespace taraf::listens
