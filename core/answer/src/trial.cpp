#include "trial.h"

#include "everyone.h"
#include "lines.h"
#include "taraf/base/path.h"
#include "taraf/judge/figures.h"

#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

namespace taraf::answer {
namespace {

using judge::Item;
using judge::kMeanOf;
using judge::kTop;

/// A scan that leaves the rest to the filter is asked once for so many: seldom do an artist's own tracks fill that, and then it is asked again.
constexpr std::size_t kBeforeFilter = 50;

bool labelTheSame(const TestSet &set, std::size_t a, std::size_t b)
{
    for (std::uint32_t track = 0; track < set.size(); ++track) {
        if (set.isLabelled(track, a) != set.isLabelled(track, b)) return false;
    }
    return true;
}

} // namespace

Trial::Trial(const TestSet &set, Rules rules) : m_set(set), m_rules(rules), m_top(set.size(), kTop)
{
    for (std::size_t column = 0; column < set.columns().size(); ++column) {
        auto group = std::ranges::find_if(m_groups, [&](const Group &each) { return labelTheSame(set, each.column, column); });
        if (group == m_groups.end()) group = m_groups.insert(group, {.column = column, .depth = kTop, .lists = {0, 0}});
        if (set.columns()[column].isNumeric) group->depth = kMeanOf;
        m_groupOf.push_back(static_cast<std::size_t>(group - m_groups.begin()));
    }
    for (Group &group : m_groups) group.lists = judge::Lists(set.size(), group.depth);
}

bool Trial::isLeftOut(const Group &group, Item query, Item other) const
{
    return !m_set.isLabelled(other, group.column) || (m_rules.artistFilter == ArtistFilter::On && m_set.sharesArtist(query, other));
}

bool Trial::keep(Group &group, Item query, std::span<const Item> nearest) const
{
    std::vector<Item> kept;
    for (std::size_t i = 0; i < nearest.size() && kept.size() < group.depth; ++i) {
        if (!isLeftOut(group, query, nearest[i])) kept.push_back(nearest[i]);
    }
    group.lists.put(query, kept);
    return kept.size() == group.depth;
}

Result<> Trial::search(const neighbours::Index &index, Focus focus, const std::vector<bool> &asks, const std::stop_token &stop,
                       const ProgressSink &progress)
{
    std::vector<Item> members;
    std::unordered_map<RecordingId, Item> items;
    for (Item track = 0; track < m_set.size(); ++track) {
        if (!m_set.isLabelled(track)) continue;
        members.push_back(track);
        items.emplace(m_set.recording(track), track);
    }
    std::size_t first = m_rules.artistFilter == ArtistFilter::On ? kBeforeFilter : kTop;
    for (const Group &group : m_groups) first = std::max(first, group.depth);
    if (m_rules.least > 0) first = m_rules.least;

    const auto ask = [&](Item query, std::size_t k, const auto &leaveOut) -> Result<std::vector<Item>> {
        const auto hits = nearestOf(index, m_set.recording(query), k, weights(focus), [&](RecordingId id) {
            const auto item = items.find(id);
            return item == items.end() || leaveOut(item->second);
        });
        if (!hits) return fail(hits.error());
        std::vector<Item> nearest;
        for (const neighbours::Hit &hit : *hits) nearest.push_back(items.at(hit.id));
        return nearest;
    };
    for (std::size_t begin = 0; begin < members.size(); begin += kQueriesAtOnce) {
        progress({.phase = "comparing by " + std::string(name(focus)), .done = begin, .total = members.size(), .item = {}});
        auto asked = onEveryCore(begin, std::min(begin + kQueriesAtOnce, members.size()), stop, [&](std::size_t i) -> Result<> {
            const Item query = members[i];
            const auto nearest = ask(query, first, [](Item) { return false; });
            if (!nearest) return fail(nearest.error());
            m_top.put(query, *nearest);
            if (!asks[query]) return {};
            for (Group &group : m_groups) {
                if (!m_set.isLabelled(query, group.column) || keep(group, query, *nearest) || nearest->size() < first) continue;
                const auto more = ask(query, group.depth, [&](Item other) { return isLeftOut(group, query, other); });
                if (!more) return fail(more.error());
                group.lists.put(query, *more);
            }
            return {};
        });
        if (!asked) return asked;
    }
    return {};
}

void Trial::takeRows(Item query, std::vector<std::pair<std::uint64_t, Item>> &rows)
{
    std::ranges::stable_sort(rows, {}, &std::pair<std::uint64_t, Item>::first);
    std::vector<Item> nearest;
    std::unordered_set<Item> seen{query};
    for (const auto &[rank, other] : rows) {
        if (m_set.isLabelled(other) && seen.insert(other).second) nearest.push_back(other);
    }
    rows.clear();
    m_top.put(query, nearest);
    for (Group &group : m_groups) {
        [[maybe_unused]] const bool isFull = keep(group, query, nearest); // there is no more
    }
}

Result<> Trial::read(TestSet &set, const std::string &file, const std::stop_token &stop, const ProgressSink &progress)
{
    auto lines = Lines::open(file);
    if (!lines) return fail(std::move(lines).error());
    const auto mark = [](std::vector<bool> &marks, Item track) {
        if (marks.size() <= track) marks.resize(track + std::size_t{1});
        marks[track] = true;
    };
    std::string current;
    std::optional<Item> query;
    std::vector<std::pair<std::uint64_t, Item>> rows;
    constexpr std::uint64_t linesAtOnce = 65536;
    while (true) {
        if (lines->number() % linesAtOnce == 0) {
            if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            progress({.phase = "reading neighbours", .done = lines->number(), .total = 0, .item = {}});
        }
        const auto line = lines->next();
        if (!line) return fail(line.error());
        if (!*line) break;
        std::string_view rest = **line;
        if (rest.empty()) continue;
        const std::string_view asking = takeField(rest), rankText = takeField(rest), path = takeField(rest);
        std::uint64_t rank = 0;
        const auto read = std::from_chars(rankText.data(), rankText.data() + rankText.size(), rank);
        if (read.ec != std::errc() || read.ptr != rankText.data() + rankText.size() || rank == 0 || path.empty()) {
            if (lines->number() == 1 && !rankText.empty() && !path.empty()) continue; // names of the columns
            return fail(ErrorCode::Corrupt, lines->where() + " is no row of neighbours; it takes a path, a rank from 1 and a path, with tabs between them");
        }
        if (asking != current) {
            if (query) takeRows(*query, rows);
            current = asking;
            query = set.find(asking);
            if (query && !set.isLabelled(*query)) query.reset();
            if (query && hasRows(*query)) {
                return fail(ErrorCode::Corrupt, lines->where() + " goes on with the neighbours of " + displayText(asking) + "; put the rows of a query together: LC_ALL=C sort FILE");
            }
            if (query) {
                mark(m_hasRows, *query);
                mark(m_isNamed, *query);
            }
            if (!query) ++m_strangers;
        }
        const auto other = set.find(path);
        if (other) mark(m_isNamed, *other);
        if (query && other) rows.emplace_back(rank, *other);
    }
    if (query) takeRows(*query, rows);
    return {};
}

FocusFigures Trial::figures(std::span<const Item> queries, const judge::Bootstrap &overQueries, std::span<const Item> members,
                            const judge::Bootstrap &overMembers) const
{
    std::vector<judge::ClassColumn> classes;
    std::vector<judge::NumberColumn> numbers;
    for (std::size_t i = 0; i < m_groupOf.size(); ++i) {
        const LabelColumn &column = m_set.columns()[i];
        const judge::Lists *lists = &m_groups[m_groupOf[i]].lists;
        if (column.isNumeric) numbers.push_back({.numbers = column.numbers, .lists = lists});
        else classes.push_back({.labels = column.classes, .lists = lists});
    }
    judge::Hubness hubs = judge::hubness(m_top, members, overMembers);
    const auto isShort = [&](Item query) {
        return std::ranges::any_of(m_groups, [&](const Group &group) { return m_set.isLabelled(query, group.column) && group.lists[query].size() < kTop; });
    };
    return {.accuracy = judge::accuracy(classes, queries, overQueries),
            .precision = judge::precision(classes, queries, overQueries),
            .albumHit = judge::hit(m_top, m_set.albums(), members, queries, overQueries),
            .artistHit = judge::hit(m_top, m_set.artists(), members, queries, overQueries),
            .skewness = hubs.skewness,
            .largest = hubs.largest,
            .neverReached = hubs.neverReached,
            .correlation = judge::correlation(numbers, queries, overQueries),
            .shortLists = static_cast<std::size_t>(std::ranges::count_if(queries, isShort))};
}

} // namespace taraf::answer
