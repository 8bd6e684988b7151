#include "demuxer.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <format>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/mem.h>
}

namespace taraf::probe {
namespace {

constexpr int kIoBuffer = 64 * 1024;
constexpr double kLongestSeconds = 7.0 * 24 * 3600;
/// A download that was never filled in: parsers would search all of it, byte by byte, or keep it as one packet.
constexpr std::int64_t kLongestZeros = std::int64_t{32} << 20U;
/// Nobody tags like that, and FFmpeg compares every one with all before it.
constexpr std::uint32_t kMostComments = 20000;
/// FFmpeg takes every picture into memory.
constexpr std::int64_t kMostArt = std::int64_t{128} << 20U;

/// Audio containers. Playlists, concatenations and whatever else opens further files are not among them.
constexpr std::array<std::string_view, 22> kFormats{
    "mp3", "flac", "ogg", "mov", "aac", "wav", "w64", "aiff", "wv", "ape", "mpc", "mpc8", "asf", "dsf", "iff", "tta", "matroska", "caf", "au", "tak",
    "ac3", "eac3"};

constexpr std::array<std::string_view, 35> kDecoders{
    "mp3float", "mp2float", "mp1float", "flac", "vorbis", "opus", "libopus", "speex", "libspeex", "aac", "alac", "wavpack", "ape", "mpc7", "mpc8",
    "wmav1", "wmav2", "wmapro", "wmalossless", "wmavoice", "dsd_lsbf", "dsd_msbf", "dsd_lsbf_planar", "dsd_msbf_planar", "dst", "tta", "tak", "ac3",
    "eac3", "dca", "adpcm_ms", "adpcm_ima_wav", "adpcm_ima_qt", "gsm_ms", "qdm2"};

std::string decoderList()
{
    std::string list;
    void *cursor = nullptr;
    while (const AVCodec *codec = av_codec_iterate(&cursor)) {
        if (av_codec_is_decoder(codec) != 0 && isTrustedDecoder(codec->name)) list.append(list.empty() ? "" : ",").append(codec->name);
    }
    return list;
}

/// "mov,mp4,m4a" holds "mov".
bool isTrustedFormat(std::string_view names)
{
    const std::string_view first = names.substr(0, names.find(','));
    return std::ranges::contains(kFormats, first);
}

/// The samples of a Musepack SV8 stream, 0 where its header says nothing: FFmpeg counts whole packets of up to 64 frames.
/// Source: Musepack, "SV8 specification": "MPCK"; "SH", its size, CRC (4 bytes), version (1), samples, silence to cut.
std::int64_t musepackSamples(const FileView &file, std::int64_t offset)
{
    std::array<std::uint8_t, 64> head{};
    if (file.readAt(offset, std::as_writable_bytes(std::span(head))) != head.size() || std::memcmp(head.data(), "MPCKSH", 6) != 0) return 0;
    std::size_t at = 6;
    const auto size = [&] { // seven bits a byte, the high bit says that more follow
        std::int64_t value = 0;
        for (int bytes = 0; bytes < 8 && at < head.size(); ++bytes) {
            const std::uint8_t byte = head[at++];
            value = value << 7 | (byte & 0x7F);
            if ((byte & 0x80U) == 0) break;
        }
        return value;
    };
    (void)size();
    at += 5;
    const std::int64_t samples = size();
    return std::max<std::int64_t>(0, samples - size());
}

/// Where the first WavPack block starts that another one follows; the size of `part` if there is none.
/// Source: Bryant, "WavPack 4 & 5 Binary File / Block Format", 2020: "wvpk", then the block's size less 8.
std::size_t wavpackBlock(std::span<const char> part)
{
    const std::string_view text(part.data(), part.size());
    for (std::size_t at = text.find("wvpk"); at != std::string_view::npos; at = text.find("wvpk", at + 1)) {
        std::uint32_t size = 0;
        if (text.size() - at < 8) break;
        std::memcpy(&size, text.data() + at + 4, sizeof size);
        const std::size_t next = at + 8 + size;
        if (size < (1U << 24U) && next + 4 <= text.size() && text.substr(next, 4) == "wvpk") return at;
    }
    return part.size();
}

/// What a FLAC file has too much of before its audio begins, or nothing.
/// Source: van Beurden, Weaver, RFC 9639, 2024, sections 8.1, 8.6 and 8.8.
std::string flacExcess(const FileView &file, const Window &window)
{
    std::array<std::uint8_t, 8> head{};
    const auto read = [&](std::int64_t at, std::size_t size) { return file.readAt(at, std::as_writable_bytes(std::span(head).first(size))) == size; };
    const auto littleEndian = [&] { return head[0] | std::uint32_t{head[1]} << 8U | std::uint32_t{head[2]} << 16U | std::uint32_t{head[3]} << 24U; };
    std::int64_t art = 0;
    bool isLast = !read(window.begin, 4) || std::memcmp(head.data(), "fLaC", 4) != 0;
    for (std::int64_t at = window.begin + 4; !isLast && read(at, 8);) {
        isLast = (head[0] & 0x80U) != 0;
        const unsigned kind = head[0] & 0x7FU;
        const std::int64_t size = head[1] << 16 | head[2] << 8 | head[3];
        if (kind == 6) art += size;
        if (art > kMostArt) return "more than 128 MiB of pictures";
        if (kind == 4 && read(at + 4, 4) && read(at + 8 + littleEndian(), 4) && littleEndian() > kMostComments) {
            return std::format("{} comments", littleEndian());
        }
        at += 4 + size;
    }
    return {};
}

int refuseToOpen(AVFormatContext *, AVIOContext **, const char *, int, AVDictionary **) { return AVERROR(EPERM); }

} // namespace

bool isTrustedDecoder(std::string_view name)
{
    return std::ranges::contains(kDecoders, name) || (name.starts_with("pcm_") && name != "pcm_bluray" && name != "pcm_dvd");
}

bool isPlausible(double seconds, const Window &window, std::string_view format)
{
    if (!(seconds > 0 && seconds <= kLongestSeconds)) return false;
    const double bitrate = static_cast<double>(window.end - window.begin) * 8 / seconds;
    return format == "mp3" ? bitrate >= 7000 && bitrate <= 500e3 : bitrate >= 1 && bitrate <= 1e9;
}

Error describeFfmpeg(int error, std::string_view doing)
{
    if (error == AVERROR(ENOMEM)) return {ErrorCode::OutOfMemory, std::format("asks for more memory than is allowed ({})", doing)};
    if (error == AVERROR_PATCHWELCOME || error == AVERROR(ENOSYS) || error == AVERROR_DECODER_NOT_FOUND) {
        return {ErrorCode::Unsupported, std::format("is of a kind that is not read here ({})", doing)};
    }
    return {ErrorCode::Corrupt, std::format("is damaged ({})", doing)};
}

void IoCloser::operator()(AVIOContext *io) const noexcept
{
    av_freep(&io->buffer);
    avio_context_free(&io);
}

Demuxer::Demuxer(const FileView &file, Window window) : m_file(file), m_window(window) {}

Result<std::unique_ptr<Demuxer>> Demuxer::open(const FileView &file, const std::string &name)
{
    std::unique_ptr<Demuxer> demuxer(new Demuxer(file, audioWindow(file)));
    if (auto started = demuxer->start(name); !started) {
        if (file.error() != 0) return fail(ErrorCode::Io, std::format("can't be read (error {})", file.error()));
        return fail(std::move(started.error()));
    }
    return demuxer;
}

Result<> Demuxer::start(const std::string &name)
{
    const Error noMemory{ErrorCode::OutOfMemory, "can't be read: no memory"};
    auto *const buffer = static_cast<unsigned char *>(av_malloc(kIoBuffer));
    if (buffer == nullptr) return fail(noMemory);
    m_io.reset(avio_alloc_context(buffer, kIoBuffer, 0, this, readBytes, nullptr, seekBytes));
    AVFormatContext *format = avformat_alloc_context();
    if (m_io == nullptr || format == nullptr) return fail(noMemory);
    m_format.reset(format);
    format->pb = m_io.get();
    format->flags |= AVFMT_FLAG_CUSTOM_IO;
    format->io_open = refuseToOpen;
    static const std::string decoders = decoderList();
    format->codec_whitelist = av_strdup(decoders.c_str());
    format->max_streams = 64;

    const AVInputFormat *kind = nullptr;
    if (const int score = av_probe_input_buffer2(m_io.get(), &kind, name.c_str(), format, 0, 0); score < 0 || kind == nullptr) {
        if (score == AVERROR(ENOMEM)) return fail(noMemory);
        return fail(ErrorCode::Unsupported, "holds no audio format that is read here");
    }
    m_isDense = std::ranges::contains(std::to_array<std::string_view>({"mp3", "aac", "ac3", "eac3", "flac", "ogg", "tta"}), kind->name);
    if (const std::string excess = flacExcess(m_file, m_window); !excess.empty()) return fail(ErrorCode::Corrupt, "is damaged (it claims " + excess + ")");
    if (!isTrustedFormat(kind->name)) return fail(ErrorCode::Unsupported, std::format("is no audio file ({})", kind->long_name));

    AVFormatContext *opening = m_format.release(); // freed by FFmpeg where it fails
    if (const int error = avformat_open_input(&opening, name.c_str(), kind, nullptr); error < 0) {
        return fail(describeFfmpeg(error, std::format("its {} header", kind->name)));
    }
    m_format.reset(opening);
    for (unsigned i = 0; i < opening->nb_streams; ++i) {
        if (opening->streams[i]->codecpar->codec_type != AVMEDIA_TYPE_AUDIO) opening->streams[i]->discard = AVDISCARD_ALL;
    }
    if (const int error = avformat_find_stream_info(opening, nullptr); error < 0) return fail(describeFfmpeg(error, "its first packets"));
    const int best = av_find_best_stream(opening, AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (best < 0) return fail(ErrorCode::Unsupported, "holds no audio");
    for (unsigned i = 0; i < opening->nb_streams; ++i) {
        if (i != static_cast<unsigned>(best)) opening->streams[i]->discard = AVDISCARD_ALL;
    }
    m_stream = opening->streams[best];
    if (m_stream->time_base.num <= 0 || m_stream->time_base.den <= 0) return fail(ErrorCode::Corrupt, "is damaged (its time base)");
    return {};
}

std::span<const std::uint8_t> Demuxer::attachedPicture() const
{
    for (unsigned i = 0; i < m_format->nb_streams; ++i) {
        const AVStream &stream = *m_format->streams[i];
        if ((stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 && stream.attached_pic.size > 0) return {stream.attached_pic.data, static_cast<std::size_t>(stream.attached_pic.size)};
    }
    return {};
}

Step Demuxer::read(AVPacket &packet)
{
    int failures = 0;
    while (true) {
        av_packet_unref(&packet);
        const int result = av_read_frame(m_format.get(), &packet);
        if (result >= 0) {
            if (packet.stream_index == m_stream->index) return Step::Packet;
            continue;
        }
        if (result == AVERROR_EOF) return Step::End;
        // Damage in the middle: the demuxers that can go on do so.
        if (m_file.error() != 0 || result == AVERROR(ENOMEM) || avio_feof(m_io.get()) != 0 || ++failures > 16) return Step::Failed;
    }
}

bool Demuxer::seek(double seconds)
{
    const double start = m_stream->start_time == AV_NOPTS_VALUE ? 0 : static_cast<double>(m_stream->start_time);
    const double stamp = start + std::max(0.0, seconds) / av_q2d(m_stream->time_base);
    if (!(stamp > -9e18 && stamp < 9e18)) return false;
    return av_seek_frame(m_format.get(), m_stream->index, static_cast<std::int64_t>(stamp), AVSEEK_FLAG_BACKWARD) >= 0;
}

bool Demuxer::seekNearEnd(std::int64_t bytes)
{
    const std::int64_t size = m_window.end - m_window.begin;
    std::int64_t target = size - bytes;
    if (target < bytes) return false;
    if (formatName() == "wv") {
        // WavPack's demuxer wants to be put right before a block.
        std::vector<char> part(static_cast<std::size_t>(bytes) / 2);
        part.resize(m_file.readAt(m_window.begin + target, std::as_writable_bytes(std::span(part))));
        const std::size_t block = wavpackBlock(part);
        if (block == part.size()) return false;
        target += static_cast<std::int64_t>(block);
    } else if (formatName() != "mp3" && formatName() != "flac") {
        return false;
    }
    return av_seek_frame(m_format.get(), m_stream->index, target, AVSEEK_FLAG_BYTE) >= 0;
}

std::optional<double> Demuxer::seconds(std::int64_t stamp) const
{
    if (stamp == AV_NOPTS_VALUE) return std::nullopt;
    const double start = m_stream->start_time == AV_NOPTS_VALUE ? 0 : static_cast<double>(m_stream->start_time);
    return (static_cast<double>(stamp) - start) * av_q2d(m_stream->time_base);
}

std::optional<double> Demuxer::claimedSeconds() const
{
    if (m_format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return std::nullopt;
    double seconds = 0;
    if (m_stream->duration != AV_NOPTS_VALUE && m_stream->duration > 0) seconds = static_cast<double>(m_stream->duration) * av_q2d(m_stream->time_base);
    else if (m_format->duration != AV_NOPTS_VALUE && m_format->duration > 0) seconds = static_cast<double>(m_format->duration) / AV_TIME_BASE;
    if (formatName() == "mpc8" && m_stream->codecpar->sample_rate > 0) {
        const double exact = static_cast<double>(musepackSamples(m_file, m_window.begin)) / m_stream->codecpar->sample_rate;
        if (exact > 0) seconds = exact;
    }
    return isPlausible(seconds, m_window, formatName()) ? std::optional(seconds) : std::nullopt;
}

int Demuxer::readBytes(void *self, std::uint8_t *bytes, int size)
{
    auto &demuxer = *static_cast<Demuxer *>(self);
    const std::int64_t left = demuxer.m_window.end - demuxer.m_window.begin - demuxer.m_position;
    if (left <= 0 || size <= 0) return AVERROR_EOF;
    const std::span<std::uint8_t> room(bytes, static_cast<std::size_t>(std::min<std::int64_t>(left, size)));
    const std::size_t got = demuxer.m_file.readAt(demuxer.m_window.begin + demuxer.m_position, std::as_writable_bytes(room));
    if (got == 0) return demuxer.m_file.error() != 0 ? AVERROR(EIO) : AVERROR_EOF;
    demuxer.m_position += static_cast<std::int64_t>(got);
    if (demuxer.m_isDense) {
        const bool isNothing = *bytes == 0 && std::memcmp(bytes, bytes + 1, got - 1) == 0;
        demuxer.m_zeros = isNothing ? demuxer.m_zeros + static_cast<std::int64_t>(got) : 0;
        if (demuxer.m_zeros > kLongestZeros) return AVERROR_EOF;
    }
    return static_cast<int>(got);
}

std::int64_t Demuxer::seekBytes(void *self, std::int64_t offset, int whence)
{
    auto &demuxer = *static_cast<Demuxer *>(self);
    const std::int64_t size = demuxer.m_window.end - demuxer.m_window.begin;
    std::int64_t target = 0;
    switch (whence & ~AVSEEK_FORCE) {
    case AVSEEK_SIZE: return size;
    case SEEK_SET: target = offset; break;
    case SEEK_CUR:
        if (__builtin_add_overflow(demuxer.m_position, offset, &target)) return AVERROR(EINVAL);
        break;
    case SEEK_END:
        if (__builtin_add_overflow(size, offset, &target)) return AVERROR(EINVAL);
        break;
    default: return AVERROR(EINVAL);
    }
    if (target < 0) return AVERROR(EINVAL);
    demuxer.m_position = target;
    demuxer.m_zeros = 0;
    return target;
}

} // namespace taraf::probe
