#pragma once

#include "row_model.h"
#include "symbols.h"
#include "taraf/gui/host.h"
#include "taraf/gui/service.h"

#include <QAction>
#include <QObject>

#include <array>
#include <functional>

class QMenu;

namespace taraf::gui {

class RowView;

/// The tracks of these entries, an album's in their order, asked of tarafd where that is needed.
void tracksOf(Service &service, const QList<Entry> &entries, QObject *context, std::function<void(const QList<Row> &)> then);

/// What can be done with rows, in menus, on buttons and by keys: for the view that is looked at.
class RowActions : public QObject
{
    Q_OBJECT
public:
    enum What { PlayNow, PlayNext, Append, NewPlaylist, Radio, Similar, MoreLike, LessLike, Love, Rate, Reject, ShowInFolder, CopyPath, Explain, kCount };

    /// The actions' keys work in `widget` and what is in it.
    RowActions(Service &service, Host &host, QWidget *widget);

    /// `works`: what makes sense in this view.
    void setView(RowView *view, const QString &listTitle, const QList<What> &works);
    [[nodiscard]] QAction *action(What what) const { return m_actions.at(what); }
    /// What Enter does: the most that the player can.
    void activate();
    void popUp(const QPoint &globally);

Q_SIGNALS:
    void similarAsked(const QList<taraf::gui::Entry> &entries);
    void radioAsked(const QList<taraf::gui::Entry> &entries);
    void moreLikeAsked(const QList<taraf::gui::Entry> &entries);
    void lessLikeAsked(const QList<taraf::gui::Entry> &entries);
    /// 0 to 10; 0 takes it back.
    void ratingAsked(const QList<taraf::gui::Entry> &entries, int rating);
    /// Of all of them, or, where all are loved, of none.
    void loveAsked(const QList<taraf::gui::Entry> &entries, bool love);
    void rejectAsked(const QList<taraf::gui::Entry> &entries);
    void explainAsked(const taraf::gui::Entry &entry);

private:
    void setUp(What what, Symbol symbol, const QString &words, const QKeySequence &key, const std::function<void(const QList<Entry> &)> &act);
    void setUpRatings();
    void update();
    void hand(const QList<Entry> &entries, const std::function<void(const QList<Row> &)> &over);
    void showInFolder(const QList<Entry> &entries);

    Service &m_service;
    Host &m_host;
    QWidget *m_widget;
    RowView *m_view = nullptr;
    QString m_listTitle;
    QList<What> m_works;
    std::array<QAction *, kCount> m_actions{};
    QList<QAction *> m_ratings; ///< no star to five, in the menu of Rate
};

} // namespace taraf::gui
