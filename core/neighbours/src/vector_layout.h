/// @file Where things lie in a vector file.
#pragma once

#include "taraf/base/vectors.h"
#include "taraf/neighbours/vector_file.h"

#include <array>
#include <bit>
#include <cstdint>

namespace taraf::neighbours {

inline constexpr std::array<char, 8> kVectorMagic{'T', 'a', 'r', 'a', 'f', 'V', 'e', 'c'};
inline constexpr std::uint32_t kVectorVersion = 2;
inline constexpr std::uint32_t kByteOrder = 0x01020304;
inline constexpr std::uint64_t kAlignment = 64;

struct VectorHeader {
    std::array<char, 8> magic = kVectorMagic;
    std::uint32_t version = kVectorVersion;
    std::uint32_t byteOrder = kByteOrder;
    std::uint64_t mapGeneration = 0;
    std::uint64_t buildId = 0;
    std::uint64_t rows = 0;
    std::uint64_t fileSize = 0;
    std::int64_t created = 0;
    std::uint64_t anchors = 0;
    std::array<std::uint32_t, kPartCount> partSizes{};
    std::array<float, kPartCount> means{};
    std::array<float, kPartCount> deviations{};
    std::array<std::uint32_t, 46 - 3 * kPartCount> unused{};
    std::uint64_t checksum = 0; ///< of everything before it
};
static_assert(sizeof(VectorHeader) == 4 * kAlignment && offsetof(VectorHeader, checksum) == sizeof(VectorHeader) - 8);

/// After the last section: the checksum of everything between it and the header.
struct VectorTrailer {
    std::uint64_t checksum = 0;
};

constexpr std::uint64_t aligned(std::uint64_t size) noexcept { return (size + kAlignment - 1) / kAlignment * kAlignment; }

/// Offsets for a number of rows below 2^32 and of anchors below 2^16.
struct VectorLayout {
    using PerPart = std::array<std::uint64_t, kPartCount>;

    std::uint64_t ids = 0;
    PerPart scales{};
    PerPart spreads{};
    PerPart high{};
    PerPart low{};
    PerPart anchorScales{};
    PerPart anchorCodes{};
    std::uint64_t trailer = 0;
    std::uint64_t fileSize = 0;

    constexpr VectorLayout(std::uint64_t rows, std::uint64_t anchors) noexcept
    {
        std::uint64_t at = sizeof(VectorHeader);
        const auto section = [&at](std::uint64_t bytes) { return std::exchange(at, at + aligned(bytes)); };
        ids = section(rows * sizeof(std::int64_t));
        for (std::uint64_t &offset : scales) offset = section(rows * sizeof(float));
        for (std::uint64_t &offset : spreads) offset = section(rows * sizeof(Calibration));
        for (std::size_t i = 0; i < kPartCount; ++i) high[i] = section(rows * kParts[i].size);
        for (std::size_t i = 0; i < kPartCount; ++i) low[i] = section(rows * kParts[i].size);
        for (std::uint64_t &offset : anchorScales) offset = section(anchors * sizeof(float));
        for (std::size_t i = 0; i < kPartCount; ++i) anchorCodes[i] = section(anchors * kParts[i].size);
        trailer = at;
        fileSize = at + sizeof(VectorTrailer);
    }
};

/// Rows are counted in 32 bits by scans and graphs.
inline constexpr std::uint32_t kMostRows = 0xFFFFFFF0U;
inline constexpr std::uint64_t kMostAnchors = 256;

} // namespace taraf::neighbours
