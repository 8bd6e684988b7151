/// @file A player, as the panel knows it: what it can do, and what it tells.
#pragma once

#include "taraf/gui/row.h"

#include <QFlags>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QWidget>

namespace taraf::gui {

/// Each player implements what it can do; the panel hides the rest. Nothing here blocks; what fails is told by failed().
/// Threads: the GUI's alone. A host outlives its panels.
class Host : public QObject
{
    Q_OBJECT
public:
    enum Capability {
        PlaysNow = 0x01,       ///< playNow()
        PlaysNext = 0x02,      ///< playNext()
        Appends = 0x04,        ///< append()
        MakesPlaylists = 0x08, ///< newPlaylist()
        TellsWhatPlays = 0x10, ///< playing()
        RunsRadio = 0x20,      ///< it appends a radio's tracks by itself: startRadio(), then queue() whenever what comes changes
    };
    Q_DECLARE_FLAGS(Capabilities, Capability)

    using QObject::QObject;

    /// For people: "Audacious".
    [[nodiscard]] virtual QString name() const = 0;
    [[nodiscard]] virtual Capabilities capabilities() const = 0;

    virtual void playNow(const QList<Row> &rows) { Q_UNUSED(rows) }
    /// After the track that plays.
    virtual void playNext(const QList<Row> &rows) { Q_UNUSED(rows) }
    /// At the end of what plays.
    virtual void append(const QList<Row> &rows) { Q_UNUSED(rows) }
    virtual void newPlaylist(const QString &title, const QList<Row> &rows)
    {
        Q_UNUSED(title)
        Q_UNUSED(rows)
    }
    /// Plays a radio that tarafd keeps under this number, from its first rows on. Without RunsRadio the panel appends what follows
    /// as playing() comes to the last of these, and tells the radio what became of each; with it, the host does both.
    virtual void startRadio(qint64 radio, const QString &title, const QList<Row> &rows)
    {
        Q_UNUSED(radio)
        newPlaylist(title, rows);
    }
    /// With RunsRadio: what shall come, in this order, since people have moved or removed something, or there is more.
    virtual void queue(qint64 radio, const QList<Row> &upcoming)
    {
        Q_UNUSED(radio)
        Q_UNUSED(upcoming)
    }

    /// A page of the host's own for the settings, which keeps what is chosen by itself; nothing: it has none.
    [[nodiscard]] virtual QWidget *settingsPage(QWidget *parent)
    {
        Q_UNUSED(parent)
        return nullptr;
    }

Q_SIGNALS:
    /// A file's URI; empty: nothing plays.
    void playing(const QString &uri);
    /// What people have selected in the player, as files' URIs.
    void selected(const QStringList &uris);
    /// name() or capabilities() are others now.
    void changed();
    /// A sentence for people.
    void failed(const QString &sentence);
};

Q_DECLARE_OPERATORS_FOR_FLAGS(Host::Capabilities)

} // namespace taraf::gui
