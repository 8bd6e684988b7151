#pragma once

#include "covers.h"
#include "radio.h"
#include "results_page.h"
#include "row_actions.h"
#include "settings_dialog.h"
#include "taraf/gui/panel.h"
#include "taraf/gui/service.h"

#include <QTimer>
#include <QUndoStack>

class QButtonGroup;
class QLabel;
class QStackedWidget;
class QTabWidget;
class QToolBar;

namespace taraf::gui {

class FirstRun;
class Header;
class Notice;
class RadioPage;
class ScanBar;
class SearchPage;

/// What the panel is made of, and how its parts go together.
struct Panel::Parts {
    Parts(Panel &whole, Host &player);

    Panel &panel;
    Host &host;
    Service service;
    Covers covers;
    QUndoStack undo;
    Radio radio;
    RowActions *actions;
    Header *header;
    QButtonGroup *focuses;
    QWidget *focusRow;
    QStackedWidget *places;
    QTabWidget *tabs;
    ResultsPage *tracks;
    ResultsPage *albums;
    RadioPage *radioPage;
    SearchPage *search;
    Notice *notice;
    FirstRun *firstRun;
    ScanBar *scan;
    QLabel *message;
    QToolBar *toolBar;
    QTimer messageEnds, refreshes, follows, returns;

    Question question;
    QString playing; ///< what the player plays, or nothing
    QString pending; ///< to be followed in a moment
    QStringList away; ///< folders with music that are not there now
    unsigned looks = 0; ///< so that an answer to an earlier look is dropped
    bool isReady = false; ///< there is something to find

    // Building.
    void build();
    void buildFocuses();
    void buildTools();
    void connectAll();
    void connectActions();

    // What is asked.
    [[nodiscard]] QString focus() const;
    void setFocus(const QString &focus);
    void setQuestion(const Question &asked);
    void askPages();
    void takeQuery(const QJsonObject &query);
    void change(const QString &words, const Question &to);
    void ask(const QList<Entry> &entries);
    void startRadio(const QStringList &seeds);
    void explain(const Entry &entry);
    /// Says to tarafd what people think; undone, what they thought before. `change`: "rating", "feeling".
    void judge(const QString &words, const QList<Entry> &entries, const QVariantMap &change);
    void reject(ResultsPage &page, const QList<Entry> &entries);
    /// One after the other, in this order: tarafd answers several questions at a time, and of two words about one thing the last one has to count.
    void tellOpinion(const Entry &entry, const QVariantMap &opinion);
    void tellNextOpinion();
    QList<std::pair<Entry, QVariantMap>> opinions; ///< to be told; the first one is on its way

    // What is shown.
    void look();
    void takeStatus(const QJsonObject &status);
    void refuse(const Refusal &why);
    void showHeader();
    void showPlace();
    void showIdle();
    void say(const QString &sentence);
    void openSettings(SettingsDialog::Page page = SettingsDialog::Page::Rules);
    /// Says why nothing can be found, where that is so.
    [[nodiscard]] bool lacksSomething(const QJsonObject &status);
    void save();
    [[nodiscard]] RowView *view() const;
    [[nodiscard]] QString listTitle() const;
};

/// One way to write a file's URI, whoever wrote it; what is no file stays as it is.
[[nodiscard]] QString plainUri(const QString &uri);
/// The last part of a URI, for people.
[[nodiscard]] QString nameOfUri(const QString &uri);
/// Of a seed, which may mean the album that a file is on.
[[nodiscard]] QString uriOfSeed(const QString &seed);

} // namespace taraf::gui
