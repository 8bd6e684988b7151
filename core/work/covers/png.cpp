#include "png.h"

#include <QtEndian>

#include <array>
#include <cstdlib>

namespace taraf::work {
namespace {

/// Source: W3C, "Portable Network Graphics (PNG) Specification", second edition, 2003: section 5 (chunks), 9 (filters), annex D (CRC).
std::uint32_t crc(const QByteArray &bytes)
{
    std::uint32_t sum = 0xFFFFFFFFU;
    for (const char byte : bytes) {
        sum ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 1U) != 0 ? 0xEDB88320U ^ (sum >> 1U) : sum >> 1U;
    }
    return sum ^ 0xFFFFFFFFU;
}

QByteArray number(std::uint32_t value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

QByteArray chunk(const char *kind, const QByteArray &content)
{
    const QByteArray named = kind + content;
    return number(static_cast<std::uint32_t>(content.size())) + named + number(crc(named));
}

int paeth(int left, int up, int corner)
{
    const int toLeft = std::abs(up - corner), toUp = std::abs(left - corner), toCorner = std::abs(left + up - 2 * corner);
    return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
}

} // namespace

QByteArray png(const probe::Picture &picture)
{
    const bool isOpaque = [&] {
        for (std::size_t i = 3; i < picture.pixels.size(); i += 4) if (picture.pixels[i] != 255) return false;
        return true;
    }();
    const int channels = isOpaque ? 3 : 4;
    QByteArray rows;
    for (int y = 0; y < picture.height; ++y) {
        rows += '\4'; // each byte as the difference from what its neighbours let one expect (Paeth)
        for (int x = 0; x < picture.width; ++x) {
            for (int channel = 0; channel < channels; ++channel) {
                const auto at = [&](int column, int row) -> int { return column < 0 || row < 0 ? 0 : picture.pixels[static_cast<std::size_t>(4 * (row * picture.width + column) + channel)]; };
                rows += static_cast<char>(at(x, y) - paeth(at(x - 1, y), at(x, y - 1), at(x - 1, y - 1)));
            }
        }
    }
    const QByteArray header = number(static_cast<std::uint32_t>(picture.width)) + number(static_cast<std::uint32_t>(picture.height)) + '\x08' + (isOpaque ? '\2' : '\6') + QByteArray(3, '\0');
    // qCompress() puts four bytes of its own in front of the zlib stream.
    return QByteArrayLiteral("\x89PNG\r\n\x1A\n") + chunk("IHDR", header) + chunk("IDAT", qCompress(rows, 9).mid(4)) + chunk("IEND", {});
}

} // namespace taraf::work
