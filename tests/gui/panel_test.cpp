#include "panel_test.h"

#include "row_view.h"
#include "taraf/service/names.h"
#include "taraf/service/values.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDropEvent>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QSettings>
#include <QTabWidget>
#include <QTest>
#include <QToolButton>

using namespace taraf::gui;

namespace {

constexpr int kPatience = 60'000; ///< ms; a file from outside is heard first

} // namespace

void PanelTest::init()
{
    QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("taraf"), QStringLiteral("panel")).clear();
    m_host = std::make_unique<RecordingHost>();
    m_panel = std::make_unique<Panel>(*m_host);
    m_panel->resize(400, 700);
    m_panel->show();
    QVERIFY(QTest::qWaitForWindowActive(m_panel.get()));
    m_uris = QString::fromUtf8(qgetenv("TARAF_TEST_URIS")).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

void PanelTest::cleanup()
{
    m_panel.reset();
    m_host.reset();
}

RowView &PanelTest::view(const char *accessibleName) const
{
    for (RowView *each : m_panel->findChildren<RowView *>()) {
        if (each->accessibleName() == QLatin1String(accessibleName)) return *each;
    }
    qFatal("no list is called %s", accessibleName);
}

RowModel &PanelTest::model(const char *accessibleName) const { return *qobject_cast<RowModel *>(view(accessibleName).model()); }

QStringList PanelTest::shown(const char *accessibleName) const
{
    QStringList uris;
    for (const Entry &entry : model(accessibleName).entries()) uris.append(entry.row.uri);
    return uris;
}

void PanelTest::follow(const QString &uri)
{
    Q_EMIT m_host->playing(uri);
    QTRY_VERIFY_WITH_TIMEOUT(!shown("Similar tracks").isEmpty(), kPatience);
}

QJsonObject PanelTest::ask(const QString &method, const QVariantList &arguments)
{
    auto call = QDBusMessage::createMethodCall(QLatin1String(taraf::service::kName), QLatin1String(taraf::service::kPath), QLatin1String(taraf::service::kName), method);
    call.setArguments(arguments);
    const QDBusMessage reply = QDBusConnection::sessionBus().call(call, QDBus::Block, kPatience);
    if (reply.type() == QDBusMessage::ErrorMessage) qWarning() << method << reply.errorMessage();
    return taraf::service::fromValues(qdbus_cast<QVariantMap>(reply.arguments().value(0)));
}

QStringList PanelTest::answered(const QString &uri, const QString &focus)
{
    QStringList uris;
    const QJsonObject answer = ask(QStringLiteral("Similar"), {QStringList{uri}, QVariantMap{{QStringLiteral("count"), 100}, {QStringLiteral("focus"), focus}}});
    for (const QJsonValue row : answer.value(u"results").toArray()) uris.append(row.toObject().value(u"uri").toString());
    return uris;
}

bool PanelTest::isRead(const QString &text, const QWidget &where)
{
    for (const QLabel *label : where.findChildren<QLabel *>()) {
        if (label->isVisible() && label->text().contains(text)) return true;
    }
    return false;
}

void PanelTest::showsWhatTarafdAnswers()
{
    QTRY_VERIFY(isRead(QStringLiteral("Play something"), *m_panel));
    follow(m_uris.first());
    QCOMPARE(shown("Similar tracks"), answered(m_uris.first(), QStringLiteral("overall")));
    const Entry &first = model("Similar tracks").entries().first();
    QVERIFY(first.match > 0 && !first.row.why.isEmpty());
    const QModelIndex index = model("Similar tracks").index(0);
    QVERIFY(index.data(Qt::ToolTipRole).toString().contains(first.row.path.toHtmlEscaped()));
    QVERIFY(index.data(Qt::AccessibleTextRole).toString().contains(first.row.why));
    QVERIFY(isRead(QStringLiteral("Playing in Recorder"), *m_panel));
    // Of a list that is skipped through, the last one is asked about.
    for (const QString &uri : m_uris) Q_EMIT m_host->playing(uri);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.last(), QStringLiteral("overall")), kPatience);
}

void PanelTest::theLastFocusWins()
{
    follow(m_uris.first());
    const QStringList last = answered(m_uris.first(), QStringLiteral("mood"));
    QVERIFY(last != shown("Similar tracks"));
    QList<QStringList> seen;
    connect(&model("Similar tracks"), &QAbstractItemModel::modelReset, this, [&] { seen.append(shown("Similar tracks")); });
    for (const char *focus : {"genre", "instrumentation", "overall", "genre", "instrumentation", "mood"}) m_panel->findChild<QToolButton *>(QLatin1String(focus))->click();
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), last, kPatience);
    QTest::qWait(300); // whatever was under way has come by then
    QCOMPARE(seen, QList<QStringList>{last});
}

