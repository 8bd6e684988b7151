#include "tag_fields.h"

#include "audio_hash.h"
#include "messages.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

namespace taraf::probe {
namespace {

using Values = std::vector<std::string>;

class Merged
{
public:
    explicit Merged(const std::vector<KeyValues> &sources) : m_sources(sources) {}

    /// The values of the first key that any source has.
    [[nodiscard]] const Values &all(std::initializer_list<std::string_view> keys) const
    {
        static const Values none;
        for (const std::string_view key : keys) {
            for (const KeyValues &source : m_sources) {
                if (const auto found = source.find(key); found != source.end()) return found->second;
            }
        }
        return none;
    }
    [[nodiscard]] std::string one(std::initializer_list<std::string_view> keys) const
    {
        const Values &values = all(keys);
        return values.empty() ? std::string() : values.front();
    }

private:
    const std::vector<KeyValues> &m_sources;
};

bool isDigit(char letter) { return letter >= '0' && letter <= '9'; }

/// The number at the start of a text, 0 where there is none in [1, most].
int leadingNumber(std::string_view text, int most)
{
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && number >= 1 && number <= most ? number : 0;
}

/// "3/12", or 3 with 12 in a key of its own.
void readPair(const std::string &text, const std::string &total, int most, int &number, int &count)
{
    const std::size_t slash = text.find('/');
    number = leadingNumber(text, most);
    count = slash == std::string::npos ? 0 : leadingNumber(std::string_view(text).substr(slash + 1), most);
    if (count == 0) count = leadingNumber(total, most);
}

/// The first four digits in a row ("2001-05-03", "03.05.2001"), else a number by itself.
int readYear(std::string_view text)
{
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        run = isDigit(text[i]) ? run + 1 : 0;
        if (run == 4) return leadingNumber(text.substr(i - 3, 4), 9999);
    }
    return std::ranges::all_of(text, isDigit) ? leadingNumber(text, 9999) : 0;
}

/// A decimal number that something may follow ("-7.03 dB"); a comma as its point is a locale's fault.
std::optional<float> readDecimal(std::string text)
{
    std::ranges::replace(text, ',', '.');
    std::string_view rest(text);
    if (rest.starts_with('+')) rest.remove_prefix(1);
    float value = 0;
    const auto read = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
    return value;
}

std::optional<float> within(std::optional<float> value, float low, float high)
{
    return value && *value >= low && *value <= high ? value : std::nullopt;
}

/// R128 gains are Q7.8 relative to -23 LUFS, ReplayGain 2.0 is relative to -18 LUFS.
/// Source: Terriberry, Lee, Giles, RFC 7845, 2016, section 5.2.1.
std::optional<float> readGain(const Merged &tags, std::string_view key, std::string_view r128)
{
    if (const auto gain = within(readDecimal(tags.one({key})), -51, 51)) return gain;
    const std::string text = tags.one({r128});
    int q78 = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), q78);
    if (text.empty() || read.ec != std::errc() || q78 < -32768 || q78 > 32767) return std::nullopt;
    return within(static_cast<float>(q78) / 256 + 5, -51, 51);
}

/// A lower-case UUID, or nothing.
std::string readUuid(std::string text)
{
    if (text.size() != 36) return {};
    for (std::size_t i = 0; i < text.size(); ++i) {
        char &letter = text[i];
        if (letter >= 'A' && letter <= 'F') letter = static_cast<char>(letter - 'A' + 'a');
        const bool isDash = i == 8 || i == 13 || i == 18 || i == 23;
        if (isDash ? letter != '-' : !isDigit(letter) && (letter < 'a' || letter > 'f')) return {};
    }
    return text;
}

/// Some programs write several ids into one value.
Values readUuids(const Values &values)
{
    Values uuids;
    for (const std::string &value : values) {
        for (std::size_t from = 0; from < value.size();) {
            const std::size_t to = std::min(value.find_first_of("/;, ", from), value.size());
            if (std::string uuid = readUuid(value.substr(from, to - from)); !uuid.empty() && uuids.size() < 64) uuids.push_back(std::move(uuid));
            from = to + 1;
        }
    }
    return uuids;
}

