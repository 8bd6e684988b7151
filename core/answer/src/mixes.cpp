#include "taraf/answer/mixes.h"

#include "kept_mixes.h"
#include "mixing.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <format>
#include <random>

namespace taraf::answer {
namespace {

using recommend::MixKind;

constexpr int kHour = 7; ///< from then on the mixes of yesterday are old

UnixTime clockOr(std::optional<UnixTime> now)
{
    return now ? *now : std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch());
}

/// What follows from the moment, or costs little and should not lag behind what was just loved.
bool isAlwaysAnew(MixKind kind) { return kind == MixKind::Loved || kind == MixKind::RevisitTracks || kind == MixKind::OnThisDay || kind == MixKind::ThisHour; }

bool hasLists(MixKind kind) { return kind == MixKind::RevisitAlbums || kind == MixKind::TopArtists || kind == MixKind::Smart; }

bool isOfToday(UnixTime madeAt, UnixTime now)
{
    const std::time_t time = now.count();
    std::tm local{};
    ::localtime_r(&time, &local);
    if (local.tm_hour < kHour) --local.tm_mday;
    local.tm_hour = kHour;
    local.tm_min = local.tm_sec = 0;
    local.tm_isdst = -1;
    return madeAt <= now && madeAt.count() >= std::mktime(&local);
}

Result<MixKind> kindNamed(const std::string &name)
{
    if (const auto kind = recommend::mixKindOf(name)) return *kind;
    std::string all;
    for (const MixKind kind : recommend::kMixKinds) all += (all.empty() ? "" : ", ") + std::string(recommend::name(kind));
    return fail(ErrorCode::InvalidArgument, std::format("there is no mix '{}'; there are {}", name, all));
}

Result<MixSettings> settingsOf(Answers::Parts &parts, MixKind kind, const MixQuestion &question)
{
    MixSettings settings{.kind = kind, .parameters = recommend::mixParametersOf(kind), .ruleTexts = {}, .rules = {}, .seed = question.seed.value_or(std::random_device{}())};
    if (question.count) {
        if (auto set = recommend::set(settings.parameters, kind, hasLists(kind) ? "lists" : "tracks", std::to_string(*question.count)); !set) return fail(std::move(set).error());
    }
    // What somebody said of a track, or a whole album, is not for caps and versions to take back.
    if (kind == MixKind::Loved) settings.ruleTexts = {{"per-artist", "0"}, {"per-album", "0"}, {"min-duration", "0"}, {"versions", "all"}, {"near-duplicate", "1"}, {"near-duplicate-same-title", "1"}};
    if (kind == MixKind::New) settings.ruleTexts = {{"per-artist", "0"}, {"per-album", "0"}};
    for (const auto &[name, text] : question.settings) {
        const bool isRule = std::ranges::contains(recommend::describe(), std::string_view(name), &recommend::RuleDescription::name);
        if (isRule && !recommend::hasParameter(kind, name)) {
            settings.ruleTexts.emplace_back(name, text);
        } else if (auto set = recommend::set(settings.parameters, kind, name, text); !set) {
            return fail(std::move(set).error());
        }
    }
    auto rules = rulesFor(parts, recommend::Asking::Radio, settings.ruleTexts);
    if (!rules) return fail(std::move(rules).error());
    settings.rules = std::move(*rules);
    return settings;
}

/// Tracks that can be played now, and what stands for each list.
Result<> fill(Answers::Parts &parts, std::vector<MixList> &lists)
{
    for (MixList &list : lists) {
        if (auto filled = fillTracks(parts, list.tracks); !filled) return filled;
        for (const TrackAnswer &track : list.tracks) {
            const auto isThere = [&](const Track &cover) { return track.track.album.isValid() ? cover.album == track.track.album : cover.recording == track.track.recording; };
            if (list.covers.size() < 4 && std::ranges::none_of(list.covers, isThere)) list.covers.push_back(track.track);
        }
    }
    std::erase_if(lists, [](const MixList &list) { return list.tracks.empty(); });
    return {};
}

Result<Mixed> make(const Answers &answers, Answers::Parts &parts, Past &past, const MixSettings &settings)
{
    auto mixed = Mixing(answers, parts, past, settings).make();
    if (!mixed && mixed.error().code == ErrorCode::NotFound) return Mixed{.lists = {}, .nothing = mixed.error().message};
    return mixed;
}

bool isPlain(const MixQuestion &question) { return question.settings.empty() && !question.seed && !question.count; }

Result<MixAnswer> answered(const Answers &answers, Answers::Parts &parts, Past &past, MixKind kind, const MixQuestion &question)
{
    MixAnswer answer{.kind = recommend::name(kind), .title = recommend::title(kind), .about = recommend::about(kind), .madeAt = past.now(), .lists = {}, .nothing = {}};
    const bool isKept = isPlain(question) && !isAlwaysAnew(kind);
    if (isKept && !question.force) {
        if (auto kept = keptMix(parts.home, kind); kept && isOfToday(kept->madeAt, past.now())) {
            if (auto filled = fill(parts, kept->lists); !filled) return fail(std::move(filled).error());
            answer.madeAt = kept->madeAt;
            answer.lists = std::move(kept->lists);
            if (!answer.lists.empty()) return answer;
        }
    }
    const auto settings = settingsOf(parts, kind, question);
    if (!settings) return fail(settings.error());
    auto mixed = make(answers, parts, past, *settings);
    if (!mixed) return fail(std::move(mixed).error());
    answer.madeAt = past.now();
    answer.lists = std::move(mixed->lists);
    answer.nothing = std::move(mixed->nothing);
    if (auto filled = fill(parts, answer.lists); !filled) return fail(std::move(filled).error());
    if (isKept && !answer.lists.empty()) keepMix(parts.home, kind, {.madeAt = answer.madeAt, .lists = answer.lists});
    return answer;
}

} // namespace

