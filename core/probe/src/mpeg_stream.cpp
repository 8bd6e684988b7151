#include "mpeg_stream.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <string>
#include <string_view>

namespace taraf::probe {
namespace {

constexpr std::size_t kHeader = 4;
constexpr std::size_t kLargestFrame = 1441;
/// Beyond what is hashed, so that the first and the last frame may be anywhere.
constexpr std::size_t kMargin = 16 * 1024;
constexpr std::size_t kPart = 64 * 1024;
/// So many frames in a row are no accident.
constexpr int kFramesInStep = 16;

/// Source: ISO/IEC 11172-3:1993, 2.4.1.3, and 13818-3:1998, 2.4.2.3; MPEG 2.5 is Fraunhofer's.
struct Frame {
    std::uint32_t kind = 0; ///< what all frames of a stream have in common
    std::size_t size = 0;
    int sampleRate = 0;
    int channels = 0;
    int samples = 0;
    int kilobits = 0;
    bool isLowRate = false; ///< MPEG 2 and 2.5

    /// Bytes of a frame without its padding, which an encoder spreads so that the mean is kept.
    [[nodiscard]] double meanSize() const { return samples / 8.0 * kilobits * 1000 / sampleRate; }
};

std::optional<Frame> readFrame(std::string_view bytes)
{
    if (bytes.size() < kHeader) return std::nullopt;
    const auto byte = [&](std::size_t i) { return std::uint32_t{static_cast<std::uint8_t>(bytes[i])}; };
    const std::uint32_t header = byte(0) << 24U | byte(1) << 16U | byte(2) << 8U | byte(3);
    const unsigned version = header >> 19U & 3U;
    const unsigned bitrate = header >> 12U & 15U;
    const unsigned rate = header >> 10U & 3U;
    const bool isLayer3 = (header >> 17U & 3U) == 1;
    if ((header & 0xFFE00000U) != 0xFFE00000U || version == 1 || !isLayer3 || bitrate == 0 || bitrate == 15 || rate == 3) return std::nullopt;
    constexpr std::array<std::array<int, 15>, 2> kilobits{{{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
                                                           {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160}}};
    constexpr std::array rates{44100, 48000, 32000};
    Frame frame;
    frame.isLowRate = version != 3;
    frame.sampleRate = rates[rate] >> (version == 3 ? 0 : version == 2 ? 1 : 2);
    frame.samples = frame.isLowRate ? 576 : 1152;
    const bool isMono = (header >> 6U & 3U) == 3;
    frame.channels = isMono ? 1 : 2;
    frame.kilobits = kilobits[frame.isLowRate ? 1 : 0][bitrate];
    frame.size = static_cast<std::size_t>(frame.samples / 8 * frame.kilobits * 1000 / frame.sampleRate) + (header >> 9U & 1U);
    frame.kind = (header & (0xFFE00000U | 3U << 19U | 3U << 17U | 3U << 10U)) | (isMono ? 1U : 0U);
    return frame;
}

std::uint32_t bigEndian(std::string_view bytes, std::size_t at)
{
    std::uint32_t value = 0;
    for (std::size_t i = at; i < at + 4; ++i) value = value << 8U | static_cast<std::uint8_t>(bytes[i]);
    return value;
}

/// What an encoder says of the stream in a first frame without sound. Source: Xing, "VBR header SDK", 1998; Fraunhofer, "VBRI".
struct Claim {
    std::size_t skip = 0;     ///< bytes of that frame, 0 where there is none
    std::uint32_t frames = 0; ///< 0: not said
};

/// Nothing where the claim is one that takes more than believing.
std::optional<Claim> readClaim(std::string_view bytes, const Frame &first, const Window &window)
{
    if (bytes.substr(kHeader + 32, 4) == "VBRI") return std::nullopt;
    const bool isMono = first.channels == 1;
    const std::size_t xing = kHeader + (first.isLowRate ? (isMono ? 9U : 17U) : (isMono ? 17U : 32U));
    Claim claim;
    if (const auto magic = bytes.substr(xing, 4); magic == "Xing" || magic == "Info") {
        const std::uint32_t flags = bigEndian(bytes, xing + 4);
        const bool hasFrames = (flags & 1U) != 0;
        if (hasFrames) claim.frames = bigEndian(bytes, xing + 8);
        const std::int64_t size = (flags & 2U) != 0 ? bigEndian(bytes, xing + (hasFrames ? 12U : 8U)) : 0;
        // Streams put one behind the other, or cut off.
        if (size != 0 && std::abs(window.end - window.begin - size) > size / 32) return std::nullopt;
        if (claim.frames != 0 || size != 0) claim.skip = first.size;
    }
    return claim;
}

/// Follows frames through bytes that arrive part by part.
class Walk
{
public:
    Walk(std::uint32_t kind, std::int64_t at, std::int64_t end) : m_kind(kind), m_at(at), m_end(end) {}

    /// `part` lies at `offset` of the file, before the place of the next header or around it. False: here is no such frame.
    bool through(std::string_view part, std::int64_t offset)
    {
        const std::int64_t partEnd = offset + static_cast<std::int64_t>(part.size());
        while (m_at < m_end && m_at + static_cast<std::int64_t>(kHeader) <= partEnd) {
            const auto frame = readFrame(part.substr(static_cast<std::size_t>(m_at - offset), kHeader));
            if (!frame || frame->kind != m_kind) return false;
            if (m_kilobits == 0) m_kilobits = frame->kilobits;
            m_isConstant = m_isConstant && frame->kilobits == m_kilobits;
            m_at += static_cast<std::int64_t>(frame->size);
            ++m_frames;
        }
        return true;
    }
    [[nodiscard]] std::int64_t at() const { return m_at; }
    [[nodiscard]] std::int64_t frames() const { return m_frames; }
    /// All of them had the same bit rate.
    [[nodiscard]] bool isConstant() const { return m_isConstant; }

private:
    std::uint32_t m_kind;
    std::int64_t m_at; ///< of the next header
    std::int64_t m_end;
    std::int64_t m_frames = 0;
    int m_kilobits = 0;
    bool m_isConstant = true;
};

/// All of [from, to) into `bytes`; false where there is less.
bool read(const FileView &file, std::int64_t from, std::int64_t to, std::string &bytes)
{
    bytes.resize(static_cast<std::size_t>(to - from));
    return file.readAt(from, std::as_writable_bytes(std::span(bytes))) == bytes.size();
}

/// Frames that lead to the very end of `tail`, from wherever the first of them is; the last may be cut off.
struct Tail {
    std::size_t start = 0; ///< of the first, in `tail`
    std::int64_t frames = 0;
    bool isConstant = false;
};

std::optional<Tail> readTail(std::string_view tail, std::uint32_t kind)
{
    for (std::size_t start = 0; start < 2 * kLargestFrame; ++start) {
        const auto first = readFrame(tail.substr(start, kHeader));
        if (!first || first->kind != kind) continue;
        const auto size = static_cast<std::int64_t>(tail.size());
        Walk walk(kind, static_cast<std::int64_t>(start), size);
        if (walk.through(tail, 0) && walk.at() >= size && walk.frames() >= kFramesInStep) return Tail{start, walk.frames(), walk.isConstant()};
    }
    return std::nullopt;
}

/// Counts the frames of a stream of constant bit rate by where they lie: each is where the mean size of a frame puts it, but for a byte of padding.
/// Looks at a few places between; nothing where one of them does not agree, since then they have to be counted one by one.
std::optional<std::int64_t> countBySize(const FileView &file, const Frame &first, std::int64_t start, std::int64_t tailStart, const Tail &tail)
{
    constexpr std::int64_t places = 2; // each is a way of its own for a turning disk
    const double mean = first.meanSize();
    const auto indexAt = [&](std::int64_t at) -> std::optional<std::int64_t> {
        const double index = static_cast<double>(at - start) / mean;
        return std::abs(index - std::round(index)) * mean <= 1.01 ? std::optional(std::llround(index)) : std::nullopt;
    };
    std::string near;
    for (std::int64_t place = 1; place <= places; ++place) {
        const auto index = static_cast<std::int64_t>(static_cast<double>(tailStart - start) / mean * static_cast<double>(place) / (places + 1));
        const std::int64_t from = start + static_cast<std::int64_t>(static_cast<double>(index) * mean) - 1;
        if (!read(file, from, from + 3 + static_cast<std::int64_t>(kHeader), near)) return std::nullopt;
        bool isThere = false;
        for (std::size_t at = 0; at <= 3 && !isThere; ++at) {
            const auto frame = readFrame(std::string_view(near).substr(at, kHeader));
            isThere = frame && frame->kind == first.kind && frame->kilobits == first.kilobits;
        }
        if (!isThere) return std::nullopt;
    }
    const auto before = indexAt(tailStart + static_cast<std::int64_t>(tail.start));
    return before ? std::optional(*before + tail.frames) : std::nullopt;
}

} // namespace

std::optional<MpegStream> readMpegStream(const FileView &file, const Window &window)
{
    constexpr auto end = static_cast<std::int64_t>(Ends::kEnd);
    constexpr auto margin = static_cast<std::int64_t>(kMargin);
    std::string part;
    // Most that is no MP3 fails here, at its first bytes.
    if (!read(file, window.begin, window.begin + static_cast<std::int64_t>(kHeader), part) || !readFrame(part)) return std::nullopt;
    if (window.end - window.begin < 2 * (end + margin) || !read(file, window.begin, window.begin + end + margin, part)) return std::nullopt;
    const auto first = readFrame(part);
    const auto claim = first ? readClaim(part, *first, window) : std::nullopt;
    if (!claim) return std::nullopt;
    Walk walk(first->kind, window.begin + static_cast<std::int64_t>(claim->skip), window.end);
    if (!walk.through(part, window.begin) || walk.frames() < kFramesInStep) return std::nullopt;
    std::string head = part.substr(claim->skip, Ends::kEnd);

    std::string last;
    const std::int64_t tailStart = window.end - end - margin;
    if (!read(file, tailStart, window.end, last)) return std::nullopt;
    const auto tail = readTail(last, first->kind);
    if (!tail) return std::nullopt;

    // Where nobody says how many frames there are, they are counted.
    std::int64_t frames = claim->frames;
    if (frames == 0 && walk.isConstant() && tail->isConstant) {
        frames = countBySize(file, *first, window.begin + static_cast<std::int64_t>(claim->skip), tailStart, *tail).value_or(0);
    }
    if (frames == 0) {
        while (walk.at() < window.end) {
            const std::int64_t to = std::min(window.end, walk.at() + static_cast<std::int64_t>(kPart));
            if (to - walk.at() < static_cast<std::int64_t>(kHeader) || !read(file, walk.at(), to, part) || !walk.through(part, walk.at())) return std::nullopt;
        }
        frames = walk.frames();
    }
    const double seconds = static_cast<double>(frames) * first->samples / first->sampleRate;
    if (claim->frames != 0 && !isPlausible(seconds, window, "mp3")) return std::nullopt;

    MpegStream stream{.sampleRate = first->sampleRate, .channels = first->channels, .survey = {}};
    stream.survey.ends = Ends(std::move(head), last.substr(last.size() - Ends::kEnd));
    stream.survey.seconds = stream.survey.hashSeconds = seconds;
    stream.survey.complete = true;
    return stream;
}

} // namespace taraf::probe
