#include "taraf/recommend/why.h"

#include "taraf/base/track.h"

#include <algorithm>
#include <cmath>

namespace taraf::recommend {
namespace {

/// The parts that a likeness is put down to.
constexpr std::array kHeard{Part::Timbre, Part::Rhythm, Part::Harmony};

bool standsOut(float cosine, const Spread &spread) noexcept { return cosine > 0 && standardScore(cosine, spread) >= kStandsOut; }

/// Genres that say nothing, so that sharing them says nothing.
bool meansNothing(std::string_view genre) noexcept
{
    constexpr std::array<std::string_view, 7> names{"", "other", "unknown", "misc", "miscellaneous", "genre", "none"};
    return std::ranges::find(names, genre) != names.end();
}

std::string sharedGenre(const Song &song, std::span<const Song> others)
{
    for (const std::string &genre : song.genres) {
        const std::string key = comparable(genre);
        if (meansNothing(key)) continue;
        const bool everywhere = std::ranges::all_of(others, [&](const Song &other) {
            return std::ranges::any_of(other.genres, [&](const std::string &theirs) { return comparable(theirs) == key; });
        });
        if (everywhere) return genre;
    }
    return {};
}

Era sharedEra(const Song &song, std::span<const Song> others)
{
    const auto dated = [](const Song &any) { return any.year > 0; };
    if (!dated(song) || !std::ranges::all_of(others, dated)) return Era::None;
    if (std::ranges::all_of(others, [&](const Song &other) { return other.year / 10 == song.year / 10; })) return Era::Decade;
    if (std::ranges::all_of(others, [&](const Song &other) { return std::abs(other.year - song.year) <= kEraYears; })) return Era::Close;
    return Era::None;
}

/// "a", "a and b".
std::string listed(const std::vector<Part> &parts)
{
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
        out += name(parts[i]);
    }
    return out;
}

std::string heard(const Why &why)
{
    if (why.alike.size() == kHeard.size()) return "close in every respect";
    if (why.alike.size() == 1 && !why.alikeAsAWhole) return "only " + listed(why.alike) + " alike";
    if (!why.alike.empty()) return listed(why.alike) + " alike";
    if (why.alikeAsAWhole) return "alike as a whole";
    return why.closest ? "mostly " + std::string(name(*why.closest)) : "";
}

std::string era(const Why &why)
{
    const std::string everyone = why.severalOthers ? "all " : "both ";
    switch (why.era) {
    case Era::None: return {};
    case Era::Decade: return everyone + std::to_string(why.year / 10 * 10) + "s";
    case Era::Close:
        if (why.severalOthers) return everyone + "within " + std::to_string(kEraYears) + " years of " + std::to_string(why.year);
        return std::to_string(std::min(why.year, why.otherYear)) + " and " + std::to_string(std::max(why.year, why.otherYear));
    }
    return {};
}

} // namespace

std::string Why::text() const
{
    std::string out;
    const auto say = [&](const std::string &what) {
        if (what.empty()) return;
        if (!out.empty()) out += ", ";
        out += what;
    };
    say(heard(*this));
    if (sameArtist) say("same artist");
    if (sameAlbum) say("same album");
    if (!genre.empty()) say("same genre (" + genre + ")");
    say(recommend::era(*this));
    if (out.empty()) out = "nothing stands out";
    switch (against) {
    case Against::Query: return out;
    case Against::Seed: return "with the seed: " + out;
    case Against::Previous: return "with the track before: " + out;
    case Against::End: return "with the end: " + out;
    }
    return out;
}

Why explain(const Song &song, const std::array<float, kPartCount> &cosines, std::span<const Song> others, const Calibration &calibration,
            Against against)
{
    Why why;
    why.against = against;
    const auto spread = [&](Part part) { return calibration.parts[static_cast<std::size_t>(part)]; };
    const auto cosineOf = [&](Part part) { return cosines[static_cast<std::size_t>(part)]; };
    for (const Part part : kHeard) {
        if (standsOut(cosineOf(part), spread(part))) why.alike.push_back(part);
    }
    std::ranges::stable_sort(why.alike, std::ranges::greater{}, [&](Part part) { return standardScore(cosineOf(part), spread(part)); });
    if (why.alike.empty()) {
        for (const Part part : kHeard) {
            const float score = standardScore(cosineOf(part), spread(part));
            if (cosineOf(part) > 0 && score > 0 && (!why.closest || score > standardScore(cosineOf(*why.closest), spread(*why.closest)))) why.closest = part;
        }
    }
    why.alikeAsAWhole = standsOut(cosineOf(Part::Overall), spread(Part::Overall));
    if (others.empty()) return why;

    why.severalOthers = others.size() > 1;
    why.genre = sharedGenre(song, others);
    why.era = sharedEra(song, others);
    if (why.era != Era::None) {
        why.year = song.year;
        if (!why.severalOthers) why.otherYear = others.front().year;
    }
    why.sameAlbum = song.album.isValid() && std::ranges::all_of(others, [&](const Song &other) { return other.album == song.album; });
    why.sameArtist = std::ranges::all_of(others, [&](const Song &other) { return shareArtist(song, other); });
    return why;
}

} // namespace taraf::recommend
