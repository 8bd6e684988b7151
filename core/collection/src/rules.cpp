#include "rules.h"

#include "taraf/base/path.h"
#include "taraf/collection/walk.h"

#include <algorithm>
#include <array>

namespace taraf::collection {
namespace {

constexpr std::array<std::string_view, 23> kEndings{"mp3", "flac", "ogg", "oga", "opus", "spx", "m4a", "m4b", "mp4", "aac", "wav", "aif", "aiff",
                                                    "aifc", "wv", "ape", "mpc", "mp+", "wma", "asf", "dsf", "dff", "tta"};

Result<std::regex> compiled(std::string_view expression)
{
    // The empty one would be found everywhere.
    if (expression.empty()) return fail(ErrorCode::InvalidArgument, "an empty expression would leave out everything; name what to leave out");
    try {
        return std::regex(expression.begin(), expression.end(), std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
    } catch (const std::regex_error &wrong) {
        return fail(ErrorCode::InvalidArgument, "'" + displayText(expression) + "' is no regular expression: " + wrong.what());
    }
}

} // namespace

bool isAudioName(std::string_view fileName) noexcept
{
    const std::size_t dot = fileName.rfind('.');
    if (dot == std::string_view::npos || dot == 0) return false;
    const std::string_view ending = fileName.substr(dot + 1);
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::any_of(kEndings, [&](std::string_view known) { return std::ranges::equal(ending, known, {}, lower); });
}

Result<Exclusions> Exclusions::from(const std::vector<std::string> &expressions)
{
    Exclusions exclusions;
    for (const std::string &expression : expressions) {
        auto made = compiled(expression);
        if (!made) return fail(std::move(made).error());
        exclusions.m_expressions.push_back(*std::move(made));
    }
    return exclusions;
}

bool Exclusions::match(const std::string &path) const
{
    return std::ranges::any_of(m_expressions, [&](const std::regex &expression) {
        try {
            return std::regex_search(path, expression);
        } catch (const std::regex_error &) { // too costly for this path: it is not left out
            return false;
        }
    });
}

} // namespace taraf::collection
