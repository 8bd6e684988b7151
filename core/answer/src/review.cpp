#include "taraf/answer/upkeep.h"

#include "taraf/base/track.h"
#include "taraf/store/library.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <set>
#include <unordered_map>

namespace taraf::answer {
namespace {

/// Another encoder or another rip makes a track this much longer or shorter; another mix or edit mostly more.
constexpr Milliseconds kSameLength{3'000};

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

std::string firstOf(const std::vector<std::string> &names) { return names.empty() ? std::string() : names.front(); }

/// Empty where too little is tagged to tell.
std::string nameKey(const store::NamedFile &file)
{
    const std::string artist = comparable(firstOf(file.artists));
    const std::string title = comparable(file.title);
    return artist.empty() || title.empty() ? std::string() : artist + '\n' + title;
}

bool equallyLong(const store::NamedFile &a, const store::NamedFile &b)
{
    return a.duration.count() > 0 && b.duration.count() > 0 && std::chrono::abs(a.duration - b.duration) <= kSameLength;
}

Likeness likenessOf(const store::NamedFile &file)
{
    return {.path = file.path, .artist = firstOf(file.artists), .title = file.title, .album = file.album, .duration = file.duration};
}

std::string idOf(RecordingId former, RecordingId present) { return std::to_string(former.value()) + ":" + std::to_string(present.value()); }

Result<std::pair<RecordingId, RecordingId>> pairOf(const std::string &id)
{
    std::int64_t former = 0;
    std::int64_t present = 0;
    const char *const end = id.data() + id.size();
    const auto first = std::from_chars(id.data(), end, former);
    const bool split = first.ec == std::errc{} && first.ptr != end && *first.ptr == ':';
    const auto second = split ? std::from_chars(first.ptr + 1, end, present) : first;
    if (!split || second.ec != std::errc{} || second.ptr != end || former <= 0 || present <= 0) {
        return fail(ErrorCode::InvalidArgument, "'" + id + "' names no doubt; taraf library review lists them");
    }
    return std::pair(RecordingId(former), RecordingId(present));
}

/// How likely the two are one: 3 all agrees, 2 the names and lengths, 1 it lies where the other lay; 0 not at all.
int likeliness(const store::NamedFile &former, const store::NamedFile &present, bool sameName)
{
    const bool sameLength = equallyLong(former, present);
    if (sameName && sameLength) return comparable(former.album) == comparable(present.album) ? 3 : 2;
    return former.path == present.path && (sameName || sameLength) ? 1 : 0;
}

std::string reason(const store::NamedFile &former, const store::NamedFile &present, int likeliness)
{
    const std::string where = former.path == present.path ? ", in the place of the file it was known by" : ", and the file it was known by is gone";
    if (likeliness == 3) return "the same artist, title, album and length, with other audio" + where;
    if (likeliness == 2) return "the same artist, title and length, on another album" + where;
    return equallyLong(former, present) ? "another name and other audio, but the same length" + where : "the same artist and title, but another length" + where;
}

} // namespace

Result<std::vector<Doubt>> doubts(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto decided = library->decisions();
    if (!decided) return fail(decided.error());
    auto lost = library->lost();
    if (!lost) return fail(std::move(lost).error());
    std::set<std::pair<RecordingId, RecordingId>> pairs;
    std::set<RecordingId> joined; // their files belong to another by the user's word
    for (const store::Decision &each : *decided) {
        pairs.emplace(each.former, each.present);
        if (each.verdict == store::Verdict::Same) joined.insert(each.present);
    }
    std::erase_if(*lost, [&](const store::NamedFile &file) { return joined.contains(file.recording); });
    if (lost->empty()) return std::vector<Doubt>{};

    const auto present = library->present();
    if (!present) return fail(present.error());
    std::unordered_map<std::string, std::vector<const store::NamedFile *>> byName;
    std::unordered_map<std::string_view, const store::NamedFile *> byPath;
    for (const store::NamedFile &file : *present) {
        if (auto key = nameKey(file); !key.empty()) byName[std::move(key)].push_back(&file);
        byPath.emplace(file.path, &file);
    }
    std::vector<std::pair<int, Doubt>> found;
    const auto weigh = [&](const store::NamedFile &former, const store::NamedFile &there, bool sameName) {
        const int likely = likeliness(former, there, sameName);
        if (likely == 0 || pairs.contains({former.recording, there.recording})) return;
        found.emplace_back(likely, Doubt{.id = idOf(former.recording, there.recording), .former = likenessOf(former), .present = likenessOf(there),
                                         .why = reason(former, there, likely)});
    };
    for (const store::NamedFile &former : *lost) {
        const std::string key = nameKey(former);
        const auto named = key.empty() ? byName.end() : byName.find(key);
        if (named != byName.end()) {
            for (const store::NamedFile *there : named->second) weigh(former, *there, true);
        }
        const auto here = byPath.find(former.path);
        if (here != byPath.end() && (key.empty() || nameKey(*here->second) != key)) weigh(former, *here->second, false);
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, [](const auto &each) { return each.first; });
    std::vector<Doubt> all;
    for (auto &each : found) all.push_back(std::move(each.second));
    return all;
}

Result<> decide(const Home &home, const std::string &id, Decision decision)
{
    const auto pair = pairOf(id);
    if (!pair) return fail(pair.error());
    auto library = store::Library::open(home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    const auto &[former, present] = *pair;
    auto done = decision == Decision::Undo ? library->undoDecision(former, present)
                                           : library->decide({.former = former, .present = present,
                                                              .verdict = decision == Decision::Same ? store::Verdict::Same : store::Verdict::Different,
                                                              .decidedAt = now()});
    if (!done) {
        const bool unknown = done.error().code == ErrorCode::NotFound;
        return fail(unknown ? ErrorCode::InvalidArgument : done.error().code, id + ": " + done.error().message);
    }
    return transaction->commit();
}

} // namespace taraf::answer
