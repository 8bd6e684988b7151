#include "taraf/recommend/songs_like.h"

#include "taraf/recommend/draw.h"
#include "taraf/recommend/mixes.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace taraf::recommend {

std::vector<LikePick> songsLike(const LikeThese &request, std::span<const HeardOften> pool, const Calibration &calibration)
{
    std::vector<Lot> lots;
    std::vector<double> weights;
    std::unordered_set<RecordingId> own;
    for (const HeardOften &seed : request.seeds) {
        weights.push_back(std::log(2.0 + static_cast<double>(seed.plays)));
        lots.push_back({.id = seed.song.recording.value(), .logWeight = std::log(weights.back())});
        own.insert(seed.song.recording);
    }
    if (request.seeds.empty()) return {};

    std::vector<LikePick> picks;
    for (const std::size_t place : draw(lots, static_cast<std::size_t>(std::max(request.parameters.leading, 0)), request.seed)) picks.push_back({.isSeed = true, .place = place, .nearest = place});
    for (std::size_t i = 0; i < pool.size(); ++i) {
        if (own.contains(pool[i].song.recording)) continue;
        LikePick pick{.place = i};
        double sum = 0, all = 0, most = -2;
        for (std::size_t s = 0; s < weights.size(); ++s) {
            const auto alike = static_cast<double>(cosine(request.seeds[s].song.vector, pool[i].song.vector, request.weights));
            sum += weights[s] * (1 - alike);
            all += weights[s];
            if (alike <= most) continue;
            most = alike;
            pick.nearest = s;
        }
        pick.distance = sum / all * (1 + request.parameters.recency * pool[i].recency);
        picks.push_back(pick);
    }
    const auto leading = std::ranges::find(picks, false, &LikePick::isSeed);
    std::sort(leading, picks.end(), [&](const LikePick &a, const LikePick &b) {
        return a.distance != b.distance ? a.distance < b.distance : pool[a.place].song.recording < pool[b.place].song.recording;
    });

    std::vector<Song> ranked;
    for (const LikePick &pick : picks) ranked.push_back(pick.isSeed ? request.seeds[pick.place].song : pool[pick.place].song);
    std::vector<LikePick> out;
    for (const std::size_t place : inFlow(ranked, admitted(ranked, request.count, request.rules, calibration), request.weights)) out.push_back(picks[place]);
    std::ranges::stable_partition(out, &LikePick::isSeed);
    return out;
}

} // namespace taraf::recommend
