// Radios, settings, and what may be missing.
#include "panel_test.h"

#include "queue.h"
#include "row_view.h"
#include "rule_words.h"
#include "taraf/service/names.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFile>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSlider>
#include <QSpinBox>
#include <QTabWidget>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QTranslator>

#include <csignal>

using namespace taraf::gui;

namespace {

constexpr int kPatience = 60'000;
constexpr auto kQueue = "What the radio plays next";

} // namespace

void PanelTest::startRadio(const QString &uri)
{
    m_panel->radioFrom({uri});
    QTRY_COMPARE_WITH_TIMEOUT(m_host->lists.size(), 1, kPatience);
}

void PanelTest::aRadioNeverRunsDry()
{
    startRadio(m_uris.first());
    QStringList given;
    const auto take = [&given](const QList<Row> &rows) {
        for (const Row &row : rows) given.append(row.uri);
    };
    take(m_host->lists.first());
    QCOMPARE(given.size(), 4); // the player gets a few, so that what people reorder counts
    for (int played = 0; played < 15; ++played) {
        QVERIFY2(played < given.size(), "the player has nothing left");
        Q_EMIT m_host->playing(given.at(played));
        QTRY_COMPARE_WITH_TIMEOUT(shown(kQueue).first(), given.at(played), kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(shown(kQueue).size() > 4, kPatience);
        for (const auto &rows : std::exchange(m_host->appended, {})) take(rows);
    }
    QCOMPARE(QSet<QString>(given.begin(), given.end()).size(), given.size()); // nothing comes twice
}

void PanelTest::aRadioIsReorderedAndUndone()
{
    startRadio(m_uris.first());
    auto &queue = static_cast<Queue &>(model(kQueue));
    const QStringList before = queue.order();
    QVERIFY(before.size() >= 10);
    // What the player has stays.
    QVERIFY(!queue.moveRow({}, 0, {}, 6));
    // By dragging, and by keys.
    QVERIFY(queue.moveRow({}, 8, {}, 4));
    QStringList moved = before;
    moved.move(8, 4);
    QCOMPARE(queue.order(), moved);
    RowView &list = view(kQueue);
    list.setFocus();
    list.setCurrentIndex(queue.index(4));
    QTest::keyClick(&list, Qt::Key_Down, Qt::AltModifier);
    moved.move(4, 5);
    QTRY_COMPARE(queue.order(), moved);
    QTest::keyClick(m_panel.get(), Qt::Key_Z, Qt::ControlModifier);
    QTest::keyClick(m_panel.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(queue.order(), before);

    // Removed: tarafd knows, and it does not come back by itself; undone, it is where it was.
    list.setCurrentIndex(queue.index(6));
    QTest::keyClick(&list, Qt::Key_Delete);
    const auto event = [&](const QString &uri) {
        for (const QJsonValue value : ask(QStringLiteral("RadioTracks"), {QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("taraf"), QStringLiteral("panel")).value(QStringLiteral("radio/number")).toLongLong()}).value(u"tracks").toArray()) {
            if (value.toObject().value(u"uri").toString() == uri) return value.toObject().value(u"event").toString();
        }
        return QString();
    };
    QVERIFY(!queue.order().contains(before.at(6)));
    QTRY_COMPARE(event(before.at(6)), QStringLiteral("removed"));
    QTest::qWait(600); // it compares itself with tarafd
    QVERIFY(!queue.order().contains(before.at(6)));
    QTest::keyClick(m_panel.get(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(queue.order().indexOf(before.at(6)), 6);
    QTRY_COMPARE(event(before.at(6)), QStringLiteral("given"));

    // Less like this: neither it nor its artist waits any more.
    const Entry less = queue.entries().at(5);
    list.setCurrentIndex(queue.index(5));
    QTest::keyClick(&list, Qt::Key_Minus);
    QTRY_COMPARE(event(less.row.uri), QStringLiteral("rejected"));
    for (qsizetype i = queue.fixed(); i < queue.entries().size(); ++i) QVERIFY(queue.entries().at(i).row.artist != less.row.artist);
    // More like this: its nearest come next.
    const qsizetype size = queue.entries().size();
    list.setCurrentIndex(queue.index(5));
    const Entry more = queue.entries().at(5);
    QTest::keyClick(&list, Qt::Key_Plus);
    QTRY_VERIFY_WITH_TIMEOUT(queue.entries().size() > size, kPatience);
    QVERIFY(queue.find(more.row.uri) > 5);
    // What comes next is what is handed over next.
    const QString next = queue.order().at(queue.fixed());
    Q_EMIT m_host->playing(queue.order().at(1));
    QTRY_VERIFY(!m_host->appended.isEmpty());
    QCOMPARE(m_host->appended.first().first().uri, next);
}

void PanelTest::aRadioIsTakenUpAgain()
{
    startRadio(m_uris.first());
    auto &queue = static_cast<Queue &>(model(kQueue));
    QVERIFY(queue.moveRow({}, 9, {}, 5));
    const QStringList order = queue.order();
    m_panel = std::make_unique<Panel>(*m_host);
    m_panel->show();
    QTRY_COMPARE_WITH_TIMEOUT(shown(kQueue), order, kPatience);
    QCOMPARE(static_cast<Queue &>(model(kQueue)).fixed(), 4);
    QCOMPARE(m_host->lists.size(), 1); // the player has it already
}

void PanelTest::savesPlaylists()
{
    follow(m_uris.first());
    const QString file = QString::fromUtf8(qgetenv("TARAF_TEST_FOLDER")) + QStringLiteral("/like it.xspf");
    QTest::keyClick(m_panel.get(), Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(m_panel->findChild<QDialog *>());
    auto *dialog = m_panel->findChild<QDialog *>();
    auto *formats = dialog->findChildren<QComboBox *>().first();
    formats->setCurrentIndex(formats->findData(QStringLiteral("xspf")));
    for (QLineEdit *line : dialog->findChildren<QLineEdit *>()) {
        if (line->accessibleName() != QStringLiteral("File")) continue;
        line->clear();
        QTest::keyClicks(line, file);
    }
    dialog->findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Save)->click();
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file), kPatience);
    QFile written(file);
    QVERIFY(written.open(QIODevice::ReadOnly));
    const QByteArray text = written.readAll();
    QVERIFY(text.contains("<trackList"));
    for (const QString &uri : shown("Similar tracks")) QVERIFY2(text.contains(uri.toUtf8()), qPrintable(uri));
    QTRY_VERIFY(isRead(file, *m_panel));
}

void PanelTest::rulesAreSet()
{
    QTRY_VERIFY(named<QToolButton>(*m_panel, QStringLiteral("Settings")));
    named<QToolButton>(*m_panel, QStringLiteral("Settings"))->click();
    auto *dialog = m_panel->findChild<QDialog *>();
    QVERIFY(dialog);
    const auto settings = ask(QStringLiteral("Settings"), {}).value(u"settings").toArray();
    QTRY_VERIFY(dialog->findChild<QSpinBox *>(QStringLiteral("per-artist")));
    QTranslator german;
    QVERIFY(german.load(QStringLiteral(":/i18n/taraf_de.qm")));
    for (const QJsonValue rule : settings) {
        const QString name = rule.toObject().value(u"name").toString();
        QVERIFY2(dialog->findChild<QWidget *>(name), qPrintable(name));
        QVERIFY2(ruleLabel(name) != name, qPrintable(name));
        QVERIFY2(!german.translate("rules", rule.toObject().value(u"about").toString().toUtf8().constData()).isEmpty(), qPrintable(name + QStringLiteral(": its sentence is not in rule_words.cpp")));
    }
    const auto kept = [](QLatin1String name = QLatin1String("per-artist")) {
        const QJsonArray rules = ask(QStringLiteral("Settings"), {}).value(u"settings").toArray();
        for (const QJsonValue rule : rules) {
            if (rule.toObject().value(u"name").toString() != name) continue;
            return rule.toObject().value(u"is_kept").toBool() ? rule.toObject().value(u"values").toArray().first().toObject().value(u"setting").toString() : QString();
        }
        return QString();
    };
    dialog->findChild<QSpinBox *>(QStringLiteral("per-artist"))->setValue(1);
    QTRY_COMPARE(kept(), QStringLiteral("1"));
    QToolButton *back = nullptr;
    QTRY_VERIFY((back = named<QToolButton>(*dialog, QStringLiteral("Back to the default: Tracks of one artist"))) && back->isEnabled());
    back->click();
    QTRY_COMPARE(kept(), QString());
    // A share is a slider, and keeps the keys while it is moved by them.
    auto *slider = dialog->findChild<QSlider *>(QStringLiteral("familiarity"));
    QVERIFY(slider && slider->minimum() < 0);
    slider->setFocus();
    QTest::keyClick(slider, Qt::Key_Left);
    QTRY_COMPARE(kept(QLatin1String("familiarity")), QStringLiteral("-0.05"));
    QTRY_VERIFY(dialog->findChild<QSlider *>(QStringLiteral("familiarity")) != slider);
    QTRY_COMPARE(dialog->findChild<QSlider *>(QStringLiteral("familiarity"))->value(), -1);
    QTRY_VERIFY((back = named<QToolButton>(*dialog, QStringLiteral("Back to the default: Radio: unheard or well known"))) && back->isEnabled());
    back->click();
    QTRY_COMPARE(kept(QLatin1String("familiarity")), QString());
}

void PanelTest::aDeadTarafdIsReplaced()
{
    follow(m_uris.first());
    // Between answers, and in the middle of one.
    kill(tarafd(), SIGKILL);
    Q_EMIT m_host->playing(m_uris.last());
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.last(), QStringLiteral("overall")), kPatience);
    const pid_t stopped = tarafd();
    kill(stopped, SIGSTOP);
    m_panel->findChild<QToolButton *>(QStringLiteral("mood"))->click();
    QTest::qWait(100);
    kill(stopped, SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.last(), QStringLiteral("mood")), kPatience);
    QVERIFY(tarafd() != stopped);
}

