#include "tag_bytes.h"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <utility>

namespace taraf::store {
namespace {

constexpr char kSeparator = '\x1F';
constexpr char kEscape = '\x1E';
constexpr char kVersion = 2;

class Writer
{
public:
    explicit Writer(std::string &out) : m_out(out) {}

    void number(std::uint64_t value)
    {
        for (; value >= 0x80; value >>= 7U) m_out += static_cast<char>((value & 0x7FU) | 0x80U);
        m_out += static_cast<char>(value);
    }
    void field(int value) { number(static_cast<std::uint64_t>(std::max(value, 0))); }
    void field(bool value) { m_out += value ? '\1' : '\0'; }
    void field(std::uint64_t value) { number(value); }
    void field(const std::string &value)
    {
        number(value.size());
        m_out += value;
    }
    void field(const std::vector<std::string> &values)
    {
        number(values.size());
        for (const std::string &value : values) field(value);
    }
    void field(float value)
    {
        const auto bits = std::bit_cast<std::uint32_t>(value);
        for (unsigned shift = 0; shift < 32; shift += 8) m_out += static_cast<char>((bits >> shift) & 0xFFU);
    }
    void field(const AudioHash &hash)
    {
        for (const std::uint8_t byte : hash) m_out += static_cast<char>(byte);
    }
    template<class T> void field(const std::optional<T> &value)
    {
        field(value.has_value());
        if (value) field(*value);
    }
    void field(const EmbeddedArt &art)
    {
        field(art.hash);
        field(art.bytes);
    }

private:
    std::string &m_out;
};

/// Reads what Writer wrote. After the first thing that does not fit nothing more is taken, and isGood() is false.
class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_rest(bytes) {}

    [[nodiscard]] bool isGood() const noexcept { return m_good; }

    void field(std::uint64_t &value)
    {
        value = 0;
        for (unsigned shift = 0; shift < 64; shift += 7) {
            const std::uint8_t byte = next();
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80) return;
        }
        m_good = false;
    }
    void field(int &value)
    {
        std::uint64_t wide = 0;
        field(wide);
        if (wide > INT32_MAX) m_good = false;
        else value = static_cast<int>(wide);
    }
    void field(bool &value)
    {
        const std::uint8_t byte = next();
        if (byte > 1) m_good = false;
        value = byte == 1;
    }
    void field(std::string &value)
    {
        std::uint64_t size = 0;
        field(size);
        value = take(size);
    }
    void field(std::vector<std::string> &values)
    {
        std::uint64_t count = 0;
        field(count);
        if (count > m_rest.size()) m_good = false; // each takes a byte at least
        values.clear();
        for (std::uint64_t i = 0; m_good && i < count; ++i) field(values.emplace_back());
    }
    void field(float &value)
    {
        std::uint32_t bits = 0;
        for (unsigned shift = 0; shift < 32; shift += 8) bits |= static_cast<std::uint32_t>(next()) << shift;
        value = std::bit_cast<float>(bits);
    }
    void field(AudioHash &hash)
    {
        for (std::uint8_t &byte : hash) byte = next();
    }
    template<class T> void field(std::optional<T> &value)
    {
        bool has = false;
        field(has);
        value.reset();
        if (has) field(value.emplace());
    }
    void field(EmbeddedArt &art)
    {
        field(art.hash);
        field(art.bytes);
    }
    std::uint8_t next()
    {
        const std::string_view one = take(1);
        return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one.front());
    }

private:
    std::string_view take(std::uint64_t size)
    {
        if (!m_good || size > m_rest.size()) {
            m_good = false;
            return {};
        }
        const std::string_view taken = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return taken;
    }

    std::string_view m_rest;
    bool m_good = true;
};

/// The fields in their order, for both directions. 2: plays.
template<class Visitor, class AnyTags, class AnyStream> void visit(Visitor &visitor, AnyTags &tags, AnyStream &stream, int version = kVersion)
{
    const auto each = [&](auto &...fields) { (visitor.field(fields), ...); };
    each(stream.sampleRate, stream.channels, stream.bitrate, stream.bitDepth);
    each(tags.tracks, tags.discs, tags.originalYear, tags.compilation);
    each(tags.albumArtists, tags.composers, tags.moods);
    each(tags.comment, tags.initialKey, tags.copyright, tags.license);
    auto &ids = tags.musicBrainz;
    each(ids.recording, ids.releaseTrack, ids.release, ids.releaseGroup, ids.work, ids.artists, ids.albumArtists);
    auto &gain = tags.replayGain;
    each(gain.trackGain, gain.trackPeak, gain.albumGain, gain.albumPeak, tags.rating, tags.bpm, tags.art);
    if (version >= 2) each(tags.plays);
}

} // namespace

std::string packNames(const std::vector<std::string> &names)
{
    std::string packed;
    bool first = true;
    for (const std::string &name : names) {
        if (!std::exchange(first, false)) packed += kSeparator;
        if (name.empty()) (packed += kEscape) += 'N';
        for (const char c : name) {
            if (c == kSeparator) (packed += kEscape) += 'S';
            else if (c == kEscape) (packed += kEscape) += 'E';
            else packed += c;
        }
    }
    return packed;
}

std::vector<std::string> unpackNames(std::string_view packed)
{
    std::vector<std::string> names;
    if (packed.empty()) return names;
    names.emplace_back();
    for (std::size_t i = 0; i < packed.size(); ++i) {
        const char c = packed[i];
        if (c == kSeparator) {
            names.emplace_back();
        } else if (c == kEscape && i + 1 < packed.size()) {
            const char what = packed[++i];
            if (what == 'S') names.back() += kSeparator;
            else if (what == 'E') names.back() += kEscape;
        } else {
            names.back() += c;
        }
    }
    return names;
}

std::string packTags(const Tags &tags, const StreamInfo &stream)
{
    std::string bytes(1, kVersion);
    Writer writer(bytes);
    visit(writer, tags, stream);
    return bytes;
}

Result<> unpackTags(std::string_view bytes, Tags &tags, StreamInfo &stream)
{
    Reader reader(bytes);
    const std::uint8_t version = reader.next();
    if (version >= 1) visit(reader, tags, stream, version);
    if (version < 1 || !reader.isGood()) return fail(ErrorCode::Corrupt, "the tags kept of a file are damaged; rescan its folder");
    return {};
}

} // namespace taraf::store
