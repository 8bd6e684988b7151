#include "listens.h"

#include "text.h"

#include <QCoreApplication>
#include <QDate>
#include <QJsonArray>

#include <cmath>

namespace taraf {
namespace {

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }
qint64 number(std::uint64_t value) { return static_cast<qint64>(value); }

QString written(std::chrono::year_month_day date)
{
    return QDate(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())), static_cast<int>(static_cast<unsigned>(date.day()))).toString(Qt::ISODate);
}

Result<std::optional<std::chrono::year_month_day>> dayOf(const std::string &text)
{
    if (text.empty()) return std::nullopt;
    const QDate date = QDate::fromString(QString::fromStdString(text), Qt::ISODate);
    if (!date.isValid()) return fail(ErrorCode::InvalidArgument, "a day is written 2025-03-01, not '" + text + "'");
    return std::chrono::year(date.year()) / date.month() / date.day();
}

QJsonObject document(const work::ImportResult &result)
{
    QJsonArray rejected, playlists;
    std::uint64_t rejectedRows = 0;
    for (const work::RejectedRows &rows : result.rejected) {
        rejectedRows += rows.count;
        for (const auto &[file, line] : rows.lines) rejected.append(QJsonObject{{QStringLiteral("file"), text(file)}, {QStringLiteral("line"), number(line)}, {QStringLiteral("reason"), text(rows.reason)}});
    }
    QJsonArray reasons;
    for (const work::RejectedRows &rows : result.rejected) reasons.append(QJsonObject{{QStringLiteral("reason"), text(rows.reason)}, {QStringLiteral("count"), number(rows.count)}});
    for (const work::ImportedPlaylist &list : result.playlists) {
        QJsonArray missing;
        for (const std::string &each : list.missing) missing.append(text(each));
        playlists.append(QJsonObject{{QStringLiteral("name"), text(list.name)}, {QStringLiteral("count"), number(list.entries)}, {QStringLiteral("found"), number(list.found)}, {QStringLiteral("missing"), missing}});
    }
    return {{QStringLiteral("imported"), number(result.imported)}, {QStringLiteral("duplicates"), number(result.duplicates)}, {QStringLiteral("skips"), number(result.skips)},
            {QStringLiteral("counts"), number(result.counts)}, {QStringLiteral("opinions"), number(result.opinions)}, {QStringLiteral("left_out"), number(result.leftOut)},
            {QStringLiteral("songs"), number(result.songs)}, {QStringLiteral("in_collection"), number(result.inCollection)}, {QStringLiteral("playlists"), playlists},
            {QStringLiteral("rejected"), rejected}, {QStringLiteral("rejected_count"), number(rejectedRows)}, {QStringLiteral("reasons"), reasons}, {QStringLiteral("seconds"), rounded(result.seconds)}};
}

QJsonObject document(const work::SessionsResult &result)
{
    QJsonArray sessions, songs;
    for (const work::FoundSession &each : result.sessions) {
        sessions.append(QJsonObject{{QStringLiteral("user"), text(each.user)}, {QStringLiteral("begin"), static_cast<qint64>(each.begin.count())}, {QStringLiteral("end"), static_cast<qint64>(each.end.count())},
                                    {QStringLiteral("plays"), number(each.plays)}});
    }
    for (const work::SessionSong &each : result.songs) {
        songs.append(QJsonObject{{QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("title"), text(each.title)}, {QStringLiteral("plays"), number(each.plays)}});
    }
    QJsonObject out{{QStringLiteral("sessions"), sessions}, {QStringLiteral("songs"), songs}, {QStringLiteral("plays"), number(result.plays)}, {QStringLiteral("users"), number(result.users)},
                    {QStringLiteral("found"), number(result.found)}, {QStringLiteral("rejected_count"), number(result.rejected)}, {QStringLiteral("seconds"), rounded(result.seconds)}};
    if (result.steps.empty()) return out;
    QJsonArray steps, columns;
    for (const work::Step &each : result.steps) {
        QJsonArray dropped;
        for (const auto &[why, count] : each.dropped) dropped.append(QJsonObject{{QStringLiteral("reason"), text(why)}, {QStringLiteral("count"), number(count)}});
        steps.append(QJsonObject{{QStringLiteral("name"), text(each.name)}, {QStringLiteral("in"), number(each.in)}, {QStringLiteral("in_unit"), text(each.inUnit)}, {QStringLiteral("out"), number(each.out)},
                                 {QStringLiteral("out_unit"), text(each.outUnit)}, {QStringLiteral("dropped"), dropped}});
    }
    for (const work::HistoryColumn &each : result.columns) {
        columns.append(QJsonObject{{QStringLiteral("name"), text(each.name)}, {QStringLiteral("nulls"), number(each.nulls)}, {QStringLiteral("distinct"), number(each.distinct)}, {QStringLiteral("most"), text(each.most)},
                                   {QStringLiteral("most_rows"), number(each.mostRows)}});
    }
    out.insert(QStringLiteral("steps"), steps);
    out.insert(QStringLiteral("columns"), columns);
    out.insert(QStringLiteral("first"), static_cast<qint64>(result.first.count()));
    out.insert(QStringLiteral("last"), static_cast<qint64>(result.last.count()));
    return out;
}

