#include "row_actions.h"

#include "row_view.h"
#include "taraf/base/path.h"

#include <QClipboard>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QJsonArray>
#include <QMenu>
#include <QSet>
#include <QUrl>

#include <algorithm>

namespace taraf::gui {
namespace {

constexpr int kLongestAlbum = 500;

QString folderOf(const QString &uri) { return uri.left(uri.lastIndexOf(QLatin1Char('/')) + 1); }

/// Those found that are of the album: of its name, in its folder or in one beside it ("CD 1", "CD 2").
QList<Row> ofAlbum(const Entry &album, const QJsonArray &found)
{
    QList<QJsonObject> tracks;
    const QString folder = folderOf(album.row.uri), above = folderOf(folder.chopped(1));
    const bool named = !album.row.album.isEmpty();
    for (const QJsonValue value : found) {
        const QJsonObject track = value.toObject();
        const QString place = folderOf(track.value(u"uri").toString());
        if (track.value(u"album").toString() == album.row.album && (place == folder || (named && folderOf(place.chopped(1)) == above))) tracks.append(track);
    }
    std::ranges::stable_sort(tracks, {}, [](const QJsonObject &track) { return std::pair(folderOf(track.value(u"uri").toString()), track.value(u"track").toInt()); });
    QList<Row> rows;
    for (const QJsonObject &track : tracks) rows.append(rowOf(track));
    return rows;
}

/// What begins a word for the search: letters and digits alone.
QString wordsOf(const QString &text)
{
    QString words = text;
    for (QChar &c : words) {
        if (!c.isLetterOrNumber() && !c.isMark()) c = QLatin1Char(' ');
    }
    return words.simplified();
}

void gather(Service &service, QList<Entry> entries, QObject *context, const std::function<void(const QList<Row> &)> &then, QList<Row> rows)
{
    while (!entries.isEmpty() && entries.first().kind == Kind::Tracks) rows.append(entries.takeFirst().row);
    if (entries.isEmpty()) {
        then(rows);
        return;
    }
    const Entry album = entries.takeFirst();
    const auto goOn = [&service, entries, context, then, rows, album](const QList<Row> &found) {
        // At least what was told of it.
        gather(service, entries, context, then, rows + (found.isEmpty() ? rowsOf(album.document, QStringLiteral("tracks")) : found));
    };
    service.ask(QStringLiteral("Search"), {wordsOf(album.row.album), QVariantMap{{QStringLiteral("count"), kLongestAlbum}}}, context,
                [goOn, album](const QJsonObject &answer) { goOn(ofAlbum(album, answer.value(u"tracks").toArray())); }, [goOn](const Refusal &) { goOn({}); });
}

} // namespace

void tracksOf(Service &service, const QList<Entry> &entries, QObject *context, std::function<void(const QList<Row> &)> then) { gather(service, entries, context, then, {}); }

RowActions::RowActions(Service &service, Host &host, QWidget *widget) : QObject(widget), m_service(service), m_host(host), m_widget(widget)
{
    setUp(PlayNow, Symbol::Play, tr("&Play Now"), {}, [this](const auto &entries) { hand(entries, [this](const auto &rows) { m_host.playNow(rows); }); });
    setUp(PlayNext, Symbol::Next, tr("Play &Next"), QKeySequence(Qt::CTRL | Qt::Key_Return), [this](const auto &entries) { hand(entries, [this](const auto &rows) { m_host.playNext(rows); }); });
    setUp(Append, Symbol::Append, tr("&Append"), QKeySequence(Qt::SHIFT | Qt::Key_Return), [this](const auto &entries) { hand(entries, [this](const auto &rows) { m_host.append(rows); }); });
    setUp(NewPlaylist, Symbol::List, tr("New Play&list"), {}, [this](const auto &entries) {
        const QString title = entries.size() == 1 && entries.first().kind == Kind::Albums ? nameOf(entries.first().row) : m_listTitle;
        hand(entries, [this, title](const auto &rows) { m_host.newPlaylist(title, rows); });
    });
    setUp(Radio, Symbol::Radio, tr("&Radio from Here"), QKeySequence(Qt::CTRL | Qt::Key_R), [this](const auto &entries) { Q_EMIT radioAsked(entries); });
    setUp(Similar, Symbol::Search, tr("&Similar to This"), QKeySequence(Qt::CTRL | Qt::Key_Space), [this](const auto &entries) { Q_EMIT similarAsked(entries); });
    setUp(MoreLike, Symbol::More, tr("&More Like This"), QKeySequence(Qt::Key_Plus), [this](const auto &entries) { Q_EMIT moreLikeAsked(entries); });
    setUp(LessLike, Symbol::Less, tr("&Less Like This"), QKeySequence(Qt::Key_Minus), [this](const auto &entries) { Q_EMIT lessLikeAsked(entries); });
    setUp(Love, Symbol::Heart, tr("L&ove"), QKeySequence(Qt::CTRL | Qt::Key_L), [this](const auto &entries) {
        Q_EMIT loveAsked(entries, !std::ranges::all_of(entries, [](const Entry &entry) { return entry.row.feeling == QLatin1String("love"); }));
    });
    setUp(Rate, Symbol::Star, tr("Ra&te"), {}, {});
    setUpRatings();
    setUp(Reject, Symbol::Reject, tr("Not &This"), QKeySequence::Delete, [this](const auto &entries) { Q_EMIT rejectAsked(entries); });
    setUp(ShowInFolder, Symbol::Folder, tr("Show in &Folder"), {}, [this](const auto &entries) { showInFolder(entries); });
    setUp(CopyPath, Symbol::Copy, tr("&Copy Path"), QKeySequence::Copy, [](const auto &entries) {
        // As text it is paths, as a list of files it is exact.
        QGuiApplication::clipboard()->setMimeData(mimeOf(entries));
    });
    setUp(Explain, Symbol::Info, tr("&Explain…"), QKeySequence(Qt::CTRL | Qt::Key_E), [this](const auto &entries) { Q_EMIT explainAsked(entries.first()); });
    connect(&host, &Host::changed, this, &RowActions::update);
}

void RowActions::setUpRatings()
{
    auto *menu = new QMenu(m_widget);
    for (int stars = 0; stars <= 5; ++stars) {
        auto *action = new QAction(stars == 0 ? tr("No Rating") : QString(stars, QChar(0x2605)), this);
        action->setShortcut(QKeySequence(static_cast<Qt::Key>(Qt::Key_0 + stars)));
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        connect(action, &QAction::triggered, this, [this, stars] {
            const QList<Entry> entries = m_view ? m_view->chosen() : QList<Entry>();
            if (!entries.isEmpty()) Q_EMIT ratingAsked(entries, 2 * stars);
        });
        m_ratings.append(action);
    }
    for (qsizetype stars = m_ratings.size() - 1; stars >= 0; --stars) menu->addAction(m_ratings[stars]);
    m_actions.at(Rate)->setMenu(menu);
}

void RowActions::setUp(What what, Symbol symbol, const QString &words, const QKeySequence &key, const std::function<void(const QList<Entry> &)> &act)
{
    auto *action = new QAction(gui::symbol(symbol), words, this);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    const QString plain = QString(words).remove(QLatin1Char('&'));
    action->setToolTip(key.isEmpty() ? plain : tr("%1 (%2)").arg(plain, key.toString(QKeySequence::NativeText)));
    connect(action, &QAction::triggered, this, [this, act] {
        const QList<Entry> entries = m_view ? m_view->chosen() : QList<Entry>();
        if (act && !entries.isEmpty()) act(entries);
    });
    m_actions.at(what) = action;
}

void RowActions::setView(RowView *view, const QString &listTitle, const QList<What> &works)
{
    if (m_view) {
        m_view->disconnect(this);
        for (QAction *action : m_actions) m_view->removeAction(action);
        for (QAction *action : m_ratings) m_view->removeAction(action);
    }
    m_view = view;
    m_listTitle = listTitle;
    m_works = works;
    if (view) {
        // Keys belong to the list, so that they stay what they are in a line of text.
        view->addActions(QList<QAction *>(m_actions.begin(), m_actions.end()) + m_ratings);
        connect(view, &RowView::chosenChanged, this, &RowActions::update);
        connect(view, &QAbstractItemView::activated, this, &RowActions::activate);
        connect(view, &QWidget::customContextMenuRequested, this, [this](const QPoint &at) { popUp(m_view->viewport()->mapToGlobal(at)); });
    }
    update();
}

void RowActions::update()
{
    const auto can = m_host.capabilities();
    const QList<Entry> chosen = m_view ? m_view->chosen() : QList<Entry>();
    const auto needs = [](What what) -> Host::Capabilities {
        switch (what) {
        case PlayNow: return Host::PlaysNow;
        case PlayNext: return Host::PlaysNext;
        case Append: return Host::Appends;
        case NewPlaylist: return Host::MakesPlaylists;
        default: return {};
        }
    };
    for (int i = 0; i < kCount; ++i) {
        const auto what = static_cast<What>(i);
        m_actions.at(i)->setVisible(m_works.contains(what) && (can & needs(what)) == needs(what));
        m_actions.at(i)->setEnabled(m_actions.at(i)->isVisible() && !chosen.isEmpty() && (what != Explain || chosen.size() == 1));
    }
    for (QAction *action : m_ratings) action->setEnabled(m_actions.at(Rate)->isEnabled());
}

void RowActions::activate()
{
    for (const What what : {PlayNow, NewPlaylist, Append, Similar}) {
        if (!m_actions.at(what)->isEnabled()) continue;
        m_actions.at(what)->trigger();
        return;
    }
}

void RowActions::popUp(const QPoint &globally)
{
    auto *menu = new QMenu(m_widget);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const What what : {PlayNow, PlayNext, Append, NewPlaylist, kCount, Similar, Radio, kCount, MoreLike, LessLike, Reject, kCount, Love, Rate, kCount, ShowInFolder, CopyPath, Explain}) {
        if (what == kCount) menu->addSeparator();
        else menu->addAction(m_actions.at(what));
    }
    menu->popup(globally);
}

void RowActions::hand(const QList<Entry> &entries, const std::function<void(const QList<Row> &)> &over)
{
    tracksOf(m_service, entries, this, [over](const QList<Row> &rows) {
        if (!rows.isEmpty()) over(rows);
    });
}

void RowActions::showInFolder(const QList<Entry> &entries)
{
    QStringList uris;
    for (const Entry &entry : entries) uris.append(entry.row.uri);
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("/org/freedesktop/FileManager1"),
                                               QStringLiteral("org.freedesktop.FileManager1"), QStringLiteral("ShowItems"));
    call.setArguments({uris, QString()});
    auto *watcher = new QDBusPendingCallWatcher(QDBusConnection::sessionBus().asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [watcher, uri = uris.first()] {
        watcher->deleteLater();
        // No file manager that can point at a file: one that opens its folder.
        if (watcher->isError()) QDesktopServices::openUrl(QUrl::fromEncoded(folderOf(uri).toUtf8()));
    });
}

} // namespace taraf::gui
