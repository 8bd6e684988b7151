#include "taraf/answer/listens.h"

#include "parts.h"

#include "taraf/store/listens.h"

namespace taraf::answer {
namespace {

/// Two watchers of one player may differ by so much about when a song began. What is shorter than 30 s is never told.
constexpr std::chrono::seconds kSame{20};

std::string_view trimmed(std::string_view text)
{
    const auto from = text.find_first_not_of(" \t\r\n");
    return from == std::string_view::npos ? std::string_view() : text.substr(from, text.find_last_not_of(" \t\r\n") - from + 1);
}

/// What was heard, by the library's names where it knows the file.
Result<store::HeardSong> songOf(store::Library &library, const HeardTrack &heard)
{
    store::HeardSong song{.id = {}, .artist = std::string(trimmed(heard.artist)), .title = std::string(trimmed(heard.title)), .album = std::string(trimmed(heard.album)), .recordingId = {}, .releaseId = {},
                          .artistId = {}, .duration = heard.duration, .matchKey = 0, .recording = {}};
    if (heard.path.empty()) return song;
    const auto track = library.trackByPath(heard.path);
    if (!track) return fail(track.error());
    if (*track) song = store::songOf(**track);
    return song;
}

} // namespace

Result<Recorded> recordHeard(const Home &home, const HeardTrack &heard)
{
    if (heard.at.count() <= 0) return fail(ErrorCode::InvalidArgument, "a listen has a time at which it began");
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    const auto song = songOf(*library, heard);
    if (!song) return fail(song.error());
    // An untagged file has its name as title; a stream without a title was nothing that could be named again.
    if (song->title.empty() || (song->artist.empty() && !song->recording.isValid())) return Recorded::Nameless;
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    store::Listens listens(*library);
    const auto id = listens.addSong(*song);
    if (!id) return fail(id.error());
    if (song->recording.isValid()) {
        if (auto matched = listens.match(*id, song->recording, store::MatchedBy::File); !matched) return fail(std::move(matched).error());
    }
    const auto source = listens.source(heard.source);
    if (!source) return fail(source.error());
    const auto recorded = listens.record({.listener = store::kSelf, .at = heard.at, .heard = *id, .source = *source, .played = heard.played}, heard.isSkip ? store::Heed::Skips : store::Heed::Listens, kSame);
    if (!recorded) return fail(recorded.error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return *recorded ? Recorded::New : Recorded::Known;
}

Result<bool> submitsLive(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library && (library.error().code == ErrorCode::NotFound || library.error().code == ErrorCode::Unsupported)) return false;
    if (!library) return fail(std::move(library).error());
    const auto since = library->setting("listenbrainz.submit");
    if (!since) return fail(since.error());
    return since->has_value();
}

} // namespace taraf::answer
