#include "server_connection.h"

#include "postgres_sql.h"
#include "taraf/base/path.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVariant>

#include <algorithm>

namespace taraf::listens {
namespace {

/// PostgreSQL knows neither a NUL nor what is no UTF-8.
QString text(const std::string &bytes) { return QString::fromStdString(bytes).remove(QChar(0)); }

QJsonObject document(const SharedSong &song)
{
    return {{QStringLiteral("fingerprint"), static_cast<qint64>(song.fingerprint)}, {QStringLiteral("artist"), text(song.artist)}, {QStringLiteral("title"), text(song.title)},
            {QStringLiteral("album"), text(song.album)}, {QStringLiteral("recording_id"), text(song.recordingId)}, {QStringLiteral("release_id"), text(song.releaseId)},
            {QStringLiteral("artist_id"), text(song.artistId)}, {QStringLiteral("duration_ms"), static_cast<qint64>(song.duration.count())}};
}

QJsonObject document(const SharedOpinion &said)
{
    QJsonObject object = document(said.about);
    const auto word = [](std::string_view name) { return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())); };
    object[u"kind"] = word(name(said.of));
    object[u"changed_at"] = static_cast<qint64>(said.changedAt.count());
    object[u"device"] = static_cast<qint64>(said.device);
    object[u"rating"] = said.opinion.rating;
    object[u"feeling"] = word(name(said.opinion.feeling));
    return object;
}

template<class Each> std::string json(const std::vector<Each> &all)
{
    QJsonArray array;
    for (const Each &each : all) array.append(document(each));
    return sqlText(QJsonDocument(array).toJson(QJsonDocument::Compact).toStdString());
}

/// An array's literal: a number or a text of each.
template<class Each, class Field> std::string array(const std::vector<Each> &all, const Field &field)
{
    std::string out = "{";
    for (const Each &each : all) {
        if (out.size() > 1) out += ',';
        const auto value = field(each);
        if constexpr (std::is_integral_v<std::decay_t<decltype(value)>>) {
            out += std::to_string(value);
        } else {
            out += '"';
            for (const char c : std::string_view(value)) {
                if (c == '"' || c == '\\') out += '\\';
                out += c;
            }
            out += '"';
        }
    }
    return sqlText(out += '}');
}

std::string call(const ToServer &news)
{
    std::string sql = "SELECT * FROM taraf.exchange(" + std::to_string(serverVersion());
    const auto add = [&sql](const std::string &argument) { sql += ", " + argument; };
    for (const std::int64_t number : {news.device, news.number, news.answered}) add(std::to_string(number));
    add(array(news.members, [](const MemberRevision &each) { return each.member; }));
    add(array(news.members, [](const MemberRevision &each) { return each.heard; }));
    add(array(news.members, [](const MemberRevision &each) { return each.said; }));
    add(json(news.songs));
    add(array(news.plays, [](const SharedPlay &play) { return std::string_view(play.isSkip ? "skip" : "listen"); }));
    add(array(news.plays, [](const SharedPlay &play) { return play.at.count(); }));
    add(array(news.plays, [](const SharedPlay &play) { return play.song; }));
    add(array(news.plays, [](const SharedPlay &play) { return play.isGone ? -1 : std::max<std::int64_t>(play.played.count(), 0); }));
    add(array(news.plays, [](const SharedPlay &play) { return text(play.source).toStdString(); }));
    add(json(news.opinions));
    return sql + ")";
}

/// The answer's rows; the columns are told in resources/sql/postgres/0002_exchange.sql.
class Answer
{
public:
    explicit Answer(QSqlQuery &row) : m_row(row) {}

    Result<FromServer> read()
    {
        while (m_row.next()) {
            const QString what = m_row.value(0).toString();
            if (what == u"listen" || what == u"skip") takePlay(what == u"skip");
            else if (what == u"song") member().songs.push_back(song(number(3), 6, number(4)));
            else if (what == u"late") (m_row.value(6).toString() == u"play" ? m_result.latePlays : m_result.lateOpinions).push_back(static_cast<std::size_t>(number(4)));
            else if (what == u"over") m_result.mustStartOver = true;
            else if (what == u"old") return fail(ErrorCode::Unsupported, "the server was set up by a newer Taraf (version " + std::to_string(number(3)) + " of its schema); update Taraf on this machine, nothing was sent");
            else if (what == u"member") takeMember();
            else if (what == u"end") takeEnd();
            else takeOpinion(what);
        }
        std::ranges::sort(m_result.latePlays);
        std::ranges::sort(m_result.lateOpinions);
        return std::move(m_result);
    }

private:
    [[nodiscard]] std::int64_t number(int column) const { return m_row.value(column).toLongLong(); }
    [[nodiscard]] std::string word(int column) const { return m_row.value(column).toString().toStdString(); }

