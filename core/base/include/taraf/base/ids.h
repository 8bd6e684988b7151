/// @file One id type per table, so that a root cannot be passed as a recording.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace taraf {

/// A row's id: positive, 64-bit, never reused. 0 is no row.
template<class Tag> class Id
{
public:
    constexpr Id() noexcept = default;
    constexpr explicit Id(std::int64_t value) noexcept : m_value(value) {}

    [[nodiscard]] constexpr std::int64_t value() const noexcept { return m_value; }
    [[nodiscard]] constexpr bool isValid() const noexcept { return m_value > 0; }

    friend constexpr auto operator<=>(Id, Id) noexcept = default;

private:
    std::int64_t m_value = 0;
};

using RootId = Id<struct RootTag>;           ///< a folder the user asked to be scanned
using FileId = Id<struct FileTag>;           ///< a file below a root
using RecordingId = Id<struct RecordingTag>; ///< what listens, ratings and vectors belong to; outlives its files
using AlbumId = Id<struct AlbumTag>;
using PlaylistId = Id<struct PlaylistTag>;   ///< a playlist that is kept in the library
using RadioId = Id<struct RadioTag>;         ///< a radio that goes on

} // namespace taraf

template<class Tag> struct std::hash<taraf::Id<Tag>> {
    std::size_t operator()(taraf::Id<Tag> id) const noexcept { return std::hash<std::int64_t>{}(id.value()); }
};
