/// @file Who is near whom, and who belongs together: what is judged.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace taraf::judge {

/// A track, by its place among those that are looked at.
using Item = std::uint32_t;

/// A class, an artist or an album, by a number of the caller's.
using Label = std::uint32_t;
inline constexpr Label kUnlabelled = std::numeric_limits<Label>::max();

/// Precision, hits and hubness look at so many neighbours; means of numbers at so many.
inline constexpr std::size_t kTop = 10;
inline constexpr std::size_t kMeanOf = 20;

/// For each track its neighbours, the nearest first, itself not among them, each once. Most are as long as asked for; a track that never
/// asked has an empty one. Threads: put() for tracks below size() from any number of threads.
class Lists
{
public:
    Lists(std::size_t tracks, std::size_t longest) : m_longest(longest), m_items(tracks * longest), m_lengths(tracks) {}

    /// Keeps the first `longest` of them. Makes room for a track beyond size().
    void put(Item track, std::span<const Item> nearest)
    {
        if (track >= m_lengths.size()) {
            m_lengths.resize(track + std::size_t{1});
            m_items.resize(m_lengths.size() * m_longest);
        }
        const std::size_t kept = std::min(nearest.size(), m_longest);
        std::ranges::copy(nearest.first(kept), m_items.begin() + static_cast<std::ptrdiff_t>(track * m_longest));
        m_lengths[track] = static_cast<std::uint32_t>(kept);
    }

    [[nodiscard]] std::span<const Item> operator[](Item track) const
    {
        if (track >= m_lengths.size()) return {};
        return std::span(m_items).subspan(track * m_longest, m_lengths[track]);
    }

    [[nodiscard]] std::size_t size() const noexcept { return m_lengths.size(); }

private:
    std::size_t m_longest;
    std::vector<Item> m_items;
    std::vector<std::uint32_t> m_lengths;
};

/// Of each track the artists it is by, the main one first, or its album; empty: unknown.
using Memberships = std::span<const std::vector<Label>>;

[[nodiscard]] inline bool share(Memberships memberships, Item a, Item b)
{
    return std::ranges::any_of(memberships[a], [&](Label each) { return std::ranges::contains(memberships[b], each); });
}

} // namespace taraf::judge
