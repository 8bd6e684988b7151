#include "taraf/recommend/path.h"

#include "caps.h"
#include "heard_songs.h"

#include "taraf/recommend/versions.h"

#include <algorithm>
#include <cmath>
#include <format>
#include <limits>
#include <numbers>
#include <numeric>

namespace taraf::recommend {
namespace {

/// So many points of the way are looked around for candidates; so many candidates there are, beside one a step.
constexpr std::size_t kMostPoints = 16;
constexpr std::size_t kCandidates = 300;

/// So often a song that spoils a spacing is left out and the way sought anew.
constexpr int kMostBans = 40;

constexpr double kNoWay = std::numeric_limits<double>::infinity();

double degrees(float cosine) { return std::acos(std::clamp(static_cast<double>(cosine), -1.0, 1.0)) * 180.0 / std::numbers::pi; }

/// How far the rules have given way.
enum class Strictness : std::uint8_t { All, NoSpacing, NoCaps, Anything };

Rules loosened(Rules rules, Strictness strictness)
{
    if (strictness >= Strictness::NoSpacing) rules.artistSpacing = rules.albumSpacing = 0;
    if (strictness >= Strictness::NoCaps) rules.perArtist = rules.perAlbum = 0;
    if (strictness >= Strictness::Anything) {
        rules.versions = Versions::All;
        rules.nearDuplicate = rules.nearDuplicateSameTitle = 1.0F;
    }
    return rules;
}

class Search
{
public:
    Search(const PathRequest &request, const Rules &rules, std::span<const Song *const> pool, const Calibration &calibration)
        : m_request(request), m_rules(rules), m_calibration(calibration), m_straight(distance(request.from, request.to))
    {
        choose(pool);
        order();
    }

    /// The songs between the ends, at most `length - 2`.
    [[nodiscard]] std::vector<const Song *> run()
    {
        std::vector<const Song *> best;
        for (int bans = 0; bans <= kMostBans; ++bans) {
            const std::vector<std::size_t> way = seek();
            std::vector<const Song *> songs;
            for (const std::size_t at : way) songs.push_back(m_songs[at]);
            if (bans > 0 && songs.size() < best.size()) break; // nothing left to leave out
            best = std::move(songs);
            const auto spoiler = tooClose(way);
            if (!spoiler) return best;
            m_isOut[*spoiler] = true;
        }
        return best;
    }

private:
    [[nodiscard]] double distance(const Song &a, const Song &b) const { return degrees(cosine(a.vector, b.vector, m_request.weights)); }

    /// From around each point in turn, as the rules for single songs let them.
    void choose(std::span<const Song *const> pool)
    {
        const std::size_t inner = static_cast<std::size_t>(m_request.length) - 2;
        const std::size_t points = std::min(inner, kMostPoints);
        std::vector<std::vector<std::pair<float, const Song *>>> around(points);
        for (std::size_t p = 0; p < points; ++p) {
            const auto point = between(m_request.from.vector, m_request.to.vector, (static_cast<double>(p) + 1) / (static_cast<double>(points) + 1));
            for (const Song *song : pool) around[p].emplace_back(-cosine(point, song->vector, m_request.weights), song);
            std::ranges::sort(around[p], [](const auto &a, const auto &b) { return a.first != b.first ? a.first < b.first : a.second->recording < b.second->recording; });
        }
        MetSongs met(m_calibration.parts[0]);
        HeardSongs heard(m_rules);
        Caps caps(m_rules);
        for (const Song *end : {&m_request.from, &m_request.to}) {
            met.add(*end, songTitle(end->titleKey));
            heard.add(*end);
            caps.count(*end);
        }
        std::unordered_set<RecordingId> seen;
        std::vector<std::size_t> next(points, 0);
        bool isMore = points > 0;
        while (isMore && m_songs.size() < kCandidates + inner) {
            isMore = false;
            for (std::size_t p = 0; p < points && m_songs.size() < kCandidates + inner; ++p) {
                while (next[p] < around[p].size()) {
                    const Song *song = around[p][next[p]++].second;
                    if (!seen.insert(song->recording).second || !mayCome(*song, met, heard, caps)) continue;
                    isMore = true;
                    break;
                }
            }
        }
        m_isOut.assign(m_songs.size(), false);
    }

