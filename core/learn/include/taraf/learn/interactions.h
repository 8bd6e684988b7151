/// @file Who heard, or rated, what: a sparse matrix, kept by both its sides.
#pragma once

#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace taraf::learn {

struct Interaction {
    std::uint32_t user = 0, item = 0;
    float weight = 0; ///< implicit: how much was heard, below 0 that it is disliked; explicit: the rating
};

/// The entries of one side, row after row; those of a row by ascending column, each column once.
struct InteractionRows {
    std::vector<std::uint64_t> begin; ///< one a row, and the end of the last
    std::vector<std::uint32_t> columns;
    std::vector<float> weights;

    [[nodiscard]] std::size_t size() const noexcept { return begin.empty() ? 0 : begin.size() - 1; }
    [[nodiscard]] std::size_t count(std::size_t row) const noexcept { return begin[row + 1] - begin[row]; }
    [[nodiscard]] std::span<const std::uint32_t> columnsOf(std::size_t row) const noexcept { return std::span(columns).subspan(begin[row], count(row)); }
    [[nodiscard]] std::span<const float> weightsOf(std::size_t row) const noexcept { return std::span(weights).subspan(begin[row], count(row)); }
};

/// Both sides of the matrix, made in time linear in its entries. Threads: const from any number.
class Interactions
{
public:
    /// Entries in any order; those of one user and item are added up, what is 0 is dropped. Users and items without an entry are rows without one.
    /// Errors: InvalidArgument (a user or an item out of range, a weight that is not finite).
    [[nodiscard]] static Result<Interactions> of(std::size_t users, std::size_t items, std::span<const Interaction> entries);

    [[nodiscard]] const InteractionRows &byUser() const noexcept { return m_byUser; }
    [[nodiscard]] const InteractionRows &byItem() const noexcept { return m_byItem; }
    [[nodiscard]] std::size_t users() const noexcept { return m_byUser.size(); }
    [[nodiscard]] std::size_t items() const noexcept { return m_byItem.size(); }
    [[nodiscard]] std::size_t entries() const noexcept { return m_byUser.columns.size(); }

private:
    InteractionRows m_byUser, m_byItem;
};

} // namespace taraf::learn
