/// @file The two sets of Last.fm's listens that research works with.
/// Source: Celma, "Music Recommendation and Discovery in the Long Tail", 2010, and the READMEs of lastfm-dataset-1K and -360K.
#include "reader.h"
#include "text.h"

#include <cstring>

namespace taraf::listens {
namespace {

/// Cuts at each tab; there is no quoting, a quote is a letter. How many columns there are: past Count it is Count + 1.
template<std::size_t Count> std::size_t cut(std::string_view line, std::array<std::string_view, Count> &columns) noexcept
{
    for (std::size_t i = 0;; ++i) {
        const void *tab = line.empty() ? nullptr : std::memchr(line.data(), '\t', line.size());
        if (i == Count) return Count + 1;
        if (tab == nullptr) {
            columns[i] = line;
            return i + 1;
        }
        const auto length = static_cast<std::size_t>(static_cast<const char *>(tab) - line.data());
        columns[i] = line.substr(0, length);
        line.remove_prefix(length + 1);
    }
}

void read1K(Out &out, std::string_view line, std::uint64_t number)
{
    std::array<std::string_view, 6> columns;
    if (cut(line, columns) != columns.size()) return out.reject(number, "not 6 columns");
    const auto at = timeIn(columns[1]);
    if (!at) return out.reject(number, "no time");
    out.listen({.at = *at, .user = columns[0], .artist = columns[3], .title = columns[5], .recordingId = columns[4], .artistId = columns[2]}, number);
}

void read360K(Out &out, std::string_view line, std::uint64_t number)
{
    std::array<std::string_view, 4> columns;
    if (cut(line, columns) != columns.size()) return out.reject(number, "not 4 columns");
    const auto plays = wholeNumber(trimmed(columns[3]));
    if (!plays) return out.reject(number, "the number of plays is none");
    if (*plays <= 0) return out.reject(number, "no plays");
    out.playCount({.user = columns[0], .artist = columns[2], .artistId = columns[1], .plays = *plays}, number);
}

} // namespace

std::unique_ptr<Reader> lastFm1K(Out &out)
{
    return std::make_unique<Lines>(out, [&out](std::string_view line, std::uint64_t number) { read1K(out, line, number); });
}

std::unique_ptr<Reader> lastFm360K(Out &out)
{
    return std::make_unique<Lines>(out, [&out](std::string_view line, std::uint64_t number) { read360K(out, line, number); });
}

} // namespace taraf::listens
