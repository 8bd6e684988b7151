#include "taraf/listens/service.h"

#include "exchange.h"
#include "json.h"
#include "reader.h"
#include "taraf/base/path.h"
#include "text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <format>

namespace taraf::listens {
namespace {

/// Bytes of a listen; the server counts what stands around it, too.
constexpr qsizetype kLongestListen = 10'240 - 64;
constexpr std::size_t kLongestReason = 300;

UnixTime now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()); }

std::string encoded(std::string_view text) { return QUrl::toPercentEncoding(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()))).toStdString(); }

std::unexpected<Error> notUnderstood(const std::string &host, const std::string &body)
{
    std::string kept;
    const std::string begin = displayText(cleaned(std::string_view(body).substr(0, 60), kept));
    return fail(ErrorCode::Corrupt, host + " gives an answer that is not what the ListenBrainz API says" + (begin.empty() ? "" : ": it begins with " + begin));
}

/// What the server says is wrong, for people: {"code": 400, "error": "…"}.
std::string reasonIn(const Answer &answer, const std::string &token)
{
    Json json;
    std::string kept, reason;
    if (const auto object = json.row(answer.body)) reason = displayText(cleaned(textIn(*object, "error"), kept)).substr(0, kLongestReason);
    if (!token.empty() && reason.contains(token)) reason.clear(); // whoever sends it back
    return reason.empty() ? std::format("the server refuses it (status {})", answer.status) : displayText(reason);
}

QString text(std::string_view bytes) { return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())); }

} // namespace

Result<std::string> normalRoot(std::string_view root)
{
    std::string kept;
    std::string address(cleaned(root, kept));
    while (address.ends_with('/')) address.pop_back();
    const QUrl url(text(address), QUrl::StrictMode);
    if (!url.isValid() || (url.scheme() != u"https" && url.scheme() != u"http") || url.host().isEmpty()) {
        return fail(ErrorCode::InvalidArgument, "a server is written " + std::string(kListenBrainzRoot) + ", not '" + displayText(address) + "'");
    }
    if (!url.userInfo().isEmpty() || url.hasQuery() || url.hasFragment()) return fail(ErrorCode::InvalidArgument, "a server's address has no user, password or question in it");
    return url.toEncoded().toStdString();
}

Result<std::string> written(const Submission &listen)
{
    if (listen.at < kFirstListen) return fail(ErrorCode::InvalidArgument, "the time is before 2002-10-01");
    if (listen.at >= now() + kMostAhead) return fail(ErrorCode::InvalidArgument, "the time is in the future");
    for (const std::string_view name : {listen.artist, listen.title, listen.album, listen.player}) {
        if (name.contains('\0')) return fail(ErrorCode::InvalidArgument, "a NUL in a name");
    }
    std::string kept;
    const auto name = [&](std::string_view bytes) { return text(cleaned(bytes, kept)); };
    const auto id = [](std::string_view bytes) {
        bool isLower = true;
        return isMusicBrainzId(bytes, isLower) ? text(lowered(bytes)) : QString();
    };
    QJsonObject more{{QStringLiteral("submission_client"), QStringLiteral("Taraf")}, {QStringLiteral("submission_client_version"), QStringLiteral(TARAF_VERSION)}};
    QJsonObject track{{QStringLiteral("artist_name"), name(listen.artist)}, {QStringLiteral("track_name"), name(listen.title)}};
    if (track.value(u"artist_name").toString().isEmpty()) return fail(ErrorCode::InvalidArgument, "no artist");
    if (track.value(u"track_name").toString().isEmpty()) return fail(ErrorCode::InvalidArgument, "no title");
    if (const QString album = name(listen.album); !album.isEmpty()) track[u"release_name"] = album;
    if (const QString player = name(listen.player); !player.isEmpty()) more[u"media_player"] = player;
    if (const QString from = name(listen.from); !from.isEmpty()) more[u"original_submission_client"] = from;
    if (const QString recording = id(listen.recordingId); !recording.isEmpty()) more[u"recording_mbid"] = recording;
    if (const QString release = id(listen.releaseId); !release.isEmpty()) more[u"release_mbid"] = release;
    if (const QString artist = id(listen.artistId); !artist.isEmpty()) more[u"artist_mbids"] = QJsonArray{artist};
    if (listen.duration >= std::chrono::seconds(1) && listen.duration <= std::chrono::days(24)) more[u"duration_ms"] = static_cast<qint64>(listen.duration.count());
    if (listen.played >= std::chrono::seconds(1) && listen.played <= std::chrono::days(24)) {
        more[u"duration_played"] = static_cast<qint64>(std::chrono::floor<std::chrono::seconds>(listen.played).count());
    }
    track[u"additional_info"] = more;
    const QByteArray bytes = QJsonDocument(QJsonObject{{QStringLiteral("listened_at"), static_cast<qint64>(listen.at.count())}, {QStringLiteral("track_metadata"), track}}).toJson(QJsonDocument::Compact);
    if (bytes.size() > kLongestListen) return fail(ErrorCode::InvalidArgument, "its names are too long together");
    return bytes.toStdString();
}

Service::Service(ServiceOptions options, std::stop_token stop) : m_exchange(std::make_unique<Exchange>(std::move(options), std::move(stop))) {}
Service::Service(Service &&) noexcept = default;
Service::~Service() = default;

