#include "naming.h"

#include "taraf/base/path.h"
#include "taraf/listens/names.h"

#include <optional>
#include <unordered_map>

namespace taraf::work {
namespace {

class Naming
{
public:
    explicit Naming(store::Library &library) : m_library(library) {}

    /// Nothing: it has no name.
    Result<std::optional<store::HeardSong>> nameOf(const store::Said &said)
    {
        store::HeardSong song{.id = {}, .artist = {}, .title = {}, .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .recording = {}};
        switch (said.about.of) {
        case OpinionOf::Artist: song.artist = displayText(said.about.name); break;
        case OpinionOf::Album:
            song.artist = displayText(said.artist);
            song.album = displayText(said.title);
            break;
        case OpinionOf::Track: {
            const auto tracks = m_library.tracks(std::span(&said.about.recording, 1));
            if (!tracks) return fail(tracks.error());
            if (!tracks->empty()) song = store::songOf(tracks->front());
            else if (auto lost = lostName(said.about.recording, song); !lost) return fail(std::move(lost).error());
            song.matchKey = listens::matchKey(song.artist, song.title);
            break;
        }
        }
        if (song.artist.empty() && song.title.empty() && song.album.empty()) return std::nullopt;
        return song;
    }

private:
    Result<> lostName(RecordingId recording, store::HeardSong &song)
    {
        if (!m_lost) {
            auto lost = m_library.lost();
            if (!lost) return fail(std::move(lost).error());
            m_lost.emplace();
            for (store::NamedFile &file : *lost) m_lost->emplace(file.recording, std::move(file));
        }
        const auto found = m_lost->find(recording);
        if (found == m_lost->end()) return {};
        const store::NamedFile &file = found->second;
        song.artist = displayText(joined(file.artists));
        song.title = displayText(file.title.empty() ? fileName(file.path) : std::string_view(file.title));
        song.album = displayText(file.album);
        song.duration = file.duration;
        song.recording = recording;
        return {};
    }

    store::Library &m_library;
    std::optional<std::unordered_map<RecordingId, store::NamedFile>> m_lost;
};

} // namespace

Result<> nameOpinions(store::Library &library, std::int64_t device)
{
    store::Sharing sharing(library);
    store::Listens listens(library);
    const auto all = sharing.said();
    if (!all) return fail(all.error());
    Naming naming(library);
    for (const store::Said &said : *all) {
        if (!said.isKnown) {
            const auto song = naming.nameOf(said);
            if (!song) return fail(song.error());
            if (!*song) continue;
            const auto id = listens.addSong(**song);
            if (!id) return fail(id.error());
            if ((*song)->recording.isValid()) {
                if (auto matched = listens.match(*id, (*song)->recording, store::MatchedBy::File); !matched) return matched;
            }
            if (const auto taken = sharing.takeOpinion(store::kSelf, said.about.of, *id, said.opinion, said.changedAt, device); !taken) return fail(taken.error());
        }
        if (auto named = sharing.named(said.seq); !named) return named;
    }
    return sharing.sign(device);
}

Result<> passOnByName(store::Library &library)
{
    store::Sharing sharing(library);
    const auto all = sharing.namedOpinions();
    if (!all) return fail(all.error());
    if (all->empty()) return {};
    const auto keyOf = [](std::string_view artist, std::string_view title) { return comparable(artist) + '\x1F' + comparable(title); };
    std::unordered_multimap<std::string, AlbumId> albums;
    const auto known = library.albums();
    if (!known) return fail(known.error());
    for (const store::AlbumRow &album : *known) albums.emplace(keyOf(album.artist, album.title), album.id);
    for (const store::NamedOpinion &each : *all) {
        if (each.of == OpinionOf::Artist) {
            const std::string artist = comparable(each.artist);
            if (isNobody(artist)) continue;
            if (auto said = sharing.passOn({.of = each.of, .recording = {}, .album = {}, .artist = artist, .name = each.artist}, each.opinion, each.changedAt); !said) return said;
            continue;
        }
        const auto [from, to] = albums.equal_range(keyOf(each.artist, each.album));
        for (auto album = from; album != to; ++album) {
            if (auto said = sharing.passOn({.of = each.of, .recording = {}, .album = album->second, .artist = {}, .name = each.artist + " – " + each.album}, each.opinion, each.changedAt); !said) return said;
        }
    }
    return {};
}

} // namespace taraf::work
