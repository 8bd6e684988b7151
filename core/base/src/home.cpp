#include "taraf/base/home.h"

#include "taraf/base/path.h"

#include <array>
#include <cstdlib>
#include <optional>
#include <unistd.h>
#include <vector>

namespace taraf {
namespace {

/// An absolute path from the environment; the specification says that relative ones are ignored.
std::optional<std::string> folderFrom(const char *variable)
{
    const char *value = std::getenv(variable); // NOLINT(concurrency-mt-unsafe): nobody sets it while we run
    if (value == nullptr || *value != '/') return std::nullopt;
    return std::string(value);
}

} // namespace

Result<Home> findHome()
{
    if (const char *own = std::getenv("TARAF_HOME"); own != nullptr && *own != '\0') {
        auto data = absolutePath(own);
        if (!data) return fail(std::move(data).error());
        return Home{.data = *data, .cache = *data + "/cache"};
    }
    const auto home = folderFrom("HOME");
    const auto below = [&](const char *variable, const char *usual) -> std::optional<std::string> {
        if (auto folder = folderFrom(variable)) return *folder + "/taraf";
        if (home) return *home + "/" + usual + "/taraf";
        return std::nullopt;
    };
    const auto data = below("XDG_DATA_HOME", ".local/share");
    const auto cache = below("XDG_CACHE_HOME", ".cache");
    if (!data || !cache) return fail(ErrorCode::NotFound, "there is no home folder to keep the library in; set HOME or TARAF_HOME");
    return Home{.data = *data, .cache = *cache};
}

Result<std::string> findProgram(const std::string &name)
{
    std::vector<std::string> places;
    if (const auto set = folderFrom("TARAF_PROGRAMS")) places.push_back(*set);
    std::array<char, 4096> self{};
    const ssize_t length = ::readlink("/proc/self/exe", self.data(), self.size());
    if (length > 0) {
        const std::string folder(parentPath({self.data(), static_cast<std::size_t>(length)}));
        places.push_back(folder);
        places.push_back(folder + "/../libexec/taraf");
        places.push_back(folder + "/../bin");
    }
    std::string looked;
    for (const std::string &place : places) {
        std::string path = place + "/" + name;
        if (::access(path.c_str(), X_OK) == 0) return path;
        looked += (looked.empty() ? "" : ", ") + place;
    }
    return fail(ErrorCode::NotFound, name + " is not installed; looked in " + displayText(looked));
}

} // namespace taraf
