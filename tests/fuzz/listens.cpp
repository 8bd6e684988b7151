/// @file Listens of strangers. The first byte says which reader takes them, or ('z') that they are a file, packed or not; the second in parts of how many
/// bytes they come.

#include "must.h"
#include "reader.h"
#include "taraf/base/path.h"
#include "text.h"

#include <algorithm>
#include <sys/mman.h>
#include <unistd.h>

namespace taraf::listens {
namespace {

using fuzz::must;

void isSound(std::string_view name)
{
    must(isUtf8(name) && !name.contains('\0') && name.size() <= kLongestName && trimmed(name) == name, "a name is clean");
}

void isSoundId(std::string_view id)
{
    bool isLower = true;
    must(id.empty() || (isMusicBrainzId(id, isLower) && isLower), "an id is one");
}

/// What was given, in words.
struct Told {
    std::string text;
    Sink sink;

    Told()
    {
        sink.listen = [this](const Listen &it) {
            for (const std::string_view name : {it.user, it.artist, it.title, it.album, it.sourceId}) isSound(name);
            for (const std::string_view id : {it.recordingId, it.releaseId, it.artistId}) isSoundId(id);
            must(!it.artist.empty() && !it.title.empty() && it.at >= kFirstListen, "a listen has what it needs");
            must(it.duration.count() >= 0 && it.played.count() >= 0, "durations are none or positive");
            tell({"listen", it.user, it.artist, it.title, it.album, it.recordingId, std::to_string(it.at.count()), std::to_string(it.played.count())});
        };
        sink.playCount = [this](const PlayCount &it) {
            for (const std::string_view name : {it.user, it.artist, it.title, it.album}) isSound(name);
            isSoundId(it.artistId);
            must(it.plays >= 0 && it.skips >= 0 && (it.plays > 0 || it.skips > 0), "a count counts");
            tell({"count", it.user, it.artist, it.title, std::to_string(it.plays), std::to_string(it.skips)});
        };
        sink.opinion = [this](const NamedOpinion &it) {
            for (const std::string_view name : {it.user, it.artist, it.title, it.album, it.sourceId}) isSound(name);
            must(it.opinion.rating >= 0 && it.opinion.rating <= kHighestRating, "a rating is on the scale");
            tell({"opinion", it.artist, it.title, it.album, it.recordingId, it.sourceId, name(it.opinion.feeling), std::to_string(it.opinion.rating)});
        };
        sink.playlist = [this](const NamedPlaylist &it) {
            isSound(it.name);
            tell({"playlist", it.name, it.description});
            for (const PlaylistEntry &entry : it.entries) {
                must(isUtf8(entry.artist) && isUtf8(entry.title) && isUtf8(entry.album) && isUtf8(entry.uri), "an entry's text is UTF-8");
                tell({entry.artist, entry.title, entry.album, entry.uri});
            }
        };
        sink.rejection = [this](const Rejection &it) {
            must(isUtf8(it.where), "a place is UTF-8");
            tell({"rejected", std::to_string(it.line), it.reason});
        };
    }
    Told(const Told &) = delete;
    Told &operator=(const Told &) = delete;

    void tell(std::initializer_list<std::string_view> words)
    {
        for (const std::string_view word : words) text.append(word).append("|");
        text += '\n';
    }
};

std::string readBy(Kind kind, std::string_view bytes, std::size_t part)
{
    Told told;
    Read read;
    Out out(told.sink, read, UnixTime{2'000'000'000});
    const auto reader = makeReader(kind, out, "a.listens");
    while (!bytes.empty()) {
        // A copy, so that a step past its end is seen.
        const std::string copy(bytes.substr(0, part));
        reader->take(copy);
        bytes.remove_prefix(copy.size());
    }
    reader->end();
    return told.text;
}

void readFile(std::string_view bytes)
{
    const int file = ::memfd_create("listens", MFD_CLOEXEC);
    must(file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "there is memory for a file");
    const Told told;
    const auto read = listens::read("/proc/self/fd/" + std::to_string(file), {}, told.sink);
    must(read || isUtf8(read.error().message), "a refusal is UTF-8");
    ::close(file);
}

} // namespace
} // namespace taraf::listens

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf::listens;
    if (size < 2) return 0;
    const std::string_view bytes(reinterpret_cast<const char *>(data) + 2, size - 2);
    if (data[0] == 'z') {
        readFile(bytes);
        return 0;
    }
    const auto kind = static_cast<Kind>(data[0] % (static_cast<unsigned>(Kind::Maloja) + 1));
    const std::string whole = readBy(kind, bytes, bytes.size());
    taraf::fuzz::must(whole == readBy(kind, bytes, data[1] + std::size_t{1}), "rows are the same however their bytes come");
    return 0;
}
