#include "taraf/work/covers.h"

#include "png.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/collection/walk.h"

#include <QCryptographicHash>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/stat.h>
#include <vector>

namespace taraf::work {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostKept = 2000; ///< some 40 kB each
constexpr int kBetweenTidyings = 200;
constexpr std::size_t kMostRemembered = 20'000;
constexpr std::size_t kMostTried = 3; ///< files of a folder that is asked about as such
constexpr probe::Limits kLimits{.wall = Seconds{10}, .cpu = Seconds{10}};
constexpr std::array kNames{"cover", "folder", "front", "album", "albumart"};
constexpr std::array kEndings{".jpg", ".jpeg", ".png", ".webp"};

/// The names in a folder that don't begin with a dot, sorted by their bytes.
std::vector<std::string> namesIn(const std::string &folder)
{
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::directory_iterator each(folder, failed), end; !failed && each != end; each.increment(failed)) names.push_back(each->path().filename().string());
    std::erase_if(names, [](const std::string &name) { return name.starts_with('.'); });
    std::ranges::sort(names);
    return names;
}

std::string lower(std::string name)
{
    for (char &c : name) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return name;
}

/// The pictures that stand for a folder, the likeliest first: by the order of kNames; names that only begin with one ("cover (front).jpg") come after.
std::vector<std::string> picturesIn(const std::string &folder)
{
    std::vector<std::pair<std::size_t, std::string>> ranked;
    for (const std::string &each : namesIn(folder)) {
        const std::string name = lower(each);
        const std::size_t dot = name.rfind('.');
        if (dot == std::string::npos || !std::ranges::contains(kEndings, name.substr(dot))) continue;
        const std::string stem = name.substr(0, dot);
        std::size_t rank = std::ranges::find(kNames, stem) - kNames.begin();
        if (rank == kNames.size()) rank += std::ranges::find_if(kNames, [&](const char *known) { return stem.starts_with(known); }) - kNames.begin();
        if (rank < 2 * kNames.size()) ranked.emplace_back(rank, folder + "/" + each);
    }
    std::ranges::stable_sort(ranked, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> paths;
    for (auto &[rank, path] : ranked) paths.push_back(std::move(path));
    if (paths.size() > kMostTried) paths.resize(kMostTried);
    return paths;
}

/// "CD 1", "cd02", "Disc 3": its picture may lie one floor up.
bool isDisc(std::string_view name)
{
    const std::string small = lower(std::string(name));
    return small.starts_with("cd") || small.starts_with("disc") || small.starts_with("disk");
}

std::string keyOf(const std::string &path, const struct stat &source)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    hash.addData(QByteArrayView(path.data(), static_cast<qsizetype>(path.size() + 1)));
    for (const std::int64_t number : {std::int64_t{source.st_mtim.tv_sec}, std::int64_t{source.st_mtim.tv_nsec}, std::int64_t{source.st_size}}) {
        hash.addData(QByteArrayView(reinterpret_cast<const char *>(&number), sizeof number));
    }
    return hash.result().first(20).toHex().toStdString() + ".png";
}

} // namespace

Covers::Covers(const Home &home) : m_folder(home.cache + "/covers") {}

Result<std::optional<Cover>> Covers::of(const std::string &path, const std::stop_token &stop)
{
    struct stat there{};
    const bool isFolder = path.ends_with('/') || (::stat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode));
    std::string folder = isFolder ? path : std::string(parentPath(path));
    while (folder.size() > 1 && folder.ends_with('/')) folder.pop_back();

    auto sources = picturesIn(folder);
    if (isDisc(fileName(folder))) std::ranges::copy(picturesIn(std::string(parentPath(folder))), std::back_inserter(sources));
    auto found = firstOf(sources, stop);
    if (found && !found->empty()) return Cover{.path = *std::move(found), .isOfFolder = !isFolder || path.ends_with('/')};
    if (!found) return fail(std::move(found).error());

    sources.clear();
    if (!isFolder) sources = {path};
    else for (const std::string &name : namesIn(folder)) if (sources.size() < kMostTried && collection::isAudioName(name)) sources.push_back(folder + "/" + name);
    found = firstOf(sources, stop);
    if (!found) return fail(std::move(found).error());
    return found->empty() ? std::optional<Cover>() : Cover{.path = *std::move(found), .isOfFolder = false};
}

/// Empty: none of them has a picture.
Result<std::string> Covers::firstOf(const std::vector<std::string> &sources, const std::stop_token &stop)
{
    for (const std::string &source : sources) {
        auto made = thumbnail(source, stop);
        if (!made || !made->empty()) return made;
    }
    return std::string();
}

Result<std::string> Covers::thumbnail(const std::string &source, const std::stop_token &stop)
{
    struct stat there{};
    if (::stat(source.c_str(), &there) != 0) return std::string();
    const std::string key = keyOf(source, there), target = m_folder + "/" + key;
    if (m_none.contains(key)) return std::string();
    if (struct stat kept{}; ::stat(target.c_str(), &kept) == 0 && kept.st_size > 0) {
        ::utimensat(AT_FDCWD, target.c_str(), nullptr, 0); // the one that was not wanted for longest goes first
        return target;
    }
    if (!m_probe) m_probe.emplace(kLimits);
    const auto picture = m_probe->picture(source, kCoverEdge, stop);
    if (!picture) {
        const ErrorCode code = picture.error().code;
        if (code == ErrorCode::Internal || code == ErrorCode::Cancelled) return fail(picture.error());
        if (m_none.size() >= kMostRemembered) m_none.clear();
        if (code != ErrorCode::Io) m_none.insert(key); // a drive may answer later
        return std::string();
    }
    if (auto made = makeFolder(m_folder); !made) return fail(std::move(made).error());
    const QByteArray bytes = png(*picture);
    if (auto written = writeAtomically(target, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))); !written) return fail(std::move(written).error());
    if (m_written++ % kBetweenTidyings == 0) tidy();
    return target;
}

void Covers::tidy()
{
    std::vector<std::pair<fs::file_time_type, fs::path>> kept;
    std::error_code failed;
    for (fs::directory_iterator each(m_folder, failed), end; !failed && each != end; each.increment(failed)) {
        std::error_code gone; // somebody else tidies too
        if (const auto when = each->last_write_time(gone); !gone) kept.emplace_back(when, each->path());
    }
    if (kept.size() <= kMostKept) return;
    std::ranges::sort(kept);
    kept.resize(kept.size() - kMostKept);
    for (const auto &[when, path] : kept) fs::remove(path, failed);
}

} // namespace taraf::work
