#include "window.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::probe {
namespace {

/// A malicious file could stack tags without end.
constexpr int kMostTags = 16;

template<std::size_t Size> struct Block {
    std::array<char, Size> bytes{};
    std::size_t got = 0;

    Block(const FileView &file, std::int64_t offset) : got(offset < 0 ? 0 : file.readAt(offset, std::as_writable_bytes(std::span(bytes)))) {}
    [[nodiscard]] bool whole() const { return got == Size; }
    [[nodiscard]] std::string_view at(std::size_t offset, std::size_t size) const { return std::string_view(bytes.data(), Size).substr(offset, size); }
    [[nodiscard]] std::uint32_t byte(std::size_t offset) const { return static_cast<std::uint8_t>(bytes[offset]); }
    [[nodiscard]] std::uint32_t littleEndian(std::size_t offset) const
    {
        return byte(offset) | byte(offset + 1) << 8U | byte(offset + 2) << 16U | byte(offset + 3) << 24U;
    }
};

/// The size of an ID3v2 tag at `offset`, 0 where there is none. Source: Nilsson, "ID3 tag version 2.4.0 - Main Structure", 2000, 3.1.
std::int64_t id3v2Size(const FileView &file, std::int64_t offset)
{
    const Block<10> head(file, offset);
    if (!head.whole() || head.at(0, 3) != "ID3" || head.byte(3) == 0xFF || head.byte(4) == 0xFF) return 0;
    std::int64_t size = 0;
    for (std::size_t i = 6; i < 10; ++i) {
        if (head.byte(i) > 0x7F) return 0;
        size = size << 7 | head.byte(i);
    }
    return size + 10 + ((head.byte(5) & 0x10U) != 0 ? 10 : 0);
}

/// The size of the tag that ends at `end`, 0 where none does.
std::int64_t trailerSize(const FileView &file, std::int64_t end)
{
    if (const Block<128> tag(file, end - 128); tag.whole() && tag.at(0, 3) == "TAG") return 128;
    if (const Block<32> foot(file, end - 32); foot.whole() && foot.at(0, 8) == "APETAGEX") {
        const bool hasHeader = (foot.littleEndian(20) & 0x80000000U) != 0;
        return std::int64_t{foot.littleEndian(12)} + (hasHeader ? 32 : 0);
    }
    if (const Block<15> foot(file, end - 15); foot.whole() && foot.at(6, 9) == "LYRICS200") {
        const std::string_view digits = foot.at(0, 6);
        std::int64_t size = 0;
        if (std::from_chars(digits.data(), digits.data() + digits.size(), size).ptr == digits.data() + digits.size()) return size + 15;
    }
    return 0;
}

bool knowsItsEnd(const FileView &file)
{
    const Block<16> head(file, 0);
    for (const std::string_view magic : {"RIFF", "RF64", "FORM", "FRM8", "OggS", "DSD ", "\x1A\x45\xDF\xA3", "\x30\x26\xB2\x75", "caff", "riff"}) {
        if (head.at(0, 4) == magic) return true;
    }
    return head.at(4, 4) == "ftyp";
}

} // namespace

FileView::FileView(int fd) : m_fd(fd)
{
    struct stat status{};
    if (::fstat(fd, &status) == 0) m_size = status.st_size;
    else m_error = errno;
}

std::size_t FileView::readAt(std::int64_t offset, std::span<std::byte> bytes) const
{
    std::size_t done = 0;
    while (offset >= 0 && done < bytes.size()) {
        const ssize_t got = ::pread(m_fd, bytes.data() + done, bytes.size() - done, offset + static_cast<std::int64_t>(done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0 && m_error == 0) m_error = errno;
        if (got <= 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

Window audioWindow(const FileView &file)
{
    Window window{0, file.size()};
    if (knowsItsEnd(file)) return window;
    for (int tags = 0; tags < kMostTags; ++tags) {
        const std::int64_t size = id3v2Size(file, window.begin);
        if (size == 0 || size > window.end - window.begin) break;
        window.begin += size;
    }
    for (int tags = 0; tags < kMostTags; ++tags) {
        const std::int64_t size = trailerSize(file, window.end);
        if (size <= 0 || size > window.end - window.begin) break;
        window.end -= size;
    }
    return window;
}

} // namespace taraf::probe