    bool mayCome(const Song &song, MetSongs &met, HeardSongs &heard, Caps &caps)
    {
        if (!caps.allows(song)) return false;
        SongTitle title = songTitle(song.titleKey);
        if (m_rules.versions == Versions::One && met.versionOf(song, title)) return false;
        if (heard.soundingLike(song)) return false;
        met.add(song, std::move(title));
        heard.add(song);
        caps.count(song);
        m_songs.push_back(&song);
        return true;
    }

    /// By the ratio of the distances to both ends; then all distances between them.
    void order()
    {
        std::ranges::sort(m_songs, {}, [&](const Song *song) {
            const double from = distance(m_request.from, *song);
            const double to = distance(*song, m_request.to);
            return std::pair(from + to > 0 ? from / (from + to) : 0.5, song->recording);
        });
        const std::size_t size = m_songs.size();
        m_distances.resize(size * size);
        for (std::size_t i = 0; i < size; ++i) {
            m_fromStart.push_back(mayFollow(m_request.from, *m_songs[i]) ? distance(m_request.from, *m_songs[i]) : kNoWay);
            m_toEnd.push_back(mayFollow(*m_songs[i], m_request.to) ? distance(*m_songs[i], m_request.to) : kNoWay);
            // Stored by the later one, since its predecessors are looked through together.
            for (std::size_t j = 0; j < i; ++j) m_distances[i * size + j] = mayFollow(*m_songs[j], *m_songs[i]) ? distance(*m_songs[j], *m_songs[i]) : kNoWay;
        }
    }

    [[nodiscard]] bool mayFollow(const Song &before, const Song &song) const
    {
        const bool isArtist = m_rules.artistSpacing > 0 && shareArtist(before, song);
        const bool isAlbum = m_rules.albumSpacing > 0 && song.album.isValid() && before.album == song.album;
        return !isArtist && !isAlbum;
    }

    /// What a way through the first songs costs at least, by how many they are and which is the last; `join` adds a step and a song to it.
    /// Gives back, row by row, the costs and who came before.
    struct Table {
        std::vector<double> costs;
        std::vector<std::uint32_t> before;
    };
    template<class Join> Table tabulate(std::size_t inner, const Join &join) const
    {
        const std::size_t size = m_songs.size();
        Table table{std::vector<double>(inner * size, kNoWay), std::vector<std::uint32_t>(inner * size, 0)};
        for (std::size_t k = 0; k < inner; ++k) {
            for (std::size_t i = k; i < size; ++i) {
                if (m_isOut[i]) continue;
                double &cost = table.costs[k * size + i];
                if (k == 0) {
                    cost = join(0.0, m_fromStart[i], k, i);
                    continue;
                }
                for (std::size_t j = k - 1; j < i; ++j) {
                    const double way = join(table.costs[(k - 1) * size + j], m_distances[i * size + j], k, i);
                    if (way < cost) {
                        cost = way;
                        table.before[k * size + i] = static_cast<std::uint32_t>(j);
                    }
                }
            }
        }
        return table;
    }

