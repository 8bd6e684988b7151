/// @file Everybody's neighbours in a test set, found by a search or read from a file, and the figures they give.
#pragma once

#include "test_set.h"
#include "taraf/judge/bootstrap.h"
#include "taraf/judge/lists.h"
#include "taraf/neighbours/index.h"

namespace taraf::answer {

/// How a set is judged.
struct Rules {
    ArtistFilter artistFilter = ArtistFilter::Off;
    std::size_t least = 0; ///< ask a search for at least so many at first; 0: for as many as pay
};

/// The lists of one way of finding neighbours. Columns that label the same tracks share theirs.
class Trial
{
public:
    Trial(const TestSet &set, Rules rules);

    /// Every labelled track asks; those for which `asks` is true are judged. Errors: Cancelled, OutOfMemory.
    [[nodiscard]] Result<> search(const neighbours::Index &index, Focus focus, const std::vector<bool> &asks, const std::stop_token &stop,
                                  const ProgressSink &progress);

    /// Reads lists as `taraf neighbours` writes them: query, rank, neighbour, and what else; the rows of a query together, in any order. The set
    /// may grow. Errors: NotFound, Io, Corrupt, Cancelled.
    [[nodiscard]] Result<> read(TestSet &set, const std::string &file, const std::stop_token &stop, const ProgressSink &progress);

    [[nodiscard]] const judge::Lists &top() const noexcept { return m_top; }
    [[nodiscard]] bool hasRows(std::uint32_t track) const { return track < m_hasRows.size() && m_hasRows[track]; } ///< read(): it asked
    [[nodiscard]] bool isNamed(std::uint32_t track) const { return track < m_isNamed.size() && m_isNamed[track]; } ///< read(): it asked or answered
    [[nodiscard]] std::uint64_t strangers() const noexcept { return m_strangers; } ///< read(): rows with a path that is not in the set

    /// `queries` and `members` of the set, with a bootstrap for each.
    [[nodiscard]] FocusFigures figures(std::span<const judge::Item> queries, const judge::Bootstrap &overQueries, std::span<const judge::Item> members,
                                       const judge::Bootstrap &overMembers) const;

private:
    /// Columns that label the same tracks, with the lists over these.
    struct Group {
        std::size_t column = 0; ///< one of them, for the others
        std::size_t depth = judge::kTop;
        judge::Lists lists{0, 0};
    };
    [[nodiscard]] bool isLeftOut(const Group &group, judge::Item query, judge::Item other) const;
    /// Keeps what the rules leave of a query's nearest. False: too few, if there were more.
    [[nodiscard]] bool keep(Group &group, judge::Item query, std::span<const judge::Item> nearest) const;
    void takeRows(judge::Item query, std::vector<std::pair<std::uint64_t, judge::Item>> &rows);

    const TestSet &m_set;
    Rules m_rules;
    std::vector<Group> m_groups;
    std::vector<std::size_t> m_groupOf; ///< of each column
    judge::Lists m_top;
    std::vector<bool> m_hasRows, m_isNamed;
    std::uint64_t m_strangers = 0;
};

} // namespace taraf::answer
