#include "picture.h"

#include "demuxer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/frame.h>
#include <libavutil/pixdesc.h>
}

namespace taraf::probe {
namespace {

/// Larger than an LP's sleeve at 600 dots an inch; a bomb of zeros says more in a kilobyte.
constexpr std::int64_t kMostPixels = 64'000'000;

struct ContextFreer {
    void operator()(AVCodecContext *context) const noexcept { avcodec_free_context(&context); }
};
struct FrameFreer {
    void operator()(AVFrame *frame) const noexcept { av_frame_free(&frame); }
};
using FramePtr = std::unique_ptr<AVFrame, FrameFreer>;

std::string_view textOf(std::span<const std::byte> bytes) { return {reinterpret_cast<const char *>(bytes.data()), bytes.size()}; }

AVCodecID kindOf(std::span<const std::byte> start)
{
    const std::string_view text = textOf(start.first(std::min<std::size_t>(start.size(), 12)));
    if (text.starts_with("\xFF\xD8\xFF")) return AV_CODEC_ID_MJPEG;
    if (text.starts_with("\x89PNG\r\n\x1A\n")) return AV_CODEC_ID_PNG;
    if (text.size() == 12 && text.starts_with("RIFF") && text.ends_with("WEBP")) return AV_CODEC_ID_WEBP;
    return AV_CODEC_ID_NONE;
}

Result<FramePtr> decoded(std::span<const std::byte> bytes)
{
    const std::unique_ptr<AVCodecContext, ContextFreer> context(avcodec_alloc_context3(nullptr));
    const PacketPtr packet(av_packet_alloc());
    FramePtr frame(av_frame_alloc());
    if (!context || !packet || !frame || av_new_packet(packet.get(), static_cast<int>(bytes.size())) < 0) {
        return fail(ErrorCode::OutOfMemory, "asks for more memory than is allowed (its picture)");
    }
    std::memcpy(packet->data, bytes.data(), bytes.size());
    context->thread_count = 1;
    context->max_pixels = kMostPixels;
    context->err_recognition = AV_EF_EXPLODE; // half a picture is none
    const AVCodec *const decoder = avcodec_find_decoder(kindOf(bytes));
    int error = decoder == nullptr ? AVERROR_DECODER_NOT_FOUND : avcodec_open2(context.get(), decoder, nullptr);
    if (error >= 0) error = avcodec_send_packet(context.get(), packet.get());
    if (error >= 0) error = avcodec_send_packet(context.get(), nullptr);
    if (error >= 0) error = avcodec_receive_frame(context.get(), frame.get());
    if (error < 0) return fail(describeFfmpeg(error, "its picture"));
    if (std::int64_t{frame->width} * frame->height > kMostPixels || frame->width <= 0 || frame->height <= 0) return fail(ErrorCode::Corrupt, "is damaged (its picture)");
    return frame;
}

/// Which share of which source cells one cell of fewer (or more) takes: each the mean of what it covers.
struct Cover {
    int first;
    std::vector<float> shares;
};

std::vector<Cover> covers(int from, int to)
{
    std::vector<Cover> all;
    const double step = static_cast<double>(from) / to;
    for (int i = 0; i < to; ++i) {
        const double begin = i * step, end = std::min<double>(from, begin + step);
        Cover cover{.first = static_cast<int>(begin), .shares = {}};
        for (int cell = cover.first; cell < end; ++cell) cover.shares.push_back(static_cast<float>((std::min<double>(end, cell + 1) - std::max<double>(begin, cell)) / step));
        all.push_back(std::move(cover));
    }
    return all;
}

/// A frame's component (red, or brightness …) as width × height numbers in [0, 1].
std::vector<float> fitted(const AVFrame &frame, const AVPixFmtDescriptor &kind, int component, int width, int height)
{
    const bool isChroma = (component == 1 || component == 2) && (kind.flags & AV_PIX_FMT_FLAG_RGB) == 0;
    const int fullWidth = isChroma ? AV_CEIL_RSHIFT(frame.width, kind.log2_chroma_w) : frame.width;
    const int fullHeight = isChroma ? AV_CEIL_RSHIFT(frame.height, kind.log2_chroma_h) : frame.height;
    const bool isPalette = (kind.flags & AV_PIX_FMT_FLAG_PAL) != 0;
    std::array<std::uint32_t, 256> palette{}; // opacity, red, green, blue, from the highest byte down
    if (isPalette) std::memcpy(palette.data(), frame.data[1], sizeof palette);
    const int shift = component == 3 ? 24 : 16 - 8 * component;
    const float most = isPalette ? 255.0F : static_cast<float>((1 << kind.comp[component].depth) - 1);
    const auto across = covers(fullWidth, width), down = covers(fullHeight, height);
    std::vector<float> plane(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    std::vector<std::uint16_t> line(static_cast<std::size_t>(fullWidth));
    std::vector<float> narrow(static_cast<std::size_t>(width));
    int read = -1;
    for (std::size_t y = 0; y < down.size(); ++y) {
        float *const row = plane.data() + y * narrow.size();
        for (std::size_t i = 0; i < down[y].shares.size(); ++i) {
            if (const int from = down[y].first + static_cast<int>(i); from != read) { // two rows may share one
                read = from;
                av_read_image_line2(line.data(), const_cast<const std::uint8_t **>(frame.data), frame.linesize, &kind, 0, from, isPalette ? 0 : component, fullWidth, 0, 2);
                if (isPalette) {
                    for (std::uint16_t &index : line) index = palette[index & 255U] >> shift & 255U;
                }
                for (std::size_t x = 0; x < narrow.size(); ++x) {
                    const Cover &cover = across[x];
                    float sum = 0;
                    for (std::size_t k = 0; k < cover.shares.size(); ++k) sum += cover.shares[k] * static_cast<float>(line[static_cast<std::size_t>(cover.first) + k]);
                    narrow[x] = sum / most;
                }
            }
            for (std::size_t x = 0; x < narrow.size(); ++x) row[x] += down[y].shares[i] * narrow[x];
        }
    }
    return plane;
}

/// Brightness and colour differences to red, green and blue.
/// Source: ITU-R, "Recommendation BT.601-7", 2011, sections 2.5.1 to 2.5.3; JPEG takes the full range (ITU-T, "T.871", 2011, section 7).
std::array<float, 3> toRgb(float y, float cb, float cr, bool isFull)
{
    y = isFull ? y : (y * 255 - 16) / 219;
    cb = isFull ? cb - 128.0F / 255 : (cb * 255 - 128) / 224;
    cr = isFull ? cr - 128.0F / 255 : (cr * 255 - 128) / 224;
    return {y + 1.402F * cr, y - 0.344136F * cb - 0.714136F * cr, y + 1.772F * cb};
}

std::uint8_t toByte(float value) { return static_cast<std::uint8_t>(std::lround(255 * std::clamp(value, 0.0F, 1.0F))); }

/// As the camera was held: EXIF's orientation, which FFmpeg tells as a matrix.
Picture turned(Picture picture, const AVFrame &frame)
{
    const AVFrameSideData *const side = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
    if (side == nullptr || side->size < 9 * sizeof(std::int32_t)) return picture;
    std::array<std::int32_t, 9> matrix{};
    std::memcpy(matrix.data(), side->data, sizeof matrix);
    const auto sign = [&](std::size_t i) { return matrix[i] > 0 ? 1 : matrix[i] < 0 ? -1 : 0; };
    const int a = sign(0), b = sign(1), c = sign(3), d = sign(4);
    const bool isQuarter = a == 0;
    if (std::abs(a) != std::abs(d) || std::abs(b) != std::abs(c) || std::abs(a) == std::abs(b)) return picture; // no such turn
    Picture result{.width = isQuarter ? picture.height : picture.width, .height = isQuarter ? picture.width : picture.height, .pixels = picture.pixels};
    for (int y = 0; y < picture.height; ++y) {
        for (int x = 0; x < picture.width; ++x) {
            const int toX = a * x + c * y + (a + c < 0 ? result.width - 1 : 0), toY = b * x + d * y + (b + d < 0 ? result.height - 1 : 0);
            const auto at = [](const Picture &in, int column, int row) { return 4 * (static_cast<std::size_t>(row) * static_cast<std::size_t>(in.width) + static_cast<std::size_t>(column)); };
            std::memcpy(&result.pixels[at(result, toX, toY)], &picture.pixels[at(picture, x, y)], 4);
        }
    }
    return result;
}

} // namespace

bool isPicture(std::span<const std::byte> start) { return kindOf(start) != AV_CODEC_ID_NONE; }

Result<Picture> decodePicture(std::span<const std::byte> bytes, int edge)
{
    if (bytes.size() > kLongestPicture) return fail(ErrorCode::Unsupported, "has a picture of more than 32 MiB");
    if (!isPicture(bytes)) return fail(ErrorCode::Unsupported, "has a picture that is no JPEG, PNG or WebP");
    const auto frame = decoded(bytes);
    if (!frame) return fail(frame.error());
    const AVPixFmtDescriptor *const kind = av_pix_fmt_desc_get(static_cast<AVPixelFormat>((*frame)->format));
    if (kind == nullptr || (kind->flags & (AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT)) != 0) return fail(ErrorCode::Unsupported, "has a picture of a kind that is not read here");

    const double shrink = std::min(1.0, static_cast<double>(edge) / std::max((*frame)->width, (*frame)->height));
    const auto small = [&](int length) { return std::max(1, static_cast<int>(std::lround(length * shrink))); };
    Picture picture{.width = small((*frame)->width), .height = small((*frame)->height), .pixels = {}};
    const bool isPalette = (kind->flags & AV_PIX_FMT_FLAG_PAL) != 0, isRgb = isPalette || (kind->flags & AV_PIX_FMT_FLAG_RGB) != 0;
    const std::size_t components = isPalette ? 4 : kind->nb_components;
    const bool hasAlpha = isPalette || (kind->flags & AV_PIX_FMT_FLAG_ALPHA) != 0, isGrey = components < 3;
    const bool isFull = (*frame)->color_range == AVCOL_RANGE_JPEG || std::string_view(kind->name).starts_with("yuvj");
    std::array<std::vector<float>, 4> planes;
    for (std::size_t i = 0; i < components; ++i) planes[i] = fitted(**frame, *kind, static_cast<int>(i), picture.width, picture.height);
    const std::size_t size = planes[0].size();
    picture.pixels.reserve(4 * size);
    for (std::size_t i = 0; i < size; ++i) {
        const auto value = [&](std::size_t component) { return planes[component][i]; };
        const std::array<float, 3> rgb = isGrey ? std::array{value(0), value(0), value(0)} : isRgb ? std::array{value(0), value(1), value(2)} : toRgb(value(0), value(1), value(2), isFull);
        for (const float colour : rgb) picture.pixels.push_back(toByte(colour));
        picture.pixels.push_back(hasAlpha ? toByte(value(components - 1)) : std::uint8_t{255});
    }
    return turned(std::move(picture), **frame);
}

} // namespace taraf::probe