void PanelTest::aSilentTarafdBlocksNothing()
{
    follow(m_uris.first());
    const QStringList before = shown("Similar tracks");
    const pid_t stopped = tarafd();
    kill(stopped, SIGSTOP);
    // Whoever waited for an answer here would wait for ever: it goes on only once all this is done.
    int beats = 0;
    QTimer heart;
    connect(&heart, &QTimer::timeout, this, [&] { ++beats; });
    heart.start(5);
    Q_EMIT m_host->playing(m_uris.last());
    QTest::qWait(200);
    for (const char *focus : {"genre", "mood"}) m_panel->findChild<QToolButton *>(QLatin1String(focus))->click();
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(1);
    m_panel->radioFrom({m_uris.first()});
    m_panel->similarTo({m_uris.at(1)}, Kind::Tracks);
    QTest::keyClicks(m_panel->findChild<QLineEdit *>(), QStringLiteral("a"));
    named<QToolButton>(*m_panel, QStringLiteral("Settings"))->click();
    QTest::qWait(200);
    auto other = std::make_unique<Panel>(*m_host);
    other->show();
    const int sofar = beats;
    QTRY_VERIFY(beats > sofar + 10);
    kill(stopped, SIGCONT);
    m_panel->findChild<QDialog *>()->close();
    m_panel->findChild<QLineEdit *>()->clear();
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(0);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.at(1), QStringLiteral("mood")), kPatience);
}

