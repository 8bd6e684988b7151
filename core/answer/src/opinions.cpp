#include "taraf/answer/opinions.h"

#include "parts.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <chrono>

namespace taraf::answer {
namespace {

constexpr std::string_view kArtist = "artist:";

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

struct Subject {
    store::OpinionSubject about;
    std::string path;
    Opinion former;
};

Result<Subject> artistNamed(store::Library &library, const std::string &name)
{
    const std::string key = comparable(name);
    if (isNobody(key)) return fail(ErrorCode::InvalidArgument, "'" + displayText(name) + "' is no artist's name");
    const auto former = library.artistOpinion(key);
    if (!former) return fail(former.error());
    return Subject{.about = {.of = OpinionOf::Artist, .recording = {}, .album = {}, .artist = key, .name = displayText(name)}, .path = {}, .former = *former};
}

Result<Subject> albumOf(store::Library &library, const Seed &seed)
{
    const auto slims = library.slims(seed.recordings);
    if (!slims) return fail(slims.error());
    const AlbumId id = slims->empty() ? AlbumId() : slims->front().album;
    if (!id.isValid() || std::ranges::any_of(*slims, [&](const store::Slim &slim) { return slim.album != id; })) {
        return fail(ErrorCode::InvalidArgument, displayText(seed.path) + " is not the folder of one album; name an album's folder, or its tracks");
    }
    const auto album = library.album(id);
    if (!album) return fail(album.error());
    return Subject{.about = {.of = OpinionOf::Album, .recording = {}, .album = id, .artist = {}, .name = displayText(album->artist + " – " + album->title)}, .path = seed.path,
                   .former = album->opinion};
}

Result<> addTracks(store::Library &library, const Seed &seed, std::vector<Subject> &subjects)
{
    const auto tracks = library.tracks(seed.recordings);
    if (!tracks) return fail(tracks.error());
    for (const Track &track : *tracks) {
        subjects.push_back({.about = {.of = OpinionOf::Track, .recording = track.recording, .album = {}, .artist = {}, .name = displayText(labelOf(track))}, .path = track.path,
                            .former = track.opinion});
    }
    return {};
}

Result<std::vector<Subject>> subjectsOf(const Answers &answers, store::Library &library, const std::vector<std::string> &names)
{
    std::vector<Subject> subjects;
    for (const std::string &named : names) {
        if (named.starts_with(kArtist)) {
            auto artist = artistNamed(library, named.substr(kArtist.size()));
            if (!artist) return fail(std::move(artist).error());
            subjects.push_back(std::move(*artist));
            continue;
        }
        const auto seed = answers.find(named);
        if (!seed) return fail(seed.error());
        if (seed->kind == Seed::Kind::Outside || !seed->outside.empty()) {
            return fail(ErrorCode::InvalidArgument, displayText(named) + (seed->kind == Seed::Kind::Outside ? " is" : " holds what is") + " not in the collection; scan its folder first: taraf rescan DIR");
        }
        if (seed->kind == Seed::Kind::Named) return fail(ErrorCode::InvalidArgument, displayText(named) + " can't be rated; rate tracks, albums' folders or artist:NAME");
        if (seed->kind == Seed::Kind::Album) {
            auto album = albumOf(library, *seed);
            if (!album) return fail(std::move(album).error());
            subjects.push_back(std::move(*album));
        } else if (auto added = addTracks(library, *seed, subjects); !added) {
            return fail(std::move(added).error());
        }
    }
    return subjects;
}

} // namespace

Result<std::vector<Judged>> judge(const Answers &answers, const std::vector<std::string> &names, const OpinionChange &change)
{
    if (names.empty()) return fail(ErrorCode::InvalidArgument, "what is judged? Name a track, an album's folder or artist:NAME");
    auto library = forWriting(answers.home());
    if (!library) return fail(std::move(library).error());
    const auto subjects = subjectsOf(answers, *library, names);
    if (!subjects) return fail(subjects.error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    const UnixTime at = now();
    std::vector<Judged> judged;
    for (const auto &[about, path, former] : *subjects) {
        const Opinion opinion{.rating = change.rating.value_or(former.rating), .feeling = change.feeling.value_or(former.feeling)};
        judged.push_back({.of = about.of, .name = about.name, .path = path, .former = former, .opinion = opinion, .changedAt = at});
        if (opinion == former) continue;
        const auto replaced = library->setOpinion(about, opinion, at);
        if (!replaced) return fail(replaced.error());
        judged.back().former = *replaced; // maybe another one judged meanwhile
    }
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return judged;
}

Result<std::vector<Judged>> opinions(const Answers &answers)
{
    auto library = store::Library::open(answers.home().library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto records = library->opinions();
    if (!records) return fail(records.error());
    std::vector<Judged> all;
    for (const store::OpinionRecord &record : *records) {
        std::vector<Track> tracks;
        if (record.about.of == OpinionOf::Track) {
            auto found = library->tracks(std::span(&record.about.recording, 1));
            if (!found) return fail(std::move(found).error());
            tracks = std::move(*found);
        } else if (record.about.album.isValid()) {
            auto found = library->albumTracks(record.about.album);
            if (!found) return fail(std::move(found).error());
            tracks = std::move(*found);
        }
        const bool isAlbum = record.about.of == OpinionOf::Album;
        const std::string path = tracks.empty() ? std::string() : isAlbum ? std::string(parentPath(tracks.front().path)) : tracks.front().path;
        all.push_back({.of = record.about.of, .name = !isAlbum && !tracks.empty() ? displayText(labelOf(tracks.front())) : record.about.name, .path = path, .former = {},
                       .opinion = record.opinion, .changedAt = record.changedAt});
    }
    return all;
}

} // namespace taraf::answer
