#include "taraf/service/players.h"

#include "taraf/base/path.h"
#include "taraf/service/values.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusServiceWatcher>
#include <QDateTime>
#include <QJsonArray>

#include <algorithm>

namespace taraf::service {
namespace {


const QString kPrefix = QStringLiteral("org.mpris.MediaPlayer2."), kPath = QStringLiteral("/org/mpris/MediaPlayer2");
const QString kRoot = QStringLiteral("org.mpris.MediaPlayer2"), kPlayer = QStringLiteral("org.mpris.MediaPlayer2.Player");
const QString kProperties = QStringLiteral("org.freedesktop.DBus.Properties"), kBus = QStringLiteral("org.freedesktop.DBus");

QString nameOf(const QString &busName) { return busName.sliced(kPrefix.size()).section(u'.', 0, 0); }

/// Of a list, or of what should have been one.
QString firstOf(const QJsonValue &value) { return value.isArray() ? value.toArray().first().toString() : value.toString(); }

/// Some write a plain path where a URI belongs.
QString uriOf(const QString &url)
{
    if (url.startsWith(u'/')) return QString::fromStdString(fileUri(url.toStdString()));
    const auto path = pathOfUri(url.toStdString());
    return path ? QString::fromStdString(fileUri(*path)) : QString();
}

/// Microseconds: a number of any kind, or text.
Heard::Length lengthOf(const QJsonValue &value)
{
    return std::max(Heard::Length(0), std::chrono::duration_cast<Heard::Length>(std::chrono::microseconds(value.toVariant().toLongLong())));
}

Song songOf(const QJsonObject &metadata)
{
    return {.uri = uriOf(metadata[u"xesam:url"].toString()),
            .length = lengthOf(metadata[u"mpris:length"]),
            .startedAt = 0, .artist = firstOf(metadata[u"xesam:artist"]), .title = metadata[u"xesam:title"].toString(), .album = metadata[u"xesam:album"].toString()};
}

/// Calls back with what a call gives; an error is no news.
template<class Value, class Take> void ask(QObject *context, QDBusConnection bus, const QDBusMessage &message, Take take)
{
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message), context);
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, context, [watcher, take] {
        watcher->deleteLater();
        const QDBusPendingReply<Value> reply = *watcher;
        if (reply.isValid()) take(reply.value());
    });
}

QDBusMessage toBus(const QString &method, const QVariantList &arguments)
{
    QDBusMessage message = QDBusMessage::createMethodCall(kBus, QStringLiteral("/org/freedesktop/DBus"), kBus, method);
    message.setArguments(arguments);
    return message;
}

} // namespace

Players::Players(const QDBusConnection &bus, QObject *parent, Clock clock) : QObject(parent), m_bus(bus), m_clock(std::move(clock))
{
    m_bus.connect(QString(), kPath, kProperties, QStringLiteral("PropertiesChanged"), this, SLOT(hear(QString, QVariantMap, QStringList, QDBusMessage)));
    auto *watcher = new QDBusServiceWatcher(kRoot + u'*', m_bus, QDBusServiceWatcher::WatchForOwnerChange, this);
    connect(watcher, &QDBusServiceWatcher::serviceOwnerChanged, this, [this](const QString &name, const QString &before, const QString &owner) {
        if (!before.isEmpty()) part(before);
        if (!owner.isEmpty()) meet(name, owner);
    });
    ask<QStringList>(this, m_bus, toBus(QStringLiteral("ListNames"), {}), [this](const QStringList &names) {
        for (const QString &name : names) meet(name);
    });
}

void Players::listenTo(const QStringList &players) { m_only = players; }

QStringList Players::present() const
{
    QStringList names;
    for (const Player &each : m_players) {
        if (isHeard(each.name) && !names.contains(each.name)) names.append(each.name);
    }
    names.sort();
    return names;
}

QString Players::identity(const QString &player) const
{
    const Player *found = named(player);
    return found == nullptr ? QString() : found->identity;
}

Song Players::song(const QString &player) const
{
    const Player *found = named(player);
    return found == nullptr ? Song() : found->song;
}

bool Players::plays(const QString &player) const
{
    const Player *found = named(player);
    return found != nullptr && found->plays;
}

Heard::Length Players::heard(const QString &player) const
{
    const Player *found = named(player);
    return found == nullptr || found->song.uri.isEmpty() ? Heard::Length(0) : found->heard.heard(m_clock());
}