    [[nodiscard]] std::vector<std::size_t> seek() const
    {
        const std::size_t size = m_songs.size();
        const std::size_t wanted = std::min(static_cast<std::size_t>(m_request.length) - 2, size);
        if (wanted == 0) return {};
        const Table longest = tabulate(wanted, [](double way, double step, std::size_t, std::size_t) { return std::max(way, step); });
        double least = kNoWay;
        std::size_t inner = wanted;
        for (; inner > 0; --inner) {
            for (std::size_t i = 0; i < size; ++i) least = std::min(least, std::max(longest.costs[(inner - 1) * size + i], m_toEnd[i]));
            if (least < kNoWay) break;
        }
        if (inner == 0) return {};

        double limit = least * (1 + kSlack);
        if (least < m_straight) limit = std::min(limit, std::nextafter(m_straight, 0.0));
        std::vector<double> off(inner * size);
        for (std::size_t k = 0; k < inner; ++k) {
            const auto point = between(m_request.from.vector, m_request.to.vector, (static_cast<double>(k) + 1) / (static_cast<double>(inner) + 1));
            for (std::size_t i = 0; i < size; ++i) off[k * size + i] = std::pow(degrees(cosine(point, m_songs[i]->vector, m_request.weights)), 2);
        }
        const Table nearest = tabulate(inner, [&](double way, double step, std::size_t k, std::size_t i) { return step <= limit ? way + off[k * size + i] : kNoWay; });
        std::size_t last = size;
        double lowest = kNoWay;
        for (std::size_t i = 0; i < size; ++i) {
            const double cost = m_toEnd[i] <= limit ? nearest.costs[(inner - 1) * size + i] : kNoWay;
            if (cost < lowest) {
                lowest = cost;
                last = i;
            }
        }
        std::vector<std::size_t> way;
        for (std::size_t k = inner; k > 0 && last < size; --k) {
            way.push_back(last);
            last = nearest.before[(k - 1) * size + last];
        }
        std::ranges::reverse(way);
        return way;
    }

    /// Of two by one artist or of one album that stand closer than the spacing, the one that is not an end.
    [[nodiscard]] std::optional<std::size_t> tooClose(const std::vector<std::size_t> &way) const
    {
        const auto songAt = [&](std::size_t at) -> const Song & { return at == 0 ? m_request.from : at > way.size() ? m_request.to : *m_songs[way[at - 1]]; };
        for (std::size_t later = 1; later < way.size() + 2; ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                if (earlier == 0 && later == way.size() + 1) continue;
                const auto apart = static_cast<int>(later - earlier - 1);
                const bool isArtist = apart < m_rules.artistSpacing && shareArtist(songAt(earlier), songAt(later));
                const bool isAlbum = apart < m_rules.albumSpacing && songAt(later).album.isValid() && songAt(earlier).album == songAt(later).album;
                if (isArtist || isAlbum) return later <= way.size() ? way[later - 1] : way[earlier - 1];
            }
        }
        return std::nullopt;
    }

    const PathRequest &m_request;
    const Rules &m_rules;
    const Calibration &m_calibration;
    double m_straight;
    std::vector<const Song *> m_songs;
    std::vector<bool> m_isOut;
    std::vector<double> m_fromStart, m_toEnd, m_distances;
};

/// Names the longest of the steps that are no shorter than the way straight there, and says how many there are.
void noteLongSteps(Path &path)
{
    std::size_t longest = 0;
    int count = 0;
    for (std::size_t i = 1; i < path.steps.size() && path.steps.size() > 2; ++i) {
        if (*path.steps[i].fromPrevious < path.straight) continue;
        ++count;
        if (longest == 0 || *path.steps[i].fromPrevious > *path.steps[longest].fromPrevious) longest = i;
    }
    if (count == 0) return;
    path.notes.push_back(std::format("nothing lies between: step {} is {:.1f}° long, and straight from start to end it is {:.1f}°{}", longest, *path.steps[longest].fromPrevious,
                                     path.straight, count == 1 ? "" : std::format("; {} steps are as long", count)));
}

} // namespace

