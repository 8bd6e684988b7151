#include "taraf/recommend/mix_parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <variant>

namespace taraf::recommend {
namespace {

struct Named {
    MixKind kind;
    std::string_view name, title, about;
    int tracks; ///< in a list
};

constexpr std::array kNamed{
    Named{MixKind::Loved, "loved", "Loved", "What you love, and what you played over and over within a day, the newest first", 0},
    Named{MixKind::RevisitTracks, "revisit-tracks", "Tracks to hear again", "What you played some months ago and not lately", 20},
    Named{MixKind::RevisitAlbums, "revisit-albums", "Albums to hear again", "Whole albums that you played some months ago and not lately", 0},
    Named{MixKind::TopArtists, "top-artists", "Songs like your artists", "For each of the artists you play most, one of their songs and others like theirs", 20},
    Named{MixKind::Smart, "smart", "Smart mixes", "Islands of what you play: tracks of several artists that sound alike, and others like them", 20},
    Named{MixKind::Unheard, "unheard", "Unheard", "What you never played, close to what you love", 50},
    Named{MixKind::New, "new", "New in the collection", "What came in lately and you hardly played", 50},
    Named{MixKind::OnThisDay, "on-this-day", "On this day", "What you played about this day in former years", 50},
    Named{MixKind::Forgotten, "forgotten", "Forgotten favourites", "What you played much and not for a year", 50},
    Named{MixKind::ThisHour, "this-hour", "For this hour", "What you play at this time of day more than at others", 50},
    Named{MixKind::Fingerprint, "fingerprint", "Your fingerprint", "A radio from all you play", 50},
    Named{MixKind::Albums, "albums", "Albums in a row", "Whole albums, one after the other, from all you play", 50},
};
static_assert(kNamed.size() == kMixKinds.size() && std::ranges::equal(kNamed, kMixKinds, {}, &Named::kind));

const Named &named(MixKind kind) { return kNamed[static_cast<std::size_t>(kind)]; }

using Value = std::variant<int *, double *, bool *>;

struct Parameter {
    std::string_view name;
    Value (*of)(MixParameters &);
    double least = 0, most = 0;
    std::string_view unit, sentence;
    std::uint32_t kinds = 0; ///< a bit for each that has it
};

template<auto group, auto member> Value in(MixParameters &parameters) { return &(parameters.*group.*member); }
template<auto member> Value of(MixParameters &parameters) { return &(parameters.*member); }

template<class... Kind> constexpr std::uint32_t kinds(Kind... kind) { return ((1U << static_cast<unsigned>(kind)) | ...); }

constexpr double kDays = 36'500, kMany = 100'000;
constexpr auto kAll = ~std::uint32_t{0};
using enum MixKind;
using P = MixParameters;

constexpr std::array kParameters{
    Parameter{"tracks", of<&P::tracks>, 0, 10'000, "tracks", "So many tracks in a list; 0: any number", kAll & ~kinds(RevisitAlbums)},
    Parameter{"spike-plays", in<&P::spikes, &SpikeParameters::further>, 1, 1'000, "plays", "What was played so often more after a play is loved", kinds(Loved)},
    Parameter{"spike-hours", in<&P::spikes, &SpikeParameters::hours>, 1, 8'760, "hours", "Within these", kinds(Loved)},

    Parameter{"recent-days", in<&P::revisitTracks, &RevisitTracksParameters::recentDays>, 1, kDays, "days", "What counts as lately", kinds(RevisitTracks)},
    Parameter{"recent-plays", in<&P::revisitTracks, &RevisitTracksParameters::recentMost>, 0, kMany, "plays", "So many plays lately at most", kinds(RevisitTracks)},
    Parameter{"quiet-days", in<&P::revisitTracks, &RevisitTracksParameters::quietDays>, 0, kDays, "days", "No play in these", kinds(RevisitTracks)},
    Parameter{"earlier-days", in<&P::revisitTracks, &RevisitTracksParameters::earlierDays>, 1, kDays, "days", "Earlier is between these and lately", kinds(RevisitTracks)},
    Parameter{"earlier-plays", in<&P::revisitTracks, &RevisitTracksParameters::earlierLeast>, 0, kMany, "plays", "So many plays earlier at least", kinds(RevisitTracks)},
    Parameter{"score", in<&P::revisitTracks, &RevisitTracksParameters::score>, 0, 100, "", "The score of plays and of the days since them is greater", kinds(RevisitTracks)},

    Parameter{"played-least", in<&P::revisitAlbums, &RevisitAlbumsParameters::tracksLeast>, 1, 1'000, "tracks", "You played so many tracks of the album at least", kinds(RevisitAlbums)},
    Parameter{"played-most", in<&P::revisitAlbums, &RevisitAlbumsParameters::tracksMost>, 1, 1'000, "tracks", "And so many at most", kinds(RevisitAlbums)},
    Parameter{"recent-days", in<&P::revisitAlbums, &RevisitAlbumsParameters::recentDays>, 1, kDays, "days", "What counts as lately", kinds(RevisitAlbums)},
    Parameter{"recent-plays", in<&P::revisitAlbums, &RevisitAlbumsParameters::recentMost>, 0, kMany, "plays", "So many plays lately at most", kinds(RevisitAlbums)},
    Parameter{"quiet-days", in<&P::revisitAlbums, &RevisitAlbumsParameters::quietDays>, 0, kDays, "days", "Earlier is before these", kinds(RevisitAlbums)},
    Parameter{"earlier-days", in<&P::revisitAlbums, &RevisitAlbumsParameters::earlierDays>, 1, kDays, "days", "And in these", kinds(RevisitAlbums)},
    Parameter{"earlier-plays", in<&P::revisitAlbums, &RevisitAlbumsParameters::earlierLeast>, 0, kMany, "plays", "So many plays earlier at least", kinds(RevisitAlbums)},
    Parameter{"earlier-each", in<&P::revisitAlbums, &RevisitAlbumsParameters::earlierATrack>, 0, 1'000, "plays", "And so many for each track that you played", kinds(RevisitAlbums)},
    Parameter{"score", in<&P::revisitAlbums, &RevisitAlbumsParameters::score>, 0, 100, "", "The score of plays and of the days since them is greater", kinds(RevisitAlbums)},
    Parameter{"lists", in<&P::revisitAlbums, &RevisitAlbumsParameters::count>, 1, 1'000, "albums", "So many albums", kinds(RevisitAlbums)},

    Parameter{"days", in<&P::topArtists, &TopArtistsParameters::days>, 0, kDays, "days", "Of what you played in the last days: 30, 60, 90; 0: ever", kinds(TopArtists)},
    Parameter{"plays", in<&P::topArtists, &TopArtistsParameters::plays>, 0, kMany, "plays", "An artist has so many at least; 0: 15 in 30 days, 20 in 60, 25 in 90, else 50", kinds(TopArtists)},
    Parameter{"lists", in<&P::topArtists, &TopArtistsParameters::count>, 1, 1'000, "artists", "So many artists", kinds(TopArtists)},

    Parameter{"plays", in<&P::smart, &SmartMixParameters::plays>, 1, kMany, "plays", "Of what you played so often, or love", kinds(Smart)},
    Parameter{"least", in<&P::smart, &SmartMixParameters::tracks>, 2, kMany, "tracks", "There must be so many of those", kinds(Smart)},
    Parameter{"most", in<&P::smart, &SmartMixParameters::most>, 2, 5'000, "tracks", "Of more, so many are drawn", kinds(Smart)},
    Parameter{"cluster-size", in<&P::smart, &SmartMixParameters::size>, 2, 1'000, "tracks", "An island has so many at least", kinds(Smart)},
    Parameter{"leaf", in<&P::smart, &SmartMixParameters::isLeaf>, 0, 1, "", "1: the smallest islands; 0: those that last longest", kinds(Smart)},
    Parameter{"artists-least", in<&P::smart, &SmartMixParameters::artistsLeast>, 1, 1'000, "artists", "On an island live so many at least", kinds(Smart)},
    Parameter{"artists-most", in<&P::smart, &SmartMixParameters::artistsMost>, 1, 1'000, "artists", "And so many at most", kinds(Smart)},
    Parameter{"lists", in<&P::smart, &SmartMixParameters::count>, 1, 1'000, "islands", "So many islands, the tightest", kinds(Smart)},

    Parameter{"seeds", in<&P::like, &SongsLikeParameters::seeds>, 1, 1'000, "tracks", "At most so many tracks are what the others are like", kinds(TopArtists, Smart)},
    Parameter{"leading", in<&P::like, &SongsLikeParameters::leading>, 0, 1'000, "tracks", "So many of these stand at the start", kinds(TopArtists, Smart)},
    Parameter{"recency", in<&P::like, &SongsLikeParameters::recency>, 0, 100, "", "How far what you played lately is put back; 0: not at all", kinds(TopArtists, Smart)},

    Parameter{"days", in<&P::fresh, &NewParameters::days>, 1, kDays, "days", "What came in these", kinds(New)},
    Parameter{"plays", in<&P::fresh, &NewParameters::plays>, 0, kMany, "plays", "And was played so often at most", kinds(New)},
    Parameter{"around", in<&P::onThisDay, &OnThisDayParameters::around>, 0, 182, "days", "So many days before and after count, too", kinds(OnThisDay)},
    Parameter{"plays", in<&P::forgotten, &ForgottenParameters::plays>, 1, kMany, "plays", "You played it so often at least, or love it", kinds(Forgotten)},
    Parameter{"days", in<&P::forgotten, &ForgottenParameters::days>, 1, kDays, "days", "And not in these", kinds(Forgotten)},
    Parameter{"around", in<&P::thisHour, &ThisHourParameters::around>, 0, 12, "hours", "So many hours before and after count, too", kinds(ThisHour)},
    Parameter{"plays", in<&P::thisHour, &ThisHourParameters::plays>, 1, kMany, "plays", "You played it so often at these hours at least", kinds(ThisHour)},
    Parameter{"favourites", in<&P::favourites, &FavouritesParameters::count>, 1, 500, "tracks", "So many of what you love and play are drawn to start from", kinds(Unheard, Fingerprint, Albums)},
};

const Parameter *find(MixKind kind, std::string_view name)
{
    const auto found = std::ranges::find_if(kParameters, [&](const Parameter &each) { return each.name == name && (each.kinds & kinds(kind)) != 0; });
    return found == kParameters.end() ? nullptr : &*found;
}

std::string textOf(const Value &value)
{
    return std::visit([](const auto *number) { return std::format("{}", *number + 0); }, value);
}

std::string rangeOf(const Parameter &parameter) { return std::format("{} to {}", parameter.least, parameter.most); }

} // namespace

std::string_view name(MixKind kind) noexcept { return named(kind).name; }
std::string_view title(MixKind kind) noexcept { return named(kind).title; }
std::string_view about(MixKind kind) noexcept { return named(kind).about; }

std::optional<MixKind> mixKindOf(std::string_view name) noexcept
{
    const auto found = std::ranges::find(kNamed, name, &Named::name);
    return found == kNamed.end() ? std::nullopt : std::optional(found->kind);
}

MixParameters mixParametersOf(MixKind kind)
{
    MixParameters parameters;
    parameters.tracks = named(kind).tracks;
    if (kind == Fingerprint || kind == Albums) parameters.favourites.count = 24; // what a radio listens to
    return parameters;
}

std::vector<MixParameterDescription> describe(MixKind kind)
{
    MixParameters parameters = mixParametersOf(kind);
    std::vector<MixParameterDescription> all;
    for (const Parameter &each : kParameters) {
        if ((each.kinds & kinds(kind)) == 0) continue;
        all.push_back({.name = each.name, .range = rangeOf(each), .unit = each.unit, .sentence = each.sentence, .fallback = textOf(each.of(parameters))});
    }
    return all;
}

bool hasParameter(MixKind kind, std::string_view name) noexcept { return find(kind, name) != nullptr; }

Result<> set(MixParameters &parameters, MixKind kind, std::string_view name, std::string_view text)
{
    const Parameter *parameter = find(kind, name);
    if (parameter == nullptr) {
        std::string all;
        for (const MixParameterDescription &each : describe(kind)) all += (all.empty() ? "" : ", ") + std::string(each.name);
        return fail(ErrorCode::InvalidArgument, std::format("the mix {} has nothing called '{}'; it has {}", recommend::name(kind), name, all));
    }
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const Value value = parameter->of(parameters);
    const bool isWhole = std::holds_alternative<double *>(value) || number == std::floor(number);
    if (error != std::errc{} || end != text.data() + text.size() || !isWhole || !(number >= parameter->least && number <= parameter->most)) {
        return fail(ErrorCode::InvalidArgument, std::format("{} is {}, not '{}'", name, rangeOf(*parameter), text));
    }
    std::visit([&](auto *at) { *at = static_cast<std::remove_pointer_t<decltype(at)>>(number); }, value);
    return {};
}

} // namespace taraf::recommend