void PanelTest::keysAreEnough()
{
    follow(m_uris.first());
    auto *tabs = m_panel->findChild<QTabWidget *>();
    QTest::keyClick(m_panel.get(), Qt::Key_2, Qt::ControlModifier);
    QTRY_COMPARE(tabs->currentIndex(), 1);
    QTest::keyClick(m_panel.get(), Qt::Key_1, Qt::ControlModifier);
    QTRY_VERIFY(view("Similar tracks").hasFocus());
    const QStringList before = shown("Similar tracks");
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Home);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Down);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Return);
    QTRY_COMPARE(m_host->played.size(), 1);
    QCOMPARE(m_host->played.first().first().uri, before.at(1));
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(m_host->next.size(), 1);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(m_host->appended.size(), 1);
    QCOMPARE(m_host->appended.first().size(), 2);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(urisOf(QApplication::clipboard()->mimeData()), before.mid(1, 2));

    // Search: type, down, Enter plays, Ctrl+Space asks what is like it; Escape clears.
    QTest::keyClick(m_panel.get(), Qt::Key_F, Qt::ControlModifier);
    auto *line = m_panel->findChild<QLineEdit *>();
    QTRY_VERIFY(line->hasFocus());
    const QString title = model("Similar tracks").entries().last().row.title;
    QTest::keyClicks(line, title);
    QTRY_VERIFY(!shown("Found in your music").isEmpty());
    QTest::keyClick(line, Qt::Key_Down);
    QTRY_VERIFY(view("Found in your music").hasFocus());
    QTest::keyClick(&view("Found in your music"), Qt::Key_End);
    const QString found = shown("Found in your music").last();
    QTest::keyClick(&view("Found in your music"), Qt::Key_Space, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(found, QStringLiteral("overall")), kPatience);
    QVERIFY(line->text().isEmpty());
    QTest::keyClicks(line, QStringLiteral("nothing is called this"));
    QTRY_VERIFY(isRead(QStringLiteral("Nothing found"), *m_panel));
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(line->text().isEmpty());
}

void PanelTest::everythingHasAName()
{
    follow(m_uris.first());
    // Round by the tab key: all of it is reached, and each says what it is.
    m_panel->findChild<QLineEdit *>()->setFocus();
    QSet<QWidget *> reached;
    for (QWidget *at = QApplication::focusWidget(); at && !reached.contains(at); at = QApplication::focusWidget()) {
        reached.insert(at);
        const auto *button = qobject_cast<QAbstractButton *>(at);
        QVERIFY2(!at->accessibleName().isEmpty() || (button && !button->text().isEmpty()) || qobject_cast<QTabBar *>(at), qPrintable(at->objectName() + QLatin1String(at->metaObject()->className())));
        QTest::keyClick(at, Qt::Key_Tab);
    }
    QVERIFY(reached.contains(&view("Similar tracks")));
    QVERIFY(reached.contains(m_panel->findChild<QTabBar *>()));
    for (const QToolButton *button : m_panel->findChildren<QToolButton *>()) {
        if (button->isVisible() && button->isEnabled() && button->focusPolicy() != Qt::NoFocus) QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->toolTip()));
    }
}

void PanelTest::rowsAreReadAloud()
{
    follow(m_uris.first());
    // As a screen reader asks, not the model.
    QAccessibleInterface *list = QAccessible::queryAccessibleInterface(&view("Similar tracks"));
    QVERIFY(list);
    QCOMPARE(list->text(QAccessible::Name), QStringLiteral("Similar tracks"));
    const Entry &second = model("Similar tracks").entries().at(1);
    const QString words = list->child(1)->text(QAccessible::Name);
    for (const QString &part : {second.row.title, second.row.artist, second.row.album, second.row.why, QStringLiteral("%1 per cent alike").arg(second.match)}) QVERIFY2(words.contains(part), qPrintable(words));
    QCOMPARE(list->child(1)->role(), QAccessible::ListItem);
    // The tab key goes down the panel, from the search to the rows.
    QStringList order;
    QWidget *at = m_panel->findChild<QLineEdit *>();
    for (at->setFocus(); at && !order.contains(at->accessibleName()); at = QApplication::focusWidget()) {
        order.append(at->accessibleName());
        QTest::keyClick(at, Qt::Key_Tab);
    }
    const QStringList wanted{QStringLiteral("Search your music"), QStringLiteral("Settings"), QStringLiteral("Alike by: Overall"), QStringLiteral("Similar tracks")};
    QStringList met = order;
    met.removeIf([&](const QString &name) { return !wanted.contains(name); });
    QVERIFY2(met == wanted, qPrintable(order.join(QStringLiteral(" | "))));
}