    MemberNews &member()
    {
        const int id = m_row.value(1).toInt();
        if (m_result.members.empty() || m_result.members.back().upTo.member != id) {
            m_result.members.emplace_back().upTo.member = id;
        }
        return m_result.members.back();
    }

    /// Names from `first` on.
    [[nodiscard]] SharedSong song(std::int64_t fingerprint, int first, std::int64_t duration) const
    {
        return {.fingerprint = fingerprint, .artist = word(first), .title = word(first + 1), .album = word(first + 2), .recordingId = word(first + 3), .releaseId = word(first + 4),
                .artistId = word(first + 5), .duration = Milliseconds{duration}};
    }
    void takePlay(bool isSkip)
    {
        const std::int64_t played = number(4);
        member().plays.push_back({.isSkip = isSkip, .isGone = played < 0, .at = UnixTime{number(2)}, .song = number(3), .played = Milliseconds{std::max<std::int64_t>(played, 0)}, .source = word(6)});
    }
    void takeOpinion(const QString &what)
    {
        const auto of = std::ranges::find_if(kOpinionsOf, [&](OpinionOf each) { return what.toStdString() == name(each); });
        if (of == kOpinionsOf.end()) return; // of a newer server, which thinks that this client can do without
        member().opinions.push_back({.of = *of, .about = song(number(3), 7, 0), .opinion = {.rating = static_cast<int>(number(4)), .feeling = feelingOf(word(6)).value_or(Feeling::None)},
                                     .changedAt = UnixTime{number(2)}, .device = number(5)});
    }
    void takeMember()
    {
        MemberNews &news = member();
        news.upTo.heard = number(2);
        news.upTo.said = number(4);
        news.role = word(6);
    }
    void takeEnd()
    {
        m_result.serverTime = UnixTime{number(2)};
        m_result.hasMore = number(4) != 0;
        for (MemberNews &each : m_result.members) each.isSelf = each.upTo.member == m_row.value(1).toInt();
    }

    QSqlQuery &m_row;
    FromServer m_result;
};

} // namespace

int serverVersion() noexcept { return static_cast<int>(kServerMigrations.size()); }

Server::Server(std::unique_ptr<Connection> connection) noexcept : m_connection(std::move(connection)) {}
Server::Server(Server &&) noexcept = default;
Server::~Server() = default;

Result<Server> Server::connect(const ServerAddress &address)
{
    auto connection = std::make_unique<Connection>(address.uri);
    if (auto opened = connection->open(address.options); !opened) return fail(std::move(opened).error());
    return Server(std::move(connection));
}

Result<FromServer> Server::exchange(const ToServer &news)
{
    auto row = m_connection->run(QString::fromStdString(call(news)));
    if (!row) return fail(misfit(row.error()));
    return Answer(*row).read();
}

Result<> Server::share(bool listens, bool ratings)
{
    const auto done = m_connection->run(QStringLiteral("SELECT taraf.share(%1, %2)").arg(listens ? u"true" : u"false").arg(ratings ? u"true" : u"false"));
    if (!done) return fail(misfit(done.error()));
    return {};
}

Error Server::misfit(const Error &error)
{
    const QString state = m_connection->state();
    const std::string uri = displayText(m_connection->uri());
    if (state == u"TF001" || state == u"42501") {
        auto me = m_connection->run(QStringLiteral("SELECT session_user"));
        const std::string role = me && me->next() ? me->value(0).toString().toStdString() : std::string();
        return {ErrorCode::Database, uri + " does not know '" + role + "' as a member; whoever looks after it runs: taraf sync --init --postgres ADDRESS --user " + role};
    }
    if (state != u"3F000" && state != u"42883" && state != u"42P01") return error;
    auto version = m_connection->run(QStringLiteral("SELECT version FROM taraf.schema_version"));
    if (version && version->next() && version->value(0).toInt() > serverVersion()) {
        return {ErrorCode::Unsupported, uri + " was set up by a newer Taraf (version " + std::to_string(version->value(0).toInt()) + " of its schema); update Taraf on this machine, nothing was sent"};
    }
    if (version) return {ErrorCode::Unsupported, uri + " was set up by an older Taraf; whoever looks after it runs: taraf sync --init --postgres ADDRESS"};
    return {ErrorCode::Database, uri + " is not set up for Taraf yet; its owner runs: taraf sync --init --postgres ADDRESS --user NAME"};
}

} // namespace taraf::listens
