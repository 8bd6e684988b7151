#include "account.h"

#include "taraf/listens/names.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>

namespace taraf::work {
namespace {

struct Said {
    store::HeardSong song;
    std::string msid;
    Feeling feeling = Feeling::None;
    UnixTime at{0};
};

UnixTime now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()); }

int scoreOf(Feeling feeling) { return feeling == Feeling::Love ? 1 : feeling == Feeling::Hate ? -1 : 0; }

/// All that the server says. False: it changed meanwhile, so that something may have been passed over.
Result<bool> readAll(listens::Service &service, const std::string &user, std::vector<Said> &all)
{
    bool isWhole = true;
    for (const int score : {1, -1}) {
        listens::Sink sink;
        sink.opinion = [&](const listens::NamedOpinion &opinion) {
            all.push_back({.song = {.id = {}, .artist = std::string(opinion.artist), .title = std::string(opinion.title), .album = std::string(opinion.album), .recordingId = std::string(opinion.recordingId),
                                    .releaseId = {}, .artistId = {}, .duration = {}, .matchKey = listens::matchKey(opinion.artist, opinion.title), .recording = {}},
                           .msid = std::string(opinion.sourceId), .feeling = opinion.opinion.feeling, .at = opinion.at});
        };
        std::optional<std::size_t> total;
        for (std::size_t read = 0; !total || read < *total;) {
            const auto page = service.feedback(user, score, read, sink);
            if (!page) return fail(page.error());
            isWhole = isWhole && (!total || *total == page->total);
            total = page->total;
            read += page->rows;
            if (page->rows == 0 && read < *total) isWhole = false;
            if (page->rows == 0) break;
        }
    }
    return isWhole;
}

/// By the ids of MusicBrainz that the server may know it by, the most exact first: what its file says, what its listens say.
Result<std::vector<std::vector<std::string>>> idsOf(store::Library &library, const std::vector<store::TrackFeeling> &feelings)
{
    std::vector<RecordingId> recordings;
    for (const store::TrackFeeling &each : feelings) recordings.push_back(each.recording);
    const auto tracks = library.tracks(recordings);
    if (!tracks) return fail(tracks.error());
    std::map<RecordingId, std::string> tagged;
    for (const Track &track : *tracks) tagged.emplace(track.recording, track.tags.musicBrainz.recording);
    std::vector<std::vector<std::string>> all;
    for (const store::TrackFeeling &each : feelings) {
        std::vector<std::string> &ids = all.emplace_back();
        if (const auto found = tagged.find(each.recording); found != tagged.end() && !found->second.empty()) ids.push_back(found->second);
        for (const std::string &id : each.musicBrainzIds) {
            if (std::ranges::find(ids, id) == ids.end()) ids.push_back(id);
        }
    }
    return all;
}

} // namespace

