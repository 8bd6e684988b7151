#include "review.h"

#include "text.h"

#include "taraf/base/path.h"

#include <QJsonArray>

#include <charconv>
#include <cmath>

namespace taraf {
namespace {

std::optional<std::int64_t> numberOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number > 0 ? std::optional(number) : std::nullopt;
}

QJsonObject document(const work::SongInDoubt &song)
{
    QJsonArray tracks;
    for (const work::LikelyTrack &each : song.tracks) {
        tracks.append(QJsonObject{{QStringLiteral("id"), QString::number(song.song) + QLatin1Char(':') + QString::number(each.recording.value())}, {QStringLiteral("path"), text(displayText(each.path))},
                                  {QStringLiteral("uri"), text(fileUri(each.path))}, {QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("title"), text(each.title)},
                                  {QStringLiteral("album"), text(each.album)}, {QStringLiteral("score"), std::round(each.score * 1000) / 1000}});
    }
    return {{QStringLiteral("song"), static_cast<qint64>(song.song)}, {QStringLiteral("artist"), text(song.artist)}, {QStringLiteral("title"), text(song.title)}, {QStringLiteral("album"), text(song.album)},
            {QStringLiteral("plays"), static_cast<qint64>(song.plays)}, {QStringLiteral("taken"), song.isTaken}, {QStringLiteral("tracks"), tracks}};
}

} // namespace

ReviewOrder::ReviewOrder(CLI::App &app) : review(app.add_subcommand("review"))
{
    review->add_option("-n", m_most);
    review->add_option("--same", m_same)->allow_extra_args(false);
    review->add_option("--choose", m_choose)->type_size(2)->allow_extra_args(false);
    review->add_option("--none", m_none)->allow_extra_args(false);
    review->add_option("--undo", m_undo)->allow_extra_args(false);
}

Result<QJsonObject> ReviewOrder::run(const Home &home, const std::stop_token &stop) const
{
    QJsonArray decided;
    const auto tell = [&](std::int64_t song, const char *verdict) { decided.append(QJsonObject{{QStringLiteral("song"), static_cast<qint64>(song)}, {QStringLiteral("verdict"), QLatin1StringView(verdict)}}); };
    const auto unreadable = [](const std::string &what) { return fail(ErrorCode::InvalidArgument, "'" + displayText(what) + "' is no number that taraf listens review tells"); };
    for (const std::int64_t song : m_undo) {
        if (auto done = work::undoChoice(home, song); !done) return fail(std::move(done).error());
        tell(song, "undone");
    }
    for (const std::string &id : m_same) {
        const auto colon = id.find(':');
        const auto song = numberOf(std::string_view(id).substr(0, colon)), track = colon == std::string::npos ? std::nullopt : numberOf(std::string_view(id).substr(colon + 1));
        if (!song || !track) return unreadable(id);
        if (auto done = work::chooseTrack(home, *song, RecordingId(*track)); !done) return fail(std::move(done).error());
        tell(*song, "same");
    }
    for (std::size_t i = 0; i + 1 < m_choose.size(); i += 2) {
        const auto song = numberOf(m_choose[i]);
        if (!song) return unreadable(m_choose[i]);
        if (auto done = work::chooseTrack(home, *song, m_choose[i + 1]); !done) return fail(std::move(done).error());
        tell(*song, "same");
    }
    for (const std::int64_t song : m_none) {
        if (auto done = work::chooseTrack(home, song, RecordingId()); !done) return fail(std::move(done).error());
        tell(song, "none");
    }
    if (!decided.isEmpty()) return QJsonObject{{QStringLiteral("decided"), decided}};
    const auto songs = work::songsInDoubt(home, m_most, stop);
    if (!songs) return fail(songs.error());
    QJsonArray all;
    for (const work::SongInDoubt &song : *songs) all.append(document(song));
    return QJsonObject{{QStringLiteral("songs"), all}};
}

} // namespace taraf
