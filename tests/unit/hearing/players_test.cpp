// Players as they are met: those that tests/players runs are the real ones; what only some of them do, or only now and then, is said here by one that
// speaks over a real bus.
#include "taraf/service/players.h"

#include <QCoreApplication>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVirtualObject>
#include <QProcess>

#include <gtest/gtest.h>

namespace taraf::service {
namespace {

using namespace std::chrono_literals;

const QString kBus = QStringLiteral("org.freedesktop.DBus"), kPath = QStringLiteral("/org/mpris/MediaPlayer2"), kPlayer = QStringLiteral("org.mpris.MediaPlayer2.Player");

/// A session bus of the tests' own.
class Bus
{
public:
    Bus()
    {
        m_daemon.start(QStringLiteral("dbus-daemon"), {QStringLiteral("--session"), QStringLiteral("--nofork"), QStringLiteral("--print-address=1")});
        m_daemon.waitForReadyRead();
        m_address = QString::fromLatin1(m_daemon.readLine()).trimmed();
    }
    ~Bus()
    {
        m_daemon.terminate();
        m_daemon.waitForFinished();
    }
    /// Qt keeps connections by their names, for good.
    [[nodiscard]] QDBusConnection connect(const QString &name) const { return QDBusConnection::connectToBus(m_address, name + m_address); }
    void disconnect(const QString &name) const { QDBusConnection::disconnectFromBus(name + m_address); }

private:
    QProcess m_daemon;
    QString m_address;
};

/// A player that says what it is told to say.
class Speaker : public QDBusVirtualObject
{
public:
    Speaker(const Bus &on, const QString &name) : m_on(on), m_bus(on.connect(name)), m_name(name)
    {
        m_bus.registerVirtualObject(kPath, this);
        m_bus.registerService(name);
    }
    ~Speaker() override { m_on.disconnect(m_name); }

    QVariantMap properties; ///< what GetAll gives

    void say(const QVariantMap &changes, const QStringList &invalidated = {})
    {
        auto signal = QDBusMessage::createSignal(kPath, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("PropertiesChanged"));
        signal.setArguments({kPlayer, changes, invalidated});
        m_bus.send(signal);
    }
    QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
    {
        if (message.member() != u"GetAll") return false;
        const bool ofPlayer = message.arguments().constFirst() == kPlayer;
        return connection.send(message.createReply(ofPlayer ? properties : QVariantMap{{QStringLiteral("Identity"), QStringLiteral("Speaker")}}));
    }

private:
    const Bus &m_on;
    QDBusConnection m_bus;
    QString m_name;
};

QVariantMap metadata(const QString &url, const QVariant &length)
{
    return {{QStringLiteral("Metadata"), QVariantMap{{QStringLiteral("xesam:url"), url}, {QStringLiteral("mpris:length"), length}}}};
}

QVariantMap status(const char *status) { return {{QStringLiteral("PlaybackStatus"), QString::fromLatin1(status)}}; }

class PlayersTest : public testing::Test
{
protected:
    PlayersTest()
    {
        QObject::connect(&players, &Players::changed, [this](const QString &player, const Song &song, bool plays) { note(player, plays ? "plays" : "rests", song); });
        QObject::connect(&players, &Players::played, [this](const QString &player, const Song &song) { note(player, "played", song); });
        QObject::connect(&players, &Players::skipped, [this](const QString &player, const Song &song) { note(player, "skipped", song); });
    }
    void note(const QString &player, const char *what, const Song &song) { heard.append(player + u' ' + QString::fromLatin1(what) + u' ' + song.uri); }

    /// All that is under way arrives: what the bus and a player answer to the listener comes after what they said before. Four times: a player's coming is
    /// followed by a question, and that by one more.
    void settle()
    {
        for (int round = 0; round < 4; ++round) {
            const QDBusPendingReply<QStringList> names = answerTo(QDBusMessage::createMethodCall(kBus, QStringLiteral("/"), kBus, QStringLiteral("ListNames")));
            for (const QString &name : names.value()) {
                if (!name.startsWith(u"org.mpris.")) continue;
                QDBusMessage message = QDBusMessage::createMethodCall(name, kPath, QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("GetAll"));
                message.setArguments({kPlayer});
                static_cast<void>(answerTo(message));
            }
        }
    }
    QDBusMessage answerTo(const QDBusMessage &message)
    {
        QDBusPendingCallWatcher watcher(listener.asyncCall(message));
        bool isThere = false;
        QObject::connect(&watcher, &QDBusPendingCallWatcher::finished, [&] { isThere = true; });
        while (!isThere) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return watcher.reply();
    }
    QStringList told()
    {
        settle();
        return std::exchange(heard, {});
    }