Result<> receiveFeedback(listens::Service &service, store::Library &library, store::AccountId account, const std::string &user, store::ListenerId listener, Feedback &feedback)
{
    std::vector<Said> all;
    const auto isWhole = readAll(service, user, all);
    if (!isWhole) return fail(isWhole.error());

    store::Listens listens(library);
    store::Accounts accounts(library);
    auto transaction = store::Transaction::begin(library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    const auto former = accounts.feedback(account);
    if (!former) return fail(former.error());
    store::ScoresById scores = *isWhole ? store::ScoresById() : *former;
    for (const Said &said : all) {
        for (const std::string &id : {said.song.recordingId, said.msid}) {
            if (!id.empty()) scores[id].value = scoreOf(said.feeling);
        }
    }
    if (auto kept = accounts.setFeedback(account, scores); !kept) return kept;

    // What is no longer said there is taken back here, where it still stands as it stood there.
    if (listener == store::kSelf && *isWhole) {
        const auto feelings = accounts.trackFeelings();
        if (!feelings) return fail(feelings.error());
        const auto ids = idsOf(library, *feelings);
        if (!ids) return fail(ids.error());
        for (std::size_t i = 0; i < feelings->size(); ++i) {
            const store::TrackFeeling &each = (*feelings)[i];
            const int here = scoreOf(each.opinion.feeling);
            bool stood = false, stands = false;
            const auto look = [&](const std::string &id) {
                const auto was = former->find(id);
                stood = stood || (was != former->end() && was->second.value == here);
                stands = stands || scores.contains(id);
            };
            std::ranges::for_each((*ids)[i], look);
            std::ranges::for_each(each.msids, look);
            if (here == 0 || !stood || stands) continue;
            if (auto set = library.setOpinion({.of = OpinionOf::Track, .recording = each.recording, .album = {}, .artist = {}, .name = each.name}, {.rating = each.opinion.rating}, now()); !set) return fail(set.error());
            ++feedback.takenBack;
        }
        for (const auto &[subject, score] : *former) {
            if (scores.contains(subject)) continue;
            if (auto taken = accounts.takeBackFeeling(account, subject, now()); !taken) return taken;
        }
    }
    for (const Said &said : all) {
        auto song = said.msid.empty() ? Result<store::HeardId>(store::HeardId()) : accounts.heardByMsid(said.msid);
        if (song && !song->isValid()) {
            const bool isNamed = !said.song.artist.empty() && !said.song.title.empty();
            if (!isNamed && said.song.recordingId.empty()) {
                ++feedback.unnamed;
                continue;
            }
            song = listens.addSong(said.song);
            if (song && isNamed && !said.msid.empty()) {
                if (auto called = accounts.setMsid(*song, said.msid); !called) return called;
            }
        }
        if (!song) return fail(song.error());
        const auto isNew = listens.addOpinion(listener, OpinionOf::Track, *song, {.feeling = said.feeling}, said.at);
        if (!isNew) return fail(isNew.error());
        if (*isNew) ++feedback.received;
    }
    return transaction->commit();
}

Result<> agreeOnFeedback(store::Library &library, store::AccountId account)
{
    store::Accounts accounts(library);
    auto transaction = store::Transaction::begin(library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    const auto scores = accounts.feedback(account);
    if (!scores) return fail(scores.error());
    const auto feelings = accounts.trackFeelings();
    if (!feelings) return fail(feelings.error());
    const auto ids = idsOf(library, *feelings);
    if (!ids) return fail(ids.error());
    for (std::size_t i = 0; i < feelings->size(); ++i) {
        const store::TrackFeeling &each = (*feelings)[i];
        std::vector<std::string> subjects = (*ids)[i];
        subjects.insert(subjects.end(), each.msids.begin(), each.msids.end());
        Feeling feeling = each.opinion.feeling;
        for (const std::string &subject : subjects) {
            const auto found = scores->find(subject);
            if (found == scores->end() || found->second.isAgreed) continue;
            // Nothing was ever said of it here but stars, maybe later than the love there.
            if (feeling == Feeling::None) feeling = found->second.value > 0 ? Feeling::Love : Feeling::Hate;
            if (scoreOf(feeling) != found->second.value) continue;
            if (auto agreed = accounts.setFeedback(account, subject, {.value = found->second.value, .isAgreed = true}); !agreed) return agreed;
        }
        if (feeling == each.opinion.feeling) continue;
        const auto set = library.setOpinion({.of = OpinionOf::Track, .recording = each.recording, .album = {}, .artist = {}, .name = each.name}, {.rating = each.opinion.rating, .feeling = feeling},
                                            each.changedAt);
        if (!set) return fail(set.error());
    }
    return transaction->commit();
}

Result<> sendFeedback(listens::Service *service, store::Library &library, store::AccountId account, Feedback &feedback, const NoteSink &note)
{
    store::Accounts accounts(library);
    const auto scores = accounts.feedback(account);
    if (!scores) return fail(scores.error());
    const auto feelings = accounts.trackFeelings();
    if (!feelings) return fail(feelings.error());
    const auto ids = idsOf(library, *feelings);
    if (!ids) return fail(ids.error());
    for (std::size_t i = 0; i < feelings->size(); ++i) {
        const store::TrackFeeling &each = (*feelings)[i];
        const int wanted = scoreOf(each.opinion.feeling);
        struct Subject {
            std::string id;
            bool isMsid = false;
        };
        std::vector<Subject> subjects, said; // by which it may be known; under which something else is said there
        for (const std::string &id : (*ids)[i]) subjects.push_back({id, false});
        for (const std::string &id : each.msids) subjects.push_back({id, true});
        bool isSaid = wanted == 0;
        for (const Subject &subject : subjects) {
            const auto found = scores->find(subject.id);
            if (found == scores->end()) continue;
            if (found->second.value == wanted) isSaid = true;
            else if (wanted != 0 || found->second.isAgreed || each.opinion.feeling != Feeling::None) said.push_back(subject);
        }
        if (isSaid && said.empty()) continue;
        if (subjects.empty()) {
            ++feedback.unknown;
            continue;
        }
        if (said.empty()) said = subjects;
        if (service == nullptr) {
            ++feedback.sent;
            continue;
        }
        // Where something else is said, it has to change in each place; else one place that is taken is enough.
        const bool isChange = scores->contains(said.front().id);
        bool isTaken = false;
        for (const Subject &subject : said) {
            const auto refused = service->sendFeedback(subject.isMsid ? std::string_view() : subject.id, subject.isMsid ? subject.id : std::string_view(), wanted);
            if (!refused) return fail(refused.error());
            if (*refused) {
                note("a love or hate was not taken: " + **refused);
                continue;
            }
            isTaken = true;
            if (auto kept = accounts.setFeedback(account, subject.id, {.value = wanted, .isAgreed = true}); !kept) return kept;
            if (!isChange) break;
        }
        ++(isTaken ? feedback.sent : feedback.unknown);
    }
    return {};
}

} // namespace taraf::work
