#include "exchange.h"

#include "json.h"
#include "taraf/base/path.h"

#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include <algorithm>
#include <condition_variable>
#include <format>
#include <mutex>

namespace taraf::listens {
namespace {

using namespace std::chrono_literals;

constexpr qint64 kLongestAnswer = 32 << 20; ///< a page of 1,000 listens of 10 KiB, three times
constexpr std::chrono::milliseconds kLongestWait = 1min, kMostAsked = 10min;
constexpr int kMostRedirects = 5;

/// A header as whole seconds.
std::optional<std::chrono::milliseconds> secondsIn(const QNetworkReply &reply, const char *name)
{
    bool isNumber = false;
    const double seconds = reply.rawHeader(name).toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0) || seconds > 1e6) return std::nullopt;
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000));
}

/// Errors of the network, as opposed to a status that says that something is wrong.
bool isOfNetwork(QNetworkReply::NetworkError error)
{
    return error != QNetworkReply::NoError && (error < QNetworkReply::ContentAccessDenied || error == QNetworkReply::ProtocolUnknownError || error == QNetworkReply::ProtocolFailure);
}

bool isSameOrigin(const QUrl &a, const QUrl &b)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return a.scheme() == b.scheme() && a.host() == b.host() && port(a) == port(b);
}

bool isHere(const QString &host) { return host == u"localhost" || QHostAddress(host).isLoopback(); }

} // namespace

Service::Exchange::Exchange(ServiceOptions options, std::stop_token stop)
    : m_options(std::move(options)), m_stop(std::move(stop)), m_host(QUrl(QString::fromStdString(m_options.root)).host().toStdString())
{
    if (isHere(QString::fromStdString(m_host))) m_network.setProxy(QNetworkProxy::NoProxy);
    else QNetworkProxyFactory::setUseSystemConfiguration(true);
}

Result<> Service::Exchange::wait(Wait time)
{
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, m_stop, time, [] { return false; });
    return m_stop.stop_requested() ? Result<>(fail(ErrorCode::Cancelled, "stopped")) : Result<>();
}

Result<Answer> Service::Exchange::request(const std::string &path, const std::optional<QByteArray> &body)
{
    const QUrl url = QUrl::fromEncoded(QByteArray::fromStdString(m_options.root + path), QUrl::StrictMode);
    Wait growing = m_options.firstWait;
    for (int number = 1;; ++number) {
        if (const auto now = std::chrono::steady_clock::now(); m_next > now) {
            if (auto waited = wait(std::chrono::ceil<Wait>(m_next - now)); !waited) return fail(std::move(waited).error());
        }
        Try tried = once(url, body);
        if (tried.result || !tried.isPassing) return std::move(tried.result);
        if (number >= m_options.tries) return fail(std::move(tried.result).error());
        if (tried.asked && *tried.asked > kMostAsked) {
            return fail(ErrorCode::Timeout, std::format("{} asks to be left alone for {} minutes; try again after that", m_host, std::chrono::ceil<std::chrono::minutes>(*tried.asked).count()));
        }
        const Wait time = std::max(tried.asked.value_or(0ms), growing);
        growing = std::min(2 * growing, kLongestWait);
        if (m_options.note && time >= 2s) m_options.note(tried.result.error().message + std::format("; trying again in {} s", std::chrono::ceil<std::chrono::seconds>(time).count()));
        if (auto waited = wait(time); !waited) return fail(std::move(waited).error());
    }
}