    Bus bus;
    Heard::Time now{};
    QDBusConnection listener = bus.connect(QStringLiteral("listener"));
    Players players{listener, nullptr, [this] { return now; }};
    QStringList heard;
};

const QString kA = QStringLiteral("file:///a.mp3"), kB = QStringLiteral("file:///b.mp3");

TEST_F(PlayersTest, ASongLeftEarlyIsSkippedAndOneHeardForTheMostPartIsPlayed)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker.instance42"));
    settle();
    EXPECT_EQ(players.present(), QStringList{QStringLiteral("speaker")});
    EXPECT_EQ(players.identity(QStringLiteral("speaker")), u"Speaker");
    speaker.say(metadata(kA, 120'000'000LL));
    speaker.say(status("Playing"));
    EXPECT_EQ(told().last(), u"speaker plays file:///a.mp3");
    now += 59s;
    speaker.say(metadata(kB, 120'000'000LL));
    EXPECT_EQ(told(), (QStringList{QStringLiteral("speaker skipped file:///a.mp3"), QStringLiteral("speaker plays file:///b.mp3")}));
    now += 60s;
    speaker.say(metadata(kA, 120'000'000LL));
    EXPECT_EQ(told(), (QStringList{QStringLiteral("speaker played file:///b.mp3"), QStringLiteral("speaker plays file:///a.mp3")}));
}

TEST_F(PlayersTest, StoppingIsNoSkip)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    settle();
    speaker.say(metadata(kA, 120'000'000LL));
    speaker.say(status("Playing"));
    settle();
    heard.clear();
    now += 10s;
    speaker.say(status("Stopped"));
    EXPECT_EQ(told(), QStringList{QStringLiteral("speaker rests ")});
}

TEST_F(PlayersTest, TheSameSongSaidTwiceIsOne)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    settle();
    speaker.say(status("Playing"));
    speaker.say(metadata(kA, 0)); // its length comes with its cover
    settle();
    heard.clear();
    now += 40s;
    speaker.say(metadata(kA, 60'000'000LL));
    EXPECT_EQ(told(), QStringList());
    speaker.say(metadata(kB, 60'000'000LL));
    EXPECT_EQ(told().first(), u"speaker played file:///a.mp3");
}

TEST_F(PlayersTest, NumbersAndUrisOfAnyKindAreTaken)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    settle();
    speaker.say(status("Playing"));
    const QVariantList lengths{60'000'000, 60'000'000U, 60'000'000ULL, 60'000'000.0, QStringLiteral("60000000")};
    for (const QVariant &length : lengths) {
        speaker.say(metadata(QStringLiteral("file:/a%20[1].mp3"), length));
        settle();
        const Song heardOf = players.song(QStringLiteral("speaker"));
        EXPECT_EQ(heardOf.uri, u"file:///a%20%5B1%5D.mp3");
        EXPECT_EQ(heardOf.length, 60s) << length.typeName();
        speaker.say(metadata({}, 0));
        settle();
    }
    speaker.say(metadata(QStringLiteral("/plain path.mp3"), -7));
    settle();
    EXPECT_EQ(players.song(QStringLiteral("speaker")).uri, u"file:///plain%20path.mp3");
    EXPECT_EQ(players.song(QStringLiteral("speaker")).length, 0s);
    speaker.say(metadata(QStringLiteral("https://radio.example/stream"), 0));
    settle();
    EXPECT_EQ(players.song(QStringLiteral("speaker")).uri, QString());
}

TEST_F(PlayersTest, APlayerThatIsMetInTheMiddleOfASong)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    speaker.properties = metadata(kA, 120'000'000LL);
    speaker.properties.insert(status("Playing"));
    speaker.properties.insert(QStringLiteral("Position"), 59'000'000LL);
    EXPECT_EQ(told(), QStringList{QStringLiteral("speaker plays file:///a.mp3")});
    now += 1s;
    speaker.say(metadata(kB, 120'000'000LL));
    EXPECT_EQ(told().first(), u"speaker played file:///a.mp3");
}

TEST_F(PlayersTest, WhatIsInvalidatedIsAskedForAgain)
{
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    settle();
    speaker.properties = metadata(kB, 60'000'000LL);
    speaker.say({}, {QStringLiteral("Metadata")});
    settle();
    EXPECT_EQ(players.song(QStringLiteral("speaker")).uri, kB);
}

TEST_F(PlayersTest, OnlyThoseAreListenedToThatPeopleWant)
{
    players.listenTo({QStringLiteral("wanted")});
    Speaker speaker(bus, QStringLiteral("org.mpris.MediaPlayer2.speaker"));
    {
        Speaker wanted(bus, QStringLiteral("org.mpris.MediaPlayer2.wanted"));
        settle();
        EXPECT_EQ(players.present(), QStringList{QStringLiteral("wanted")});
        for (Speaker *each : {&speaker, &wanted}) {
            each->say(metadata(kA, 60'000'000LL));
            each->say(status("Playing"));
        }
        EXPECT_EQ(told().last(), u"wanted plays file:///a.mp3");
        now += 30s;
    }
    EXPECT_EQ(told(), (QStringList{QStringLiteral("wanted played file:///a.mp3"), QStringLiteral("wanted rests ")}));
    EXPECT_EQ(players.present(), QStringList());
}

} // namespace
} // namespace taraf::service

int main(int argc, char **argv)
{
    testing::InitGoogleTest(&argc, argv);
    const QCoreApplication application(argc, argv);
    return RUN_ALL_TESTS();
}
