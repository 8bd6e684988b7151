#include "tag_file.h"

#include "audio_hash.h"
#include "messages.h"
#include "modest_frames.h"
#include "tag_stream.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <type_traits>
#include <utility>

#include <taglib/aifffile.h>
#include <taglib/apefile.h>
#include <taglib/apetag.h>
#include <taglib/asffile.h>
#include <taglib/asftag.h>
#include <taglib/dsdiffdiintag.h>
#include <taglib/dsdifffile.h>
#include <taglib/dsffile.h>
#include <taglib/fileref.h>
#include <taglib/flacfile.h>
#include <taglib/id3v1tag.h>
#include <taglib/id3v2tag.h>
#include <taglib/infotag.h>
#include <taglib/mp4file.h>
#include <taglib/mp4tag.h>
#include <taglib/mpcfile.h>
#include <taglib/mpegfile.h>
#include <taglib/oggflacfile.h>
#include <taglib/opusfile.h>
#include <taglib/popularimeterframe.h>
#include <taglib/speexfile.h>
#include <taglib/tpropertymap.h>
#include <taglib/trueaudiofile.h>
#include <taglib/vorbisfile.h>
#include <taglib/wavfile.h>
#include <taglib/wavpackfile.h>
#include <taglib/xiphcomment.h>

extern "C" {
#include <libavutil/dict.h>
}

namespace taraf::probe {
namespace {

constexpr std::uint64_t kLargestArt = std::uint64_t{64} << 20U;

std::string upper(std::string text)
{
    for (char &letter : text) {
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    }
    return text;
}

void add(KeyValues &values, const std::string &key, std::string_view value)
{
    std::string text = cleanText(value);
    if (text.empty()) return;
    std::vector<std::string> &list = values[key];
    if (list.size() < kValuesLimit) list.push_back(std::move(text));
}

/// ASF's attributes beyond those that TagLib has a key for: ReplayGain, for one, is written by its usual name.
void addOthers(KeyValues &values, const TagLib::ASF::Tag &tag)
{
    for (const auto &[name, attributes] : tag.attributeListMap()) {
        std::string key = upper(cleanText(name.to8Bit(true)));
        if (key == "WM/ISCOMPILATION") key = "COMPILATION";
        if (key.starts_with("WM/") || values.contains(key)) continue;
        for (const TagLib::ASF::Attribute &attribute : attributes) {
            if (attribute.type() == TagLib::ASF::Attribute::UnicodeType) add(values, key, attribute.toString().to8Bit(true));
            else if (attribute.type() == TagLib::ASF::Attribute::BoolType) add(values, key, attribute.toBool() ? "1" : "0");
        }
    }
}

KeyValues keyValues(const TagLib::Tag &tag)
{
    KeyValues values;
    for (const auto &[key, list] : tag.properties()) {
        const std::string name = upper(cleanText(key.to8Bit(true)));
        for (const TagLib::String &value : list) add(values, name, value.to8Bit(true));
    }
    if (const auto *asf = dynamic_cast<const TagLib::ASF::Tag *>(&tag)) addOthers(values, *asf);
    return values;
}

/// Stars as Windows Media Player and Picard write them: 1, 64, 128, 196, 255 are one to five. 0 is no rating.
std::optional<float> ofPopularimeter(int rating)
{
    if (rating <= 0 || rating > 255) return std::nullopt;
    return rating < 32 ? 0.2F : rating < 96 ? 0.4F : rating < 160 ? 0.6F : rating < 224 ? 0.8F : 1.0F;
}

/// The same in WM/SharedUserRating: 1, 25, 50, 75, 99.
std::optional<float> ofWindowsMedia(unsigned rating)
{
    if (rating == 0 || rating > 99) return std::nullopt;
    return rating < 13 ? 0.2F : rating < 38 ? 0.4F : rating < 63 ? 0.6F : rating < 87 ? 0.8F : 1.0F;
}

/// MP4's "rate", 0 to 100.
std::optional<float> ofPercent(std::string_view text)
{
    int percent = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), percent);
    if (read.ec != std::errc() || percent <= 0 || percent > 100) return std::nullopt;
    return static_cast<float>(percent) / 100;
}

int playsOf(TagLib::Tag &tag)
{
    const auto *id3 = dynamic_cast<TagLib::ID3v2::Tag *>(&tag);
    if (id3 == nullptr) return 0;
    unsigned most = 0; // one of each player that counts
    for (const TagLib::ID3v2::Frame *frame : id3->frameList("POPM")) {
        if (const auto *counted = dynamic_cast<const TagLib::ID3v2::PopularimeterFrame *>(frame)) most = std::max(most, counted->counter());
    }
    return static_cast<int>(std::min(most, static_cast<unsigned>(kPlaysLimit)));
}

