// How the panel's parts are put together.
#include "buttons.h"
#include "explain_dialog.h"
#include "first_run.h"
#include "header.h"
#include "kept.h"
#include "notice.h"
#include "parts.h"
#include "radio_page.h"
#include "row_view.h"
#include "scan_bar.h"
#include "search_page.h"

#include <QButtonGroup>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QShortcut>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include <chrono>

namespace taraf::gui {

using namespace std::chrono_literals;

namespace {

constexpr int kTracks = 100;
constexpr int kAlbums = 40;

} // namespace

Panel::Parts::Parts(Panel &whole, Host &player) : panel(whole), host(player), covers(service), radio(service, player, undo, nullptr), actions(new RowActions(service, player, &whole))
{
    build();
    connectAll();
    connectActions();
    setFocus(kept().value(QStringLiteral("panel/focus"), QStringLiteral("overall")).toString());
    tabs->setCurrentIndex(std::clamp(kept().value(QStringLiteral("panel/tab")).toInt(), 0, tabs->count() - 1));
    showHeader();
    showIdle();
    showPlace();
    look();
    radio.takeUp();
}

void Panel::Parts::build()
{
    auto *layout = new QVBoxLayout(&panel);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    header = new Header(covers, &panel);
    layout->addWidget(header);
    buildFocuses();

    places = new QStackedWidget(&panel);
    tabs = new QTabWidget(places);
    tabs->setDocumentMode(true);
    tabs->setAccessibleName(tr("Results"));
    tracks = new ResultsPage(service, covers, Kind::Tracks, kTracks, tabs);
    albums = new ResultsPage(service, covers, Kind::Albums, kAlbums, tabs);
    radioPage = new RadioPage(service, radio, covers, tabs);
    tabs->addTab(tracks, symbol(Symbol::Track), tr("Tracks"));
    tabs->addTab(albums, symbol(Symbol::Album), tr("Albums"));
    tabs->addTab(radioPage, symbol(Symbol::Radio), tr("Radio"));
    for (int i = 0; i < tabs->count(); ++i) {
        tabs->setTabToolTip(i, tr("Ctrl+%1").arg(i + 1));
        auto *key = new QShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + i)), &panel, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
        QObject::connect(key, &QShortcut::activated, &panel, [this, i] {
            tabs->setCurrentIndex(i);
            tabs->currentWidget()->setFocus(Qt::ShortcutFocusReason);
        });
    }
    search = new SearchPage(service, covers, header->search(), places);
    notice = new Notice(places);
    firstRun = new FirstRun(places);
    for (QWidget *place : {static_cast<QWidget *>(tabs), static_cast<QWidget *>(search), static_cast<QWidget *>(notice), static_cast<QWidget *>(firstRun)}) places->addWidget(place);
    layout->addWidget(places, 1);

    message = new QLabel(&panel);
    message->setTextFormat(Qt::PlainText);
    message->setWordWrap(true);
    message->setContentsMargins(10, 4, 10, 4);
    message->setTextInteractionFlags(Qt::TextSelectableByMouse);
    message->hide();
    layout->addWidget(message);
    scan = new ScanBar(service, &panel);
    layout->addWidget(scan);
    buildTools();
    layout->addWidget(toolBar);
    panel.setMinimumWidth(250);
}

void Panel::Parts::buildFocuses()
{
    auto *row = focusRow = new QWidget(&panel);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(8, 0, 8, 4);
    layout->setSpacing(2);
    focuses = new QButtonGroup(row);
    const std::pair<QString, QString> choices[] = {{QStringLiteral("overall"), tr("Overall")}, {QStringLiteral("genre"), tr("Genre")},
                                                   {QStringLiteral("mood"), tr("Mood")}, {QStringLiteral("instrumentation"), tr("Instruments")}};
    for (const auto &[name, words] : choices) {
        auto *choice = new QToolButton(row);
        choice->setText(words);
        choice->setObjectName(name);
        choice->setCheckable(true);
        choice->setAutoRaise(true);
        choice->setFocusPolicy(Qt::TabFocus);
        choice->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        choice->setToolTip(tr("Alike by: %1").arg(words));
        choice->setAccessibleName(tr("Alike by: %1").arg(words));
        focuses->addButton(choice);
        layout->addWidget(choice);
    }
    panel.layout()->addWidget(row);
}

