/// @file Songs that were met, found again by their sound. Private to the room.
#pragma once

#include "taraf/recommend/rules.h"
#include "taraf/recommend/song.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <unordered_map>
#include <vector>

namespace taraf::recommend {

/// Of unit vectors with cosine c, none of the numbers differs by more than √(2 − 2c): near-duplicates lie in the same cell of a grid over the
/// first few numbers, or in one beside it. So tens of thousands are gone through without comparing each with each. The songs must outlive it.
class HeardSongs
{
public:
    explicit HeardSongs(const Rules &rules)
        : m_rules(rules), m_cell(std::max(std::sqrt(2.0F - 2.0F * std::min(rules.nearDuplicate, rules.nearDuplicateSameTitle)), 1e-3F) + 1e-4F)
    {
    }

    /// The place, in the order of add(), of the first that it is a near-duplicate of.
    [[nodiscard]] std::optional<std::size_t> soundingLike(const Song &song) const
    {
        std::optional<std::size_t> first;
        if (song.vector.size() != kVectorSize) return first;
        const Cell middle = cellOf(song);
        for (int beside = 0; beside < 3 * 3 * 3 * 3; ++beside) {
            const auto found = m_cells.find(keyOf({middle[0] + beside % 3 - 1, middle[1] + beside / 3 % 3 - 1, middle[2] + beside / 9 % 3 - 1, middle[3] + beside / 27 - 1}));
            if (found == m_cells.end()) continue;
            for (const std::size_t place : found->second) {
                if (place < first.value_or(m_songs.size()) && isNearDuplicate(*m_songs[place], song, m_rules)) first = place;
            }
        }
        return first;
    }

    void add(const Song &song)
    {
        if (song.vector.size() == kVectorSize) m_cells[keyOf(cellOf(song))].push_back(m_songs.size());
        m_songs.push_back(&song);
    }

private:
    using Cell = std::array<int, 4>;

    [[nodiscard]] Cell cellOf(const Song &song) const
    {
        Cell cell{};
        std::ranges::transform(song.vector.first(cell.size()), cell.begin(), [&](float value) { return static_cast<int>(std::floor(value / m_cell)); });
        return cell;
    }
    [[nodiscard]] static std::uint64_t keyOf(const Cell &cell)
    {
        std::uint64_t key = 0;
        for (const int place : cell) key = key << 16U | static_cast<std::uint16_t>(place);
        return key;
    }

    const Rules &m_rules;
    float m_cell;
    std::vector<const Song *> m_songs;
    std::unordered_map<std::uint64_t, std::vector<std::size_t>> m_cells;
};

static_assert(range(Part::Overall).offset == 0);

} // namespace taraf::recommend
