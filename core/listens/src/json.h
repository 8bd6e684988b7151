#pragma once

#include <optional>
#include <simdjson.h>
#include <string>
#include <string_view>

namespace taraf::listens {

using Object = simdjson::dom::object;

/// One row of JSON after the other. What it gives is valid until the next.
class Json
{
public:
    /// The row, if it is an object, right to its end. Bytes that are no UTF-8 become U+FFFD.
    [[nodiscard]] std::optional<Object> row(std::string_view text);

private:
    simdjson::error_code parse(std::string_view text, simdjson::dom::element &element);

    simdjson::dom::parser m_parser;
    std::string m_padded;
};

/// Empty where there is none, or no text.
[[nodiscard]] std::string_view textIn(const Object &object, std::string_view key);
/// A number, or text that is one; a fraction is cut off.
[[nodiscard]] std::optional<std::int64_t> numberIn(const Object &object, std::string_view key);
[[nodiscard]] bool isTrueIn(const Object &object, std::string_view key);
[[nodiscard]] std::optional<Object> objectIn(const Object &object, std::string_view key);
[[nodiscard]] std::optional<simdjson::dom::array> arrayIn(const Object &object, std::string_view key);

} // namespace taraf::listens
