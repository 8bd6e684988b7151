#include "taraf/recommend/rules.h"

#include "taraf/base/track.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <optional>
#include <variant>

namespace taraf::recommend {
namespace {

using Genres = std::vector<std::string>;

/// Where a rule's value is, and between what it lies (numbers alone; durations in seconds).
struct Rule {
    std::string_view name;
    std::variant<int Rules::*, Milliseconds Rules::*, float Rules::*, Genres Rules::*, Years Rules::*, Unwanted Rules::*, Versions Rules::*, Energy Rules::*, WhenDry Rules::*> member;
    double least = 0, most = 0;
    std::string_view unit;
    std::string_view sentence;
    std::string_view countsIn; ///< a letter for each of kAskings: S A R P
};

constexpr double kDay = 86'400;

constexpr std::array kRules{
    Rule{"per-artist", &Rules::perArtist, 0, 10'000, "tracks", "At most so many by one artist, or so many of an artist's albums; 0: any number", "SARP"},
    Rule{"per-album", &Rules::perAlbum, 0, 10'000, "tracks", "At most so many of one album; 0: any number", "SRP"},
    Rule{"artist-spacing", &Rules::artistSpacing, 0, 1'000, "tracks", "At least so many others between two by one artist", "RP"},
    Rule{"album-spacing", &Rules::albumSpacing, 0, 1'000, "tracks", "At least so many others between two of one album", "RP"},
    Rule{"min-duration", &Rules::minDuration, 0, kDay, "seconds", "Nothing shorter", "SRP"},
    Rule{"max-duration", &Rules::maxDuration, 0, kDay, "seconds", "Nothing longer; 0: as long as it likes", "SRP"},
    Rule{"repeat-window", &Rules::repeatWindow, 0, 36'500, "days", "Nothing that was heard in the last days; 0: what was heard may come", "R"},
    Rule{"years", &Rules::years, 1, 9'999, "", "Only what was made in these years; nothing: in any", "SARP"},
    Rule{"excluded-genres", &Rules::excludedGenres, 0, 0, "", "Nothing of these genres, unless what you start from has it", "SARP"},
    Rule{"unwanted", &Rules::unwanted, 0, 0, "", "What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest", "SARP"},
    Rule{"versions", &Rules::versions, 0, 0, "", "One version of a song (live, remaster, best-of, remix), or all", "SARP"},
    Rule{"near-duplicate", &Rules::nearDuplicate, 0.9, 1, "", "Tracks that sound more alike than this are one; 1: never", "SRP"},
    Rule{"near-duplicate-same-title", &Rules::nearDuplicateSameTitle, 0.9, 1, "", "The same for tracks with equal titles", "SRP"},
    Rule{"anchor", &Rules::anchor, 0, 1, "", "How much nearness to what you started from counts", "R"},
    Rule{"flow", &Rules::flow, 0, 1, "", "How much nearness to the track before counts", "R"},
    Rule{"variety", &Rules::variety, 0, 10, "", "How much chance there is in it; 0: none", "R"},
    Rule{"familiarity", &Rules::familiarity, -1, 1, "", "-1: rather what you never played, 1: rather what you play most, 0: no matter", "R"},
    Rule{"energy", &Rules::energy, 0, 0, "", "From calm up, from lively down, steady as the start, or any", "R"},
    Rule{"when-dry", &Rules::whenDry, 0, 0, "", "When the rules leave nothing: give way, or end the list", "RP"},
};

constexpr std::array<std::string_view, 2> kUnwanted{"out", "in"};
constexpr std::array<std::string_view, 2> kVersions{"one", "all"};
constexpr std::array<std::string_view, 4> kEnergy{"any", "steady", "up", "down"};
constexpr std::array<std::string_view, 2> kWhenDry{"relax", "end"};

const Rule *find(std::string_view name)
{
    const auto found = std::ranges::find(kRules, name, &Rule::name);
    return found == kRules.end() ? nullptr : &*found;
}

std::unexpected<Error> unknown(std::string_view name)
{
    std::string all;
    for (const Rule &rule : kRules) all += (all.empty() ? "" : ", ") + std::string(rule.name);
    return fail(ErrorCode::InvalidArgument, std::format("there is no rule '{}'; there are {}", name, all));
}

template<class Number> std::optional<Number> numberOf(std::string_view text)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Seconds of "90", "1:30", "1:00:00".
std::optional<int> secondsOf(std::string_view text)
{
    int total = 0;
    for (int fields = 1; fields <= 3; ++fields) {
        const std::size_t colon = text.find(':');
        const auto field = numberOf<int>(text.substr(0, colon));
        if (!field || *field < 0 || *field > static_cast<int>(kDay) || (fields > 1 && *field > 59)) return std::nullopt;
        total = total * 60 + *field;
        if (total > static_cast<int>(kDay)) return std::nullopt;
        if (colon == std::string_view::npos) return total;
        text.remove_prefix(colon + 1);
    }
    return std::nullopt;
}

Genres genresOf(std::string_view text)
{
    Genres genres;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t comma = std::min(text.find(',', at), text.size());
        if (std::string key = comparable(text.substr(at, comma - at)); !key.empty()) genres.push_back(std::move(key));
        at = comma + 1;
    }
    std::ranges::sort(genres);
    genres.erase(std::ranges::unique(genres).begin(), genres.end());
    return genres;
}

/// "1990-1999", "1994", "1990s", or nothing.
std::optional<Years> yearsOf(std::string_view text)
{
    if (text.empty()) return Years{};
    if (text.size() == 5 && text.ends_with("0s")) {
        const auto first = numberOf<int>(text.substr(0, 4));
        return first ? std::optional(Years{*first, *first + 9}) : std::nullopt;
    }
    const std::size_t dash = text.find('-');
    const auto first = numberOf<int>(text.substr(0, dash)), last = dash == std::string_view::npos ? first : numberOf<int>(text.substr(dash + 1));
    if (!first || !last || *first < 1 || *first > *last) return std::nullopt;
    return Years{*first, *last};
}

/// What each kind of member does with a text.
struct Read {
    Rules &rules;
    const Rule &rule;
    std::string_view text;

    [[nodiscard]] bool isIn(double value) const { return value >= rule.least && value <= rule.most; }

    bool operator()(int Rules::*member) const
    {
        const auto value = numberOf<int>(text);
        if (!value || !isIn(*value)) return false;
        rules.*member = *value;
        return true;
    }
    bool operator()(float Rules::*member) const
    {
        const auto value = numberOf<float>(text);
        if (!value || !isIn(static_cast<double>(*value))) return false;
        rules.*member = *value;
        return true;
    }
    bool operator()(Milliseconds Rules::*member) const
    {
        const auto value = secondsOf(text);
        if (!value || !isIn(*value)) return false;
        rules.*member = std::chrono::seconds(*value);
        return true;
    }
    bool operator()(Genres Rules::*member) const
    {
        rules.*member = genresOf(text);
        return true;
    }
    bool operator()(Years Rules::*member) const
    {
        const auto value = yearsOf(text);
        if (!value || (*value != Years{} && (!isIn(value->first) || !isIn(value->last)))) return false;
        rules.*member = *value;
        return true;
    }
    template<class Choice> bool choose(Choice Rules::*member, std::span<const std::string_view> names) const
    {
        const auto found = std::ranges::find(names, text);
        if (found == names.end()) return false;
        rules.*member = static_cast<Choice>(found - names.begin());
        return true;
    }
    bool operator()(Unwanted Rules::*member) const { return choose(member, kUnwanted); }
    bool operator()(Versions Rules::*member) const { return choose(member, kVersions); }
    bool operator()(Energy Rules::*member) const { return choose(member, kEnergy); }
    bool operator()(WhenDry Rules::*member) const { return choose(member, kWhenDry); }
};

struct Write {
    const Rules &rules;

    std::string operator()(int Rules::*member) const { return std::to_string(rules.*member); }
    std::string operator()(float Rules::*member) const { return std::format("{}", rules.*member); }
    std::string operator()(Milliseconds Rules::*member) const
    {
        return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(rules.*member).count());
    }
    std::string operator()(Genres Rules::*member) const
    {
        std::string all;
        for (const std::string &genre : rules.*member) all += (all.empty() ? "" : ", ") + genre;
        return all;
    }
    std::string operator()(Years Rules::*member) const
    {
        const Years &years = rules.*member;
        return years == Years{} ? std::string() : std::format("{}-{}", years.first, years.last);
    }
    std::string operator()(Energy Rules::*member) const { return std::string(kEnergy[static_cast<std::size_t>(rules.*member)]); }
    std::string operator()(Unwanted Rules::*member) const { return std::string(kUnwanted[static_cast<std::size_t>(rules.*member)]); }
    std::string operator()(Versions Rules::*member) const { return std::string(kVersions[static_cast<std::size_t>(rules.*member)]); }
    std::string operator()(WhenDry Rules::*member) const { return std::string(kWhenDry[static_cast<std::size_t>(rules.*member)]); }
};

struct Range {
    const Rule &rule;

    std::string operator()(Genres Rules::*) const { return "genres between commas, or nothing"; }
    std::string operator()(Years Rules::*) const { return "1990-1999, 1994, 1990s, or nothing"; }
    std::string operator()(Energy Rules::*) const { return "any, steady, up, down"; }
    std::string operator()(Unwanted Rules::*) const { return "out, in"; }
    std::string operator()(Versions Rules::*) const { return "one, all"; }
    std::string operator()(WhenDry Rules::*) const { return "relax, end"; }
    std::string operator()(Milliseconds Rules::*) const { return std::format("{} to {}, or 1:30", rule.least, rule.most); }
    template<class Number> std::string operator()(Number Rules::*) const { return std::format("{} to {}", rule.least, rule.most); }
};

} // namespace

Rules rulesFor(Asking asking)
{
    Rules rules;
    if (asking == Asking::Similar || asking == Asking::Albums) rules.perArtist = 0; // a list to choose from, not to be played from end to end
    if (asking == Asking::Path) rules.artistSpacing = rules.albumSpacing = 1;
    return rules;
}

const std::vector<RuleDescription> &describe()
{
    static const std::vector<RuleDescription> all = [] {
        constexpr std::string_view letters = "SARP";
        std::vector<RuleDescription> descriptions;
        for (const Rule &rule : kRules) {
            RuleDescription each{rule.name, std::visit(Range{rule}, rule.member), rule.unit, rule.sentence, {}};
            for (std::size_t i = 0; i < letters.size(); ++i) {
                if (rule.countsIn.contains(letters[i])) each.countsIn.push_back(kAskings[i]);
            }
            descriptions.push_back(std::move(each));
        }
        return descriptions;
    }();
    return all;
}

Result<> set(Rules &rules, std::string_view name, std::string_view text)
{
    const Rule *rule = find(name);
    if (rule == nullptr) return unknown(name);
    if (std::visit(Read{rules, *rule, text}, rule->member)) return {};
    return fail(ErrorCode::InvalidArgument, std::format("{} can't be '{}'; it takes {}{}{}", name, text, std::visit(Range{*rule}, rule->member),
                                                        rule->unit.empty() ? "" : " ", rule->unit));
}

Result<std::string> text(const Rules &rules, std::string_view name)
{
    const Rule *rule = find(name);
    if (rule == nullptr) return unknown(name);
    return std::visit(Write{rules}, rule->member);
}

Admission::Admission(const Rules &rules, std::span<const Song> asked)
    : m_min(rules.minDuration), m_max(rules.maxDuration), m_years(rules.years), m_unwantedMayCome(rules.unwanted == Unwanted::In), m_excluded(rules.excludedGenres.begin(), rules.excludedGenres.end())
{
    for (const Song &song : asked) {
        for (const std::string &genre : song.genres) m_excluded.erase(comparable(genre));
    }
}

bool Admission::hasDuration(const Song &song) const noexcept
{
    if (song.duration.count() <= 0) return true;
    return song.duration >= m_min && (m_max.count() <= 0 || song.duration <= m_max);
}

bool Admission::hasYear(const Song &song) const noexcept { return m_years == Years{} || (song.year >= m_years.first && song.year <= m_years.last); }

bool Admission::hasGenre(const Song &song) const
{
    return m_excluded.empty() || std::ranges::none_of(song.genres, [&](const std::string &genre) { return m_excluded.contains(comparable(genre)); });
}

bool isNearDuplicate(const Song &a, const Song &b, float overallCosine, const Rules &rules) noexcept
{
    const bool sameTitle = !a.titleKey.empty() && a.titleKey == b.titleKey;
    return overallCosine > rules.nearDuplicate || (sameTitle && overallCosine > rules.nearDuplicateSameTitle);
}

bool isNearDuplicate(const Song &a, const Song &b, const Rules &rules) noexcept
{
    if (a.vector.size() != kVectorSize || b.vector.size() != kVectorSize) return false;
    // Of unit vectors with cosine c the squared distance is 2 − 2c, and no sum of some of its terms is more.
    const float farthest = 2.0F - 2.0F * std::min(rules.nearDuplicate, rules.nearDuplicateSameTitle) + 1e-5F;
    constexpr std::size_t first = 16;
    const PartRange overall = range(Part::Overall);
    float squares = 0;
    for (std::size_t i = overall.offset; i < overall.offset + first; ++i) squares += (a.vector[i] - b.vector[i]) * (a.vector[i] - b.vector[i]);
    return squares <= farthest && isNearDuplicate(a, b, cosine(a.vector, b.vector, weights(Focus::Overall)), rules);
}

} // namespace taraf::recommend