void PanelTest::itRunsFromRightToLeft()
{
    QGuiApplication::setLayoutDirection(Qt::RightToLeft);
    m_panel = std::make_unique<Panel>(*m_host);
    m_panel->resize(400, 700);
    m_panel->show();
    follow(m_uris.first());
    QTRY_VERIFY(isRead(QStringLiteral("Playing in Recorder"), *m_panel));
    const auto label = [&](const QString &words) {
        for (QLabel *each : m_panel->findChildren<QLabel *>()) {
            if (each->text() == words) return each;
        }
        return static_cast<QLabel *>(nullptr);
    };
    QLabel *about = label(QStringLiteral("Playing in Recorder"));
    QVERIFY(about);
    // English words, too, stand beside the cover, which is on the right now: ink ends near the label's right end.
    const QImage image = about->grab().toImage();
    const auto hasInk = [&](int from, int to) {
        for (int x = from; x < to; ++x) {
            for (int y = 0; y < image.height(); ++y) {
                if (image.pixel(x, y) != image.pixel(image.width() / 2, 0)) return true;
            }
        }
        return false;
    };
    QVERIFY(hasInk(image.width() - 12, image.width()));
    QVERIFY(!hasInk(0, 12));
    QGuiApplication::setLayoutDirection(Qt::LeftToRight);
}

void PanelTest::draggedRowsAreExact()
{
    // gui_test.py has put a name there that is no text: quotes, '#', '%', a line break, a byte that is no UTF-8.
    const auto hostile = std::ranges::find_if(m_uris, [](const QString &uri) { return uri.contains(QStringLiteral("%FF")); });
    QVERIFY(hostile != m_uris.end());
    follow(*hostile == m_uris.first() ? m_uris.last() : m_uris.first());
    RowModel &rows = model("Similar tracks");
    QVERIFY(shown("Similar tracks").contains(*hostile));
    QModelIndexList all;
    for (int i = 0; i < rows.rowCount(); ++i) all.append(rows.index(i));
    const std::unique_ptr<QMimeData> mime(rows.mimeData(all));
    QCOMPARE(mime->data(QStringLiteral("text/uri-list")), (shown("Similar tracks").join(QStringLiteral("\r\n")) + QStringLiteral("\r\n")).toUtf8());
    QCOMPARE(urisOf(mime.get()), shown("Similar tracks"));
    follow(*hostile);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(*hostile, QStringLiteral("overall")), kPatience);
}

void PanelTest::whatIsDroppedIsAsked()
{
    follow(m_uris.first());
    const QString outside = QString::fromUtf8(qgetenv("TARAF_TEST_OUTSIDE"));
    QMimeData mime;
    mime.setData(QStringLiteral("text/uri-list"), outside.toUtf8() + "\r\n");
    QDragEnterEvent enters(QPoint(200, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_panel.get(), &enters);
    QVERIFY(enters.isAccepted());
    QVERIFY(isRead(QStringLiteral("What sounds like it?"), *m_panel));
    QDropEvent drops(QPointF(200, 300), Qt::CopyAction, &mime, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(m_panel.get(), &drops);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(outside, QStringLiteral("overall")), kPatience);
    // It stays until people go back to what plays.
    Q_EMIT m_host->playing(m_uris.last());
    QTest::qWait(400);
    QCOMPARE(shown("Similar tracks"), answered(outside, QStringLiteral("overall")));
    for (QToolButton *button : m_panel->findChildren<QToolButton *>()) {
        if (button->accessibleName() == QStringLiteral("Follow What Plays")) button->click();
    }
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), answered(m_uris.last(), QStringLiteral("overall")), kPatience);
}

void PanelTest::rejectingIsUndone()
{
    follow(m_uris.first());
    const QStringList before = shown("Similar tracks");
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(0);
    view("Similar tracks").setFocus();
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Home);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Delete);
    QCOMPARE(shown("Similar tracks"), before.mid(1));
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Delete);
    QCOMPARE(shown("Similar tracks"), before.mid(2));
    // tarafd keeps it: a question of somebody else's is answered without them, too.
    QTRY_COMPARE_WITH_TIMEOUT(answered(m_uris.first(), QStringLiteral("overall")).mid(0, 3), before.mid(2, 3), kPatience);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), before.mid(1), kPatience);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), before, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(answered(m_uris.first(), QStringLiteral("overall")), before, kPatience);
}

