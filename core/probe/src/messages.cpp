#include "messages.h"

#include "wire.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <cmath>

namespace taraf::probe {
namespace {

constexpr std::size_t kUuidSize = 36;
constexpr std::int64_t kLongestStreamMs = std::int64_t{7} * 24 * 3600 * 1000;

/// Error messages are ours, but they name the file.
constexpr std::size_t kErrorTextLimit = 4 * kNameLimit;

void put(WireWriter &out, const Error &error)
{
    out.number(static_cast<std::uint32_t>(error.code));
    out.text(std::string_view(error.message).substr(0, kErrorTextLimit));
}

/// Only what a file can be guilty of: the rest is for the client to find out.
std::optional<Error> takeError(WireReader &in)
{
    const auto code = static_cast<ErrorCode>(in.number<std::uint32_t>(0, static_cast<std::uint32_t>(ErrorCode::Internal)));
    Error error{code, displayText(in.bytes(kErrorTextLimit))};
    switch (code) {
    case ErrorCode::Corrupt:
    case ErrorCode::Unsupported:
    case ErrorCode::TooShort:
    case ErrorCode::Io:
    case ErrorCode::OutOfMemory: return error;
    default: in.bad(); return std::nullopt;
    }
}

void put(WireWriter &out, const std::optional<float> &value)
{
    out.flag(value.has_value());
    if (value) out.number(*value);
}

std::optional<float> takeOptional(WireReader &in, float low, float high)
{
    if (!in.flag()) return std::nullopt;
    return in.number<float>(low, high);
}

void put(WireWriter &out, const AudioHash &hash)
{
    for (const std::uint8_t byte : hash) out.number(byte);
}

AudioHash takeHash(WireReader &in)
{
    AudioHash hash{};
    for (std::uint8_t &byte : hash) byte = in.number<std::uint8_t>();
    return hash;
}

void put(WireWriter &out, const Tags &tags)
{
    out.text(tags.title);
    out.list(tags.artists);
    out.list(tags.albumArtists);
    out.text(tags.album);
    for (const int number : {tags.track, tags.tracks, tags.disc, tags.discs, tags.year, tags.originalYear}) out.number(number);
    out.list(tags.genres);
    out.list(tags.composers);
    out.text(tags.comment);
    out.flag(tags.compilation);
    const MusicBrainzIds &ids = tags.musicBrainz;
    for (const std::string *id : {&ids.recording, &ids.releaseTrack, &ids.release, &ids.releaseGroup, &ids.work}) out.text(*id);
    out.list(ids.artists);
    out.list(ids.albumArtists);
    const ReplayGain &gain = tags.replayGain;
    for (const auto *value : {&gain.trackGain, &gain.trackPeak, &gain.albumGain, &gain.albumPeak}) put(out, *value);
    put(out, tags.rating);
    out.number(tags.plays);
    out.list(tags.moods);
    out.number(tags.bpm);
    out.text(tags.initialKey);
    out.text(tags.copyright);
    out.text(tags.license);
    out.flag(tags.art.has_value());
    if (tags.art) {
        put(out, tags.art->hash);
        out.number(tags.art->bytes);
    }
}

Tags takeTags(WireReader &in)
{
    Tags tags;
    tags.title = in.text(kTextLimit);
    tags.artists = in.list(kValuesLimit, kTextLimit);
    tags.albumArtists = in.list(kValuesLimit, kTextLimit);
    tags.album = in.text(kTextLimit);
    for (int *number : {&tags.track, &tags.tracks}) *number = in.number<int>(0, 99999);
    for (int *number : {&tags.disc, &tags.discs, &tags.year, &tags.originalYear}) *number = in.number<int>(0, 9999);
    tags.genres = in.list(kValuesLimit, kTextLimit);
    tags.composers = in.list(kValuesLimit, kTextLimit);
    tags.comment = in.text(kTextLimit);
    tags.compilation = in.flag();
    MusicBrainzIds &ids = tags.musicBrainz;
    for (std::string *id : {&ids.recording, &ids.releaseTrack, &ids.release, &ids.releaseGroup, &ids.work}) *id = in.text(kUuidSize);
    ids.artists = in.list(kValuesLimit, kUuidSize);
    ids.albumArtists = in.list(kValuesLimit, kUuidSize);
    ReplayGain &gain = tags.replayGain;
    gain.trackGain = takeOptional(in, -51, 51);
    gain.trackPeak = takeOptional(in, 0, 100);
    gain.albumGain = takeOptional(in, -51, 51);
    gain.albumPeak = takeOptional(in, 0, 100);
    tags.rating = takeOptional(in, 0, 1);
    tags.plays = in.number<int>(0, kPlaysLimit);
    tags.moods = in.list(kValuesLimit, kTextLimit);
    tags.bpm = in.number<float>(0, 1000);
    tags.initialKey = in.text(kTextLimit);
    tags.copyright = in.text(kTextLimit);
    tags.license = in.text(kTextLimit);
    if (in.flag()) {
        EmbeddedArt art;
        art.hash = takeHash(in);
        art.bytes = in.number<std::uint64_t>();
        tags.art = art;
    }
    return tags;
}

} // namespace

std::string encode(const Hello &hello)
{
    WireWriter out;
    out.number(kProtocolVersion);
    out.text(hello.warning);
    return out.bytes();
}

std::optional<Hello> decodeHello(std::string_view bytes)
{
    WireReader in(bytes);
    (void)in.number<std::uint32_t>(kProtocolVersion, kProtocolVersion);
    Hello hello{in.text(kTextLimit)};
    return in.ok() ? std::optional(std::move(hello)) : std::nullopt;
}

std::string encode(const Ask &ask)
{
    WireWriter out;
    out.text(ask.name);
    out.flag(ask.audio == Audio::Decode);
    out.flag(ask.span.has_value());
    if (ask.span) {
        out.number(ask.span->from.count());
        out.number(ask.span->to.count());
    }
    return out.bytes();
}

std::optional<Ask> decodeAsk(std::string_view bytes)
{
    WireReader in(bytes);
    Ask ask;
    ask.name = in.bytes(kNameLimit);
    ask.audio = in.flag() ? Audio::Decode : Audio::None;
    if (in.flag()) {
        const double from = in.number<double>(0, 1e9);
        ask.span = Span{Seconds{from}, Seconds{in.number<double>(from, from + kLongestSpan.count())}};
    }
    return in.ok() ? std::optional(std::move(ask)) : std::nullopt;
}

std::string encode(const AskPicture &ask)
{
    WireWriter out;
    out.text(ask.name);
    out.number(ask.edge);
    return out.bytes();
}

std::optional<AskPicture> decodeAskPicture(std::string_view bytes)
{
    WireReader in(bytes);
    AskPicture ask;
    ask.name = in.bytes(kNameLimit);
    ask.edge = in.number<int>(1, kLargestEdge);
    return in.ok() ? std::optional(std::move(ask)) : std::nullopt;
}

std::string encode(const Error &error)
{
    WireWriter out;
    put(out, error);
    return out.bytes();
}

std::optional<Error> decodeError(std::string_view bytes)
{
    WireReader in(bytes);
    std::optional<Error> error = takeError(in);
    return in.ok() ? error : std::nullopt;
}

std::string encode(const Report &report)
{
    WireWriter out;
    put(out, report.tags);
    out.number(std::int64_t{report.stream.duration.count()});
    for (const int number : {report.stream.sampleRate, report.stream.channels, report.stream.bitrate, report.stream.bitDepth}) {
        out.number(number);
    }
    out.flag(report.hashed);
    put(out, report.audioHash);
    out.flag(report.audioError.has_value());
    if (report.audioError) put(out, *report.audioError);
    out.flag(report.pcm.has_value());
    out.number(std::uint64_t{report.pcm ? report.pcm->samples.size() : 0});
    return out.bytes();
}

std::optional<Found> decodeFound(std::string_view bytes)
{
    WireReader in(bytes);
    Found found;
    Report &report = found.report;
    report.tags = takeTags(in);
    report.stream.duration = Milliseconds(in.number<std::int64_t>(0, kLongestStreamMs));
    report.stream.sampleRate = in.number<int>(0, 12288000);
    report.stream.channels = in.number<int>(0, 64);
    report.stream.bitrate = in.number<int>(0, 100000);
    report.stream.bitDepth = in.number<int>(0, 64);
    report.hashed = in.flag();
    report.audioHash = takeHash(in);
    if (in.flag()) report.audioError = takeError(in);
    const bool decoded = in.flag();
    found.samples = in.number<std::uint64_t>(0, kSamplesLimit);
    if (decoded) report.pcm.emplace();
    if (decoded ? found.samples == 0 : found.samples != 0) in.bad();
    return in.ok() ? std::optional(std::move(found)) : std::nullopt;
}

std::string encode(const Picture &picture)
{
    WireWriter out;
    out.number(picture.width);
    out.number(picture.height);
    out.text({reinterpret_cast<const char *>(picture.pixels.data()), picture.pixels.size()});
    return out.bytes();
}

std::optional<Picture> decodePortrayed(std::string_view bytes)
{
    WireReader in(bytes);
    Picture picture;
    picture.width = in.number<int>(1, kLargestEdge);
    picture.height = in.number<int>(1, kLargestEdge);
    const std::string pixels = in.bytes(std::size_t{4} * kLargestEdge * kLargestEdge);
    if (pixels.size() != std::size_t{4} * static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height)) in.bad();
    picture.pixels.assign(pixels.begin(), pixels.end());
    return in.ok() ? std::optional(std::move(picture)) : std::nullopt;
}

} // namespace taraf::probe
