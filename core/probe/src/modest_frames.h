/// @file What TagLib may make of an ID3v2 tag's frames, which come from strangers.
#pragma once

#include <cstddef>

#include <taglib/id3v2framefactory.h>

namespace taraf::probe {

/// Leaves out frames that could cost more than they say: those that swell (compressed ones, beyond the little that a text takes) and
/// those that hold frames (chapters, in which others could nest). One for each file.
class ModestFrames final : public TagLib::ID3v2::FrameFactory
{
public:
    ModestFrames() = default;

protected:
    TagLib::ID3v2::Frame *createFrame(const TagLib::ByteVector &data, TagLib::ID3v2::Frame::Header *header,
                                      const TagLib::ID3v2::Header *tag) const override;

private:
    mutable std::size_t m_compressed = 0; ///< bytes in compressed frames so far
};

} // namespace taraf::probe