void Panel::Parts::buildTools()
{
    toolBar = new QToolBar(&panel);
    toolBar->setIconSize(QSize(18, 18));
    toolBar->setMovable(false);
    using What = RowActions::What;
    for (const What what : {What::PlayNow, What::PlayNext, What::Append, What::NewPlaylist, What::Radio, What::MoreLike, What::LessLike, What::Reject}) {
        toolBar->addAction(actions->action(what));
    }
    auto *gap = new QWidget(toolBar);
    gap->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    toolBar->addWidget(gap);
    QAction *undoing = undo.createUndoAction(toolBar, tr("Undo"));
    undoing->setIcon(symbol(Symbol::Undo));
    undoing->setShortcut(QKeySequence::Undo);
    undoing->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    panel.addAction(undoing);
    toolBar->addAction(undoing);
    auto *saving = new QAction(symbol(Symbol::Save), tr("Save Playlist…"), toolBar);
    saving->setShortcut(QKeySequence::Save);
    saving->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(saving, &QAction::triggered, &panel, [this] { save(); });
    panel.addAction(saving);
    toolBar->addAction(saving);
    for (const QAction *action : toolBar->actions()) {
        QWidget *widget = toolBar->widgetForAction(const_cast<QAction *>(action));
        if (!qobject_cast<QToolButton *>(widget)) continue;
        widget->setFocusPolicy(Qt::TabFocus);
        widget->setAccessibleName(action->text().remove(QLatin1Char('&')));
    }
}

