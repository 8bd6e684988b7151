#include "taraf/recommend/similar.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace taraf::recommend {
namespace {

/// How often each artist may still be listed.
class ArtistCap
{
public:
    explicit ArtistCap(int most) : m_most(most) {}

    [[nodiscard]] bool allows(const Song &song) const
    {
        return m_most <= 0 || std::ranges::none_of(song.artistKeys, [&](const std::string &key) {
            const auto found = m_listed.find(key);
            return found != m_listed.end() && found->second >= m_most;
        });
    }

    void count(const Song &song)
    {
        const std::unordered_set<std::string> distinct(song.artistKeys.begin(), song.artistKeys.end());
        for (const std::string &key : distinct) {
            if (!isNobody(key)) ++m_listed[key];
        }
    }

private:
    int m_most;
    std::unordered_map<std::string, int> m_listed;
};

} // namespace

std::vector<Similar> similar(std::span<const Candidate> candidates, std::span<const Song> query, const Calibration &calibration,
                             std::size_t count, const SimilarRules &rules)
{
    std::vector<std::size_t> order;
    order.reserve(candidates.size());
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const Candidate &candidate = candidates[i];
        if (!candidate.recording.isValid() || !std::isfinite(candidate.score)) continue;
        if (candidate.duration.count() > 0 && candidate.duration < rules.minDuration) continue;
        order.push_back(i);
    }
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        if (candidates[a].score != candidates[b].score) return candidates[a].score > candidates[b].score;
        return candidates[a].recording < candidates[b].recording;
    });

    std::unordered_set<RecordingId> taken;
    std::unordered_map<std::string, std::vector<std::size_t>> listedByTitle;
    for (const Song &song : query) taken.insert(song.recording);
    ArtistCap cap(rules.perArtist);
    std::vector<Similar> out;
    for (const std::size_t i : order) {
        if (out.size() >= count) break;
        const Candidate &candidate = candidates[i];
        if (taken.contains(candidate.recording) || !cap.allows(candidate)) continue;
        if (std::ranges::any_of(query, [&](const Song &song) { return sameSong(song, candidate, rules.sameSongWithin); })) continue;
        std::vector<std::size_t> &sameTitle = listedByTitle[candidate.titleKey];
        if (std::ranges::any_of(sameTitle, [&](std::size_t other) { return sameSong(candidates[other], candidate, rules.sameSongWithin); })) {
            continue;
        }
        taken.insert(candidate.recording);
        sameTitle.push_back(i);
        cap.count(candidate);
        out.push_back({i, candidate.recording, candidate.score, matchPercent(candidate.score, calibration.mean),
                       explain(candidate, candidate.partCosines, query, calibration)});
    }
    return out;
}

} // namespace taraf::recommend
