/// @file What XSPF 1 allows where. Private to the room.
/// Source: L. Gonze, M. Friedrich, R. Kaye, "XSPF Version 1", Xiph.Org, 2006; W3C, "XML Schema Part 2: Datatypes", 2004.
#pragma once

#include <QStringView>
#include <cstdint>

namespace taraf::playlists {

inline constexpr char16_t kXspfNamespace[] = u"http://xspf.org/ns/0/";
inline constexpr char16_t kXmlNamespace[] = u"http://www.w3.org/XML/1998/namespace";

enum class Parent : std::uint8_t { Playlist, Attribution, TrackList, Track };

enum class Content : std::uint8_t {
    Text,     ///< no elements inside
    Number,   ///< xsd:nonNegativeInteger
    DateTime, ///< xsd:dateTime
    Elements, ///< no text inside
    Anything, ///< not looked at
};

struct ElementRule {
    const char16_t *name;
    Content content;
    bool once;
    const char16_t *needs; ///< an attribute it must have; null: none
};

/// The rule for an element, null where it is not allowed.
[[nodiscard]] const ElementRule *ruleFor(Parent parent, QStringView element) noexcept;

[[nodiscard]] bool isNonNegativeInteger(QStringView text) noexcept;
[[nodiscard]] bool isDateTime(QStringView text);

} // namespace taraf::playlists
