#include "tag_stream.h"

#include <algorithm>

namespace taraf::probe {

namespace {

/// TagLib takes a tag into memory as a whole, pictures and all, and looks through a whole file for one: a block that is larger than
/// any picture that is kept is cut off, and so is what is read of a file altogether.
constexpr std::size_t kLargestBlock = std::size_t{64} << 20U;
constexpr std::size_t kMostBytes = 3 * kLargestBlock;
/// A search goes through a file a kilobyte at a time, and chunks of no size could go on for ever; a tag takes some hundred blocks.
constexpr std::size_t kMostBlocks = 20'000;

} // namespace

TagStream::TagStream(const FileView &file, std::string name) : m_file(file), m_name(std::move(name)), m_bytesLeft(kMostBytes), m_blocksLeft(kMostBlocks) {}

TagLib::FileName TagStream::name() const { return m_name.c_str(); }

TagLib::ByteVector TagStream::readBlock(std::size_t length)
{
    // Files lie about sizes: no more is allocated than is there.
    const std::int64_t left = std::max<std::int64_t>(0, m_file.size() - m_position);
    const std::size_t size = std::min({length, static_cast<std::size_t>(left), kLargestBlock, m_bytesLeft});
    if (size == 0 || m_blocksLeft == 0) return {};
    m_bytesLeft -= size;
    --m_blocksLeft;
    TagLib::ByteVector bytes(static_cast<unsigned>(size));
    const std::size_t got = m_file.readAt(m_position, std::as_writable_bytes(std::span(bytes.data(), bytes.size())));
    bytes.resize(static_cast<unsigned>(got));
    m_position += static_cast<TagLib::offset_t>(got);
    return bytes;
}

void TagStream::seek(TagLib::offset_t offset, Position from)
{
    const TagLib::offset_t base = from == Beginning ? 0 : from == Current ? m_position : m_file.size();
    // Past the end is allowed, as in a file; before the start is not.
    if (__builtin_add_overflow(base, offset, &m_position) || m_position < 0) m_position = 0;
}

void TagStream::writeBlock(const TagLib::ByteVector &) {}
void TagStream::insert(const TagLib::ByteVector &, TagLib::offset_t, std::size_t) {}
void TagStream::removeBlock(TagLib::offset_t, std::size_t) {}
void TagStream::truncate(TagLib::offset_t) {}

} // namespace taraf::probe
