#include "mounts.h"

#include "rules.h"

#include <array>
#include <charconv>
#include <fcntl.h>
#include <ranges>
#include <unistd.h>

namespace taraf::collection {
namespace {

/// Spaces, tabs, newlines and backslashes are written as three octal digits.
std::string unescaped(std::string_view text)
{
    std::string plain;
    const auto isOctal = [](char c) { return c >= '0' && c <= '7'; };
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 3 < text.size() && isOctal(text[i + 1]) && isOctal(text[i + 2]) && isOctal(text[i + 3])) {
            plain.push_back(static_cast<char>((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + (text[i + 3] - '0')));
            i += 3;
        } else {
            plain.push_back(text[i]);
        }
    }
    return plain;
}

} // namespace

std::vector<Mount> parsedMounts(std::string_view table)
{
    std::vector<Mount> mounts;
    for (const auto line : std::views::split(table, '\n')) {
        Mount mount;
        std::size_t field = 0;
        for (const auto part : std::views::split(line, ' ')) {
            const std::string_view word(part);
            if (field == 0 && std::from_chars(word.data(), word.data() + word.size(), mount.id).ec != std::errc{}) break;
            if (field++ != 4) continue;
            mount.point = unescaped(word);
            break;
        }
        if (mount.point.starts_with('/')) mounts.push_back(std::move(mount));
    }
    return mounts;
}

std::vector<Mount> currentMounts()
{
    const int fd = ::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return {};
    std::string table;
    std::array<char, 16384> part{};
    for (ssize_t got = 0; (got = ::read(fd, part.data(), part.size())) > 0;) table.append(part.data(), static_cast<std::size_t>(got));
    ::close(fd);
    return parsedMounts(table);
}

std::string mountPointOf(std::string_view path, const std::vector<Mount> &mounts)
{
    std::string best = "/";
    for (const Mount &mount : mounts) {
        if (mount.point.size() >= best.size() && (path == mount.point || isBelow(path, mount.point))) best = mount.point;
    }
    return best;
}

} // namespace taraf::collection