bool readFlag(const std::string &text) { return text == "1" || text == "true" || text == "True" || text == "yes"; }

MusicBrainzIds readIds(const Merged &tags)
{
    MusicBrainzIds ids;
    ids.recording = readUuid(tags.one({"MUSICBRAINZ_TRACKID"}));
    ids.releaseTrack = readUuid(tags.one({"MUSICBRAINZ_RELEASETRACKID"}));
    ids.release = readUuid(tags.one({"MUSICBRAINZ_ALBUMID"}));
    ids.releaseGroup = readUuid(tags.one({"MUSICBRAINZ_RELEASEGROUPID"}));
    ids.work = readUuid(tags.one({"MUSICBRAINZ_WORKID"}));
    ids.artists = readUuids(tags.all({"MUSICBRAINZ_ARTISTID"}));
    ids.albumArtists = readUuids(tags.all({"MUSICBRAINZ_ALBUMARTISTID"}));
    return ids;
}

} // namespace

Tags fields(const RawTags &raw)
{
    const Merged merged(raw.sources);
    Tags tags;
    tags.title = merged.one({"TITLE"});
    tags.artists = merged.all({"ARTIST"});
    // Picard keeps the artists apart in ARTISTS where ARTIST is a phrase ("A feat. B").
    if (const Values &several = merged.all({"ARTISTS"}); tags.artists.size() <= 1 && (several.size() > 1 || tags.artists.empty())) tags.artists = several;
    tags.albumArtists = merged.all({"ALBUMARTIST", "ALBUM ARTIST"});
    tags.album = merged.one({"ALBUM"});
    readPair(merged.one({"TRACKNUMBER"}), merged.one({"TRACKTOTAL", "TOTALTRACKS"}), 99999, tags.track, tags.tracks);
    readPair(merged.one({"DISCNUMBER"}), merged.one({"DISCTOTAL", "TOTALDISCS"}), 9999, tags.disc, tags.discs);
    tags.year = readYear(merged.one({"DATE", "YEAR", "RELEASEDATE"}));
    tags.originalYear = readYear(merged.one({"ORIGINALDATE", "ORIGINALYEAR"}));
    tags.genres = merged.all({"GENRE"});
    tags.composers = merged.all({"COMPOSER"});
    tags.comment = merged.one({"COMMENT", "DESCRIPTION"});
    tags.compilation = readFlag(merged.one({"COMPILATION"}));
    tags.musicBrainz = readIds(merged);
    tags.replayGain = {.trackGain = readGain(merged, "REPLAYGAIN_TRACK_GAIN", "R128_TRACK_GAIN"),
                       .trackPeak = within(readDecimal(merged.one({"REPLAYGAIN_TRACK_PEAK"})), 0, 100),
                       .albumGain = readGain(merged, "REPLAYGAIN_ALBUM_GAIN", "R128_ALBUM_GAIN"),
                       .albumPeak = within(readDecimal(merged.one({"REPLAYGAIN_ALBUM_PEAK"})), 0, 100)};
    tags.rating = within(readDecimal(merged.one({"FMPS_RATING"})), 0, 1);
    if (!tags.rating) tags.rating = within(raw.popularity, 0, 1);
    tags.plays = static_cast<int>(within(readDecimal(merged.one({"FMPS_PLAYCOUNT"})), 0, kPlaysLimit).value_or(0.0F));
    if (tags.plays == 0) tags.plays = std::clamp(raw.plays, 0, kPlaysLimit);
    tags.moods = merged.all({"MOOD"});
    tags.bpm = within(readDecimal(merged.one({"BPM", "TEMPO"})), 0, 1000).value_or(0.0F);
    tags.initialKey = merged.one({"INITIALKEY", "KEY"});
    tags.copyright = merged.one({"COPYRIGHT"});
    tags.license = merged.one({"LICENSE", "COPYRIGHTURL"});
    if (const TagLib::ByteVector &picture = raw.picture; !picture.isEmpty()) {
        tags.art = EmbeddedArt{shortSha256(std::as_bytes(std::span(picture.data(), picture.size()))), picture.size()};
    }
    return tags;
}

} // namespace taraf::probe
