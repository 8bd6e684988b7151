#include "seeds.h"

#include "taraf/base/path.h"
#include "taraf/work/job.h"

#include <QJsonArray>

#include <algorithm>
#include <format>

namespace taraf::service {
namespace {

/// A file or a part of it that has to be listened to, for which seed, and what a playlist says of it.
struct Unheard {
    std::size_t seed;
    PlaylistEntry entry;
    std::optional<Span> part;
};

struct Heard {
    std::vector<float> vector;
    Track track;
};

/// What the file says of itself, else what the playlist says.
Track trackOf(const QJsonObject &document, const PlaylistEntry &entry)
{
    const auto names = [](const QJsonValue &list) {
        std::vector<std::string> all;
        for (const QJsonValue name : list.toArray()) all.push_back(name.toString().toStdString());
        return all;
    };
    Track track;
    track.path = entry.path;
    track.tags.title = document.value(u"title").toString().toStdString();
    track.tags.artists = names(document.value(u"artists"));
    track.tags.album = document.value(u"album").toString().toStdString();
    track.tags.genres = names(document.value(u"genres"));
    track.tags.year = document.value(u"year").toInt();
    track.stream.duration = Milliseconds(document.value(u"duration_ms").toInteger());
    if (track.tags.title.empty()) track.tags.title = entry.title;
    if (track.tags.artists.empty() && !entry.artist.empty()) track.tags.artists = {entry.artist};
    if (track.tags.album.empty()) track.tags.album = entry.album;
    if (track.stream.duration.count() == 0) track.stream.duration = entry.duration;
    return track;
}

/// So many in one job: its start is half a second, a command line holds two megabytes.
constexpr std::size_t kInOneJob = 200;

Result<std::vector<Result<Heard>>> listen(const std::stop_token &stop, std::span<const Unheard> unheard)
{
    std::vector<Result<Heard>> heard;
    for (; !unheard.empty(); unheard = unheard.subspan(std::min(unheard.size(), kInOneJob))) {
        const auto now = unheard.first(std::min(unheard.size(), kInOneJob));
        std::vector<std::string> arguments{"listen"};
        for (const Unheard &each : now) {
            const Span part = each.part.value_or(Span{});
            arguments.insert(arguments.end(), {"--of", each.entry.path, std::format("{}", part.from.count()), std::format("{}", part.to.count())});
        }
        const auto job = work::runJob(arguments, {}, stop);
        if (!job) return fail(job.error());
        const QJsonArray documents = job->value(u"heard").toArray();
        for (std::size_t i = 0; i < now.size(); ++i) {
            const QJsonObject document = documents[static_cast<qsizetype>(i)].toObject();
            std::vector<float> vector;
            for (const QJsonValue value : document.value(u"vector").toArray()) vector.push_back(static_cast<float>(value.toDouble()));
            if (vector.size() == kVectorSize) heard.emplace_back(Heard{.vector = std::move(vector), .track = trackOf(document, now[i].entry)});
            else if (document.contains(u"error")) heard.emplace_back(fail(work::errorOf(document.value(u"error").toObject())));
            else heard.emplace_back(fail(ErrorCode::Internal, displayText(now[i].entry.path) + ": listening gave no vector"));
        }
    }
    return heard;
}

} // namespace

Result<std::vector<answer::Seed>> findSeeds(const std::stop_token &stop, const answer::Answers &answers, std::span<const Named> named)
{
    using Kind = answer::Seed::Kind;
    std::vector<answer::Seed> seeds;
    std::vector<Unheard> unheard;
    for (const Named &each : named) {
        auto found = answers.find(each.argument);
        if (!found) return fail(std::move(found).error());
        answer::Seed &seed = seeds.emplace_back(std::move(*found));
        seed.part = each.part;
        seed.focus = each.focus;
        if (seed.part && seed.kind != Kind::Track && seed.kind != Kind::Outside) {
            return fail(ErrorCode::InvalidArgument, "a part can be taken of one audio file, and " + displayText(seed.path) + " is none");
        }
        if (seed.part || seed.kind == Kind::Outside) {
            PlaylistEntry whole;
            whole.path = seed.path;
            unheard.push_back({seeds.size() - 1, std::move(whole), seed.part});
        }
        for (const PlaylistEntry &stranger : seed.outside) unheard.push_back({seeds.size() - 1, stranger, {}});
    }
    const auto heard = listen(stop, unheard);
    if (!heard) return fail(heard.error());
    for (std::size_t i = 0; i < unheard.size(); ++i) {
        answer::Seed &seed = seeds[unheard[i].seed];
        const auto &each = (*heard)[i];
        if (each) {
            seed.heard.insert(seed.heard.end(), each->vector.begin(), each->vector.end());
            seed.heardAs.push_back(each->track);
            if (const Track &track = each->track; seed.kind == Kind::Outside && !track.tags.title.empty()) {
                seed.label = (track.artist().empty() ? "" : track.artist() + " – ") + track.tags.title;
            }
        } else if (seed.kind != Kind::Playlist) {
            return fail(each.error()); // one bad entry does not spoil a playlist
        }
    }
    for (const answer::Seed &seed : seeds) {
        if (seed.kind == Kind::Playlist && seed.recordings.empty() && seed.heard.empty()) {
            return fail(ErrorCode::NotFound, "none of the entries of " + displayText(seed.path) + " can be read");
        }
    }
    return seeds;
}

} // namespace taraf::service
