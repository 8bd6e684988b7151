#include "taraf/base/track.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <array>

namespace taraf {

std::string joined(const std::vector<std::string> &names)
{
    std::string out;
    for (const std::string &name : names) {
        if (name.empty()) continue;
        if (!out.empty()) out += ", ";
        out += name;
    }
    return out;
}

std::string comparable(std::string_view name)
{
    std::string out;
    out.reserve(name.size());
    for (const char c : name) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            if (!out.empty() && out.back() != ' ') out += ' ';
        } else {
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

bool isNobody(std::string_view artistKey) noexcept
{
    constexpr std::array<std::string_view, 10> names{"",        "various artists", "various",   "va",  "v.a.",
                                                     "unknown", "unknown artist",  "[unknown]", "<unknown>", "[unknown artist]"};
    return std::ranges::find(names, artistKey) != names.end();
}

std::string Track::artist() const { return joined(tags.artists.empty() ? tags.albumArtists : tags.artists); }

std::string Track::titleOrName() const { return tags.title.empty() ? displayText(fileName(path)) : tags.title; }

} // namespace taraf
