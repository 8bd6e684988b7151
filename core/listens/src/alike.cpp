#include "taraf/listens/alike.h"

#include "taraf/listens/names.h"

#include <rapidfuzz/fuzz.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>

namespace taraf::listens {
namespace {

constexpr double kArtists = 0.8; ///< less alike, and it is somebody else
/// "Believe" and "Believer" are 0.93.
constexpr double kSure = 0.94, kMargin = 0.03;
/// Lengths in two places differ by silence at the ends, and by what players round. The same one halves what is missing to 1.
constexpr Milliseconds kSlack{10'000}, kSame{2'000};
constexpr double kOtherLength = 0.8, kSameLength = 0.5, kWorthALook = 0.8;

constexpr std::array<std::string_view, 18> kVersions{"live", "remix", "mix", "acoustic", "instrumental", "demo", "edit", "unplugged", "karaoke", "cover", "reprise", "intro", "outro", "interlude", "version", "dub", "session",
                                                     "medley"};

/// The words of a title that tell it from others that are spelled nearly the same, in order.
std::vector<std::string_view> tellingWords(std::string_view plain)
{
    std::vector<std::string_view> words;
    while (!plain.empty()) {
        const std::string_view word = plain.substr(0, plain.find(' '));
        plain.remove_prefix(std::min(plain.size(), word.size() + 1));
        const bool isNumber = std::ranges::any_of(word, [](char c) { return c >= '0' && c <= '9'; });
        const bool isRoman = !word.empty() && word.find_first_not_of("ivx") == std::string_view::npos && word != "i" && word != "x" && word != "v";
        if (isNumber || isRoman || std::ranges::contains(kVersions, word)) words.push_back(word);
    }
    std::ranges::sort(words);
    return words;
}

double alike(std::string_view a, std::string_view b, double least) { return std::max(rapidfuzz::fuzz::ratio(a, b, 100 * least), rapidfuzz::fuzz::token_sort_ratio(a, b, 100 * least)) / 100; }

double plainAlike(std::string_view a, std::string_view b, double least = 0) { return tellingWords(a) == tellingWords(b) ? alike(a, b, least) : 0; }

} // namespace

double titlesAlike(std::string_view a, std::string_view b) { return plainAlike(plainTitle(a), plainTitle(b)); }

struct AlikeSongs::Songs {
    struct Song {
        std::uint32_t number = 0;
        std::string title; ///< plain
        Milliseconds duration{0};
    };
    struct Artist {
        std::string name; ///< plain
        std::vector<Song> songs;
    };
    struct LikeArtist {
        std::size_t place = 0;
        double score = 0;
    };
    std::vector<Artist> artists;
    std::unordered_map<std::string, std::size_t> places;
    std::unordered_map<std::string, std::vector<LikeArtist>> known; ///< what was looked for
    std::unordered_map<std::uint32_t, std::pair<std::size_t, std::size_t>> where;

    const std::vector<LikeArtist> &like(const std::string &artist)
    {
        const auto [at, isNew] = known.try_emplace(artist);
        if (!isNew) return at->second;
        const rapidfuzz::fuzz::CachedRatio<char> whole(artist);
        const rapidfuzz::fuzz::CachedTokenSortRatio<char> words(artist);
        for (std::size_t i = 0; i < artists.size(); ++i) {
            const double score = std::max(whole.similarity(artists[i].name, 100 * kArtists), words.similarity(artists[i].name, 100 * kArtists)) / 100;
            if (score >= kArtists) at->second.push_back({.place = i, .score = score});
        }
        return at->second;
    }
    [[nodiscard]] const Song &song(std::uint32_t number) const
    {
        const auto &[artist, place] = where.at(number);
        return artists[artist].songs[place];
    }
};

AlikeSongs::AlikeSongs() : m_songs(std::make_unique<Songs>()) {}
AlikeSongs::~AlikeSongs() = default;

void AlikeSongs::add(std::uint32_t number, std::string_view artist, std::string_view title, Milliseconds duration)
{
    const std::string plain = plainArtist(artist);
    const auto [at, isNew] = m_songs->places.try_emplace(plain, m_songs->artists.size());
    if (isNew) m_songs->artists.push_back({.name = plain, .songs = {}});
    std::vector<Songs::Song> &songs = m_songs->artists[at->second].songs;
    m_songs->where.try_emplace(number, at->second, songs.size());
    songs.push_back({.number = number, .title = plainTitle(title), .duration = duration});
}

std::vector<AlikeSongs::Found> AlikeSongs::find(std::string_view artist, std::string_view title, Milliseconds duration, double least, std::size_t most)
{
    std::vector<Found> found;
    const std::string plain = plainTitle(title);
    for (const Songs::LikeArtist &each : m_songs->like(plainArtist(artist))) {
        for (const Songs::Song &song : m_songs->artists[each.place].songs) {
            double score = each.score * plainAlike(plain, song.title, std::min(1.0, least / each.score));
            if (duration.count() > 0 && song.duration.count() > 0) {
                const Milliseconds apart = std::chrono::abs(duration - song.duration);
                if (apart > kSlack) score *= kOtherLength;
                else if (apart <= kSame && score >= kWorthALook) score = 1 - (1 - score) * kSameLength;
            }
            if (score >= least) found.push_back({.number = song.number, .score = score});
        }
    }
    std::ranges::stable_sort(found, [](const Found &a, const Found &b) { return a.score != b.score ? a.score > b.score : a.number < b.number; });
    if (found.size() > most) found.resize(most);
    return found;
}

bool AlikeSongs::isSure(const std::vector<Found> &found) const
{
    if (found.empty() || found.front().score < kSure) return false;
    const std::string &title = m_songs->song(found.front().number).title;
    return std::ranges::all_of(found, [&](const Found &each) { return each.score <= found.front().score - kMargin || m_songs->song(each.number).title == title; });
}

} // namespace taraf::listens