Result<ListensPage> Service::listens(std::string_view user, std::optional<UnixTime> before, const Sink &sink)
{
    std::string path = std::format("/1/user/{}/listens?count={}", encoded(user), kMostPerPage);
    if (before) path += std::format("&max_ts={}", before->count());
    const auto answer = m_exchange->get(path);
    if (!answer) return fail(answer.error());
    if (answer->status == 404 || answer->status == 204) return fail(ErrorCode::NotFound, m_exchange->host() + " knows no user '" + displayText(user) + "'");
    if (answer->status != 200) return fail(ErrorCode::Unsupported, m_exchange->host() + ": " + reasonIn(*answer, m_exchange->options().token));
    // The whole is looked at first: of an answer that was cut off, nothing is taken.
    Json json;
    const auto object = json.row(answer->body);
    const auto payload = object ? objectIn(*object, "payload") : std::nullopt;
    const auto rows = payload ? arrayIn(*payload, "listens") : std::nullopt;
    if (!rows) return notUnderstood(m_exchange->host(), answer->body);
    ListensPage page;
    for (const simdjson::dom::element element : *rows) {
        Object row;
        ++page.rows;
        const auto at = element.get(row) == simdjson::SUCCESS ? numberIn(row, "listened_at") : std::nullopt;
        if (!at) return notUnderstood(m_exchange->host(), answer->body); // where would the next page begin?
        page.oldest = page.rows == 1 ? UnixTime{*at} : std::min(page.oldest, UnixTime{*at});
        page.newest = std::max(page.newest, UnixTime{*at});
    }
    Read read;
    Out out(sink, read, now());
    const auto reader = listenBrainz(out, Kind::ListenBrainzArray, {});
    reader->take(answer->body);
    reader->end();
    return page;
}

Result<FeedbackPage> Service::feedback(std::string_view user, int score, std::size_t offset, const Sink &sink)
{
    const auto answer = m_exchange->get(std::format("/1/feedback/user/{}/get-feedback?score={}&count={}&offset={}&metadata=true", encoded(user), score, kMostPerPage, offset));
    if (!answer) return fail(answer.error());
    if (answer->status == 404 || answer->status == 204) return fail(ErrorCode::NotFound, m_exchange->host() + " knows nothing of loves and hates of '" + displayText(user) + "'");
    if (answer->status != 200) return fail(ErrorCode::Unsupported, m_exchange->host() + ": " + reasonIn(*answer, m_exchange->options().token));
    Json json;
    const auto object = json.row(answer->body);
    const auto rows = object ? arrayIn(*object, "feedback") : std::nullopt;
    if (!rows) return notUnderstood(m_exchange->host(), answer->body);
    FeedbackPage page{.rows = rows->size(), .total = 0};
    page.total = static_cast<std::size_t>(std::max<std::int64_t>(numberIn(*object, "total_count").value_or(0), static_cast<std::int64_t>(offset + page.rows)));
    Read read;
    Out out(sink, read, now());
    const auto reader = listenBrainzFeedback(out);
    reader->take(answer->body);
    reader->end();
    return page;
}

Result<std::string> Service::validate()
{
    const auto answer = m_exchange->get("/1/validate-token");
    if (!answer) return fail(answer.error());
    Json json;
    const auto object = json.row(answer->body);
    if (answer->status == 200 && object && isTrueIn(*object, "valid")) {
        std::string kept;
        const std::string user(cleaned(textIn(*object, "user_name"), kept));
        if (!user.empty()) return user;
    }
    if (object && object->at_key("valid").is_bool()) return fail(ErrorCode::InvalidArgument, m_exchange->host() + " does not know this token; it is shown at listenbrainz.org under Settings");
    return notUnderstood(m_exchange->host(), answer->body);
}

Result<std::optional<std::string>> Service::submit(std::span<const std::string> listens)
{
    std::string body = std::string(R"({"listen_type":")") + (listens.size() == 1 ? "single" : "import") + R"(","payload":[)";
    for (std::size_t i = 0; i < listens.size(); ++i) body.append(i == 0 ? "" : ",").append(listens[i]);
    body += "]}";
    return sent("/1/submit-listens", body);
}

Result<std::optional<std::string>> Service::sendFeedback(std::string_view recordingId, std::string_view msid, int score)
{
    QJsonObject body{{QStringLiteral("score"), score}};
    if (!recordingId.empty()) body[u"recording_mbid"] = text(recordingId);
    else body[u"recording_msid"] = text(msid);
    return sent("/1/feedback/recording-feedback", QJsonDocument(body).toJson(QJsonDocument::Compact).toStdString());
}

Result<std::optional<std::string>> Service::sent(const std::string &path, const std::string &body)
{
    const auto answer = m_exchange->post(path, body);
    if (!answer) return fail(answer.error());
    if (answer->status == 400 || answer->status == 413) return reasonIn(*answer, m_exchange->options().token);
    if (answer->status == 403) return fail(ErrorCode::InvalidArgument, m_exchange->host() + ": " + reasonIn(*answer, m_exchange->options().token));
    Json json;
    const auto object = json.row(answer->body);
    if (answer->status == 404) return fail(ErrorCode::Unsupported, m_exchange->host() + " takes no listens at this address; see --server");
    // A portal of a hotel says 200, too.
    if (!object || textIn(*object, "status") != "ok") return notUnderstood(m_exchange->host(), answer->body);
    return std::nullopt;
}

} // namespace taraf::listens