void Panel::Parts::connectAll()
{
    auto *find = new QShortcut(QKeySequence::Find, &panel, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    QObject::connect(find, &QShortcut::activated, &panel, [this] {
        header->search().setFocus(Qt::ShortcutFocusReason);
        header->search().selectAll();
    });
    QObject::connect(&header->search(), &QLineEdit::textChanged, &panel, [this] { showPlace(); });
    QObject::connect(header, &Header::followAsked, &panel, [this] { setQuestion({.seeds = playing.isEmpty() ? QStringList() : QStringList{playing}, .minus = {}, .label = {}, .follows = true}); });
    QObject::connect(header, &Header::settingsAsked, &panel, [this] { openSettings(); });
    QObject::connect(focuses, &QButtonGroup::buttonClicked, &panel, [this] {
        kept().setValue(QStringLiteral("panel/focus"), focus());
        askPages();
    });
    QObject::connect(tabs, &QTabWidget::currentChanged, &panel, [this](int tab) {
        kept().setValue(QStringLiteral("panel/tab"), tab);
        showPlace();
    });
    for (ResultsPage *page : {tracks, albums}) {
        QObject::connect(page, &ResultsPage::answered, &panel, [this](const QJsonObject &query) { takeQuery(query); });
        QObject::connect(page, &ResultsPage::refused, &panel, [this](const Refusal &why) { refuse(why); });
    }
    QObject::connect(&radio, &Radio::refused, &panel, [this](const Refusal &why) { say(why.sentence); });
    QObject::connect(&radio, &Radio::changed, &panel, [this] { showPlace(); });
    QObject::connect(radioPage, &RadioPage::startAsked, &panel, [this] {
        if (question.seeds.isEmpty()) say(tr("Play something first, or drop a file here: the radio goes on from there."));
        else startRadio(question.seeds);
    });
    QObject::connect(firstRun, &FirstRun::scanAsked, scan, &ScanBar::start);
    QObject::connect(scan, &ScanBar::refused, &panel, [this](const Refusal &why) { say(why.sentence); });
    QObject::connect(scan, &ScanBar::runningChanged, &panel, [this] { look(); });
    QObject::connect(scan, &ScanBar::ended, &panel, [this](const QString &sentence) { say(sentence); });
    QObject::connect(&service, &Service::came, &panel, [this] { look(); });
    QObject::connect(&service, &Service::libraryChanged, &refreshes, qOverload<>(&QTimer::start));
    refreshes.setSingleShot(true);
    refreshes.setInterval(400ms);
    QObject::connect(&refreshes, &QTimer::timeout, &panel, [this] {
        look();
        tracks->refresh();
        albums->refresh();
    });
    messageEnds.setSingleShot(true);
    messageEnds.setInterval(12s);
    QObject::connect(&messageEnds, &QTimer::timeout, message, &QWidget::hide);
    returns.setSingleShot(true);
    returns.setInterval(5s);
    QObject::connect(&returns, &QTimer::timeout, &panel, [this] {
        if (panel.isVisible()) look();
        else returns.start();
    });
    // Whoever skips through a list is asked about the track they stay at.
    follows.setSingleShot(true);
    follows.setInterval(120ms);
    QObject::connect(&follows, &QTimer::timeout, &panel, [this] {
        playing = pending;
        radio.follow(playing);
        if (!question.follows && !question.seeds.isEmpty()) return;
        if (!playing.isEmpty()) setQuestion({.seeds = {playing}, .minus = {}, .label = {}, .follows = true});
        else showHeader();
    });
    QObject::connect(&host, &Host::playing, &panel, &Panel::follow);
    QObject::connect(&host, &Host::selected, &panel, [this](const QStringList &uris) {
        if (uris.isEmpty() || (!question.follows && !question.seeds.isEmpty())) return;
        QStringList seeds;
        for (const QString &uri : uris) seeds.append(plainUri(uri));
        setQuestion({.seeds = seeds, .minus = {}, .label = {}, .follows = true});
    });
    QObject::connect(&host, &Host::changed, &panel, [this] { showHeader(); });
    QObject::connect(&host, &Host::failed, &panel, [this](const QString &sentence) {
        look(); // whether the music is there
        say(sentence);
    });
}

void Panel::Parts::connectActions()
{
    QObject::connect(actions, &RowActions::similarAsked, &panel, [this](const QList<Entry> &entries) { ask(entries); });
    QObject::connect(actions, &RowActions::radioAsked, &panel, [this](const QList<Entry> &entries) {
        tracksOf(service, entries, &panel, [this](const QList<Row> &rows) {
            QStringList seeds;
            for (const Row &row : rows) seeds.append(row.uri);
            if (!seeds.isEmpty()) startRadio(seeds);
        });
    });
    const auto taught = [this](const QString &words, QStringList Question::*where) {
        return [this, words, where](const QList<Entry> &entries) {
            if (view() == &radioPage->view()) {
                where == &Question::seeds ? radio.moreLike(entries) : radio.lessLike(entries);
                return;
            }
            tracksOf(service, entries, &panel, [this, words, where](const QList<Row> &rows) {
                Question to = question;
                to.follows = false;
                for (const Row &row : rows) {
                    to.seeds.removeAll(row.uri);
                    to.minus.removeAll(row.uri);
                    (to.*where).append(row.uri);
                }
                if (!to.seeds.isEmpty()) change(words, to);
            });
        };
    };
    QObject::connect(actions, &RowActions::moreLikeAsked, &panel, taught(tr("More Like This"), &Question::seeds));
    QObject::connect(actions, &RowActions::lessLikeAsked, &panel, taught(tr("Less Like This"), &Question::minus));
    QObject::connect(actions, &RowActions::rejectAsked, &panel, [this](const QList<Entry> &entries) {
        if (view() == &radioPage->view()) {
            const int first = radioPage->view().chosenRows().first();
            radio.remove(entries);
            const int row = std::min(first, radio.queue().rowCount() - 1);
            if (row >= 0) radioPage->view().setCurrentIndex(radio.queue().index(row)); // so that the next key has something to act on
        } else if (auto *page = qobject_cast<ResultsPage *>(tabs->currentWidget())) {
            reject(*page, entries);
        }
    });
    QObject::connect(actions, &RowActions::ratingAsked, &panel, [this](const QList<Entry> &entries, int rating) { judge(tr("Rate"), entries, {{QStringLiteral("rating"), rating}}); });
    QObject::connect(actions, &RowActions::loveAsked, &panel, [this](const QList<Entry> &entries, bool love) {
        judge(tr("Love"), entries, {{QStringLiteral("feeling"), love ? QStringLiteral("love") : QStringLiteral("none")}});
    });
    QObject::connect(actions, &RowActions::explainAsked, &panel, [this](const Entry &entry) { explain(entry); });
}

} // namespace taraf::gui
