#include "json.h"

#include "taraf/base/path.h"
#include "text.h"

#include <cmath>

namespace taraf::listens {

simdjson::error_code Json::parse(std::string_view text, simdjson::dom::element &element)
{
    m_padded.clear();
    m_padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    m_padded = text;
    return m_parser.parse(m_padded.data(), m_padded.size(), false).get(element);
}

std::optional<Object> Json::row(std::string_view text)
{
    simdjson::dom::element element;
    auto error = parse(text, element);
    if (error == simdjson::UTF8_ERROR) error = parse(displayText(text), element);
    Object object;
    if (error != simdjson::SUCCESS || element.get(object) != simdjson::SUCCESS) return std::nullopt;
    return object;
}

std::string_view textIn(const Object &object, std::string_view key)
{
    std::string_view text;
    return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

std::optional<std::int64_t> numberIn(const Object &object, std::string_view key)
{
    simdjson::dom::element value;
    if (object[key].get(value) != simdjson::SUCCESS) return std::nullopt;
    if (std::string_view text; value.get(text) == simdjson::SUCCESS) return wholeNumber(trimmed(text));
    if (std::int64_t whole = 0; value.get(whole) == simdjson::SUCCESS) return whole;
    constexpr double kMost = 9e18;
    if (double real = 0; value.get(real) == simdjson::SUCCESS && std::abs(real) < kMost) return static_cast<std::int64_t>(std::floor(real));
    return std::nullopt;
}

bool isTrueIn(const Object &object, std::string_view key)
{
    bool value = false;
    return object[key].get(value) == simdjson::SUCCESS && value;
}

std::optional<Object> objectIn(const Object &object, std::string_view key)
{
    Object inner;
    return object[key].get(inner) == simdjson::SUCCESS ? std::optional(inner) : std::nullopt;
}

std::optional<simdjson::dom::array> arrayIn(const Object &object, std::string_view key)
{
    simdjson::dom::array list;
    return object[key].get(list) == simdjson::SUCCESS ? std::optional(list) : std::nullopt;
}

} // namespace taraf::listens
