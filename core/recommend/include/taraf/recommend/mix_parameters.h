/// @file The kinds of mixes, what they are called, and what can be set of each, in one place.
#pragma once

#include "taraf/base/error.h"
#include "taraf/recommend/mixes.h"
#include "taraf/recommend/songs_like.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::recommend {

enum class MixKind : std::uint8_t { Loved, RevisitTracks, RevisitAlbums, TopArtists, Smart, Unheard, New, OnThisDay, Forgotten, ThisHour, Fingerprint, Albums };
inline constexpr std::array kMixKinds{MixKind::Loved, MixKind::RevisitTracks, MixKind::RevisitAlbums, MixKind::TopArtists, MixKind::Smart, MixKind::Unheard,
                                      MixKind::New, MixKind::OnThisDay, MixKind::Forgotten, MixKind::ThisHour, MixKind::Fingerprint, MixKind::Albums};

/// "revisit-tracks", as a command line names it.
[[nodiscard]] std::string_view name(MixKind kind) noexcept;
[[nodiscard]] std::optional<MixKind> mixKindOf(std::string_view name) noexcept;
/// "Tracks to hear again", for people.
[[nodiscard]] std::string_view title(MixKind kind) noexcept;
/// What it is, a sentence.
[[nodiscard]] std::string_view about(MixKind kind) noexcept;

/// Each of one kind is that kind's; the seed's defaults, where it had that mix.
struct MixParameters {
    int tracks = 0;      ///< in a list; 0: any number
    SpikeParameters spikes;
    RevisitTracksParameters revisitTracks;
    RevisitAlbumsParameters revisitAlbums;
    TopArtistsParameters topArtists;
    SmartMixParameters smart;
    SongsLikeParameters like;
    NewParameters fresh;
    OnThisDayParameters onThisDay;
    ForgottenParameters forgotten;
    ThisHourParameters thisHour;
    FavouritesParameters favourites;
};

[[nodiscard]] MixParameters mixParametersOf(MixKind kind);

struct MixParameterDescription {
    std::string_view name;     ///< "recent-days"
    std::string range;         ///< "1 to 36500"
    std::string_view unit;     ///< may be empty
    std::string_view sentence; ///< what it does
    std::string fallback;      ///< its default
};

/// Those that count for a kind.
[[nodiscard]] std::vector<MixParameterDescription> describe(MixKind kind);

/// Errors: InvalidArgument (that kind has none of that name, which lists them; a text out of its range, which names it); nothing is changed then.
[[nodiscard]] Result<> set(MixParameters &parameters, MixKind kind, std::string_view name, std::string_view text);
/// Whether the kind has one of that name.
[[nodiscard]] bool hasParameter(MixKind kind, std::string_view name) noexcept;

} // namespace taraf::recommend
