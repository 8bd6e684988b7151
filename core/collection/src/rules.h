/// @file Which names take part. The walk and the watch go by the same rules.
#pragma once

#include "taraf/base/error.h"

#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::collection {

/// A folder with a file of this name is left out, with everything below it.
inline constexpr std::string_view kNoMedia = ".nomedia";

[[nodiscard]] inline bool isHidden(std::string_view name) noexcept { return name.starts_with('.'); }

[[nodiscard]] inline std::string below(const std::string &folder, std::string_view name)
{
    std::string path;
    path.reserve(folder.size() + 1 + name.size());
    path.append(folder);
    if (folder != "/") path.push_back('/');
    return path.append(name);
}

[[nodiscard]] inline bool isBelow(std::string_view path, std::string_view folder) noexcept
{
    if (folder == "/") return path.size() > 1 && path.starts_with('/');
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

/// What the user does not want. Threads: any, once made.
class Exclusions
{
public:
    /// Errors: InvalidArgument (no regular expression).
    [[nodiscard]] static Result<Exclusions> from(const std::vector<std::string> &expressions);
    [[nodiscard]] bool match(const std::string &path) const;

private:
    std::vector<std::regex> m_expressions;
};

} // namespace taraf::collection
