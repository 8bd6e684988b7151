/// @file The file that was handed over, and the part of it that is audio.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace taraf::probe {

/// Reads an open file at any place. Remembers the first error of the file system, since TagLib and FFmpeg do not.
class FileView
{
public:
    explicit FileView(int fd);

    [[nodiscard]] std::int64_t size() const noexcept { return m_size; }
    /// How many bytes were read: fewer than asked at the end and on an error.
    [[nodiscard]] std::size_t readAt(std::int64_t offset, std::span<std::byte> bytes) const;
    /// errno of the first failed read, or 0.
    [[nodiscard]] int error() const noexcept { return m_error; }

private:
    int m_fd;
    std::int64_t m_size = 0;
    mutable int m_error = 0;
};

/// [begin, end) of a file.
struct Window {
    std::int64_t begin = 0;
    std::int64_t end = 0;
};

/// The file without ID3v2 tags in front and ID3v1, APEv2 and Lyrics3 tags behind, so that neither the demuxer nor the audio hash
/// meets them. A container that says itself where its audio ends keeps its tail.
[[nodiscard]] Window audioWindow(const FileView &file);

} // namespace taraf::probe
