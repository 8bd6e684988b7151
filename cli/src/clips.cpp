#include "clips.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <charconv>
#include <format>
#include <set>

namespace taraf::cli {
namespace {

/// Digits, with decimals where they may be; all of the text.
std::optional<double> number(std::string_view text, bool decimals)
{
    double value = 0;
    if (text.empty() || text.find_first_not_of(decimals ? "0123456789." : "0123456789") != std::string_view::npos) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

} // namespace

Result<Seconds> momentOf(std::string_view text)
{
    double total = 0;
    std::string_view rest = text;
    for (int fields = 1;; ++fields) {
        const std::size_t colon = rest.find(':');
        const bool isLast = colon == std::string_view::npos;
        const auto value = number(rest.substr(0, colon), isLast);
        // Only the first field may be sixty or more: 90 is a moment, 1:90 a slip.
        if (!value || fields > 3 || (fields > 1 && *value >= 60)) break;
        total = total * 60 + *value;
        if (total > 1e6) break;
        if (isLast) return Seconds(total);
        rest.remove_prefix(colon + 1);
    }
    return fail(ErrorCode::InvalidArgument, displayText(text) + " is no time; write seconds or minutes:seconds, like 90 or 1:30");
}

Result<> checkLength(const Span &part)
{
    if (part.to - part.from >= kShortestPart && part.to - part.from <= kLongestPart) return {};
    return fail(ErrorCode::InvalidArgument, std::format("a part has to be {:g} seconds to {:g} minutes long", kShortestPart.count(), kLongestPart.count() / 60));
}

Result<Span> spanOf(std::string_view text)
{
    const std::size_t dash = text.find('-');
    if (dash == std::string_view::npos) return fail(ErrorCode::InvalidArgument, displayText(text) + " is no part of a track; write START-END, like 30-40 or 1:30-1:45");
    const auto from = momentOf(text.substr(0, dash));
    if (!from) return fail(from.error());
    const auto to = momentOf(text.substr(dash + 1));
    if (!to) return fail(to.error());
    const Span span{*from, *to};
    if (auto checked = checkLength(span); !checked) return fail(std::move(checked).error().within(displayText(text)));
    return span;
}

Result<std::vector<Clip>> clipsOf(std::span<const std::string> words)
{
    std::vector<Clip> clips;
    std::set<std::string> files;
    for (std::size_t i = 0; i + 2 < words.size(); i += 3) {
        const auto span = spanOf(words[i + 1]);
        if (!span) return fail(span.error());
        std::optional<Focus> focus;
        if (!words[i + 2].empty()) {
            const auto *const named = std::ranges::find(kFoci, words[i + 2], [](Focus each) { return name(each); });
            if (named == kFoci.end()) {
                return fail(ErrorCode::InvalidArgument, displayText(words[i + 2]) + " is no focus; after START-END comes overall, genre, mood or instrumentation, or nothing");
            }
            focus = *named;
        }
        clips.push_back({words[i], *span, focus});
        files.insert(words[i]);
    }
    if (clips.size() > kMostClips) return fail(ErrorCode::InvalidArgument, std::format("{} clips are too many; {} at most", clips.size(), kMostClips));
    if (files.size() > kMostClipFiles) return fail(ErrorCode::InvalidArgument, std::format("clips of {} files are too many; {} files at most", files.size(), kMostClipFiles));
    return clips;
}

} // namespace taraf::cli
