#include "decoder.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <format>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libavutil/opt.h>
#include <libavutil/samplefmt.h>
#include <libswresample/swresample.h>
}

namespace taraf::probe {
namespace {

/// Decoders need some packets before they are in step: MP3's bit reservoir, the overlap of transforms, Opus's 80 ms.
constexpr double kPreroll = 0.5;
constexpr int kHighestRate = 12288000;
constexpr int kMostChannels = 64;
/// Samples are nominally in [-1, 1]; float files can exceed it a little or absurdly.
constexpr float kLoudest = 16;

struct CodecFreer {
    void operator()(AVCodecContext *context) const noexcept { avcodec_free_context(&context); }
};
struct FrameFreer {
    void operator()(AVFrame *frame) const noexcept { av_frame_free(&frame); }
};
struct ResamplerFreer {
    void operator()(SwrContext *resampler) const noexcept { swr_free(&resampler); }
};

/// Mixes and resamples frames whose format may change on the way (chained Ogg streams).
class Mixer
{
public:
    /// Takes samples [skip, skip + count) of a frame.
    Result<> take(const AVFrame &frame, int skip, int count)
    {
        if (auto fits = fit(frame); !fits) return fits;
        const auto format = static_cast<AVSampleFormat>(frame.format);
        const int width = av_get_bytes_per_sample(format);
        const bool planar = av_sample_fmt_is_planar(format) != 0;
        const int planes = planar ? frame.ch_layout.nb_channels : 1;
        const std::ptrdiff_t offset = std::ptrdiff_t{skip} * width * (planar ? 1 : frame.ch_layout.nb_channels);
        std::array<const std::uint8_t *, kMostChannels> data{};
        for (int plane = 0; plane < planes; ++plane) data[static_cast<std::size_t>(plane)] = frame.extended_data[plane] + offset;
        return convert(data.data(), count);
    }

    /// What the filter still holds.
    Result<> flush() { return m_resampler ? convert(nullptr, 0) : Result<>{}; }

    [[nodiscard]] std::vector<float> &samples() { return m_samples; }

private:
    Result<> fit(const AVFrame &frame)
    {
        if (m_resampler && m_rate == frame.sample_rate && m_format == frame.format && m_channels == frame.ch_layout.nb_channels) return {};
        if (auto flushed = flush(); !flushed) return flushed;
        m_rate = frame.sample_rate;
        m_format = frame.format;
        m_channels = frame.ch_layout.nb_channels;
        if (configure(frame, true) || configure(frame, false)) return {};
        m_resampler.reset();
        return fail(ErrorCode::Unsupported, std::format("has {} channels that can't be mixed", m_channels));
    }

    /// With FFmpeg's own matrix, or with the plain average that two channels always get.
    bool configure(const AVFrame &frame, bool byLayout)
    {
        AVChannelLayout in{};
        AVChannelLayout mono{};
        av_channel_layout_default(&mono, 1);
        const bool known = frame.ch_layout.order != AV_CHANNEL_ORDER_UNSPEC && m_channels > 2;
        if (known) av_channel_layout_copy(&in, &frame.ch_layout);
        else av_channel_layout_default(&in, m_channels);
        SwrContext *context = nullptr;
        const int made = swr_alloc_set_opts2(&context, &mono, AV_SAMPLE_FMT_FLT, kAnalysisRate, &in, static_cast<AVSampleFormat>(frame.format), frame.sample_rate, 0, nullptr);
        av_channel_layout_uninit(&in);
        m_resampler.reset(context);
        if (made < 0 || context == nullptr) return false;
        if (m_channels == 2 || (m_channels > 1 && !byLayout)) {
            const std::vector<double> average(static_cast<std::size_t>(m_channels), 1.0 / m_channels);
            if (swr_set_matrix(context, average.data(), m_channels) < 0) return false;
        } else {
            av_opt_set_double(context, "rematrix_maxval", 1.0, 0);
        }
        return swr_init(context) >= 0;
    }

    Result<> convert(const std::uint8_t *const *data, int count)
    {
        const int room = swr_get_out_samples(m_resampler.get(), count);
        if (room < 0) return fail(describeFfmpeg(room, "resampling"));
        const std::size_t before = m_samples.size();
        m_samples.resize(before + static_cast<std::size_t>(room));
        auto *out = reinterpret_cast<std::uint8_t *>(m_samples.data() + before);
        const int made = swr_convert(m_resampler.get(), &out, room, data, count);
        m_samples.resize(before + static_cast<std::size_t>(std::max(0, made)));
        if (made < 0) return fail(describeFfmpeg(made, "resampling"));
        return {};
    }

    std::unique_ptr<SwrContext, ResamplerFreer> m_resampler;
    int m_rate = 0;
    int m_format = -1;
    int m_channels = 0;
    std::vector<float> m_samples;
};

/// Cuts the wanted part out of the frames, counting samples.
class Part
{
public:
    Part(const Demuxer &demuxer, Span part) : m_demuxer(demuxer), m_part(part) {}

    [[nodiscard]] bool isFull() const { return m_rate > 0 && m_taken >= m_want; }
    [[nodiscard]] bool hasBegun() const { return m_rate > 0; }
    Mixer &mixer() { return m_mixer; }

