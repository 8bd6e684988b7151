/// @file Names as they are compared: what spellings of one song differ in is taken out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace taraf::listens {

/// Compatibility forms (Unicode NFKD), without case, marks and punctuation; "&" and "+" are "and", a leading "the " goes. "Beyoncé" -> "beyonce". What has no letter
/// or digit at all stays as it is ("!!!").
[[nodiscard]] std::string plainName(std::string_view name);

/// plainName() without what follows "feat.", "ft." or "featuring", and without brackets that say which issue it is ("(2011 Remaster)", "[Deluxe Edition]"). A live version or
/// a remix is another one and keeps its words.
[[nodiscard]] std::string plainTitle(std::string_view title);

/// plainName() of an artist up to a featured guest.
[[nodiscard]] std::string plainArtist(std::string_view artist);

/// Of plainArtist(artist) and plainTitle(title), the fingerprint.
[[nodiscard]] std::int64_t matchKey(std::string_view artist, std::string_view title);

} // namespace taraf::listens
