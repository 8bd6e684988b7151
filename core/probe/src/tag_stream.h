/// @file The file as TagLib wants it: a stream that can't be written.
#pragma once

#include "window.h"

#include <string>
#include <taglib/tiostream.h>

namespace taraf::probe {

class TagStream final : public TagLib::IOStream
{
public:
    /// `name` is what the file is called, for its extension.
    TagStream(const FileView &file, std::string name);

    [[nodiscard]] TagLib::FileName name() const override;
    TagLib::ByteVector readBlock(std::size_t length) override;
    void writeBlock(const TagLib::ByteVector &data) override;
    void insert(const TagLib::ByteVector &data, TagLib::offset_t start, std::size_t replace) override;
    void removeBlock(TagLib::offset_t start, std::size_t length) override;
    [[nodiscard]] bool readOnly() const override { return true; }
    [[nodiscard]] bool isOpen() const override { return true; }
    void seek(TagLib::offset_t offset, Position from) override;
    [[nodiscard]] TagLib::offset_t tell() const override { return m_position; }
    TagLib::offset_t length() override { return m_file.size(); }
    void truncate(TagLib::offset_t length) override;

private:
    const FileView &m_file;
    std::string m_name;
    TagLib::offset_t m_position = 0;
    std::size_t m_bytesLeft; ///< that may still be read
    std::size_t m_blocksLeft;
};

} // namespace taraf::probe
