#include "taraf/answer/upkeep.h"

#include "parts.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/store/library.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <regex>
#include <sys/stat.h>

namespace taraf::answer {
namespace {

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

std::string folderOfCopies(const Home &home) { return home.data + "/backups"; }

/// A name in `backups` that sorts by time and that nobody has yet.
Result<std::string> freshCopy(const Home &home, const std::string &prefix)
{
    const std::string folder = folderOfCopies(home);
    if (auto made = makeFolder(folder); !made) return fail(std::move(made).error());
    ::chmod(folder.c_str(), 0700);
    const std::time_t seconds = now().count();
    std::tm utc{};
    ::gmtime_r(&seconds, &utc);
    std::array<char, 32> when{};
    std::strftime(when.data(), when.size(), "%Y%m%d-%H%M%S", &utc);
    std::string path = folder + "/" + prefix + when.data() + ".db";
    for (int number = 2; ::access(path.c_str(), F_OK) == 0; ++number) path = folder + "/" + prefix + when.data() + "-" + std::to_string(number) + ".db";
    return path;
}

constexpr std::string_view kBeforeRestoring = "before-restoring-";
constexpr std::string_view kBeforeMigrating = "library-v";

Copy copyAt(const std::string &path)
{
    Copy copy{.path = path};
    struct stat there{};
    if (::stat(path.c_str(), &there) == 0) {
        copy.bytes = static_cast<std::uint64_t>(there.st_size);
        copy.madeAt = UnixTime{there.st_mtim.tv_sec};
    }
    const std::string_view name = fileName(path);
    copy.isAutomatic = name.starts_with(kBeforeRestoring) || name.starts_with(kBeforeMigrating);
    return copy;
}

/// Errors: NotFound.
Result<> expectLibrary(const Home &home)
{
    if (::access(home.library().c_str(), F_OK) == 0) return {};
    return fail(ErrorCode::NotFound, "there is no library yet; make one with taraf rescan DIR");
}

Result<FileLock> noRescan(const Home &home)
{
    auto lock = FileLock::tryTake(home.rescanLock());
    if (!lock) return fail(std::move(lock).error());
    if (!*lock) return fail(ErrorCode::Busy, "a rescan of this library is under way; wait for it to end, or stop it");
    return std::move(**lock);
}

/// A copy of the library as it is now; tells its path. Errors also: Corrupt, Unsupported, Database (it can't be used).
Result<std::string> keepBefore(const Home &home, const std::stop_token &stop, const ProgressSink &progress)
{
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    auto path = freshCopy(home, std::string(kBeforeRestoring));
    if (!path) return path;
    auto kept = library->backUp(*path, stop, progress);
    if (!kept) return fail(std::move(kept).error());
    return path;
}

/// The library for writing, while no rescan can begin.
struct QuietLibrary {
    FileLock lock;
    store::Library library;
    std::vector<store::Root> roots;
};

Result<QuietLibrary> quietLibrary(const Home &home)
{
    if (auto there = expectLibrary(home); !there) return fail(std::move(there).error());
    auto alone = noRescan(home);
    if (!alone) return fail(std::move(alone).error());
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    auto roots = library->roots();
    if (!roots) return fail(std::move(roots).error());
    return QuietLibrary{*std::move(alone), *std::move(library), *std::move(roots)};
}

/// As a walk sees it, which asks for the file and for each folder on the way to it from the root.
bool isLeftOut(const std::regex &pattern, std::string_view path, std::string_view root)
{
    for (; path.size() > root.size(); path = parentPath(path)) {
        try {
            if (std::regex_search(path.begin(), path.end(), pattern)) return true;
        } catch (const std::regex_error &) { // too costly for this path: the walk doesn't leave it out either
        }
    }
    return false;
}

} // namespace

Result<store::Library> forWriting(const Home &home)
{
    // Opening for writing would make a library where there is none.
    if (auto there = expectLibrary(home); !there) return fail(std::move(there).error());
    return store::Library::open(home.library(), store::Access::ReadWrite);
}

Result<Copy> backUp(const Home &home, const std::string &path, const std::stop_token &stop, const ProgressSink &progress)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    auto target = path.empty() ? freshCopy(home, "library-") : absolutePath(path);
    if (!target) return fail(std::move(target).error());
    if (::access(target->c_str(), F_OK) == 0) return fail(ErrorCode::InvalidArgument, displayText(*target) + " is there already; name another file");
    auto bytes = library->backUp(*target, stop, progress);
    if (!bytes) return fail(std::move(bytes).error());
    return copyAt(*target);
}

Result<std::vector<Copy>> copies(const Home &home)
{
    std::vector<Copy> all;
    std::error_code failed;
    for (const auto &entry : std::filesystem::directory_iterator(folderOfCopies(home), failed)) {
        if (entry.path().extension() == ".db") all.push_back(copyAt(entry.path().string()));
    }
    if (failed && failed != std::errc::no_such_file_or_directory) {
        return fail(ErrorCode::Io, displayText(folderOfCopies(home)) + " can't be read: " + failed.message());
    }
    std::ranges::sort(all, std::ranges::greater{}, [](const Copy &copy) { return std::pair(copy.madeAt, copy.path); });
    return all;
}

