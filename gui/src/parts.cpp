#include "parts.h"

#include "explain_dialog.h"
#include "first_run.h"
#include "header.h"
#include "notice.h"
#include "radio_page.h"
#include "row_view.h"
#include "save_dialog.h"
#include "scan_bar.h"
#include "search_page.h"
#include "step.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>

namespace taraf::gui {

QString Panel::Parts::focus() const { return focuses->checkedButton() ? focuses->checkedButton()->objectName() : QStringLiteral("overall"); }

void Panel::Parts::setFocus(const QString &name)
{
    for (QAbstractButton *button : focuses->buttons()) {
        if (button->objectName() == name) button->setChecked(true);
    }
    if (!focuses->checkedButton()) focuses->buttons().first()->setChecked(true);
}

void Panel::Parts::setQuestion(const Question &asked)
{
    question = asked;
    showHeader();
    showIdle();
    askPages();
    showPlace();
    if (!question.seeds.isEmpty()) look(); // a drive may have gone since
}

void Panel::Parts::askPages()
{
    if (!isReady) return;
    // Beside the radio the header tells what plays, too: by the name that comes with an answer.
    tracks->ask(question, focus(), radioPage->isVisible());
    albums->ask(question, focus());
}

void Panel::Parts::takeQuery(const QJsonObject &query)
{
    const QJsonArray seeds = query.value(u"seeds").toArray();
    if (seeds.size() == 1 && (question.follows || question.label.isEmpty() || question.label == nameOfUri(question.seeds.first()))) {
        question.label = seeds.first().toObject().value(u"label").toString();
    }
    showHeader();
    showPlace(); // the list's title
}

void Panel::Parts::change(const QString &words, const Question &to)
{
    undo.push(new Step(words, &panel, [this, to] { setQuestion(to); }, [this, before = question] { setQuestion(before); }));
}

void Panel::Parts::ask(const QList<Entry> &entries)
{
    const QString label = entries.size() == 1 ? nameOf(entries.first().row) : QString();
    QWidget *page = entries.first().kind == Kind::Albums ? albums : tracks;
    tracksOf(service, entries, &panel, [this, label, page](const QList<Row> &rows) {
        QStringList seeds;
        for (const Row &row : rows) seeds.append(row.uri);
        if (seeds.isEmpty()) return;
        header->search().clear();
        tabs->setCurrentWidget(page);
        change(tr("Similar to This"), {.seeds = seeds, .minus = {}, .label = label, .follows = false});
        page->setFocus();
    });
}

void Panel::Parts::startRadio(const QStringList &seeds)
{
    header->search().clear();
    tabs->setCurrentWidget(radioPage);
    if (question.seeds.isEmpty()) setQuestion({.seeds = seeds, .minus = {}, .label = {}, .follows = true});
    radio.start(seeds, focus());
}

void Panel::Parts::explain(const Entry &entry)
{
    auto *page = qobject_cast<ResultsPage *>(tabs->currentWidget());
    if (!page) return;
    const auto [method, arguments] = page->explaining();
    service.ask(method, arguments, &panel, [this, entry](const QJsonObject &answer) {
        for (const QJsonValue value : answer.value(u"results").toArray()) {
            if (entryOf(value.toObject(), entry.kind).key() != entry.key()) continue;
            auto *dialog = new ExplainDialog(entry, value.toObject().value(u"arithmetic").toArray(), &panel);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
            return;
        }
    }, [this](const Refusal &why) { say(why.sentence); });
}

void Panel::Parts::judge(const QString &words, const QList<Entry> &entries, const QVariantMap &change)
{
    const auto former = [](const Entry &entry) {
        const QString feeling = entry.row.feeling.isEmpty() ? QStringLiteral("none") : entry.row.feeling;
        return QVariantMap{{QStringLiteral("rating"), entry.row.rating}, {QStringLiteral("feeling"), feeling}};
    };
    undo.push(new Step(words, &panel,
                       [this, entries, change] { for (const Entry &entry : entries) tellOpinion(entry, change); },
                       [this, entries, former] { for (const Entry &entry : entries) tellOpinion(entry, former(entry)); }));
}

void Panel::Parts::reject(ResultsPage &page, const QList<Entry> &entries)
{
    QSet<QString> keys;
    for (const Entry &entry : entries) keys.insert(entry.key());
    const auto tell = [this, entries](bool isRejected) {
        for (const Entry &entry : entries) {
            const QString before = entry.row.feeling.isEmpty() ? QStringLiteral("none") : entry.row.feeling;
            tellOpinion(entry, {{QStringLiteral("feeling"), isRejected ? QStringLiteral("reject") : before}});
        }
    };
    // Gone at once, whenever tarafd answers without them.
    undo.push(new Step(tr("Not this"), &page, [tell, keys, &page] { page.setHidden(keys, true); tell(true); }, [tell, keys, &page] { page.setHidden(keys, false); tell(false); }));
}

void Panel::Parts::tellOpinion(const Entry &entry, const QVariantMap &opinion)
{
    opinions.append({entry, opinion});
    if (opinions.size() == 1) tellNextOpinion();
}

void Panel::Parts::tellNextOpinion()
{
    if (opinions.isEmpty()) return;
    const auto &[entry, opinion] = opinions.first();
    const auto next = [this] {
        opinions.removeFirst();
        tellNextOpinion();
    };
    service.ask(QStringLiteral("Rate"), {QStringList{entry.subject()}, opinion}, &panel, [this, key = entry.key(), next](const QJsonObject &answer) {
        const QJsonObject rated = answer.value(u"rated").toArray().first().toObject();
        for (RowModel *model : {&tracks->model(), &albums->model(), static_cast<RowModel *>(search->view().model()), static_cast<RowModel *>(radioPage->view().model())}) {
            model->judge(key, rated.value(u"rating").toInt(), rated.value(u"feeling").toString());
        }
        next();
    }, [this, next](const Refusal &why) {
        say(why.sentence);
        next();
    });
}

void Panel::Parts::look()
{
    const unsigned number = ++looks;
    service.ask(QStringLiteral("Status"), {}, &panel, [this, number](const QJsonObject &status) {
        if (number == looks) takeStatus(status);
    }, [this, number](const Refusal &why) {
        if (number != looks) return;
        isReady = false;
        showHeader();
        const bool absent = why.kind == Refusal::Kind::Absent;
        notice->tell(Symbol::Info, absent ? tr("Taraf's service can't be started") : tr("The library can't be read"), why.sentence,
                     {{tr("Try Again"), [this] { look(); }}});
        places->setCurrentWidget(notice);
        showPlace();
    });
}

void Panel::Parts::takeStatus(const QJsonObject &status)
{
    const qint64 known = status.value(u"tracks").toInteger(), analysed = status.value(u"analysed").toInteger();
    const bool hasIndex = status.value(u"index").toObject().value(u"size").toInteger() > 0;
    const bool wasReady = isReady, lacks = lacksSomething(status);
    isReady = analysed > 0 && hasIndex && !lacks;
    if (lacks) {
        places->setCurrentWidget(notice);
        showHeader();
    } else if (isReady) {
        if (!wasReady) {
            askPages();
            showHeader();
        }
    } else if (scan->isRunning()) {
        notice->tell(Symbol::Scan, tr("Listening to your music"), tr("What is alike is known when all of it has been heard. This window can be closed meanwhile."));
        places->setCurrentWidget(notice);
    } else if (scan->isPaused()) {
        notice->tell(Symbol::Pause, tr("Listening is paused"), tr("What has been heard so far is kept."), {{tr("Go On"), [this] { scan->goOn(); }}});
        places->setCurrentWidget(notice);
    } else if (known == 0 && status.value(u"roots").toArray().isEmpty()) {
        places->setCurrentWidget(firstRun);
    } else if (known == 0) {
        notice->tell(Symbol::Folder, tr("No music was found"), tr("There is no audio file in your music folders. If they are on a drive, plug it in; or choose others."),
                     {{tr("Look Again"), [this] { scan->start({}); }}, {tr("Choose Folders…"), [this] { openSettings(SettingsDialog::Page::Folders); }}});
        places->setCurrentWidget(notice);
    } else {
        notice->tell(Symbol::Track, tr("Nothing has been listened to yet"), tr("%n track(s) are known by name alone. Taraf has to hear them once.", nullptr, static_cast<int>(known)),
                     {{tr("Listen Now"), [this] { scan->start({}); }}});
        places->setCurrentWidget(notice);
    }
    showPlace();
}

bool Panel::Parts::lacksSomething(const QJsonObject &status)
{
    const QStringList before = std::exchange(away, {});
    const QJsonArray roots = status.value(u"roots").toArray();
    for (const QJsonValue value : roots) {
        if (!value.toObject().value(u"present").toBool()) away.append(value.toObject().value(u"path").toString());
    }
    if (!away.isEmpty()) returns.start(); // a drive that comes back says nothing
    if (!away.isEmpty() && away.size() == roots.size()) {
        notice->tell(Symbol::Folder, tr("Your music is not there now"),
                     tr("%1 can't be found. Plug in the drive, or connect to the server: then all of this is here again by itself. Nothing is forgotten meanwhile.").arg(away.join(QStringLiteral(", "))),
                     {{tr("Look Again"), [this] { look(); }}, {tr("Choose Folders…"), [this] { openSettings(SettingsDialog::Page::Folders); }}});
        return true;
    }
    if (!away.isEmpty() && away != before) say(tr("%1 is not there now: its music is still shown, but can't be played.").arg(away.join(QStringLiteral(", "))));
    if (status.value(u"analysed").toInteger() == 0 || status.value(u"index").toObject().value(u"size").toInteger() > 0 || scan->isRunning() || scan->isPaused()) return false;
    notice->tell(Symbol::Scan, tr("The index is missing"), tr("What Taraf heard is still known, so the index is made again quickly: no music has to be heard anew."),
                 {{tr("Make It Again"), [this] { scan->start({}); }}});
    return true;
}

void Panel::Parts::refuse(const Refusal &why)
{
    if (why.kind == Refusal::Kind::Cancelled) return;
    if (why.kind == Refusal::Kind::Absent) {
        look();
        return;
    }
    for (ResultsPage *page : {tracks, albums}) {
        if (!page->isVisible()) continue;
        page->notice().tell(Symbol::Info, tr("There is no answer to this"), why.sentence, {{tr("Try Again"), [page] { page->refresh(); }}});
        page->model().show({});
        page->showNotice();
    }
}

void Panel::Parts::showIdle()
{
    if (!question.seeds.isEmpty()) return;
    for (ResultsPage *page : {tracks, albums}) {
        page->notice().tell(Symbol::Track, tr("Play something"), tr("What sounds like it appears here. Or drop a file, a folder or a playlist, or search."));
        page->model().show({});
        page->showNotice();
    }
}

void Panel::Parts::showHeader()
{
    if (question.seeds.isEmpty() || !isReady) {
        header->show({}, {}, {}, false);
        return;
    }
    const bool pinned = !question.follows;
    QString about = tr("Similar to");
    if (question.follows) about = question.seeds == QStringList{playing} ? tr("Playing in %1").arg(host.name()) : playing.isEmpty() ? tr("Similar to") : tr("Selected in %1").arg(host.name());
    if (!question.minus.isEmpty()) about += QStringLiteral(" · ") + tr("away from %n track(s)", nullptr, static_cast<int>(question.minus.size()));
    QString name = question.label.isEmpty() ? nameOfUri(question.seeds.first()) : question.label;
    if (question.label.isEmpty() && question.seeds.size() > 1) name = tr("%1 and %n more", nullptr, static_cast<int>(question.seeds.size()) - 1).arg(name);
    header->show(about, name, uriOfSeed(question.seeds.first()), pinned);
}

RowView *Panel::Parts::view() const
{
    if (places->currentWidget() == search) return &search->view();
    if (places->currentWidget() != tabs) return nullptr;
    if (tabs->currentWidget() == radioPage) return &radioPage->view();
    return &static_cast<ResultsPage *>(tabs->currentWidget())->view();
}

QString Panel::Parts::listTitle() const
{
    if (view() == &radioPage->view()) return radio.title();
    const QString name = question.label.isEmpty() && !question.seeds.isEmpty() ? nameOfUri(question.seeds.first()) : question.label;
    return tabs->currentWidget() == albums ? tr("Albums like %1").arg(name) : tr("Similar to %1").arg(name);
}

void Panel::Parts::showPlace()
{
    if (isReady) places->setCurrentWidget(header->search().text().trimmed().isEmpty() ? static_cast<QWidget *>(tabs) : search);
    // Without a library there is nothing to choose from.
    for (QWidget *tool : {header->findChild<QWidget *>(QStringLiteral("tools")), focusRow, static_cast<QWidget *>(toolBar)}) tool->setVisible(isReady);
    using What = RowActions::What;
    QList<What> works{What::Radio, What::Similar, What::Love, What::Rate, What::ShowInFolder, What::CopyPath};
    if (view() == &radioPage->view()) works += {What::PlayNow, What::MoreLike, What::LessLike, What::Reject};
    else works += {What::PlayNow, What::PlayNext, What::Append, What::NewPlaylist};
    if (places->currentWidget() == tabs && tabs->currentWidget() != radioPage) works += {What::MoreLike, What::LessLike, What::Reject, What::Explain};
    actions->setView(view(), listTitle(), works);
}

void Panel::Parts::say(const QString &sentence)
{
    message->setText(sentence);
    message->setVisible(!sentence.isEmpty());
    messageEnds.start();
}

void Panel::Parts::openSettings(SettingsDialog::Page page)
{
    if (panel.findChild<SettingsDialog *>()) return;
    auto *dialog = new SettingsDialog(service, host, page, &panel);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &SettingsDialog::scanAsked, scan, &ScanBar::start);
    dialog->open();
}

void Panel::Parts::save()
{
    RowView *list = view();
    if (!list) return;
    // What is selected, or all of it.
    QList<Entry> entries = list->chosen();
    if (entries.size() < 2) entries = static_cast<RowModel *>(list->model())->entries();
    tracksOf(service, entries, &panel, [this, title = listTitle()](const QList<Row> &rows) {
        if (rows.isEmpty()) return;
        auto *dialog = new SaveDialog(service, title, rows, &panel);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(dialog, &SaveDialog::saved, &panel, [this](const QString &path, int count) { say(tr("%n track(s) written to %1", nullptr, count).arg(path)); });
        dialog->open();
    });
}

} // namespace taraf::gui