Service::Exchange::Try Service::Exchange::once(QUrl url, const std::optional<QByteArray> &body)
{
    for (int redirects = 0;; ++redirects) {
        if (m_stop.stop_requested()) return {fail(ErrorCode::Cancelled, "stopped")};
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::UserAgentHeader, QStringLiteral("Taraf/" TARAF_VERSION));
        request.setRawHeader("Accept", "application/json");
        if (!m_options.token.empty()) request.setRawHeader("Authorization", "Token " + QByteArray::fromStdString(m_options.token));
        if (body) request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        // Redirects are followed by hand: what Qt sends after one still has the token in it.
        request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
        request.setTransferTimeout(m_options.patience);

        QEventLoop loop;
        const std::unique_ptr<QNetworkReply> reply(body ? m_network.post(request, *body) : m_network.get(request));
        QByteArray got;
        bool isTooLong = false, isTooSlow = false;
        const auto take = [&] {
            if (!isTooLong) got += reply->readAll();
            if (got.size() <= kLongestAnswer || std::exchange(isTooLong, true)) return;
            reply->abort();
        };
        QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, take);
        QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
        QTimer limit;
        limit.setSingleShot(true);
        QObject::connect(&limit, &QTimer::timeout, &loop, [&] {
            isTooSlow = true;
            reply->abort();
        });
        limit.start(m_options.longest);
        {
            const std::stop_callback wake(m_stop, [&loop] { QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection); });
            if (!reply->isFinished()) loop.exec();
        }
        if (m_stop.stop_requested()) return {fail(ErrorCode::Cancelled, "stopped")};
        if (isTooLong) return {fail(ErrorCode::Corrupt, m_host + " gives an answer of more than 32 MiB")};
        if (isTooSlow) return {fail(ErrorCode::Timeout, m_host + " takes too long to answer"), true};
        if (isOfNetwork(reply->error())) {
            if (reply->error() == QNetworkReply::OperationCanceledError) return {fail(ErrorCode::Timeout, m_host + " does not answer"), true};
            const std::string why = displayText(reply->errorString().toStdString());
            if (reply->error() == QNetworkReply::SslHandshakeFailedError) return {fail(ErrorCode::Unsupported, m_host + " can't show that it is who it says it is: " + why)};
            return {fail(ErrorCode::Io, m_host + " can't be reached: " + why), true};
        }
        take();
        if (isTooLong) return {fail(ErrorCode::Corrupt, m_host + " gives an answer of more than 32 MiB")};
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        auto asked = secondsIn(*reply, "X-RateLimit-Reset-In");
        if (asked && reply->rawHeader("X-RateLimit-Remaining").trimmed() == "0") m_next = std::chrono::steady_clock::now() + std::min<Wait>(*asked, kMostAsked);
        if (const auto after = secondsIn(*reply, "Retry-After")) asked = std::max(asked.value_or(0ms), *after);
        if (status < 300 || status >= 400) return judged(status, std::move(got), asked);
        const QUrl there = url.resolved(QUrl(QString::fromUtf8(reply->rawHeader("Location"))));
        if (body || !isSameOrigin(url, there) || redirects == kMostRedirects) {
            return {fail(ErrorCode::Unsupported, m_host + " sends to another address (" + displayText(there.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery).toStdString()) +
                                                     "); if that is right, name it with --server")};
        }
        url = there;
    }
}

Service::Exchange::Try Service::Exchange::judged(int status, QByteArray body, const std::optional<Wait> &asked)
{
    switch (status) {
    case 400:
    case 403:
    case 404:
    case 413: return {Answer{status, body.toStdString()}};
    case 401: return {fail(ErrorCode::InvalidArgument, m_host + " does not know the token" + (m_options.token.empty() ? ", for there is none" : "") + "; say it (again): taraf listens login --listenbrainz")};
    case 408:
    case 500:
    case 502:
    case 503:
    case 504: return {fail(ErrorCode::Io, std::format("{} is out of order for now (status {})", m_host, status)), true, asked};
    case 429: return {fail(ErrorCode::Timeout, m_host + " asks for patience"), true, asked};
    default: break;
    }
    if (status >= 200 && status < 300) {
        // Qt does not tell that a body without a length, or in chunks, was cut off.
        Json json;
        if (const QByteArray head = body.trimmed(); status != 204 && (head.isEmpty() || (head.startsWith('{') && !json.row({body.constData(), static_cast<std::size_t>(body.size())})))) {
            return {fail(ErrorCode::Io, m_host + " gives half an answer"), true};
        }
        return {Answer{status, body.toStdString()}};
    }
    return {fail(ErrorCode::Unsupported, std::format("{} answers with status {}", m_host, status))};
}

} // namespace taraf::listens