void PanelTest::itSpeaks_data()
{
    QTest::addColumn<QString>("words");
    QTest::newRow("de") << QStringLiteral("Spielen Sie etwas");
    QTest::newRow("fr") << QStringLiteral("Lancez un morceau");
    QTest::newRow("es") << QStringLiteral("Reproduce algo");
    QTest::newRow("ja") << QStringLiteral("何か再生してください");
}

void PanelTest::itSpeaks()
{
    QFETCH(const QString, words);
    QTranslator translator;
    QVERIFY(translator.load(QStringLiteral(":/i18n/taraf_%1.qm").arg(QLatin1String(QTest::currentDataTag()))));
    QCoreApplication::installTranslator(&translator);
    m_panel = std::make_unique<Panel>(*m_host);
    m_panel->show();
    QTRY_VERIFY(isRead(words, *m_panel));
    QCoreApplication::removeTranslator(&translator);
}

void PanelTest::theFirstRunScans()
{
    QTRY_VERIFY(isRead(QStringLiteral("Where is your music?"), *m_panel));
    auto *start = named<QPushButton>(*m_panel, QStringLiteral("Listen to My Music"));
    // XDG's music folder is offered.
    const auto lists = m_panel->findChildren<QListWidget *>();
    QVERIFY(std::ranges::any_of(lists, [](const QListWidget *list) { return list->count() == 1 && list->item(0)->text() == QString::fromUtf8(qgetenv("TARAF_TEST_MUSIC")); }));
    QVERIFY(start && start->isEnabled());
    start->click();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Listening to your music"), *m_panel), kPatience);
    // Paused, it keeps what it has and goes on from there.
    QTRY_VERIFY_WITH_TIMEOUT(named<QToolButton>(*m_panel, QStringLiteral("Pause the scan")), kPatience);
    named<QToolButton>(*m_panel, QStringLiteral("Pause the scan"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("The scan is paused"), *m_panel), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Listening is paused"), *m_panel), kPatience);
    named<QToolButton>(*m_panel, QStringLiteral("Go on with the scan"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Play something"), *m_panel), 4 * kPatience);
    follow(m_uris.first());
    QCOMPARE(shown("Similar tracks"), answered(m_uris.first(), QStringLiteral("overall")));
}

void PanelTest::aTarafdThatCannotStart()
{
    QTRY_VERIFY(isRead(QStringLiteral("can't be started"), *m_panel));
    auto *again = named<QPushButton>(*m_panel, QStringLiteral("Try Again"));
    QVERIFY(again);
    again->click();
    QTRY_VERIFY(isRead(QStringLiteral("can't be started"), *m_panel));
    Q_EMIT m_host->playing(QStringLiteral("file:///nowhere.mp3"));
    QTest::qWait(300);
    QVERIFY(isRead(QStringLiteral("can't be started"), *m_panel));
}