Result<Restored> restore(const Home &home, const std::string &path, const std::stop_token &stop, const ProgressSink &progress)
{
    auto copy = absolutePath(path);
    if (!copy) return fail(std::move(copy).error());
    auto info = store::Library::inspect(*copy);
    if (!info) return fail(std::move(info).error());
    if (auto made = makeFolder(home.data); !made) return fail(std::move(made).error());
    const auto alone = noRescan(home);
    if (!alone) return fail(alone.error());

    // A library that is damaged can't be copied as a library, only be kept as it is.
    Restored restored;
    auto present = store::Library::Present::Replace;
    if (::access(home.library().c_str(), F_OK) == 0) {
        auto kept = keepBefore(home, stop, progress);
        const auto isUnusable = [](ErrorCode code) { return code == ErrorCode::Corrupt || code == ErrorCode::Unsupported || code == ErrorCode::Database; };
        if (kept) restored.before = *std::move(kept);
        else if (isUnusable(kept.error().code)) present = store::Library::Present::SetAside;
        else return fail(std::move(kept).error());
    }
    // Plays that are kept for statistics go by counts of changes, which an older library counts anew; mixes by its recordings.
    std::error_code ignored;
    std::filesystem::remove(home.cache + "/plays", ignored);
    std::filesystem::remove_all(home.cache + "/mixes", ignored);
    auto aside = store::Library::restore(home.library(), *copy, present, stop, progress);
    if (!aside) return fail(std::move(aside).error());
    if (!aside->empty()) restored.before = *std::move(aside);
    restored.files = info->files;
    return restored;
}

Result<Checkup> check(const Home &home)
{
    Checkup result;
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) {
        if (library.error().code != ErrorCode::Corrupt && library.error().code != ErrorCode::Unsupported) return fail(std::move(library).error());
        result.findings.push_back(library.error().message);
    } else {
        if (auto whole = library->check(); !whole) {
            if (whole.error().code != ErrorCode::Corrupt) return fail(std::move(whole).error());
            result.findings.push_back(whole.error().message);
        }
        if (const auto counts = library->counts(kDescriptorVersion)) result.files = counts->files;
    }
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(home.index()));
    result.hasIndex = file.has_value();
    if (!file && file.error().code != ErrorCode::NotFound) result.findings.push_back(file.error().message);
    if (file) {
        if (auto whole = file->verify(); !whole) result.findings.push_back(whole.error().message);
    }
    return result;
}

Result<std::vector<LeftOut>> leftOut(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto failures = library->failures(kDescriptorVersion);
    if (!failures) return fail(failures.error());
    std::vector<LeftOut> files;
    for (const store::Failure &each : *failures) files.push_back({.path = each.path, .reason = each.error.message});
    return files;
}

Result<> removeRoot(const Home &home, const std::string &absolutePath)
{
    auto quiet = quietLibrary(home);
    if (!quiet) return fail(std::move(quiet).error());
    const auto root = std::ranges::find(quiet->roots, absolutePath, &store::Root::path);
    if (root == quiet->roots.end()) return fail(ErrorCode::InvalidArgument, displayText(absolutePath) + " is no folder that is scanned; taraf status lists them");
    return quiet->library.removeRoot(root->id);
}

Result<std::vector<std::string>> exclusions(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    return library->exclusions();
}

Result<std::uint64_t> exclude(const Home &home, const std::string &expression)
{
    if (expression.empty()) return fail(ErrorCode::InvalidArgument, "an empty expression would leave out everything");
    std::regex pattern;
    try {
        pattern.assign(expression, std::regex::ECMAScript | std::regex::icase | std::regex::optimize);
    } catch (const std::regex_error &wrong) {
        return fail(ErrorCode::InvalidArgument, "'" + expression + "' is no regular expression: " + wrong.what());
    }
    auto quiet = quietLibrary(home);
    if (!quiet) return fail(std::move(quiet).error());
    store::Library &library = quiet->library;
    // Now, by the user's word: to the next scan so many at once would look like a drive that is gone.
    std::vector<FileId> left;
    for (const store::Root &root : quiet->roots) {
        auto read = library.eachFile(root.id, [&](const store::KnownFile &file) {
            if (file.state != store::FileState::Missing && isLeftOut(pattern, file.path, root.path)) left.push_back(file.file);
        });
        if (!read) return fail(std::move(read).error());
    }
    auto transaction = store::Transaction::begin(library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    if (auto added = library.addExclusion(expression, now()); !added) return fail(std::move(added).error());
    if (auto marked = library.markMissing(left, now()); !marked) return fail(std::move(marked).error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return left.size();
}

Result<> include(const Home &home, const std::string &expression)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    auto removed = library->removeExclusion(expression);
    if (!removed && removed.error().code == ErrorCode::NotFound) return fail(ErrorCode::InvalidArgument, removed.error().message + "; taraf library exclude lists what is");
    return removed;
}

} // namespace taraf::answer
