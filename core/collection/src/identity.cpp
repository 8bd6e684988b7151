#include "taraf/collection/identity.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <tuple>

namespace taraf::collection {
namespace {

bool isSame(Milliseconds a, Milliseconds b) { return std::chrono::abs(a - b) <= kSameDuration; }
bool isKnown(Milliseconds duration) { return duration > Milliseconds{0}; }

/// One says nothing, or both say the same but for the case of ASCII letters.
bool agree(std::string_view a, std::string_view b)
{
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return a.empty() || b.empty() || std::ranges::equal(a, b, {}, lower, lower);
}

/// Of matches of the same trust: the row of this path, then a file that is gone, then the oldest recording.
Identity choose(std::span<const Match> matches, const Probed &probed, Evidence evidence)
{
    const auto preference = [&](const Match &match) {
        const int group = match.file.isValid() && match.path == probed.path ? 0 : match.file.isValid() && match.presence == Presence::Gone ? 1 : 2;
        return std::tuple(group, match.recording, match.path);
    };
    const Match &best = *std::ranges::min_element(matches, {}, preference);
    const int group = std::get<0>(preference(best));
    return {.recording = best.recording,
            .evidence = evidence,
            .whereabouts = group == 0 ? Whereabouts::SamePath : group == 1 ? Whereabouts::Moved : Whereabouts::Copied,
            .from = group == 1 ? best.file : FileId{}};
}

} // namespace

Result<std::optional<Identity>> identifyByAudio(const Probed &probed, const Lookup &lookup)
{
    auto matches = lookup.byHash(probed.audioHash);
    if (!matches) return fail(std::move(matches).error());
    std::erase_if(*matches, [&](const Match &match) {
        return isKnown(match.duration) && isKnown(probed.duration) && !isSame(match.duration, probed.duration);
    });
    if (matches->empty()) return std::nullopt;
    return choose(*matches, probed, Evidence::AudioHash);
}

Result<Identity> identifyOtherwise(const Probed &probed, const Lookup &lookup)
{
    if (!isKnown(probed.duration)) return Identity{};
    auto here = lookup.byPath(probed.path);
    if (!here) return fail(std::move(here).error());
    if (*here && (*here)->recording.isValid() && isKnown((*here)->duration) && isSame((*here)->duration, probed.duration) &&
        agree((*here)->title, probed.title) && agree((*here)->artist, probed.artist)) {
        const auto elsewhere = lookup.isElsewhere((*here)->recording, probed.path);
        if (!elsewhere) return fail(elsewhere.error());
        if (!*elsewhere) return Identity{.recording = (*here)->recording, .evidence = Evidence::Path, .whereabouts = Whereabouts::SamePath, .from = {}};
    }

    if (probed.releaseTrack.empty()) return Identity{};
    auto matches = lookup.byReleaseTrack(probed.releaseTrack);
    if (!matches) return fail(std::move(matches).error());
    std::erase_if(*matches, [&](const Match &match) { return !isKnown(match.duration) || !isSame(match.duration, probed.duration); });
    const bool isOne = !matches->empty() && std::ranges::all_of(*matches, [&](const Match &match) { return match.recording == matches->front().recording; });
    if (!isOne) return Identity{};
    return choose(*matches, probed, Evidence::ReleaseTrack);
}

} // namespace taraf::collection
