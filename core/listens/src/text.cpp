#include "text.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <ctime>

namespace taraf::listens {
namespace {

constexpr bool isBlank(char c) noexcept { return c == ' ' || (c >= '\t' && c <= '\r'); }
constexpr bool isDigit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Digits, `count` of them, off the front.
std::optional<int> takeDigits(std::string_view &text, std::size_t count) noexcept
{
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (!isDigit(text[i])) return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view &text, char c) noexcept
{
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<int> takeMonth(std::string_view &text) noexcept
{
    constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto found = std::ranges::find(names, text.substr(0, 3));
    if (found == names.end()) return std::nullopt;
    text.remove_prefix(3);
    return static_cast<int>(found - names.begin()) + 1;
}

struct Date {
    int year = 0, month = 0, day = 0;
};

/// "2009-04-08" or "08 Apr 2009".
std::optional<Date> takeDate(std::string_view &text) noexcept
{
    const std::string_view whole = text;
    if (const auto year = takeDigits(text, 4); year && take(text, '-')) {
        const auto month = takeDigits(text, 2);
        if (!month || !take(text, '-')) return std::nullopt;
        const auto day = takeDigits(text, 2);
        return day ? std::optional(Date{*year, *month, *day}) : std::nullopt;
    }
    text = whole;
    auto day = takeDigits(text, 2);
    if (!day) day = takeDigits(text, 1);
    if (!day || !take(text, ' ')) return std::nullopt;
    const auto month = takeMonth(text);
    if (!month || !take(text, ' ')) return std::nullopt;
    const auto year = takeDigits(text, 4);
    return year ? std::optional(Date{*year, *month, *day}) : std::nullopt;
}

/// "Z", "+02:00", "-0430" or nothing, in minutes.
std::optional<int> takeOffset(std::string_view &text) noexcept
{
    if (text.empty() || take(text, 'Z')) return 0;
    if (text[0] != '+' && text[0] != '-') return std::nullopt;
    const int sign = text[0] == '+' ? 1 : -1;
    text.remove_prefix(1);
    const auto hours = takeDigits(text, 2);
    take(text, ':');
    const auto minutes = takeDigits(text, 2);
    if (!hours || !minutes) return std::nullopt;
    return sign * (*hours * 60 + *minutes);
}

} // namespace

std::string_view trimmed(std::string_view text) noexcept
{
    while (!text.empty() && isBlank(text.front())) text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back())) text.remove_suffix(1);
    return text;
}

std::string_view cleaned(std::string_view text, std::string &kept)
{
    text = trimmed(text);
    unsigned isControl = 0, isHigh = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        isControl |= static_cast<unsigned>(byte < 0x20) | static_cast<unsigned>(byte == 0x7F);
        isHigh |= byte & 0x80U;
    }
    if (isControl == 0 && (isHigh == 0 || isUtf8(text))) return text;
    kept = displayText(text);
    std::ranges::replace_if(kept, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    kept = std::string(trimmed(kept));
    return kept;
}

bool isMusicBrainzId(std::string_view text, bool &isLower) noexcept
{
    if (text.size() != 36 || text[8] != '-' || text[13] != '-' || text[18] != '-' || text[23] != '-') return false;
    int hyphens = 0, digits = 0, upper = 0;
    for (const char c : text) {
        hyphens += static_cast<int>(c == '-');
        upper += static_cast<int>(c >= 'A' && c <= 'F');
        digits += static_cast<int>(isDigit(c)) + static_cast<int>(c >= 'a' && c <= 'f');
    }
    isLower = upper == 0;
    return hyphens == 4 && digits + upper == 32;
}

std::string lowered(std::string_view ascii)
{
    std::string out(ascii);
    std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

std::optional<std::int64_t> wholeNumber(std::string_view text) noexcept
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<UnixTime> timeIn(std::string_view text) noexcept
{
    text = trimmed(text);
    if (const auto number = wholeNumber(text)) {
        constexpr std::int64_t kMilliseconds = 100'000'000'000; // the year 5138 in seconds, 1973 in milliseconds
        return UnixTime{*number >= kMilliseconds ? *number / 1000 : *number};
    }
    const auto date = takeDate(text);
    if (!date) return std::nullopt;
    const std::chrono::year_month_day day{std::chrono::year(date->year), std::chrono::month(static_cast<unsigned>(date->month)),
                                          std::chrono::day(static_cast<unsigned>(date->day))};
    if (!day.ok()) return std::nullopt;
    take(text, ',');
    if (!take(text, 'T')) take(text, ' ');
    const auto hour = takeDigits(text, 2);
    if (!hour || !take(text, ':')) return std::nullopt;
    const auto minute = takeDigits(text, 2);
    if (!minute) return std::nullopt;
    int second = 0;
    if (take(text, ':')) {
        const auto seconds = takeDigits(text, 2);
        if (!seconds) return std::nullopt;
        second = *seconds;
        if (take(text, '.')) text.remove_prefix(std::min(text.find_first_not_of("0123456789"), text.size()));
    }
    const auto offset = takeOffset(text);
    if (!offset || !text.empty() || *hour > 23 || *minute > 59 || second > 60) return std::nullopt;
    const auto days = std::chrono::sys_days(day).time_since_epoch();
    return UnixTime{days} + std::chrono::hours(*hour) + std::chrono::minutes(*minute - *offset) + std::chrono::seconds(second);
}

Milliseconds ofSeconds(std::int64_t seconds) noexcept
{
    constexpr std::int64_t kMost = 1'000'000'000;
    return seconds > 0 && seconds < kMost ? Milliseconds{seconds * 1000} : Milliseconds{0};
}

UnixTime fromLocalTime(UnixTime wall) noexcept
{
    const std::time_t seconds = wall.count();
    std::tm parts{};
    if (::gmtime_r(&seconds, &parts) == nullptr) return wall;
    parts.tm_isdst = -1;
    const std::time_t utc = std::mktime(&parts);
    return utc == -1 ? wall : UnixTime{utc};
}

} // namespace taraf::listens
