#include "taraf/recommend/similar.h"

#include "caps.h"
#include "heard_songs.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace taraf::recommend {
namespace {

/// A song with its versions: the first is the nearest.
struct Group {
    std::vector<std::size_t> members;
    std::vector<bool> bySound; ///< told by sound alone
};

bool nearestFirst(const Candidate &a, const Candidate &b) { return a.score != b.score ? a.score > b.score : a.recording < b.recording; }

class Listing
{
public:
    Listing(std::span<const Candidate> candidates, std::span<const Song> query, const Calibration &calibration, const Rules &rules)
        : m_candidates(candidates), m_rules(rules), m_query(query), m_asked(calibration.parts[0]), m_met(calibration.parts[0]), m_heard(rules)
    {
        for (const Song &song : query) m_asked.add(song, songTitle(song.titleKey));
    }

    /// In descending order of score.
    void take(std::size_t i)
    {
        const Candidate &candidate = m_candidates[i];
        const SongTitle title = songTitle(candidate.titleKey);
        if (m_rules.versions == Versions::One) {
            if (const auto asked = m_asked.versionOf(candidate, title)) {
                m_ofQuery.push_back({i, versionReason(m_asked.song(*asked), m_asked.title(*asked), candidate, title)});
                return;
            }
            if (const auto known = m_met.versionOf(candidate, title)) return join(*known, i, false);
        }
        if (std::ranges::any_of(m_query, [&](const Song &song) { return song.recording.isValid() && isNearDuplicate(song, candidate, m_rules); })) {
            m_ofQuery.push_back({i, std::string(kSoundsTheSame)});
            return;
        }
        if (const auto known = m_heard.soundingLike(candidate)) return join(*known, i, true);
        m_met.add(candidate, title);
        m_heard.add(candidate);
        m_groups.push_back({{i}, {false}});
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_groups.size(); }
    [[nodiscard]] const std::vector<Group> &groups() const noexcept { return m_groups; }
    [[nodiscard]] std::vector<OtherVersion> ofQuery() && { return std::move(m_ofQuery); }

    /// The member that stands for the group: its nearest, or a plain version that is about as near.
    [[nodiscard]] std::size_t shownOf(const Group &group) const
    {
        const float nearest = m_candidates[group.members.front()].score;
        for (std::size_t member = 0; member < group.members.size(); ++member) {
            const Candidate &candidate = m_candidates[group.members[member]];
            if (!group.bySound[member] && candidate.score >= nearest - kPlainInstead && songTitle(candidate.titleKey).kind == VersionKind::Plain) return member;
        }
        return 0;
    }

    [[nodiscard]] std::vector<OtherVersion> othersOf(const Group &group, std::size_t shown) const
    {
        const Candidate &candidate = m_candidates[group.members[shown]];
        std::vector<OtherVersion> others;
        for (std::size_t member = 0; member < group.members.size(); ++member) {
            if (member == shown) continue;
            const Candidate &other = m_candidates[group.members[member]];
            others.push_back({group.members[member], group.bySound[member] ? std::string(kSoundsTheSame)
                                                                           : versionReason(candidate, songTitle(candidate.titleKey), other, songTitle(other.titleKey))});
        }
        return others;
    }

private:
    void join(std::size_t group, std::size_t i, bool bySound)
    {
        m_groups[group].members.push_back(i);
        m_groups[group].bySound.push_back(bySound);
    }

    std::span<const Candidate> m_candidates;
    const Rules &m_rules;
    std::span<const Song> m_query;
    MetSongs m_asked, m_met; ///< the query's songs; of each group the first
    HeardSongs m_heard; ///< of each group the first
    std::vector<Group> m_groups;
    std::vector<OtherVersion> m_ofQuery;
};

} // namespace

SimilarList similar(std::span<const Candidate> candidates, std::span<const Song> query, const Calibration &calibration, std::size_t count, const Rules &rules)
{
    const Admission admission(rules, query);
    std::vector<std::size_t> order;
    std::unordered_set<RecordingId> taken;
    for (const Song &song : query) taken.insert(song.recording);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate &candidate = candidates[i];
        if (candidate.recording.isValid() && std::isfinite(candidate.score) && !taken.contains(candidate.recording) && admission.admits(candidate)) order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return nearestFirst(candidates[a], candidates[b]); });

    Listing listing(candidates, query, calibration, rules);
    for (const std::size_t i : order) {
        if (taken.insert(candidates[i].recording).second) listing.take(i);
    }
    struct Shown {
        const Group *group;
        std::size_t member, index;
    };
    std::vector<Shown> shown;
    for (const Group &group : listing.groups()) {
        const std::size_t member = listing.shownOf(group);
        shown.push_back({&group, member, group.members[member]});
    }
    std::ranges::stable_sort(shown, [&](const Shown &a, const Shown &b) { return nearestFirst(candidates[a.index], candidates[b.index]); });

    SimilarList out;
    Caps caps(rules);
    for (const Shown &each : shown) {
        if (out.tracks.size() >= count) break;
        const Candidate &candidate = candidates[each.index];
        if (!caps.allows(candidate)) continue;
        caps.count(candidate);
        out.tracks.push_back({each.index, candidate.recording, candidate.score, matchPercent(candidate.score, calibration.mean),
                              explain(candidate, candidate.partCosines, query, calibration), listing.othersOf(*each.group, each.member)});
    }
    out.ofQuery = std::move(listing).ofQuery();
    return out;
}

} // namespace taraf::recommend
