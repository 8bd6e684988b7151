#include "listener.h"

#include "taraf/base/path.h"
#include "taraf/base/track.h"

#include <algorithm>

namespace taraf::answer {
namespace {

constexpr int kLiked = 7;        ///< a rating from here on
constexpr double kOfALike = 50;  ///< plays that it stands for at least

bool isLiked(const Opinion &opinion) { return opinion.feeling == Feeling::Love || (opinion.feeling == Feeling::None && opinion.rating >= kLiked); }

Result<> addOpinion(store::Library &library, const store::OpinionRecord &record, Listener &listener)
{
    ++listener.opinions;
    switch (record.about.of) {
    case OpinionOf::Artist: listener.artists[comparable(record.about.name)].opinion = record.opinion; break;
    case OpinionOf::Album: {
        if (!record.about.album.isValid()) break;
        listener.judgedAlbums.insert(record.about.album);
        const auto album = library.album(record.about.album);
        if (!album) break; // none of its files is there
        if (isLiked(record.opinion)) {
            listener.artists[comparable(album->artist)].plays += kOfALike / 2;
            for (const RecordingId each : album->tracks) listener.recordings[each] += 1;
        }
        break;
    }
    case OpinionOf::Track: {
        listener.judged.insert(record.about.recording);
        if (!isLiked(record.opinion)) break;
        const auto slims = library.slims(std::span(&record.about.recording, 1));
        if (!slims) return fail(slims.error());
        for (const store::Slim &slim : *slims) {
            for (const std::string &artist : slim.artists) listener.artists[comparable(artist)].plays += kOfALike / 5;
        }
        listener.recordings[record.about.recording] += kOfALike;
        break;
    }
    }
    return {};
}

} // namespace

Result<store::ListenerId> listenerNamed(store::Listens &listens, const std::string &name)
{
    const auto all = listens.listeners();
    if (!all) return fail(all.error());
    const auto found = std::ranges::find(*all, name, &store::Listener::name);
    if (found == all->end()) return fail(ErrorCode::NotFound, "there are no listens of '" + displayText(name) + "'; a name is written as its source wrote it");
    return found->id;
}

Result<Listener> listenerOf(store::Library &library, store::Listens &listens, store::ListenerId id)
{
    Listener listener{.id = id, .artists = {}, .recordings = {}, .judged = {}, .judgedAlbums = {}};
    auto read = listens.eachHeardBy(id, [&](const store::HeardBy &heard) {
        const auto plays = static_cast<double>(heard.plays);
        listener.plays += static_cast<std::uint64_t>(heard.plays);
        listener.artists[comparable(heard.artist)].plays += plays;
        if (!heard.recording.isValid()) return;
        listener.recordings[heard.recording] += plays;
        listener.judged.insert(heard.recording);
    });
    if (!read) return fail(std::move(read).error());
    if (id != store::kSelf) return listener;
    const auto opinions = library.opinions();
    if (!opinions) return fail(opinions.error());
    for (const store::OpinionRecord &record : *opinions) {
        if (auto added = addOpinion(library, record, listener); !added) return fail(std::move(added).error());
    }
    return listener;
}

std::vector<HeardArtist> knownTo(const TasteModel &model, const Listener &listener)
{
    std::map<std::uint32_t, HeardArtist> known;
    for (const auto &[name, heard] : listener.artists) {
        const auto artist = model.find(name);
        if (!artist) continue;
        HeardArtist &one = known[*artist];
        one.artist = *artist;
        one.plays += heard.plays;
        if (heard.opinion != Opinion{}) one.opinion = heard.opinion;
    }
    std::vector<HeardArtist> all;
    for (const auto &[artist, heard] : known) all.push_back(heard);
    return all;
}

} // namespace taraf::answer
