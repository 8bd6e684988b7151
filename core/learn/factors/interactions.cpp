#include "taraf/learn/interactions.h"

#include <cmath>
#include <numeric>

namespace taraf::learn {
namespace {

/// Counting sort: stable, so that columns ascend where the entries came in their order.
template<class Row, class Column, class Weight>
InteractionRows sorted(std::size_t rows, std::size_t entries, const Row &row, const Column &column, const Weight &weight)
{
    InteractionRows out;
    out.begin.assign(rows + 2, 0);
    for (std::size_t i = 0; i < entries; ++i) ++out.begin[row(i) + 2];
    std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
    out.columns.resize(entries);
    out.weights.resize(entries);
    for (std::size_t i = 0; i < entries; ++i) {
        const std::uint64_t at = out.begin[row(i) + 1]++;
        out.columns[at] = column(i);
        out.weights[at] = weight(i);
    }
    out.begin.pop_back();
    return out;
}

InteractionRows transposed(const InteractionRows &from, std::size_t columns)
{
    std::vector<std::uint32_t> rows(from.columns.size());
    for (std::size_t row = 0; row < from.size(); ++row) std::fill(rows.begin() + static_cast<std::ptrdiff_t>(from.begin[row]), rows.begin() + static_cast<std::ptrdiff_t>(from.begin[row + 1]), static_cast<std::uint32_t>(row));
    return sorted(columns, rows.size(), [&](std::size_t i) { return from.columns[i]; }, [&](std::size_t i) { return rows[i]; }, [&](std::size_t i) { return from.weights[i]; });
}

/// Entries of one column become one, and those of 0 none.
void join(InteractionRows &rows)
{
    std::uint64_t to = 0;
    std::uint64_t from = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        const std::uint64_t end = rows.begin[row + 1];
        rows.begin[row] = to;
        while (from < end) {
            const std::uint32_t column = rows.columns[from];
            float weight = 0;
            for (; from < end && rows.columns[from] == column; ++from) weight += rows.weights[from];
            if (weight == 0 || !std::isfinite(weight)) continue;
            rows.columns[to] = column;
            rows.weights[to++] = weight;
        }
    }
    rows.begin.back() = to;
    rows.columns.resize(to);
    rows.weights.resize(to);
}

} // namespace

Result<Interactions> Interactions::of(std::size_t users, std::size_t items, std::span<const Interaction> entries)
{
    if (users > UINT32_MAX || items > UINT32_MAX) return fail(ErrorCode::InvalidArgument, "more users or items than are numbered in 32 bits");
    for (const Interaction &each : entries) {
        if (each.user >= users || each.item >= items) return fail(ErrorCode::InvalidArgument, "an entry of a user or an item that there is not");
        if (!std::isfinite(each.weight)) return fail(ErrorCode::InvalidArgument, "the weight of an entry is no number");
    }
    Interactions made;
    const auto any = sorted(items, entries.size(), [&](std::size_t i) { return entries[i].item; }, [&](std::size_t i) { return entries[i].user; }, [&](std::size_t i) { return entries[i].weight; });
    made.m_byUser = transposed(any, users);
    join(made.m_byUser);
    made.m_byItem = transposed(made.m_byUser, items);
    return made;
}

} // namespace taraf::learn