Verdict Players::verdict(const QString &player) const
{
    const Player *found = named(player);
    return found == nullptr || found->song.uri.isEmpty() ? Verdict::Nothing : found->heard.left(m_clock());
}

const Players::Player *Players::named(const QString &player) const
{
    const auto found = std::ranges::find(m_players, player, &Player::name);
    return found == m_players.end() ? nullptr : &*found;
}

void Players::meet(const QString &busName)
{
    if (!busName.startsWith(kPrefix)) return;
    ask<QString>(this, m_bus, toBus(QStringLiteral("GetNameOwner"), {busName}), [this, busName](const QString &owner) { meet(busName, owner); });
}

void Players::meet(const QString &busName, const QString &owner)
{
    if (!busName.startsWith(kPrefix) || m_players.contains(owner)) return; // one connection may have a second name
    m_players.insert(owner, {.name = nameOf(busName), .identity = {}, .song = {}});
    askFor(owner, kRoot);
    askFor(owner, kPlayer);
    if (isHeard(nameOf(busName))) Q_EMIT came(nameOf(busName));
}

void Players::part(const QString &owner)
{
    if (!m_players.contains(owner)) return;
    const Player gone = m_players.take(owner);
    finish(gone, false);
    if (!isHeard(gone.name)) return;
    Q_EMIT changed(gone.name, {}, false);
    Q_EMIT left(gone.name);
}

void Players::askFor(const QString &owner, const QString &interface)
{
    QDBusMessage message = QDBusMessage::createMethodCall(owner, kPath, kProperties, QStringLiteral("GetAll"));
    message.setArguments({interface});
    ask<QVariantMap>(this, m_bus, message, [this, owner](const QVariantMap &properties) { take(owner, fromValues(properties)); });
}

void Players::hear(const QString &interface, const QVariantMap &changes, const QStringList &invalidated, const QDBusMessage &message)
{
    if (interface != kPlayer || !m_players.contains(message.service())) return;
    take(message.service(), fromValues(changes));
    if (invalidated.contains(QStringLiteral("Metadata")) || invalidated.contains(QStringLiteral("PlaybackStatus"))) askFor(message.service(), kPlayer);
}

void Players::take(const QString &owner, const QJsonObject &properties)
{
    const auto found = m_players.find(owner);
    if (found == m_players.end()) return;
    Player &player = *found;
    if (properties.contains(u"Identity")) player.identity = properties[u"Identity"].toString();
    if (!properties.contains(u"Metadata") && !properties.contains(u"PlaybackStatus")) return;
    const Song before = player.song;
    const bool played = player.plays;
    if (properties.contains(u"Metadata")) takeSong(player, songOf(properties[u"Metadata"].toObject()), lengthOf(properties[u"Position"]));
    if (const QJsonValue status = properties[u"PlaybackStatus"]; status.isString()) {
        player.plays = status.toString() == u"Playing";
        if (player.plays) player.heard.resume(m_clock());
        else player.heard.pause(m_clock());
        if (status.toString() == u"Stopped") {
            finish(player, false);
            player.song = {};
        }
    }
    const bool isNews = player.song.uri != before.uri || player.plays != played;
    if (isNews && isHeard(player.name)) Q_EMIT changed(player.name, player.song, player.plays);
}

void Players::takeSong(Player &player, const Song &song, Heard::Length position)
{
    if (song.uri == player.song.uri) { // again, with its length or its cover
        if (player.song.length == Heard::Length(0)) player.heard.setLength(song.length);
        const qint64 startedAt = player.song.startedAt;
        player.song = song;
        player.song.startedAt = startedAt;
        return;
    }
    finish(player, true);
    player.song = song;
    player.song.startedAt = QDateTime::currentSecsSinceEpoch() - std::chrono::duration_cast<std::chrono::seconds>(position).count();
    player.heard.begin(song.length, m_clock(), position); // a position comes with a player that played before we met
    if (!player.plays) player.heard.pause(m_clock());
}

void Players::finish(const Player &player, bool byAnother)
{
    if (player.song.uri.isEmpty() || !isHeard(player.name)) return;
    const Heard::Length heard = player.heard.heard(m_clock());
    const Verdict verdict = player.heard.left(m_clock());
    if (verdict == Verdict::Played) Q_EMIT played(player.name, player.song, heard);
    else if (verdict == Verdict::Skipped && byAnother) Q_EMIT skipped(player.name, player.song, heard);
}

} // namespace taraf::service