void PanelTest::ratesByKeysAndUndoes()
{
    follow(m_uris.first());
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(0);
    view("Similar tracks").setFocus();
    const auto first = [this] { return model("Similar tracks").entries().first().row; };
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Home);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_4);
    QTRY_COMPARE_WITH_TIMEOUT(first().rating, 8, kPatience);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_L, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(opinionText(first()), QStringLiteral("♥ ★★★★"), kPatience);
    // Somebody else rates it: the panel sees it by itself.
    QCOMPARE(ask(QStringLiteral("Rate"), {QStringList{first().uri}, QVariantMap{{QStringLiteral("rating"), 3}, {QStringLiteral("feeling"), QStringLiteral("none")}}}).value(u"rated").toArray().size(), 1);
    QTRY_COMPARE_WITH_TIMEOUT(opinionText(first()), QStringLiteral("★½"), kPatience);
    for (int i = 0; i < 2; ++i) QTest::keyClick(&view("Similar tracks"), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(opinionText(first()), QString(), kPatience);
}

void PanelTest::albumsArePlayedWhole()
{
    follow(m_uris.first());
    m_panel->findChild<QTabWidget *>()->setCurrentIndex(1);
    QTRY_VERIFY_WITH_TIMEOUT(!shown("Similar albums").isEmpty(), kPatience);
    view("Similar albums").setFocus();
    QTest::keyClick(&view("Similar albums"), Qt::Key_Home);
    QTest::keyClick(&view("Similar albums"), Qt::Key_Return);
    QTRY_COMPARE(m_host->played.size(), 1);
    // All files of its folder, in the order of their names, which the demo numbers.
    const QString folder = shown("Similar albums").first().section(QLatin1Char('/'), 0, -2);
    QStringList expected, given;
    for (const QString &uri : m_uris) {
        if (uri.section(QLatin1Char('/'), 0, -2) == folder) expected.append(uri);
    }
    std::ranges::sort(expected);
    for (const Row &row : m_host->played.first()) given.append(row.uri);
    QVERIFY(expected.size() > 1);
    QCOMPARE(given, expected);
}

void PanelTest::aFileAsksForAlbumsLikeItsOwn()
{
    // Of the same album, as the first two are, each asks the same; and the album is what the panel names.
    const QString album = QStringLiteral("album:") + m_uris.first();
    const auto isNamed = [this](const QString &seed) {
        const QString label = ask(QStringLiteral("Albums"), {QStringList{seed}, QVariantMap()}).value(u"query").toObject().value(u"seeds").toArray().first().toObject().value(u"label").toString();
        return std::ranges::any_of(m_panel->findChildren<QLabel *>(), [&](const QLabel *each) { return each->isVisible() && each->toolTip() == label; });
    };
    m_panel->similarTo({m_uris.first()}, Kind::Albums);
    QTRY_VERIFY_WITH_TIMEOUT(!shown("Similar albums").isEmpty() && isNamed(album), kPatience);
    const QStringList before = shown("Similar albums");
    m_panel->similarTo({m_uris.at(1)}, Kind::Tracks);
    QTRY_VERIFY_WITH_TIMEOUT(isNamed(m_uris.at(1)), kPatience);
    m_panel->similarTo({m_uris.at(1)}, Kind::Albums);
    QTRY_VERIFY_WITH_TIMEOUT(isNamed(album), kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar albums"), before, kPatience);
}

void PanelTest::teachesByMoreAndLess()
{
    follow(m_uris.first());
    const QStringList before = shown("Similar tracks");
    view("Similar tracks").setFocus();
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Home);
    QTest::keyClick(&view("Similar tracks"), Qt::Key_Minus);
    const QString less = before.first();
    QStringList expected;
    const QJsonObject answer = ask(QStringLiteral("Similar"), {QStringList{m_uris.first()}, QVariantMap{{QStringLiteral("count"), 100}, {QStringLiteral("minus"), QStringList{less}}}});
    for (const QJsonValue row : answer.value(u"results").toArray()) expected.append(row.toObject().value(u"uri").toString());
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), expected, kPatience);
    QVERIFY(isRead(QStringLiteral("away from 1 track"), *m_panel));
    QTest::keyClick(m_panel.get(), Qt::Key_Z, Qt::ControlModifier);
    QTRY_COMPARE_WITH_TIMEOUT(shown("Similar tracks"), before, kPatience);
}

QTEST_MAIN(PanelTest)
