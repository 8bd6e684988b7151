#include "listenbrainz.h"

#include "text.h"

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QJsonArray>

#include <cmath>
#include <iostream>

namespace taraf {
namespace {

double rounded(double seconds) { return std::round(seconds * 1000) / 1000; }
qint64 number(std::uint64_t value) { return static_cast<qint64>(value); }

/// When a day begins here.
Result<std::optional<UnixTime>> beginOf(const std::string &day)
{
    if (day.empty()) return std::nullopt;
    const QDate date = QDate::fromString(QString::fromStdString(day), Qt::ISODate);
    if (!date.isValid()) return fail(ErrorCode::InvalidArgument, "a day is written 2025-03-01, not '" + day + "'");
    return UnixTime{date.startOfDay().toSecsSinceEpoch()};
}

QJsonObject document(const work::ListenBrainzAccount &account)
{
    QJsonObject document{{QStringLiteral("server"), text(account.server)}, {QStringLiteral("user"), text(account.user)},
                         {QStringLiteral("token"), account.isInKeyring ? QStringLiteral("keyring") : QStringLiteral("file")}, {QStringLiteral("live"), account.submitsSince.has_value()}};
    if (account.submitsSince) document[u"live_since"] = static_cast<qint64>(account.submitsSince->count());
    return document;
}

QJsonObject document(const work::FetchResult &result)
{
    QJsonArray rejected;
    std::uint64_t rejectedRows = 0;
    for (const auto &[reason, count] : result.rejected) {
        rejectedRows += count;
        rejected.append(QJsonObject{{QStringLiteral("reason"), text(reason)}, {QStringLiteral("count"), number(count)}});
    }
    return {{QStringLiteral("server"), text(result.server)}, {QStringLiteral("user"), text(result.user)}, {QStringLiteral("imported"), number(result.imported)},
            {QStringLiteral("duplicates"), number(result.duplicates)}, {QStringLiteral("pages"), number(result.pages)}, {QStringLiteral("opinions"), number(result.opinions)},
            {QStringLiteral("taken_back"), number(result.takenBack)}, {QStringLiteral("unnamed"), number(result.unnamed)}, {QStringLiteral("in_collection"), number(result.inCollection)},
            {QStringLiteral("rejected_count"), number(rejectedRows)}, {QStringLiteral("reasons"), rejected}, {QStringLiteral("seconds"), rounded(result.seconds)}};
}

QJsonObject document(const work::SubmitResult &result)
{
    QJsonArray refused;
    for (const work::RefusedListen &each : result.refused) {
        refused.append(QJsonObject{{QStringLiteral("at"), static_cast<qint64>(each.at.count())}, {QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("title"), text(each.title)},
                                   {QStringLiteral("reason"), text(each.reason)}});
    }
    QJsonObject all = document(result.account);
    all[u"submitted"] = number(result.submitted);
    all[u"waiting"] = number(result.waiting);
    all[u"there"] = number(result.there);
    all[u"refused"] = refused;
    all[u"opinions"] = number(result.opinions);
    all[u"unknown"] = number(result.unknown);
    all[u"seconds"] = rounded(result.seconds);
    return all;
}

} // namespace

ListenBrainzOrder::ListenBrainzOrder(CLI::App &app)
    : m_fetching(app.add_subcommand("fetch")), m_submitting(app.add_subcommand("submit")), m_login(app.add_subcommand("login")), m_logout(app.add_subcommand("logout")),
      m_live(app.add_subcommand("submit-live"))
{
    m_fetching->add_option("--user", m_fetch.user);
    m_fetching->add_option("--server", m_fetch.server);
    m_fetching->add_option("--since", m_since);
    m_fetching->add_flag("--other", m_fetch.isOther);
    m_submitting->add_option("--from", m_from);
    m_submitting->add_flag("--all", m_submit.isAll);
    m_submitting->add_flag("--live", m_submit.isLive);
    m_submitting->add_flag("--refused", m_submit.triesRefused);
    m_submitting->add_flag("--dry-run", m_submit.isDry);
    m_submitting->add_flag("--status", m_isStatus);
    m_login->add_option("--server", m_server);
    m_live->add_flag("--on", m_isOn);
}

Result<QJsonObject> ListenBrainzOrder::run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const
{
    // Qt's network and the keyring want an application.
    int count = 1;
    char name[] = "taraf-work", *arguments[] = {name, nullptr};
    const QCoreApplication application(count, arguments);
    const auto told = [](const auto &result) { return result ? Result<QJsonObject>(document(*result)) : fail(result.error()); };
    if (m_login->parsed()) {
        std::string token;
        std::getline(std::cin, token);
        while (!token.empty() && (token.back() == '\r' || token.back() == ' ')) token.pop_back();
        return told(work::logIn(home, m_server, token, stop, note));
    }
    if (m_logout->parsed()) return told(work::logOut(home));
    if (m_live->parsed()) return told(work::submitLive(home, m_isOn));
    if (m_fetching->parsed()) {
        work::FetchOptions options = m_fetch;
        const auto since = beginOf(m_since);
        if (!since) return fail(since.error());
        options.since = *since;
        return told(work::fetchListens(home, options, stop, progress, note));
    }
    work::SubmitOptions options = m_submit;
    const auto from = beginOf(m_from);
    if (!from) return fail(from.error());
    options.from = *from;
    return told(m_isStatus ? work::submitStatus(home, options) : work::submitListens(home, options, stop, progress, note));
}

} // namespace taraf