const std::vector<MixDescription> &describeMixes()
{
    static const std::vector<MixDescription> all = [] {
        std::vector<MixDescription> mixes;
        for (const MixKind kind : recommend::kMixKinds) {
            MixDescription &mix = mixes.emplace_back(MixDescription{.kind = recommend::name(kind), .title = recommend::title(kind), .about = recommend::about(kind), .hasLists = hasLists(kind), .settings = {}});
            for (const recommend::MixParameterDescription &each : recommend::describe(kind)) {
                mix.settings.push_back({.name = each.name, .range = each.range, .unit = each.unit, .sentence = each.sentence, .fallback = each.fallback});
            }
        }
        return mixes;
    }();
    return all;
}

Result<MixAnswer> mix(const Answers &answers, const MixQuestion &question)
{
    const auto kind = kindNamed(question.kind);
    if (!kind) return fail(kind.error());
    Past past(answers.parts(), clockOr(question.now));
    return answered(answers, answers.parts(), past, *kind, question);
}

Result<std::vector<MixAnswer>> mixes(const Answers &answers, const std::stop_token &stop, std::optional<UnixTime> now)
{
    Past past(answers.parts(), clockOr(now));
    std::vector<MixAnswer> all;
    for (const MixKind kind : recommend::kMixKinds) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        auto answer = answered(answers, answers.parts(), past, kind, {.kind = std::string(recommend::name(kind))});
        if (!answer) return fail(std::move(answer).error());
        all.push_back(std::move(*answer));
    }
    return all;
}

Result<bool> refreshMixes(const Answers &answers, const std::stop_token &stop, std::optional<UnixTime> now)
{
    Past past(answers.parts(), clockOr(now));
    bool isChanged = false;
    for (const MixKind kind : recommend::kMixKinds) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        if (isAlwaysAnew(kind)) continue;
        if (const auto kept = keptMix(answers.home(), kind); kept && isOfToday(kept->madeAt, past.now())) continue;
        const auto answer = answered(answers, answers.parts(), past, kind, {.kind = std::string(recommend::name(kind))});
        if (!answer) return fail(answer.error());
        isChanged = isChanged || !answer->lists.empty();
    }
    return isChanged;
}

} // namespace taraf::answer
