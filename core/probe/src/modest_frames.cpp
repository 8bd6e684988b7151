#include "modest_frames.h"

#include <taglib/id3v2frame.h>

namespace taraf::probe {
namespace {

/// A byte of a deflated stream can hold a thousand.
constexpr std::size_t kMostCompressed = 16 * 1024;

/// Keeps a frame's place and size in the tag.
class SkippedFrame final : public TagLib::ID3v2::Frame
{
public:
    explicit SkippedFrame(Header *header) : Frame(header) {}
    [[nodiscard]] TagLib::String toString() const override { return {}; }

protected:
    void parseFields(const TagLib::ByteVector &) override {}
    [[nodiscard]] TagLib::ByteVector renderFields() const override { return {}; }
};

} // namespace

TagLib::ID3v2::Frame *ModestFrames::createFrame(const TagLib::ByteVector &data, TagLib::ID3v2::Frame::Header *header,
                                                const TagLib::ID3v2::Header *tag) const
{
    const TagLib::ByteVector id = header->frameID();
    if (header->compression()) m_compressed += header->frameSize();
    if (id == "CHAP" || id == "CTOC" || (header->compression() && m_compressed > kMostCompressed)) return new SkippedFrame(header); // NOLINT: TagLib owns it
    return FrameFactory::createFrame(data, header, tag);
}

} // namespace taraf::probe