std::optional<float> popularity(TagLib::Tag &tag)
{
    if (auto *id3 = dynamic_cast<TagLib::ID3v2::Tag *>(&tag)) {
        for (const TagLib::ID3v2::Frame *frame : id3->frameList("POPM")) {
            const auto *stars = dynamic_cast<const TagLib::ID3v2::PopularimeterFrame *>(frame);
            if (stars == nullptr) continue;
            if (const auto rating = ofPopularimeter(stars->rating())) return rating;
        }
    } else if (const auto *asf = dynamic_cast<const TagLib::ASF::Tag *>(&tag)) {
        const auto &attributes = asf->attributeListMap();
        if (const auto found = attributes.find("WM/SharedUserRating"); found != attributes.end() && !found->second.isEmpty()) {
            return ofWindowsMedia(found->second.front().toUInt());
        }
    } else if (auto *mp4 = dynamic_cast<TagLib::MP4::Tag *>(&tag); mp4 != nullptr && mp4->contains("rate")) {
        const TagLib::MP4::Item item = mp4->item("rate");
        const TagLib::StringList texts = item.toStringList();
        return ofPercent(texts.isEmpty() ? std::to_string(item.toInt()) : texts.front().to8Bit(true));
    }
    return std::nullopt;
}

/// The front cover, else the first picture.
TagLib::ByteVector findPicture(const TagLib::List<TagLib::VariantMap> &pictures)
{
    TagLib::ByteVector first;
    for (const TagLib::VariantMap &picture : pictures) {
        const TagLib::ByteVector bytes = picture.value("data").toByteVector();
        if (bytes.isEmpty() || bytes.size() > kLargestArt) continue;
        const bool isFront = picture.value("pictureType").toString() == "Front Cover";
        if (!first.isEmpty() && !isFront) continue;
        first = bytes;
        if (isFront) break;
    }
    return first;
}

RawTags gather(TagLib::File &file, const std::vector<TagLib::Tag *> &tags)
{
    RawTags raw;
    std::vector<std::pair<std::size_t, KeyValues>> weighed;
    for (TagLib::Tag *tag : tags) {
        if (tag == nullptr) continue;
        KeyValues values = keyValues(*tag);
        if (!raw.popularity) raw.popularity = popularity(*tag);
        if (raw.plays == 0) raw.plays = playsOf(*tag);
        const bool isCut = dynamic_cast<TagLib::ID3v1::Tag *>(tag) != nullptr;
        if (!values.empty()) weighed.emplace_back(isCut ? 0 : values.size(), std::move(values));
    }
    std::ranges::stable_sort(weighed, std::greater(), [](const auto &entry) { return entry.first; });
    for (auto &[weight, values] : weighed) raw.sources.push_back(std::move(values));
    raw.picture = findPicture(file.complexProperties("PICTURE"));
    for (std::size_t i = 0; i < tags.size() && raw.picture.isEmpty(); ++i) {
        if (tags[i] != nullptr) raw.picture = findPicture(tags[i]->complexProperties("PICTURE"));
    }
    return raw;
}

/// Every tag that this kind of file can have, in the order that breaks a tie.
template<class File> RawTags readAll(TagStream &stream)
{
    ModestFrames frames;
    File file = [&] {
        if constexpr (std::is_constructible_v<File, TagLib::IOStream *, bool, TagLib::AudioProperties::ReadStyle, TagLib::ID3v2::FrameFactory *>) {
            return File(&stream, false, TagLib::AudioProperties::Average, &frames);
        } else {
            return File(&stream, false);
        }
    }();
    if (!file.isValid()) return {};
    std::vector<TagLib::Tag *> tags;
    if constexpr (requires { file.xiphComment(); }) tags.push_back(file.xiphComment());
    if constexpr (requires { file.ID3v2Tag(); }) tags.push_back(file.ID3v2Tag());
    if constexpr (requires { file.APETag(); }) tags.push_back(file.APETag());
    if constexpr (requires { file.InfoTag(); }) tags.push_back(file.InfoTag());
    if constexpr (requires { file.DIINTag(); }) tags.push_back(file.DIINTag());
    if constexpr (requires { file.ID3v1Tag(); }) tags.push_back(file.ID3v1Tag());
    if (tags.empty()) tags.push_back(file.tag());
    return gather(file, tags);
}

using Reader = RawTags (*)(TagStream &);

