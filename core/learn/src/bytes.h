/// @file Numbers as little-endian bytes, and back.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::learn {

template<class Word> void put(std::string &out, Word value)
{
    for (std::size_t i = 0; i < sizeof(Word); ++i) out.push_back(static_cast<char>(static_cast<unsigned char>(value >> (8 * i))));
}

inline void putFloats(std::string &out, std::span<const float> values)
{
    for (const float value : values) put(out, std::bit_cast<std::uint32_t>(value));
}

/// FNV-1a. Source: G. Fowler, L. C. Noll, K.-P. Vo, "The FNV non-cryptographic hash algorithm", IETF draft, 2019.
[[nodiscard]] inline std::uint64_t hashOf(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3U;
    return hash;
}

/// Reads from the front of bytes whose length has been checked.
class ByteReader
{
public:
    explicit ByteReader(std::string_view bytes) : m_bytes(bytes) {}

    template<class Word> Word take()
    {
        Word value = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i) value |= static_cast<Word>(static_cast<Word>(static_cast<unsigned char>(m_bytes[i])) << (8 * i));
        m_bytes.remove_prefix(sizeof(Word));
        return value;
    }
    void floats(std::span<float> out)
    {
        for (float &value : out) value = std::bit_cast<float>(take<std::uint32_t>());
    }
    [[nodiscard]] std::vector<float> floats(std::size_t count)
    {
        std::vector<float> values(count);
        floats(std::span(values));
        return values;
    }

private:
    std::string_view m_bytes;
};

} // namespace taraf::learn
