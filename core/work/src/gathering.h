/// @file What an import reads, made small enough to be handed to the thread that writes.
#pragma once

#include "channel.h"
#include "heard_songs.h"

#include "taraf/base/path.h"
#include "taraf/listens/names.h"
#include "taraf/listens/read.h"
#include "taraf/work/import.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace taraf::work {

/// So many rows go to the library at once: the index of songs is written anew with each of these, nearly all of it.
inline constexpr std::size_t kBatch = 2'000'000;
inline constexpr std::size_t kLinesTold = 20;

struct Row {
    std::uint32_t user = 0, song = 0;
    std::int64_t at = 0;
    std::uint32_t playedMs = 0;
    bool isSkip = false;
};

struct Count {
    std::uint32_t user = 0, song = 0;
    std::int64_t plays = 0, skips = 0, lastPlayed = 0;
};

struct Said {
    std::uint32_t user = 0, song = 0;
    OpinionOf of = OpinionOf::Track;
    Opinion opinion;
    std::int64_t at = 0;
};

struct Batch {
    std::string source;                    ///< the format's name
    std::vector<std::string> users;        ///< new ones, in the order of their numbers
    std::vector<store::HeardSong> songs;   ///< likewise
    std::vector<std::pair<std::uint32_t, std::string>> files; ///< songs of which a source names the file
    std::vector<Row> rows;
    std::vector<Count> counts;
    std::vector<Said> said;
    std::vector<std::pair<listens::NamedPlaylist, std::pair<std::string, std::string>>> playlists; ///< with the memory of their texts

    [[nodiscard]] std::size_t size() const { return rows.size() + counts.size() + said.size() + playlists.size(); }
};

/// What comes in. In the reader's thread.
class Gathering
{
public:
    Gathering(HeardSongs &songs, Channel<Batch> &channel, ImportResult &result, std::string file) : m_songs(songs), m_channel(channel), m_result(result), m_file(std::move(file)) {}

    [[nodiscard]] listens::Sink sink(const ProgressSink &progress)
    {
        return {.recognised = [this](listens::Format format) { name(listens::name(format)); },
                .listen = [this](const Listen &listen) { take(listen); },
                .playCount = [this](const listens::PlayCount &count) { take(count); },
                .opinion = [this](const listens::NamedOpinion &opinion) { take(opinion); },
                .playlist = [this](const listens::NamedPlaylist &playlist) { take(playlist); },
                .rejection = [this](const listens::Rejection &rejection) { take(rejection); },
                .progress = progress};
    }
    /// Where it comes from.
    void name(std::string_view source) { m_batch.source = m_source = source; }
    void flush()
    {
        if (m_batch.size() == 0 && m_batch.songs.empty() && m_batch.users.empty()) return;
        m_channel.push(std::exchange(m_batch, {}));
        m_batch.source = m_source;
    }

private:
    std::uint32_t user(std::string_view name)
    {
        if (name == m_lastUser && !m_users.empty()) return m_lastNumber;
        const auto [at, isNew] = m_users.try_emplace(std::string(name), static_cast<std::uint32_t>(m_users.size()));
        if (isNew) m_batch.users.emplace_back(name);
        m_lastUser = name;
        return m_lastNumber = at->second;
    }
    std::uint32_t song(std::string_view artist, std::string_view title, std::string_view album, std::string_view recordingId, std::string_view releaseId, std::string_view artistId, Milliseconds duration,
                       std::string_view path)
    {
        return m_songs.number(artist, title, album, recordingId, m_batch.songs, [&] {
            if (!path.empty()) m_batch.files.emplace_back(static_cast<std::uint32_t>(m_known + m_new), std::string(path));
            ++m_new;
            return store::HeardSong{.id = {}, .artist = std::string(artist), .title = std::string(title), .album = std::string(album), .recordingId = std::string(recordingId),
                                    .releaseId = std::string(releaseId), .artistId = std::string(artistId), .duration = duration, .matchKey = listens::matchKey(artist, title), .recording = {}};
        });
    }

    void take(const Listen &listen)
    {
        const std::uint32_t who = user(listen.user);
        const std::uint32_t what = song(listen.artist, listen.title, listen.album, listen.recordingId, listen.releaseId, listen.artistId, listen.duration, listen.path);
        m_batch.rows.push_back({.user = who, .song = what, .at = listen.at.count(), .playedMs = static_cast<std::uint32_t>(std::clamp<std::int64_t>(listen.played.count(), 0, UINT32_MAX)),
                                .isSkip = listen.isSkip});
        handOver();
    }
    void take(const listens::PlayCount &count)
    {
        const std::uint32_t who = user(count.user);
        m_batch.counts.push_back({.user = who, .song = song(count.artist, count.title, count.album, {}, {}, count.artistId, {}, count.path), .plays = count.plays, .skips = count.skips,
                                  .lastPlayed = count.lastPlayed.count()});
        handOver();
    }
    void take(const listens::NamedOpinion &opinion)
    {
        if (opinion.artist.empty() && opinion.title.empty() && opinion.recordingId.empty() && opinion.path.empty()) {
            take(listens::Rejection{.where = {}, .line = 0, .reason = "a rating of something without a name: its service knows it by a number of its own"});
            return;
        }
        const std::uint32_t who = user(opinion.user);
        m_batch.said.push_back({.user = who, .song = song(opinion.artist, opinion.title, opinion.album, opinion.recordingId, {}, opinion.artistId, {}, opinion.path), .of = opinion.of,
                                .opinion = opinion.opinion, .at = opinion.at.count()});
        handOver();
    }
    void take(const listens::NamedPlaylist &playlist)
    {
        m_batch.playlists.push_back({{.name = {}, .description = {}, .entries = playlist.entries}, {std::string(playlist.name), std::string(playlist.description)}});
        handOver();
    }
    void take(const listens::Rejection &rejection)
    {
        auto &reasons = m_result.rejected;
        auto found = std::ranges::find(reasons, rejection.reason, &RejectedRows::reason);
        if (found == reasons.end()) found = reasons.insert(reasons.end(), {.reason = std::string(rejection.reason), .count = 0, .lines = {}});
        if (++found->count > kLinesTold) return;
        found->lines.emplace_back(m_file + (rejection.where.empty() ? "" : ": " + std::string(rejection.where)), rejection.line);
    }
    void handOver()
    {
        if (m_batch.size() >= kBatch) flush();
    }

public:
    std::size_t m_known = 0; ///< songs that were numbered before

private:
    HeardSongs &m_songs;
    Channel<Batch> &m_channel;
    ImportResult &m_result;
    std::string m_file, m_source;
    Batch m_batch;
    std::map<std::string, std::uint32_t, std::less<>> m_users;
    std::string m_lastUser;
    std::uint32_t m_lastNumber = 0;
    std::size_t m_new = 0;
};

} // namespace taraf::work
