#pragma once

#include "queue.h"
#include "taraf/gui/host.h"
#include "taraf/gui/service.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

class QUndoStack;

namespace taraf::gui {

/// The radio that goes on: what comes next, in the order people want it, handed to the player a few at a time, and more of it before it ends. tarafd keeps what
/// was given and what became of it; the order is kept here.
class Radio : public QObject
{
    Q_OBJECT
public:
    Radio(Service &service, Host &host, QUndoStack &undo, QObject *parent);

    [[nodiscard]] Queue &queue() { return m_queue; }
    [[nodiscard]] bool isOn() const { return m_number != 0; }
    [[nodiscard]] qint64 number() const { return m_number; }
    [[nodiscard]] QString title() const { return m_title; }

    void start(const QStringList &seeds, const QString &focus);
    /// One that tarafd keeps. `plays`: the player gets it anew; else it has it already.
    void goOn(qint64 number, const QString &title, bool plays);
    /// The one of the last run, if there was one.
    void takeUp();
    /// What the player has it keeps; nothing more comes.
    void end();

    void follow(const QString &uri);
    void remove(const QList<Entry> &entries);
    /// Their nearest come next.
    void moreLike(const QList<Entry> &entries);
    /// Neither they nor their artists come again.
    void lessLike(const QList<Entry> &entries);
    void moveBy(const QList<int> &rows, int by);

Q_SIGNALS:
    void changed(); ///< title, number
    void refused(const taraf::gui::Refusal &why);

private:
    void take(const QJsonObject &answer, bool plays);
    void append(const QList<Entry> &entries);
    void pass(qsizetype count);
    void handOver();
    void wantMore();
    void compare();
    void keep();
    void tell(const QString &uri, const QString &event);
    void drop(const QString &words, const QSet<QString> &uris, const QSet<QString> &told, const QString &event);
    [[nodiscard]] bool isFed() const;

    Service &m_service;
    Host &m_host;
    QUndoStack &m_undo;
    Queue m_queue;
    qint64 m_number = 0;
    QString m_title;
    QString m_focus;
    QSet<QString> m_gone; ///< removed here; an answer under way may still name them
    QElapsedTimer m_since;
    QTimer m_compare;
    bool m_asksMore = false;
    bool m_isDry = false;
};

} // namespace taraf::gui
