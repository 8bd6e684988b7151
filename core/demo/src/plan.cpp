#include "plan.h"

#include <format>

namespace taraf::demo {
namespace {

/// Mixes text into a seed, so that a track's lot doesn't change when another is added to the shelf.
/// Source: Fowler, Noll, Vo, "The FNV non-cryptographic hash algorithm", IETF draft, 2012 (FNV-1a, 64 bit).
std::uint64_t mixed(std::uint64_t seed, std::string_view text)
{
    std::uint64_t hash = 0xCBF29CE484222325ULL ^ seed;
    for (const char byte : text) {
        hash ^= static_cast<unsigned char>(byte);
        hash *= 0x100000001B3ULL;
    }
    return hash;
}

} // namespace

const std::vector<AlbumPlan> &shelf()
{
    // Rates and channels are what the size of the whole allows: lossless noise is dear, so bright and percussive styles are in Vorbis,
    // and what is lossless is rounded to fewer bits (the noise of 14 is 86 dB down), which FLAC then needn't store.
    static const std::vector<AlbumPlan> albums{
        {"Copper Ratio", 1983, "Northbound Static", "Rock", Style::Rock, Format::Vorbis, 32000, 2, 16, {40, Mode::Minor}, 112, 138, 0.5,
         {"Relay", "Iron Weather", "Slow Signal Out", "Overpass"}},
        {"Corin Ashdale", 1988, "Rooms Facing North", "Piano", Style::Piano, Format::Flac, 22050, 2, 14, {57, Mode::Minor}, 66, 82, 0.35,
         {"Window Seat", "The Long Corridor", "Letter Unsent"}},
        {"Corin Ashdale", 2011, "Letters from the Weir", "Folk", Style::Folk, Format::Vorbis, 32000, 2, 16, {55, Mode::Dorian}, 84, 104, 0.45,
         {"Below the Lock", "Alder and Ash", "Heron"}},
        {"Hale Verrin", 1994, "Low Tide Registers", "Ambient", Style::Ambient, Format::Flac, 22050, 2, 14, {50, Mode::Lydian}, 52, 60, 0.3,
         {"Slack Water", "Mooring", "Estuary at Four"}},
        {"Hale Verrin", 2003, "Salt Meridian", "Ambient", Style::Ambient, Format::Flac, 22050, 2, 14, {45, Mode::Minor}, 48, 56, 0.55,
         {"Meridian", "White Pan", "Distance, Haze"}},
        {"Ister Ensemble", 1979, "Nine Winter Chorales", "Chamber Music", Style::Strings, Format::Flac, 22050, 2, 14, {48, Mode::Minor}, 58, 72, 0.4,
         {"Chorale II", "Chorale V", "Chorale IX"}},
        {"Ister Ensemble", 1999, "Seven Against Four", "Percussion", Style::Percussion, Format::Vorbis, 32000, 2, 16, {57, Mode::Dorian}, 100, 126, 0.5,
         {"Lattice", "Counting House", "Far Bank"}},
        {"Lumen Depot", 1998, "Concourse", "Electronic", Style::Electronic, Format::Vorbis, 32000, 2, 16, {45, Mode::Minor}, 120, 130, 0.45,
         {"Platform Nine", "Glass Roof", "Departures", "Last Service"}},
        {"Marlow Teague Trio", 1962, "After the Last Tram", "Jazz", Style::Jazz, Format::Vorbis, 32000, 2, 16, {53, Mode::Dorian}, 116, 152, 0.4,
         {"Depot Waltz", "Marlow's Turn", "Rain on Canal Street", "Half Past"}},
        {"Pixel Harbour", 2009, "Cartridge Summer", "Chiptune", Style::Chiptune, Format::Flac, 22050, 1, 13, {57, Mode::Major}, 138, 160, 0.6,
         {"Press Start", "Pier Two", "Bonus Stage"}},
        {"Pixel Harbour", 2018, "Night Ferry", "Electronic", Style::Electronic, Format::Vorbis, 32000, 2, 16, {43, Mode::Dorian}, 110, 122, 0.7,
         {"Car Deck", "Upper Lounge", "Harbour Lights"}},
        {"Wren Tamsin", 1971, "The Ferry House", "Folk", Style::Folk, Format::Flac, 22050, 1, 14, {50, Mode::Major}, 88, 108, 0.6,
         {"Tallow and Twine", "Ferry House", "The Miller's Daughter-in-Law"}},
        {"Wren Tamsin", 1976, "Barley Months", "Folk", Style::Folk, Format::Vorbis, 32000, 2, 16, {52, Mode::Mixolydian}, 96, 118, 0.55,
         {"Barley Months", "Hedgerow Reel", "Candlemas"}},
    };
    return albums;
}

std::vector<TrackPlan> planTracks(std::uint64_t seed, unsigned perAlbum)
{
    std::vector<TrackPlan> tracks;
    for (const AlbumPlan &album : shelf()) {
        int number = 0;
        for (const std::string_view title : album.tracks) {
            if (perAlbum > 0 && static_cast<unsigned>(number) >= perAlbum) break;
            ++number;
            const std::uint64_t own = mixed(mixed(mixed(seed, album.artist), album.title), title);
            tracks.push_back({.album = &album,
                              .number = number,
                              .title = std::string(title),
                              .seconds = Lot(own ^ 1).between(62.5, 68.5),
                              .seed = own,
                              .folder = std::format("{}/{} - {}", album.artist, album.year, album.title),
                              .file = std::format("{:02} {}.{}", number, title, extension(album.format))});
        }
    }
    return tracks;
}

} // namespace taraf::demo
