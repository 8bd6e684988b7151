/// @file Everything that read() gave, kept.
#pragma once

#include "taraf/listens/read.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>

namespace taraf::listens {

/// A listen whose text is its own.
struct KeptListen {
    std::int64_t at = 0;
    std::string user, artist, title, album, recordingId, releaseId, artistId;
    std::int64_t duration = 0, played = 0;
    bool isSkip = false;
    std::string sourceId;
};

struct Collected {
    std::vector<KeptListen> listens;
    std::vector<std::string> counts;     ///< "user|artist|title|album|artistId|path|plays|skips|lastPlayed"
    std::vector<std::string> opinions;   ///< "track|artist|title|album|recordingId|sourceId|path|rating|feeling|at"
    std::vector<std::string> playlists;  ///< "name|description: artist - title [album] <path or uri>; …"
    std::vector<std::string> rejections; ///< "where:line reason"
    Result<Read> outcome = fail(ErrorCode::Internal, "not read");

    [[nodiscard]] ErrorCode code() const { return outcome ? ErrorCode::Internal : outcome.error().code; }
    [[nodiscard]] std::string notes() const
    {
        std::string all;
        for (const std::string &note : outcome.value_or(Read{}).notes) all += note + "\n";
        return all;
    }
};

inline std::string joined(std::initializer_list<std::string_view> parts)
{
    std::string all;
    for (const std::string_view part : parts) all.append(all.empty() && part.data() == parts.begin()->data() ? "" : "|").append(part);
    return all;
}

inline Collected readFile(const std::string &path, std::optional<Format> format = {}, const std::stop_token &stop = {})
{
    Collected all;
    Sink sink;
    sink.listen = [&all](const Listen &it) {
        all.listens.push_back({it.at.count(), std::string(it.user), std::string(it.artist), std::string(it.title), std::string(it.album), std::string(it.recordingId),
                               std::string(it.releaseId), std::string(it.artistId), it.duration.count(), it.played.count(), it.isSkip, std::string(it.sourceId)});
    };
    sink.playCount = [&all](const PlayCount &it) {
        all.counts.push_back(joined({it.user, it.artist, it.title, it.album, it.artistId, it.path, std::to_string(it.plays), std::to_string(it.skips),
                                     std::to_string(it.lastPlayed.count())}));
    };
    sink.opinion = [&all](const NamedOpinion &it) {
        all.opinions.push_back(joined({taraf::name(it.of), it.artist, it.title, it.album, it.recordingId, it.sourceId, it.path, std::to_string(it.opinion.rating),
                                       taraf::name(it.opinion.feeling), std::to_string(it.at.count())}));
    };
    sink.playlist = [&all](const NamedPlaylist &it) {
        std::string text = std::string(it.name) + "|" + std::string(it.description) + ":";
        for (const PlaylistEntry &entry : it.entries) {
            text += " " + entry.artist + " - " + entry.title + " [" + entry.album + "] <" + (entry.path.empty() ? entry.uri : entry.path) + ">;";
        }
        all.playlists.push_back(text);
    };
    sink.rejection = [&all](const Rejection &it) {
        all.rejections.push_back(std::string(it.where) + ":" + std::to_string(it.line) + " " + std::string(it.reason));
    };
    all.outcome = read(path, format, sink, stop);
    if (all.outcome) {
        EXPECT_EQ(all.outcome->rows, all.listens.size() + all.counts.size() + all.opinions.size() + all.playlists.size());
        EXPECT_EQ(all.outcome->rejected, all.rejections.size());
    }
    return all;
}

/// The content as a file of that name.
inline Collected readText(std::string_view name, std::string_view content, std::optional<Format> format = {})
{
    const test::TemporaryFolder folder;
    return readFile(folder.write(name, content), format);
}

} // namespace taraf::listens