std::vector<float> between(std::span<const float> a, std::span<const float> b, double place)
{
    std::vector<float> point(kVectorSize, 0.0F);
    for (const PartRange &part : kParts) {
        const auto from = a.subspan(part.offset, part.size);
        const auto to = b.subspan(part.offset, part.size);
        const auto out = std::span(point).subspan(part.offset, part.size);
        const auto isZero = [](std::span<const float> values) { return std::ranges::all_of(values, [](float value) { return value == 0.0F; }); };
        const double dot = std::clamp(static_cast<double>(std::inner_product(from.begin(), from.end(), to.begin(), 0.0F)), -1.0, 1.0);
        const double angle = std::acos(dot);
        double left = 1 - place;
        double right = place;
        if (isZero(from) || isZero(to)) left = right = 1;
        else if (std::sin(angle) > 1e-4) {
            left = std::sin((1 - place) * angle) / std::sin(angle);
            right = std::sin(place * angle) / std::sin(angle);
        }
        double squares = 0;
        for (std::size_t i = 0; i < part.size; ++i) {
            out[i] = static_cast<float>(left * static_cast<double>(from[i]) + right * static_cast<double>(to[i]));
            squares += static_cast<double>(out[i]) * static_cast<double>(out[i]);
        }
        if (squares < 1e-8) std::ranges::copy(from, out.begin());
        else for (float &value : out) value = static_cast<float>(static_cast<double>(value) / std::sqrt(squares));
    }
    return point;
}

Path path(const PathRequest &request, std::span<const Song> pool, const Calibration &calibration)
{
    Path out;
    const int length = std::max(request.length, 2);
    const std::array ends{request.from, request.to};
    const Admission admission(request.rules, ends);
    std::vector<const Song *> admitted;
    std::unordered_set<RecordingId> taken{request.from.recording, request.to.recording};
    for (const Song &song : pool) {
        const bool isSong = song.recording.isValid() && song.vector.size() == kVectorSize && admission.admits(song);
        if (isSong && taken.insert(song.recording).second) admitted.push_back(&song);
    }
    PathRequest sane = request;
    sane.length = length;
    std::vector<const Song *> inner;
    Strictness strictness = Strictness::All;
    for (const Strictness tried : {Strictness::All, Strictness::NoSpacing, Strictness::NoCaps, Strictness::Anything}) {
        const Rules rules = loosened(request.rules, tried);
        std::vector<const Song *> found = Search(sane, rules, admitted, calibration).run();
        if (tried == Strictness::All || found.size() > inner.size()) {
            inner = std::move(found);
            strictness = tried;
        }
        if (inner.size() + 2 == static_cast<std::size_t>(length) || request.rules.whenDry == WhenDry::End) break;
    }

    const auto distance = [&](const Song &a, const Song &b) { return degrees(cosine(a.vector, b.vector, request.weights)); };
    out.straight = distance(request.from, request.to);
    const Song *before = nullptr;
    for (std::size_t i = 0; i < inner.size() + 2; ++i) {
        const bool isEnd = i == 0 || i == inner.size() + 1;
        const Song &song = i == 0 ? request.from : isEnd ? request.to : *inner[i - 1];
        PathStep step{.index = isEnd ? std::nullopt : std::optional(static_cast<std::size_t>(&song - pool.data())), .recording = song.recording,
                      .place = static_cast<double>(i) / static_cast<double>(inner.size() + 1), .offWay = 0, .fromPrevious = {}, .why = {}};
        if (!isEnd) step.offWay = degrees(cosine(between(request.from.vector, request.to.vector, step.place), song.vector, request.weights));
        if (before != nullptr) step.fromPrevious = distance(*before, song);
        const Song &other = before != nullptr ? *before : request.to;
        step.why = explain(song, partCosines(other.vector, song.vector), {&other, 1}, calibration, before != nullptr ? Against::Previous : Against::End);
        out.steps.push_back(std::move(step));
        before = &song;
    }
    noteLongSteps(out);
    if (strictness >= Strictness::NoSpacing) out.notes.emplace_back("too few tracks lie between: an artist or an album comes closer together than the spacing");
    if (strictness >= Strictness::NoCaps) out.notes.emplace_back("… and more often than the caps");
    if (strictness >= Strictness::Anything) out.notes.emplace_back("… and a song may come in two versions");
    if (out.steps.size() < static_cast<std::size_t>(length)) {
        out.notes.push_back(std::format("only {} tracks lie between, {} were asked for", inner.size(), length - 2));
    }
    return out;
}

} // namespace taraf::recommend
