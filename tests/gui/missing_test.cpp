// Covers, folders and what they leave out; and what the panel says where something is missing.
#include "panel_test.h"

#include "covers.h"
#include "row_view.h"
#include "taraf/base/path.h"
#include "taraf/gui/service.h"

#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QImage>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

#include <csignal>

using namespace taraf::gui;

namespace {

constexpr int kPatience = 60'000;

QString pathOf(const QString &uri) { return QFile::decodeName(taraf::pathOfUri(uri.toStdString()).value().c_str()); }
QString folderOf(const QString &uri) { return uri.section(QLatin1Char('/'), 0, -2); }
QString home() { return QString::fromUtf8(qgetenv("TARAF_HOME")); }
QString music() { return QString::fromUtf8(qgetenv("TARAF_TEST_MUSIC")); }

QStringList texts(const QListWidget &list)
{
    QStringList all;
    for (int i = 0; i < list.count(); ++i) all.append(list.item(i)->text());
    return all;
}

} // namespace

void PanelTest::coversComeFromTarafd()
{
    Service service;
    Covers covers(service);
    const QString uri = m_uris.first();
    const auto other = std::ranges::find_if(m_uris, [&](const QString &each) { return folderOf(each) != folderOf(uri); });
    const auto sibling = std::ranges::find_if(m_uris, [&](const QString &each) { return each != uri && folderOf(each) == folderOf(uri); });
    QVERIFY(other != m_uris.end() && sibling != m_uris.end());
    QImage picture(300, 200, QImage::Format_RGB32);
    picture.fill(Qt::green);
    const QString file = pathOf(folderOf(uri)) + QStringLiteral("/cover.png");
    QVERIFY(picture.save(file));

    QVERIFY(covers.coverOf(uri).isNull()); // it never waits
    QTRY_VERIFY(!covers.coverOf(uri).isNull());
    const QImage shown = covers.coverOf(uri).toImage();
    QCOMPARE(shown.size(), QSize(160, 107));
    QCOMPARE(shown.pixelColor(80, 50), QColor(Qt::green));
    // The folder's picture is that of all in it, and of the album; nobody has to be asked.
    kill(tarafd(), SIGSTOP);
    QVERIFY(!covers.coverOf(*sibling).isNull());
    QVERIFY(!covers.coverOf(folderOf(uri) + QLatin1Char('/')).isNull());
    kill(tarafd(), SIGCONT);
    // Where there is none, that is known, and asked again only when the library has changed.
    QSignalSpy ready(&covers, &Covers::ready);
    QVERIFY(covers.coverOf(*other).isNull());
    QTRY_COMPARE(ready.count(), 1);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(covers.coverOf(*other).isNull());
        QTest::qWait(10);
    }
    QCOMPARE(ready.count(), 1);
    QVERIFY(picture.save(pathOf(folderOf(*other)) + QStringLiteral("/folder.png")));
    Q_EMIT service.libraryChanged();
    QTRY_VERIFY(!covers.coverOf(*other).isNull());
    QVERIFY(QFile::remove(file) && QFile::remove(pathOf(folderOf(*other)) + QStringLiteral("/folder.png")));
}