QJsonArray document(const std::vector<work::RankedName> &names)
{
    QJsonArray all;
    for (const work::RankedName &each : names) {
        all.append(QJsonObject{{QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("name"), text(each.name)}, {QStringLiteral("plays"), number(each.plays)},
                               {QStringLiteral("last"), static_cast<qint64>(each.last.count())}});
    }
    return all;
}

QJsonObject document(const work::History &history)
{
    const auto row = [](const work::DayRow &days) {
        return QJsonObject{{QStringLiteral("begin"), days.days > 0 ? written(days.begin) : QString()}, {QStringLiteral("days"), days.days}};
    };
    QJsonArray periods, spikes;
    for (const work::HistoryPeriod &each : history.periods) {
        periods.append(QJsonObject{{QStringLiteral("begin"), written(each.begin)}, {QStringLiteral("plays"), number(each.plays)}, {QStringLiteral("tracks"), number(each.tracks)},
                                   {QStringLiteral("discovered"), number(each.discovered)}});
    }
    for (const work::HistorySpike &each : history.spikes) {
        spikes.append(QJsonObject{{QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("title"), text(each.title)}, {QStringLiteral("at"), static_cast<qint64>(each.at.count())},
                                  {QStringLiteral("plays"), number(each.plays)}});
    }
    return {{QStringLiteral("plays"), number(history.plays)}, {QStringLiteral("tracks"), number(history.tracks)}, {QStringLiteral("albums"), number(history.albums)},
            {QStringLiteral("artists"), number(history.artists)}, {QStringLiteral("discovered"), number(history.discovered)}, {QStringLiteral("listeners"), number(history.listeners)},
            {QStringLiteral("periods"), periods}, {QStringLiteral("top_tracks"), document(history.topTracks)}, {QStringLiteral("top_albums"), document(history.topAlbums)},
            {QStringLiteral("top_artists"), document(history.topArtists)}, {QStringLiteral("longest_streak"), row(history.longest)}, {QStringLiteral("last_streak"), row(history.last)},
            {QStringLiteral("spikes"), spikes}, {QStringLiteral("seconds"), rounded(history.seconds)}};
}

} // namespace

ListensOrder::ListensOrder(CLI::App &app)
    : import(app.add_subcommand("import")), sessions(app.add_subcommand("sessions")), history(app.add_subcommand("history")), m_review(app), m_listenBrainz(app)
{
    import->add_option("FILE", m_import.files);
    import->add_option("--from", m_import.format);
    import->add_flag("--dry-run", m_import.isDry);
    sessions->add_option("FILE", m_sessions.file);
    sessions->add_option("--from", m_sessions.format);
    sessions->add_option("--gap", m_gap);
    sessions->add_flag("--inclusive", m_sessions.isInclusive);
    sessions->add_option("--longest", m_sessions.longest);
    sessions->add_option("--top", m_sessions.top);
    sessions->add_flag("--explain", m_sessions.isExplained);
    history->add_option("--user", m_history.user);
    history->add_flag("--everybody", m_history.isEverybody);
    history->add_flag("--missing", m_history.isMissingOnly);
    history->add_option("--since", m_from);
    history->add_option("--until", m_to);
    history->add_option("--by", m_history.period);
    history->add_option("--top", m_history.top);
}

Result<QJsonObject> ListensOrder::run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const
{
    if (m_listenBrainz.isMeant()) return m_listenBrainz.run(home, stop, progress, note);
    if (import->parsed()) {
        // Qt's drivers for databases are looked for beside an application.
        int count = 1;
        char name[] = "taraf-work", *arguments[] = {name, nullptr};
        const QCoreApplication application(count, arguments);
        const auto result = work::importListens(home, m_import, stop, progress, note);
        return result ? Result<QJsonObject>(document(*result)) : fail(result.error());
    }
    if (sessions->parsed()) {
        work::SessionsOptions options = m_sessions;
        options.gap = std::chrono::seconds(m_gap);
        const auto result = work::sessions(home, options, stop, progress);
        return result ? Result<QJsonObject>(document(*result)) : fail(result.error());
    }
    if (m_review.review->parsed()) return m_review.run(home, stop);
    work::HistoryOptions options = m_history;
    const auto from = dayOf(m_from), to = dayOf(m_to);
    if (!from) return fail(from.error());
    if (!to) return fail(to.error());
    options.from = *from;
    options.to = *to;
    const auto result = work::history(home, options, stop, progress);
    return result ? Result<QJsonObject>(document(*result)) : fail(result.error());
}

} // namespace taraf
