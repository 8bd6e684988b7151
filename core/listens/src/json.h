#pragma once

#include "taraf/base/units.h"

#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>

namespace taraf::listens {

using Object = simdjson::ondemand::object;

/// One row of JSON after the other. What it gives is valid until the next; a key is asked for once, one object after the other.
class Json
{
public:
    /// The row, if it is an object. Bytes that are no UTF-8 become U+FFFD.
    [[nodiscard]] std::optional<Object> row(std::string_view text);

private:
    simdjson::error_code open(std::string_view text);

    simdjson::ondemand::parser m_parser;
    simdjson::ondemand::document m_document;
    std::string m_padded;
};

/// Empty where there is none, or no text. A lone surrogate becomes U+FFFD.
[[nodiscard]] std::string_view textIn(Object &object, std::string_view key);
/// A number, or text that is one; a fraction is cut off.
[[nodiscard]] std::optional<std::int64_t> numberIn(Object &object, std::string_view key);
[[nodiscard]] bool isTrueIn(Object &object, std::string_view key);
[[nodiscard]] std::optional<Object> objectIn(Object &object, std::string_view key);
/// Of a list of texts the first; of a text itself.
[[nodiscard]] std::string_view firstTextIn(Object &object, std::string_view key);

} // namespace taraf::listens
