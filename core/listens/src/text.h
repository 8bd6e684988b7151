#pragma once

#include "taraf/base/units.h"

#include <optional>
#include <string>
#include <string_view>

namespace taraf::listens {

/// Bytes of a name, as base/listen.h bounds it.
inline constexpr std::size_t kLongestName = 4096;

[[nodiscard]] std::string_view trimmed(std::string_view text) noexcept;

/// Valid UTF-8 without control characters: bytes that are none become U+FFFD, control characters spaces, ends are trimmed.
/// The view is of the text itself where there is nothing to do, else of the whole of `kept`.
[[nodiscard]] std::string_view cleaned(std::string_view text, std::string &kept);

/// Is it a UUID? `isLower` tells whether it is spelt as it should be.
[[nodiscard]] bool isMusicBrainzId(std::string_view text, bool &isLower) noexcept;

[[nodiscard]] std::string lowered(std::string_view ascii);

/// A whole number, all of the text.
[[nodiscard]] std::optional<std::int64_t> wholeNumber(std::string_view text) noexcept;

/// "2009-04-08T01:57:47Z", "2009-04-08 01:57" (UTC where no offset is said: "+02:00"), "08 Apr 2009 01:57", "08 Apr 2009, 01:57", "1239155867",
/// and "1239155867000" in milliseconds.
[[nodiscard]] std::optional<UnixTime> timeIn(std::string_view text) noexcept;

/// 0 where it is beyond what a track may be.
[[nodiscard]] Milliseconds ofSeconds(std::int64_t seconds) noexcept;

/// Seconds as a clock on this machine's wall shows them, in UTC.
[[nodiscard]] UnixTime fromLocalTime(UnixTime wall) noexcept;

} // namespace taraf::listens