void PanelTest::foldersAndWhatTheyLeaveOut()
{
    QTRY_VERIFY(named<QToolButton>(*m_panel, QStringLiteral("Settings")));
    named<QToolButton>(*m_panel, QStringLiteral("Settings"))->click();
    auto *dialog = m_panel->findChild<QDialog *>();
    QVERIFY(dialog);
    dialog->findChild<QTabWidget *>()->setCurrentIndex(1);
    QListWidget *roots = named<QListWidget>(*dialog, QStringLiteral("Folders with music")), *leftOut = named<QListWidget>(*dialog, QStringLiteral("What is left out"));
    auto *line = named<QLineEdit>(*dialog, QStringLiteral("What to leave out: a regular expression"));
    QVERIFY(roots && leftOut && line);
    QTRY_COMPARE(roots->count(), 1);
    QVERIFY(roots->item(0)->text().startsWith(music()));

    // What is no expression is told, and can be mended.
    QTest::keyClicks(line, QStringLiteral("[oops"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(isRead(QStringLiteral("'[oops' is no regular expression"), *dialog));
    QCOMPARE(line->text(), QStringLiteral("[oops"));
    QCOMPARE(leftOut->count(), 0);
    line->clear();
    QTest::keyClicks(line, QStringLiteral("/nothing like this/"));
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(texts(*leftOut), QStringList{QStringLiteral("/nothing like this/")});
    QVERIFY(line->text().isEmpty() && dialog->isVisible());
    QVERIFY(isRead(QStringLiteral("None of your files is left out by this"), *dialog));
    auto *include = named<QPushButton>(*dialog, QStringLiteral("Take In Again"));
    QVERIFY(include && !include->isEnabled());
    leftOut->setCurrentRow(0);
    QTest::keyClick(include, Qt::Key_Space);
    QTRY_COMPARE(leftOut->count(), 0);
    QTRY_COMPARE(ask(QStringLiteral("Exclusions"), {}).value(u"exclusions").toArray().size(), 0);

    // A folder goes when people have been told what that means, and not by Enter alone.
    QVERIFY(!named<QPushButton>(*dialog, QStringLiteral("Remove…"))->isEnabled());
    roots->setCurrentRow(0);
    for (const bool isMeant : {false, true}) {
        named<QPushButton>(*dialog, QStringLiteral("Remove…"))->click();
        auto *question = dialog->findChild<QDialog *>();
        QVERIFY(question && isRead(QStringLiteral("Remove %1 from Taraf?").arg(music()), *question));
        QVERIFY(isRead(QStringLiteral("stay on the disk"), *question) && isRead(QStringLiteral("What Taraf knows of this music is kept"), *question));
        if (isMeant) named<QPushButton>(*question, QStringLiteral("Remove Folder"))->click();
        else QTest::keyClick(question, Qt::Key_Return);
        QTRY_VERIFY(!dialog->findChild<QDialog *>());
        if (!isMeant) QCOMPARE(ask(QStringLiteral("Status"), {}).value(u"roots").toArray().size(), 1);
    }
    QTRY_COMPARE(roots->count(), 0);
    QVERIFY(isRead(QStringLiteral("is not part of your music any more"), *dialog));
    dialog->close();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Where is your music?"), *m_panel), kPatience);
    // It comes back with all that is known.
    named<QPushButton>(*m_panel, QStringLiteral("Listen to My Music"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Play something"), *m_panel), 4 * kPatience);
    // The next test begins when the scan, which goes behind everything else on the machine, has ended.
    QTRY_COMPARE_WITH_TIMEOUT(ask(QStringLiteral("Jobs"), {}).value(u"jobs").toArray().last().toObject().value(u"state").toString(), QStringLiteral("done"), 4 * kPatience);
    follow(m_uris.first());
}

void PanelTest::aMissingIndexIsMadeAgain()
{
    follow(m_uris.first());
    const QStringList before = shown("Similar tracks");
    QVERIFY(QDir(home() + QStringLiteral("/cache/index")).removeRecursively());
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("The index is missing"), *m_panel), kPatience);
    named<QPushButton>(*m_panel, QStringLiteral("Make It Again"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRead(QStringLiteral("The index is missing"), *m_panel), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(view("Similar tracks").isVisible(), 4 * kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), before, kPatience);
    // So it is for who begins without one.
    QVERIFY(QDir(home() + QStringLiteral("/cache")).removeRecursively());
    m_panel = std::make_unique<Panel>(*m_host);
    m_panel->show();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("The index is missing"), *m_panel), kPatience);
    named<QPushButton>(*m_panel, QStringLiteral("Make It Again"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("Play something"), *m_panel), 4 * kPatience);
    follow(m_uris.first());
}

void PanelTest::aDriveGoesAndComesBack()
{
    follow(m_uris.first());
    const QString away = music() + QStringLiteral(" unplugged");
    QVERIFY(QDir().rename(music(), away));
    Q_EMIT m_host->failed(QStringLiteral("It can't be played"));
    QTRY_VERIFY(isRead(QStringLiteral("Your music is not there now"), *m_panel));
    QVERIFY(isRead(music() + QStringLiteral(" can't be found. Plug in the drive"), *m_panel));
    QVERIFY(named<QPushButton>(*m_panel, QStringLiteral("Look Again")));
    named<QPushButton>(*m_panel, QStringLiteral("Choose Folders…"))->click();
    auto *dialog = m_panel->findChild<QDialog *>();
    QVERIFY(dialog && dialog->findChild<QTabWidget *>()->currentIndex() == 1);
    QTRY_VERIFY(named<QListWidget>(*dialog, QStringLiteral("Folders with music"))->count() == 1);
    QVERIFY(named<QListWidget>(*dialog, QStringLiteral("Folders with music"))->item(0)->text().endsWith(QStringLiteral("(not there now)")));
    dialog->close();
    // The one who goes on playing sees no list that can't be played.
    Q_EMIT m_host->playing(m_uris.last());
    QTest::qWait(500);
    QVERIFY(isRead(QStringLiteral("Your music is not there now"), *m_panel));
    QVERIFY(QDir().rename(away, music()));
    QTRY_VERIFY_WITH_TIMEOUT(view("Similar tracks").isVisible(), kPatience); // nobody has to do anything
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.last(), QStringLiteral("overall")), kPatience);
}

void PanelTest::aLibraryOfANewerTaraf()
{
    follow(m_uris.first());
    const QString library = home() + QStringLiteral("/library.db");
    QProcess asked;
    asked.start(QStringLiteral("sqlite3"), {library, QStringLiteral("PRAGMA user_version")});
    QVERIFY(asked.waitForFinished());
    const QString version = QString::fromLatin1(asked.readAllStandardOutput().trimmed());
    QVERIFY(version.toInt() > 0);
    QCOMPARE(QProcess::execute(QStringLiteral("sqlite3"), {library, QStringLiteral("PRAGMA user_version = 99")}), 0);
    kill(tarafd(), SIGKILL); // what an update does
    Q_EMIT m_host->playing(m_uris.last());
    QTRY_VERIFY_WITH_TIMEOUT(isRead(QStringLiteral("The library can't be read"), *m_panel), kPatience);
    QVERIFY(isRead(library + QStringLiteral(" was made by a newer Taraf"), *m_panel) && isRead(QStringLiteral("update Taraf"), *m_panel));
    // Whatever people do now, it says so, and lives.
    m_panel->radioFrom({m_uris.first()});
    m_panel->similarTo({m_uris.at(1)}, Kind::Albums);
    QTest::qWait(500);
    QVERIFY(isRead(QStringLiteral("was made by a newer Taraf"), *m_panel));
    QCOMPARE(QProcess::execute(QStringLiteral("sqlite3"), {library, QStringLiteral("PRAGMA user_version = ") + version}), 0);
    named<QPushButton>(*m_panel, QStringLiteral("Try Again"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(!isRead(QStringLiteral("The library can't be read"), *m_panel), kPatience);
    m_panel->similarTo({m_uris.first()}, Kind::Tracks);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.first(), QStringLiteral("overall")), kPatience);
}
