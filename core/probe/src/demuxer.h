/// @file Encoded packets of a file's one audio stream.
#pragma once

#include "window.h"

#include "taraf/base/error.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

extern "C" {
#include <libavcodec/packet.h>
#include <libavformat/avformat.h>
}

namespace taraf::probe {

struct FormatCloser {
    void operator()(AVFormatContext *format) const noexcept { avformat_close_input(&format); }
};
struct IoCloser {
    void operator()(AVIOContext *io) const noexcept;
};
struct PacketFreer {
    void operator()(AVPacket *packet) const noexcept { av_packet_free(&packet); }
};
using PacketPtr = std::unique_ptr<AVPacket, PacketFreer>;

/// What reading one packet came to.
enum class Step { Packet, End, Failed };

/// A demuxer from a short list of audio formats over a FileView; opens nothing else, whatever the file asks for.
/// Errors are predicates ("is truncated"); the client puts the file in front.
class Demuxer
{
public:
    /// `name` is a hint; the content decides. `file` must outlive it.
    /// Errors: Unsupported (no format or codec of ours, no audio), Corrupt, Io, OutOfMemory.
    [[nodiscard]] static Result<std::unique_ptr<Demuxer>> open(const FileView &file, const std::string &name);

    [[nodiscard]] const AVStream &stream() const noexcept { return *m_stream; }
    [[nodiscard]] AVCodecID codec() const noexcept { return m_stream->codecpar->codec_id; }
    [[nodiscard]] const AVDictionary *containerTags() const noexcept { return m_format->metadata; }
    [[nodiscard]] std::string_view formatName() const noexcept { return m_format->iformat->name; }
    /// The first picture that the container carries beside its audio (Matroska's attachments); empty where there is none.
    [[nodiscard]] std::span<const std::uint8_t> attachedPicture() const;
    /// Bytes of the file that hold audio (and, in some containers, tags).
    [[nodiscard]] const Window &window() const noexcept { return m_window; }

    /// The next packet of the audio stream.
    [[nodiscard]] Step read(AVPacket &packet);
    /// To a packet at or before `seconds` after the first sample. False: the format can't, or the file is broken.
    [[nodiscard]] bool seek(double seconds);
    /// To some packet about `bytes` before the end, without reading what lies between; time stamps are lost. Only for formats
    /// that find their next packet by themselves: the others, and short files, say false.
    [[nodiscard]] bool seekNearEnd(std::int64_t bytes);

    /// Seconds from the first sample to a time stamp of the stream; none for AV_NOPTS_VALUE.
    [[nodiscard]] std::optional<double> seconds(std::int64_t stamp) const;
    /// What the file claims, if the claim is not a guess and not absurd.
    [[nodiscard]] std::optional<double> claimedSeconds() const;

private:
    Demuxer(const FileView &file, Window window);

    [[nodiscard]] Result<> start(const std::string &name);
    static int readBytes(void *self, std::uint8_t *bytes, int size);
    static std::int64_t seekBytes(void *self, std::int64_t offset, int whence);

    const FileView &m_file;
    Window m_window;
    std::int64_t m_position = 0; ///< in the window
    std::int64_t m_zeros = 0;    ///< bytes of nothing, read last
    bool m_isDense = false;      ///< a format in which long silence is not zeros
    std::unique_ptr<AVIOContext, IoCloser> m_io;
    std::unique_ptr<AVFormatContext, FormatCloser> m_format; ///< closed before its I/O
    AVStream *m_stream = nullptr;
};

/// Could a stream of this format last so long? No codec packs that little or that much into a second, and no MPEG frame header
/// can say more than 448 kbit/s.
[[nodiscard]] bool isPlausible(double seconds, const Window &window, std::string_view format);

/// What FFmpeg's error code means for a file.
[[nodiscard]] Error describeFfmpeg(int error, std::string_view doing);

/// Is this a decoder for audio that is let near strangers' bytes?
[[nodiscard]] bool isTrustedDecoder(std::string_view name);

} // namespace taraf::probe