    Result<> take(const AVFrame &frame)
    {
        const int rate = frame.sample_rate;
        const int channels = frame.ch_layout.nb_channels;
        if (rate <= 0 || rate > kHighestRate || channels <= 0 || channels > kMostChannels || frame.nb_samples <= 0) {
            return fail(ErrorCode::Corrupt, std::format("claims {} Hz and {} channels", rate, channels));
        }
        int skip = 0;
        if (m_rate == 0) {
            const std::int64_t from = std::llround(m_part.from.count() * rate);
            const auto stamp = m_demuxer.seconds(frame.pts != AV_NOPTS_VALUE ? frame.pts : frame.best_effort_timestamp);
            // Without time stamps, what has been decoded so far tells where we are.
            const std::int64_t at = stamp ? std::llround(*stamp * rate) : m_position;
            m_position = at + frame.nb_samples;
            if (m_position <= from) return {};
            skip = static_cast<int>(std::clamp<std::int64_t>(from - at, 0, frame.nb_samples));
            m_rate = rate;
            m_want = std::llround((m_part.to - m_part.from).count() * rate);
        } else if (rate != m_rate) {
            m_want = std::llround(static_cast<double>(m_want - m_taken) / m_rate * rate);
            m_taken = 0;
            m_rate = rate;
        }
        const auto count = static_cast<int>(std::clamp<std::int64_t>(m_want - m_taken, 0, frame.nb_samples - skip));
        m_taken += count;
        return count == 0 ? Result<>{} : m_mixer.take(frame, skip, count);
    }

private:
    const Demuxer &m_demuxer;
    Span m_part;
    Mixer m_mixer;
    int m_rate = 0;              ///< of the samples now coming; 0 before the part
    std::int64_t m_position = 0; ///< samples from the start, before the part
    std::int64_t m_want = 0;     ///< at m_rate
    std::int64_t m_taken = 0;    ///< at m_rate
};

using CodecPtr = std::unique_ptr<AVCodecContext, CodecFreer>;

/// The decoder to use, or null.
const AVCodec *findDecoder(AVCodecID id)
{
    const AVCodec *codec = nullptr;
    // FFmpeg's own Speex decoder (7.1) gives every sample of a packet with several frames twice.
    if (id == AV_CODEC_ID_SPEEX) codec = avcodec_find_decoder_by_name("libspeex");
    if (codec == nullptr) codec = avcodec_find_decoder(id);
    return codec != nullptr && isTrustedDecoder(codec->name) ? codec : nullptr;
}

Result<CodecPtr> openDecoder(const Demuxer &demuxer)
{
    const AVCodec *const codec = findDecoder(demuxer.codec());
    if (codec == nullptr) {
        return fail(ErrorCode::Unsupported, std::format("is encoded as {}, which is not read here", avcodec_get_name(demuxer.codec())));
    }
    CodecPtr context(avcodec_alloc_context3(codec));
    if (!context || avcodec_parameters_to_context(context.get(), demuxer.stream().codecpar) < 0) return fail(ErrorCode::OutOfMemory, "can't be decoded: no memory");
    context->pkt_timebase = demuxer.stream().time_base;
    context->thread_count = 1;
    if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0) {
        return fail(describeFfmpeg(error, std::format("starting the {} decoder", codec->name)));
    }
    return context;
}

} // namespace

bool hasDecoder(const Demuxer &demuxer) { return findDecoder(demuxer.codec()) != nullptr; }

Result<Decoded> decode(Demuxer &demuxer, Span part)
{
    auto codec = openDecoder(demuxer);
    if (!codec) return fail(std::move(codec.error()));
    const PacketPtr packet(av_packet_alloc());
    const std::unique_ptr<AVFrame, FrameFreer> frame(av_frame_alloc());
    if (!packet || !frame) return fail(ErrorCode::OutOfMemory, "can't be decoded: no memory");

    Decoded decoded;
    Part taking(demuxer, part);
    taking.mixer().samples().reserve(static_cast<std::size_t>((part.to - part.from).count() * kAnalysisRate) + 4096);
    bool ended = false;
    while (!ended && !taking.isFull()) {
        ended = demuxer.read(*packet) != Step::Packet;
        if (!ended) {
            const auto at = demuxer.seconds(packet->pts);
            const double length = static_cast<double>(packet->duration) * av_q2d(demuxer.stream().time_base);
            if (at && *at + length < part.from.count() - kPreroll) continue;
        }
        int result = avcodec_send_packet(codec->get(), ended ? nullptr : packet.get());
        bool gave = false;
        while (result >= 0) {
            result = avcodec_receive_frame(codec->get(), frame.get());
            if (result < 0) break;
            gave = true;
            if (auto taken = taking.take(*frame); !taken) {
                if (taken.error().code != ErrorCode::Corrupt) return fail(std::move(taken.error()));
                result = AVERROR_INVALIDDATA;
            }
        }
        if (result == AVERROR(ENOMEM)) return fail(describeFfmpeg(result, "decoding"));
        const bool damaged = result < 0 && result != AVERROR(EAGAIN) && result != AVERROR_EOF;
        // Before the part a decoder may still be out of step.
        if (damaged && (taking.hasBegun() || part.from.count() == 0)) ++decoded.bad;
        else if (gave && taking.hasBegun()) ++decoded.good;
    }
    if (auto flushed = taking.mixer().flush(); !flushed) return fail(std::move(flushed.error()));
    decoded.samples = std::move(taking.mixer().samples());
    for (float &sample : decoded.samples) sample = std::isfinite(sample) ? std::clamp(sample, -kLoudest, kLoudest) : 0.0F;
    const auto most = static_cast<std::size_t>(std::llround((part.to - part.from).count() * kAnalysisRate));
    decoded.samples.resize(std::min(decoded.samples.size(), most));
    return decoded;
}

} // namespace taraf::probe
