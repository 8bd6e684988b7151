#include "examine.h"

#include "audio_hash.h"
#include "decoder.h"
#include "demuxer.h"
#include "mpeg_stream.h"
#include "picture.h"
#include "tag_fields.h"
#include "tag_file.h"
#include "window.h"

#include "taraf/base/file.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <new>

extern "C" {
#include <libavcodec/avcodec.h>
}

namespace taraf::probe {
namespace {

template<class T> T inRange(T value, T low, T high) { return value >= low && value <= high ? value : T{}; }

bool isDsd(AVCodecID codec)
{
    return codec == AV_CODEC_ID_DSD_LSBF || codec == AV_CODEC_ID_DSD_MSBF || codec == AV_CODEC_ID_DSD_LSBF_PLANAR ||
           codec == AV_CODEC_ID_DSD_MSBF_PLANAR || codec == AV_CODEC_ID_DST;
}

Milliseconds durationOf(double seconds) { return Milliseconds(std::llround(1000 * inRange(seconds, 0.0, 7.0 * 24 * 3600))); }

/// kbit/s of a file that is one stream and nothing else.
int bitrateBySize(const Window &window, double seconds)
{
    return seconds > 0 ? static_cast<int>(inRange(std::round(static_cast<double>(window.end - window.begin) * 8 / seconds / 1000), 0.0, 100000.0)) : 0;
}

StreamInfo describe(const Demuxer &demuxer, double seconds)
{
    const AVCodecParameters &codec = *demuxer.stream().codecpar;
    StreamInfo info;
    info.duration = durationOf(seconds);
    const std::int64_t rate = isDsd(codec.codec_id) ? std::int64_t{codec.sample_rate} * 8 : codec.sample_rate; // FFmpeg counts bytes of DSD
    info.sampleRate = static_cast<int>(inRange<std::int64_t>(rate, 0, 12288000));
    info.channels = inRange(codec.ch_layout.nb_channels, 0, 64);
    // Where a file is one stream and nothing else, its size tells more than a header's field.
    const bool isContainer = demuxer.formatName().starts_with("mov") || demuxer.formatName().starts_with("matroska");
    const bool isBySize = seconds > 0 && (codec.bit_rate <= 0 || !isContainer);
    info.bitrate = isBySize ? bitrateBySize(demuxer.window(), seconds)
                            : static_cast<int>(inRange(std::round(static_cast<double>(codec.bit_rate) / 1000), 0.0, 100000.0));
    const AVCodecDescriptor *const kind = avcodec_descriptor_get(codec.codec_id);
    if (isDsd(codec.codec_id)) info.bitDepth = 1;
    else if (kind != nullptr && (kind->props & AV_CODEC_PROP_LOSSLESS) != 0) {
        info.bitDepth = inRange(codec.bits_per_raw_sample > 0 ? codec.bits_per_raw_sample : codec.bits_per_coded_sample, 0, 64);
    }
    return info;
}

/// Which part is listened to, and how much of it there should be.
struct Plan {
    Span part;
    Seconds expected;
    Seconds needed;
};

Plan plan(const Survey &survey, const std::optional<Span> &asked)
{
    const Seconds whole{survey.seconds};
    if (asked) return {*asked, std::max(Seconds{0}, std::min(asked->to, whole) - asked->from), kShortestSpan};
    // A track that is short, or of which nothing is known, is read from its start as far as it goes.
    if (whole <= kAnalysisSpan) return {{Seconds{0}, kAnalysisSpan}, whole, kShortestAnalysed};
    const Seconds from = (whole - kAnalysisSpan) / 2;
    return {{from, from + kAnalysisSpan}, kAnalysisSpan, kShortestAnalysed};
}

Seconds length(const Decoded &decoded) { return Seconds{static_cast<double>(decoded.samples.size()) / kAnalysisRate}; }

/// A file with a few broken packets is still music; one with more broken packets than whole ones is not.
std::optional<Error> judge(const Decoded &decoded, const Plan &plan, bool isSpan)
{
    const Seconds got = length(decoded);
    if (decoded.bad > decoded.good) {
        return Error{ErrorCode::Corrupt, std::format("is damaged: {} of {} packets can't be decoded", decoded.bad, decoded.bad + decoded.good)};
    }
    if (got >= plan.needed) return std::nullopt;
    if (isSpan) return Error{ErrorCode::TooShort, std::format("has {:.1f} s of audio from {:.1f} s on; {:g} s are needed", got.count(), plan.part.from.count(), plan.needed.count())};
    return Error{ErrorCode::TooShort, std::format("has {:.1f} s of audio; {:g} s are needed", got.count(), plan.needed.count())};
}

Result<Decoded> decodePart(std::unique_ptr<Demuxer> &demuxer, const FileView &file, const std::string &name, const Plan &plan)
{
    if (!demuxer->seek(plan.part.from.count() - 1)) {
        // The long way: from a fresh start, past what isn't wanted.
        auto again = Demuxer::open(file, name);
        if (!again) return fail(std::move(again.error()));
        demuxer = std::move(*again);
    }
    return decode(*demuxer, plan.part);
}

/// Fills in the samples, or why there are none.
Result<> listen(Report &report, Survey &survey, std::unique_ptr<Demuxer> &demuxer, const FileView &file, const Ask &ask)
{
    Plan planned = plan(survey, ask.span);
    auto decoded = decodePart(demuxer, file, ask.name, planned);
    if (decoded && !survey.counted && length(*decoded) < 0.95 * planned.expected - Seconds{0.5}) {
        // Less than the file claims: what it really holds decides.
        auto again = Demuxer::open(file, ask.name);
        if (!again) return fail(std::move(again.error()));
        demuxer = std::move(*again);
        const Survey real = countPackets(*demuxer);
        if (real.seconds > 0 && std::abs(real.seconds - survey.seconds) > 0.5) {
            survey.seconds = real.seconds;
            survey.counted = true;
            planned = plan(survey, ask.span);
            decoded = decodePart(demuxer, file, ask.name, planned);
        }
    }
    if (!decoded) {
        const ErrorCode code = decoded.error().code;
        if (code != ErrorCode::Corrupt && code != ErrorCode::Unsupported) return fail(std::move(decoded.error()));
        report.audioError = std::move(decoded.error());
    } else if (auto error = judge(*decoded, planned, ask.span.has_value())) {
        report.audioError = std::move(error);
    } else {
        report.pcm.emplace(std::move(decoded->samples));
    }
    return {};
}

/// A plain MP3 whose samples aren't wanted needs no demuxer.
std::optional<Report> examineMpeg(const FileView &file, const Ask &ask)
{
    const Window window = audioWindow(file);
    const auto mpeg = readMpegStream(file, window);
    if (!mpeg) return std::nullopt;
    Report report;
    report.tags = fields(readMpegTags(file, ask.name));
    const Survey &survey = mpeg->survey;
    report.stream.duration = durationOf(survey.seconds);
    report.stream.sampleRate = mpeg->sampleRate;
    report.stream.channels = mpeg->channels;
    report.stream.bitrate = bitrateBySize(window, survey.seconds);
    report.audioHash = survey.ends.hash(survey.hashSeconds);
    report.hashed = true;
    return report;
}

Result<Report> examineFile(const FileView &file, const Ask &ask)
{
    if (ask.audio == Audio::None) {
        if (auto plain = examineMpeg(file, ask)) return std::move(*plain);
    }
    Report report;
    auto opened = Demuxer::open(file, ask.name);
    if (!opened) {
        if (opened.error().code == ErrorCode::Io || opened.error().code == ErrorCode::OutOfMemory) return fail(std::move(opened.error()));
        // No audio for us; a copy-protected file still has a name.
        const auto raw = readTagsByName(file, ask.name);
        if (!raw) return fail(std::move(opened.error()));
        report.tags = fields(*raw);
        report.audioError = std::move(opened.error());
        return report;
    }
    std::unique_ptr<Demuxer> demuxer = std::move(*opened);
    report.tags = fields(readTags(file, ask.name, *demuxer));

    auto surveyed = survey(demuxer, file, ask.name);
    if (!surveyed) return fail(std::move(surveyed.error()));
    if (surveyed->ends.isEmpty()) {
        report.stream = describe(*demuxer, 0);
        report.audioError = Error{ErrorCode::Corrupt, "holds no audio"};
        return report;
    }
    if (ask.audio == Audio::Decode) {
        if (auto listened = listen(report, *surveyed, demuxer, file, ask); !listened) return fail(std::move(listened.error()));
    } else if (!hasDecoder(*demuxer)) {
        report.audioError = Error{ErrorCode::Unsupported, std::format("is encoded as {}, which is not read here", avcodec_get_name(demuxer->codec()))};
    }
    report.stream = describe(*demuxer, surveyed->seconds);
    complete(*surveyed, demuxer, file, ask.name);
    report.audioHash = surveyed->ends.hash(surveyed->hashSeconds);
    report.hashed = true;
    return report;
}

Result<Picture> portrayFile(const FileView &file, const AskPicture &ask)
{
    std::vector<std::byte> bytes(12);
    bytes.resize(file.readAt(0, bytes));
    if (isPicture(bytes)) {
        if (file.size() > static_cast<std::int64_t>(kLongestPicture)) return fail(ErrorCode::Unsupported, "is a picture of more than 32 MiB");
        bytes.resize(static_cast<std::size_t>(file.size()));
        bytes.resize(file.readAt(0, bytes));
        return decodePicture(bytes, ask.edge);
    }
    const auto demuxer = Demuxer::open(file, ask.name);
    const auto raw = demuxer ? std::optional(readTags(file, ask.name, **demuxer)) : readTagsByName(file, ask.name);
    if (!raw) return fail(demuxer.error());
    if (raw->picture.isEmpty()) return fail(ErrorCode::Unsupported, "holds no picture");
    return decodePicture(std::as_bytes(std::span(raw->picture.data(), raw->picture.size())), ask.edge);
}

/// What `read` makes of an open file, whatever the libraries do.
template<class Read> auto guarded(int fd, const Read &read) -> decltype(read(std::declval<const FileView &>()))
{
    const FileView file(fd);
    try {
        auto answer = read(file);
        if (file.error() != 0) return fail(ErrorCode::Io, "can't be read: " + describeErrno(file.error()));
        return answer;
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "asks for more memory than is allowed");
    } catch (const std::exception &) {
        return fail(ErrorCode::Corrupt, "is damaged");
    }
}

} // namespace

Result<Report> examine(int fd, const Ask &ask)
{
    return guarded(fd, [&](const FileView &file) { return examineFile(file, ask); });
}

Result<Picture> portray(int fd, const AskPicture &ask)
{
    return guarded(fd, [&](const FileView &file) { return portrayFile(file, ask); });
}

} // namespace taraf::probe
