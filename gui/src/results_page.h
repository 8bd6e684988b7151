#pragma once

#include "taraf/gui/row.h"
#include "taraf/gui/service.h"

#include <QJsonObject>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <QWidget>

class QProgressBar;
class QStackedLayout;

namespace taraf::gui {

class Covers;
class Notice;
class RowModel;
class RowView;
struct Entry;

/// What similar tracks or albums are asked for.
struct Question {
    QStringList seeds; ///< URIs; with "album:" before it, the album that the file is on
    QStringList minus; ///< URIs: away from these
    QString label;     ///< for people
    bool follows = false; ///< it is what plays, not a question of people's own

    friend bool operator==(const Question &, const Question &) = default;
};

/// The answer to a question: a list of tracks, or of albums. It asks when it is seen; of several questions the last one wins.
class ResultsPage : public QWidget
{
    Q_OBJECT
public:
    ResultsPage(Service &service, Covers &covers, Kind kind, int count, QWidget *parent = nullptr);

    /// A page that is hidden asks when it is shown, unless its answer is wanted all the same.
    void ask(const Question &question, const QString &focus, bool evenHidden = false);
    /// The same again: the library is another one now.
    void refresh();
    /// These rows are not shown, whoever still answers with them.
    void setHidden(const QSet<QString> &keys, bool hidden);
    /// The method and the arguments that the rows answer, with their arithmetic.
    [[nodiscard]] std::pair<QString, QVariantList> explaining() const;

    [[nodiscard]] RowView &view() { return *m_view; }
    [[nodiscard]] RowModel &model() { return *m_model; }
    [[nodiscard]] Notice &notice() { return *m_notice; }
    /// Shows the notice in the list's place.
    void showNotice();

Q_SIGNALS:
    /// The question as tarafd understood it.
    void answered(const QJsonObject &query);
    void refused(const taraf::gui::Refusal &why);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void askNow();
    void show(const QList<Entry> &entries);
    [[nodiscard]] QVariantMap options() const;

    Service &m_service;
    Kind m_kind;
    int m_count;
    RowModel *m_model;
    RowView *m_view;
    Notice *m_notice;
    QProgressBar *m_busy;
    QStackedLayout *m_places;
    QTimer m_showBusy;
    Question m_question;
    QString m_focus;
    bool m_isStale = false;
    quint64 m_asked = 0; ///< answers to earlier questions are dropped
    QList<Entry> m_all;  ///< with the hidden ones
    QSet<QString> m_hidden;
};

} // namespace taraf::gui
