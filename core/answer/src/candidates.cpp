#include "parts.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <unordered_map>

namespace taraf::answer {
namespace {

recommend::Song songOf(const store::Slim &slim, const store::Unwanted &unwanted)
{
    recommend::Song song{.recording = slim.recording, .album = slim.album, .artistKeys = {}, .titleKey = comparable(slim.title), .duration = slim.duration,
                         .genres = slim.genres, .year = slim.year, .unwanted = unwanted.recordings.contains(slim.recording) || unwanted.albums.contains(slim.album), .vector = {}};
    for (const std::string &artist : slim.artists) {
        song.artistKeys.push_back(comparable(artist));
        song.unwanted = song.unwanted || unwanted.artists.contains(song.artistKeys.back());
    }
    return song;
}

/// A file from outside the collection.
recommend::Song songOf(const Track &track)
{
    recommend::Song song{.recording = {}, .album = {}, .artistKeys = {}, .titleKey = comparable(track.tags.title), .duration = track.stream.duration,
                         .genres = track.tags.genres, .year = track.tags.year, .unwanted = false, .vector = {}};
    for (const std::string &artist : track.tags.artists) song.artistKeys.push_back(comparable(artist));
    return song;
}

/// The songs' vectors have their addresses only once all are in.
void connect(Voices &voices)
{
    for (std::size_t i = 0; i < voices.songs.size(); ++i) voices.songs[i].vector = voices.vectors[i];
}

/// Each that has no path yet by its recording, with one look into the library.
Result<> fill(Answers::Parts &parts, std::span<Track *const> empty)
{
    std::vector<RecordingId> recordings;
    for (const Track *track : empty) recordings.push_back(track->recording);
    const auto tracks = parts.library.tracks(recordings);
    if (!tracks) return fail(tracks.error());
    std::unordered_map<RecordingId, const Track *> byRecording;
    for (const Track &track : *tracks) byRecording.try_emplace(track.recording, &track);
    for (Track *track : empty) {
        if (const auto found = byRecording.find(track->recording); track->path.empty() && found != byRecording.end()) *track = *found->second;
    }
    return {};
}

Result<Voices> voicesOf(Answers::Parts &parts, std::span<const store::Slim> slims, const store::Unwanted &unwanted)
{
    const auto index = parts.vectors();
    if (!index) return fail(index.error());
    Voices voices;
    for (const store::Slim &slim : slims) {
        const auto row = (*index)->vectors().row(slim.recording);
        if (!row) continue;
        (*index)->vectors().decode(*row, voices.vectors.emplace_back());
        voices.songs.push_back(songOf(slim, unwanted));
    }
    connect(voices);
    return voices;
}

} // namespace

Result<Voices> voicesOf(Answers::Parts &parts, std::span<const RecordingId> recordings)
{
    const auto slims = parts.library.slims(recordings);
    if (!slims) return fail(slims.error());
    const auto unwanted = parts.unwanted();
    return unwanted ? voicesOf(parts, *slims, **unwanted) : fail(unwanted.error());
}

Result<Voices> songsOf(Answers::Parts &parts, std::span<const RecordingId> recordings)
{
    const auto slims = parts.library.slims(recordings);
    if (!slims) return fail(slims.error());
    const auto unwanted = parts.unwanted();
    if (!unwanted) return fail(unwanted.error());
    const auto index = parts.vectors();
    if (!index && index.error().code != ErrorCode::NotFound) return fail(index.error());
    Voices voices;
    voices.vectors = std::vector<Vector>(slims->size());
    for (const store::Slim &slim : *slims) {
        recommend::Song song = songOf(slim, **unwanted);
        Vector &vector = voices.vectors[voices.songs.size()];
        if (const auto row = index ? (*index)->vectors().row(slim.recording) : std::nullopt) {
            (*index)->vectors().decode(*row, vector);
            song.vector = vector;
        }
        voices.songs.push_back(std::move(song));
    }
    return voices;
}

Result<Voices> voicesOf(Answers::Parts &parts, const std::vector<Seed> &seeds)
{
    Voices all;
    for (std::size_t i = 0; i < seeds.size(); ++i) {
        const Seed &seed = seeds[i];
        auto voices = seed.part ? Result<Voices>() : voicesOf(parts, seed.recordings);
        if (!voices) return voices;
        // A part of a track stands for the track where rules are concerned.
        recommend::Song song;
        if (seed.part && !seed.recordings.empty()) {
            const auto slims = parts.library.slims(std::span(seed.recordings).first(1));
            if (!slims) return fail(slims.error());
            if (!slims->empty()) song = songOf(slims->front(), {});
        }
        if (seed.heard.size() % kVectorSize != 0) return fail(ErrorCode::InvalidArgument, "a vector of another size");
        for (std::size_t k = 0; k < seed.heard.size() / kVectorSize; ++k) {
            std::ranges::copy(std::span(seed.heard).subspan(k * kVectorSize, kVectorSize), voices->vectors.emplace_back().begin());
            if (!song.recording.isValid() && k < seed.heardAs.size()) voices->songs.push_back(songOf(seed.heardAs[k]));
            else voices->songs.push_back(song);
            // Whoever asks with a single file may want to know that it is in the collection: the same song is an answer then.
            if (seed.kind == Seed::Kind::Outside) voices->songs.back().titleKey.clear();
        }
        if (voices->songs.empty()) {
            return fail(ErrorCode::NotFound, displayText(seed.path) + " has not been listened to; run `taraf rescan`, which says why if it can't be");
        }
        all.seeds.insert(all.seeds.end(), voices->songs.size(), i);
        std::ranges::move(voices->songs, std::back_inserter(all.songs));
        std::ranges::copy(voices->vectors, std::back_inserter(all.vectors));
    }
    connect(all);
    return all;
}

recommend::Calibration calibrationOf(const neighbours::Index &index, const PartWeights &weights)
{
    recommend::Calibration calibration;
    for (std::size_t part = 0; part < kPartCount; ++part) {
        const neighbours::Calibration &measured = index.vectors().calibrations()[part];
        calibration.parts[part] = {.mean = measured.mean, .deviation = measured.deviation};
        calibration.mean += weights[part] * measured.mean;
    }
    return calibration;
}

Result<Shelf> shelfOf(Answers::Parts &parts, std::span<const RecordingId> recordings, const std::unordered_set<AlbumId> &except, std::size_t most)
{
    const auto albums = parts.library.albumsHolding(recordings, except, most);
    if (!albums) return fail(albums.error());
    auto shelved = parts.library.shelf(*albums);
    if (!shelved) return fail(std::move(shelved).error());
    const auto unwanted = parts.unwanted();
    if (!unwanted) return fail(unwanted.error());
    Shelf shelf;
    for (store::ShelvedAlbum &each : *shelved) {
        auto voices = voicesOf(parts, each.slims, **unwanted);
        if (!voices) return fail(std::move(voices).error());
        shelf.tracks.push_back({.album = each.album.id, .artistKeys = {comparable(each.album.artist)}, .songs = voices->songs});
        shelf.albums.push_back(std::move(each.album));
        shelf.voices.push_back(std::move(*voices));
    }
    return shelf;
}

Result<std::vector<Seed>> wholeAlbums(Answers::Parts &parts, std::vector<Seed> seeds)
{
    for (Seed &seed : seeds) {
        if (seed.kind != Seed::Kind::Album || seed.recordings.empty()) continue;
        const auto slims = parts.library.slims(seed.recordings);
        if (!slims) return fail(slims.error());
        const bool isOne = !slims->empty() && slims->front().album.isValid()
            && std::ranges::all_of(*slims, [&](const store::Slim &slim) { return slim.album == slims->front().album; });
        if (!isOne) continue;
        auto album = parts.library.album(slims->front().album);
        if (!album) return fail(std::move(album).error());
        seed.recordings = std::move(album->tracks);
    }
    return seeds;
}

Result<recommend::Rules> rulesFor(Answers::Parts &parts, recommend::Asking asking, const RuleTexts &texts)
{
    recommend::Rules rules = recommend::rulesFor(asking);
    for (const recommend::RuleDescription &rule : recommend::describe()) {
        const auto kept = parts.library.setting(settingOf(rule.name));
        if (!kept) return fail(kept.error());
        // One that a newer Taraf kept with another range does not spoil the answer.
        if (*kept) static_cast<void>(recommend::set(rules, rule.name, **kept));
    }
    for (const auto &[name, text] : texts) {
        if (auto set = recommend::set(rules, name, text); !set) return fail(std::move(set).error());
    }
    return rules;
}

Result<> fillTracks(Answers::Parts &parts, std::vector<TrackAnswer> &answers)
{
    std::vector<Track *> empty;
    for (TrackAnswer &answer : answers) {
        empty.push_back(&answer.track);
        for (OtherVersion &version : answer.versions) empty.push_back(&version.track);
    }
    if (auto filled = fill(parts, empty); !filled) return filled;
    std::erase_if(answers, [](const TrackAnswer &answer) { return answer.track.path.empty(); });
    for (TrackAnswer &answer : answers) std::erase_if(answer.versions, [](const OtherVersion &version) { return version.track.path.empty(); });
    return {};
}

Result<> fillTracks(Answers::Parts &parts, std::vector<OtherVersion> &versions)
{
    std::vector<Track *> empty;
    for (OtherVersion &version : versions) empty.push_back(&version.track);
    if (auto filled = fill(parts, empty); !filled) return filled;
    std::erase_if(versions, [](const OtherVersion &version) { return version.track.path.empty(); });
    return {};
}

} // namespace taraf::answer
