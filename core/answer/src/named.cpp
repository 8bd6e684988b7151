#include "named.h"

#include "taraf/base/path.h"
#include "taraf/base/traits.h"
#include "taraf/store/catalogue.h"

#include <algorithm>
#include <array>
#include <format>

namespace taraf::answer {
namespace {

/// Of what a name stands for, so many tracks evenly spaced stand for it: a mean of more is no other.
constexpr std::size_t kMostTracks = 200;

/// A mood is looked for among so many tracks evenly spaced, and so many that have most of it stand for it.
constexpr std::size_t kSampled = 2000, kMoodTracks = 24;

constexpr std::size_t kGenresTold = 5;

enum class By { Artist, Genre, Year, Mood, MusicBrainz };
constexpr std::array<std::string_view, 5> kPrefixes{"artist:", "genre:", "year:", "mood:", "mbid:"};

std::vector<RecordingId> evenly(const std::vector<RecordingId> &all, std::size_t most)
{
    if (all.size() <= most) return all;
    std::vector<RecordingId> chosen;
    for (std::size_t i = 0; i < most; ++i) chosen.push_back(all[i * all.size() / most]);
    return chosen;
}

Seed seedOf(const std::string &argument, std::string label, std::vector<RecordingId> recordings)
{
    return {.kind = Seed::Kind::Named, .path = argument, .label = std::move(label), .recordings = std::move(recordings), .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
}

Result<std::vector<RecordingId>> moodOf(Answers::Parts &parts, store::Catalogue &catalogue, Mood mood)
{
    const auto index = parts.vectors();
    if (!index) return fail(index.error());
    const auto &vectors = (*index)->vectors();
    std::vector<RecordingId> sample;
    const std::size_t count = std::min(vectors.size(), kSampled);
    for (std::size_t i = 0; i < count; ++i) sample.push_back(vectors.id(i * vectors.size() / count));
    std::vector<std::pair<RecordingId, Traits>> heard;
    TraitScale scale;
    auto read = catalogue.eachTraits(sample, [&](RecordingId recording, const Traits &traits) {
        heard.emplace_back(recording, traits);
        scale.add(traits);
    });
    if (!read) return fail(std::move(read).error());
    std::ranges::stable_sort(heard, std::ranges::greater{}, [&](const auto &each) { return strength(mood, each.second, scale); });
    // Of few tracks a fifth has a mood.
    heard.resize(std::min(heard.size(), std::min(kMoodTracks, heard.size() / 5 + 1)));
    std::vector<RecordingId> found;
    for (const auto &[recording, traits] : heard) found.push_back(recording);
    return found;
}

Result<Seed> moodSeed(Answers::Parts &parts, store::Catalogue &catalogue, const std::string &argument, const std::string &word)
{
    const auto mood = std::ranges::find(kMoods, comparable(word), [](Mood each) { return name(each); });
    if (mood == kMoods.end()) return fail(ErrorCode::InvalidArgument, "there is no mood '" + displayText(word) + "'; there are calm, energetic, happy and sad");
    auto recordings = moodOf(parts, catalogue, *mood);
    if (!recordings) return fail(std::move(recordings).error());
    return seedOf(argument, std::string(name(*mood)) + " music", std::move(*recordings));
}

/// What a MusicBrainz id stands for, by the tracks that it is on.
std::string labelOfAll(const std::vector<Track> &tracks)
{
    if (tracks.size() == 1) return labelOf(tracks.front());
    const Tags &first = tracks.front().tags;
    const auto all = [&](auto same) { return std::ranges::all_of(tracks, [&](const Track &track) { return same(track); }); };
    const bool isOneArtist = all([&](const Track &track) { return track.artist() == tracks.front().artist(); });
    if (!first.album.empty() && all([&](const Track &track) { return track.tags.album == first.album; })) {
        return (isOneArtist ? tracks.front().artist() + " – " : std::string()) + first.album;
    }
    return isOneArtist && !tracks.front().artist().empty() ? tracks.front().artist() : std::format("{} tracks", tracks.size());
}

} // namespace

Result<std::optional<Seed>> namedSeed(Answers::Parts &parts, const std::string &argument)
{
    const auto prefix = std::ranges::find_if(kPrefixes, [&](std::string_view each) { return argument.starts_with(each); });
    if (prefix == kPrefixes.end()) return std::nullopt;
    const By by = static_cast<By>(prefix - kPrefixes.begin());
    const std::string what = argument.substr(prefix->size());
    if (comparable(what).empty()) return fail(ErrorCode::InvalidArgument, "'" + argument + "' names nothing; write it as artist:NAME, genre:NAME, year:1990-1999, mood:calm or mbid:ID");
    store::Catalogue catalogue(parts.library);
    if (by == By::Mood) {
        auto seed = moodSeed(parts, catalogue, argument, what);
        if (!seed) return fail(std::move(seed).error());
        return std::optional(std::move(*seed));
    }
    Result<std::vector<RecordingId>> found;
    std::string label = displayText(what), years;
    if (by == By::Artist) found = catalogue.byArtist(what);
    if (by == By::Genre) found = catalogue.ofGenre(what);
    if (by == By::MusicBrainz) found = catalogue.withMusicBrainzId(comparable(what));
    if (by == By::Year) {
        recommend::Rules rules;
        if (auto set = recommend::set(rules, "years", what); !set) return fail(std::move(set).error());
        found = catalogue.ofYears(rules.years.first, rules.years.last);
        years = what;
    }
    if (!found) return fail(std::move(found).error());
    if (found->empty()) {
        std::string sentence = "nothing in the collection is tagged with " + std::string(prefix->substr(0, prefix->size() - 1)) + " '" + displayText(what) + "'";
        if (by == By::Genre) {
            auto like = catalogue.genresLike(what);
            if (!like) return fail(std::move(like).error());
            like->resize(std::min(like->size(), kGenresTold));
            if (!like->empty()) sentence += "; there is " + joined(*like);
        }
        return fail(ErrorCode::NotFound, sentence);
    }
    Seed seed = seedOf(argument, std::move(label), evenly(*found, kMostTracks));
    seed.years = years;
    if (by == By::MusicBrainz) {
        const auto tracks = parts.library.tracks(seed.recordings);
        if (!tracks) return fail(tracks.error());
        if (!tracks->empty()) seed.label = labelOfAll(*tracks);
    }
    return std::optional(std::move(seed));
}

Result<> takeYears(std::vector<Seed> &seeds, RuleTexts &rules)
{
    const auto isYears = [](const Seed &seed) { return !seed.years.empty(); };
    const auto first = std::ranges::find_if(seeds, isYears);
    if (first == seeds.end()) return {};
    if (std::ranges::count_if(seeds, isYears) > 1) return fail(ErrorCode::InvalidArgument, "name one range of years: year:1970-1999");
    rules.emplace_back("years", first->years);
    if (seeds.size() > 1) seeds.erase(first);
    return {};
}

} // namespace taraf::answer