Reader oggReader(AVCodecID codec)
{
    switch (codec) {
    case AV_CODEC_ID_OPUS: return readAll<TagLib::Ogg::Opus::File>;
    case AV_CODEC_ID_SPEEX: return readAll<TagLib::Ogg::Speex::File>;
    case AV_CODEC_ID_FLAC: return readAll<TagLib::Ogg::FLAC::File>;
    default: return readAll<TagLib::Ogg::Vorbis::File>;
    }
}

/// What FFmpeg read itself, for containers that TagLib does not know.
RawTags containerTags(const Demuxer &demuxer)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> names{
        {{"ALBUM_ARTIST", "ALBUMARTIST"}, {"TRACK", "TRACKNUMBER"}, {"PART_NUMBER", "TRACKNUMBER"}, {"DISC", "DISCNUMBER"}, {"DATE_RELEASED", "DATE"}}};
    KeyValues values;
    for (const AVDictionary *dictionary : std::initializer_list<const AVDictionary *>{demuxer.containerTags(), demuxer.stream().metadata}) {
        const AVDictionaryEntry *entry = nullptr;
        while ((entry = av_dict_iterate(dictionary, entry)) != nullptr) {
            std::string key = upper(cleanText(entry->key));
            for (const auto &[theirs, ours] : names) {
                if (key == theirs) key = ours;
            }
            if (!values.contains(key)) add(values, key, entry->value);
        }
    }
    RawTags raw;
    if (!values.empty()) raw.sources.push_back(std::move(values));
    if (const auto cover = demuxer.attachedPicture(); !cover.empty()) raw.picture.setData(reinterpret_cast<const char *>(cover.data()), static_cast<unsigned>(cover.size()));
    return raw;
}

} // namespace

std::string cleanText(std::string_view bytes)
{
    const auto cut = [](std::string_view text) {
        if (text.size() <= kTextLimit) return text;
        std::size_t end = kTextLimit;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
        return text.substr(0, end);
    };
    std::string text(cut(bytes));
    std::erase(text, '\0');
    text = displayText(text);
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t from = text.find_first_not_of(blanks);
    if (from == std::string::npos) return {};
    text = text.substr(from, text.find_last_not_of(blanks) - from + 1);
    return std::string(cut(text));
}

RawTags readTags(const FileView &file, const std::string &name, const Demuxer &demuxer)
{
    constexpr std::array<std::pair<std::string_view, Reader>, 14> readers{{
        {"mp3", readAll<TagLib::MPEG::File>},
        {"aac", readAll<TagLib::MPEG::File>},
        {"flac", readAll<TagLib::FLAC::File>},
        {"mov", readAll<TagLib::MP4::File>},
        {"wav", readAll<TagLib::RIFF::WAV::File>},
        {"aiff", readAll<TagLib::RIFF::AIFF::File>},
        {"wv", readAll<TagLib::WavPack::File>},
        {"ape", readAll<TagLib::APE::File>},
        {"mpc", readAll<TagLib::MPC::File>},
        {"mpc8", readAll<TagLib::MPC::File>},
        {"asf", readAll<TagLib::ASF::File>},
        {"dsf", readAll<TagLib::DSF::File>},
        {"iff", readAll<TagLib::DSDIFF::File>},
        {"tta", readAll<TagLib::TrueAudio::File>},
    }};
    TagStream stream(file, name);
    const std::string_view format = demuxer.formatName().substr(0, demuxer.formatName().find(','));
    Reader reader = format == "ogg" ? oggReader(demuxer.codec()) : nullptr;
    for (const auto &[known, its] : readers) {
        if (known == format) reader = its;
    }
    return reader != nullptr ? reader(stream) : containerTags(demuxer);
}

RawTags readMpegTags(const FileView &file, const std::string &name)
{
    TagStream stream(file, name);
    return readAll<TagLib::MPEG::File>(stream);
}

std::optional<RawTags> readTagsByName(const FileView &file, const std::string &name)
{
    // A download that was never filled in: TagLib would search all of it, byte by byte.
    std::array<std::byte, 4096> start{};
    if (file.readAt(0, start) == 0 || std::ranges::all_of(start, [](std::byte byte) { return byte == std::byte{0}; })) return std::nullopt;
    TagStream stream(file, name);
    TagLib::FileRef reference(&stream, false);
    if (reference.isNull()) return std::nullopt;
    RawTags raw = gather(*reference.file(), {reference.tag()});
    return raw.sources.empty() && raw.picture.isEmpty() ? std::nullopt : std::optional(std::move(raw));
}

} // namespace taraf::probe
