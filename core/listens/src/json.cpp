#include "json.h"

#include "taraf/base/path.h"
#include "text.h"

#include <cmath>

namespace taraf::listens {

simdjson::error_code Json::open(std::string_view text)
{
    m_padded.clear();
    m_padded.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    m_padded = text;
    return m_parser.iterate(m_padded.data(), m_padded.size(), m_padded.capacity()).get(m_document);
}

std::optional<Object> Json::row(std::string_view text)
{
    auto error = open(text);
    if (error == simdjson::UTF8_ERROR) error = open(displayText(text));
    Object object;
    if (error != simdjson::SUCCESS || m_document.get_object().get(object) != simdjson::SUCCESS) return std::nullopt;
    return object;
}

std::string_view textIn(Object &object, std::string_view key)
{
    std::string_view text;
    if (object.find_field_unordered(key).get_string(true).get(text) != simdjson::SUCCESS) return {};
    return text;
}

std::optional<std::int64_t> numberIn(Object &object, std::string_view key)
{
    simdjson::ondemand::value value;
    if (object.find_field_unordered(key).get(value) != simdjson::SUCCESS) return std::nullopt;
    std::string_view text;
    if (value.get_string().get(text) == simdjson::SUCCESS) return wholeNumber(trimmed(text));
    simdjson::ondemand::number number;
    if (value.get_number().get(number) != simdjson::SUCCESS) return std::nullopt;
    if (number.is_int64()) return number.get_int64();
    const double real = number.as_double();
    constexpr double kMost = 9e18;
    if (!(std::abs(real) < kMost)) return std::nullopt;
    return static_cast<std::int64_t>(std::floor(real));
}

bool isTrueIn(Object &object, std::string_view key)
{
    bool value = false;
    return object.find_field_unordered(key).get_bool().get(value) == simdjson::SUCCESS && value;
}

std::optional<Object> objectIn(Object &object, std::string_view key)
{
    Object inner;
    if (object.find_field_unordered(key).get_object().get(inner) != simdjson::SUCCESS) return std::nullopt;
    return inner;
}

std::string_view firstTextIn(Object &object, std::string_view key)
{
    simdjson::ondemand::value value;
    if (object.find_field_unordered(key).get(value) != simdjson::SUCCESS) return {};
    std::string_view text;
    if (value.get_string(true).get(text) == simdjson::SUCCESS) return text;
    simdjson::ondemand::array list;
    if (value.get_array().get(list) != simdjson::SUCCESS) return {};
    for (auto item : list) return item.get_string(true).get(text) == simdjson::SUCCESS ? text : std::string_view();
    return {};
}

} // namespace taraf::listens
