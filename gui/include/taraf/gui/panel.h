/// @file The panel: what sounds like what plays, beside a player or in it.
#pragma once

#include "taraf/gui/host.h"
#include "taraf/gui/row.h"

#include <QWidget>

#include <memory>

namespace taraf::gui {

/// A client of tarafd, which it starts by asking. Every call over the bus is asynchronous.
/// Threads: the GUI's alone; a QApplication must exist. Deleting it leaves no thread, timer or call behind.
class Panel : public QWidget
{
    Q_OBJECT
public:
    /// The host must outlive it.
    explicit Panel(Host &host, QWidget *parent = nullptr);
    ~Panel() override;

public Q_SLOTS:
    /// Shows what is like a track (a file's URI) that plays or is selected; unless people look at a question of their own. Empty: nothing plays.
    void follow(const QString &uri);
    /// A question of people's: files, folders or playlists, as URIs. Asked for albums, a file means the album it is on.
    void similarTo(const QStringList &uris, taraf::gui::Kind kind);
    /// Starts a radio from files, folders or playlists and has the host play it.
    void radioFrom(const QStringList &uris);

protected:
    void changeEvent(QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    struct Parts;
    std::unique_ptr<Parts> m;
};

} // namespace taraf::gui
