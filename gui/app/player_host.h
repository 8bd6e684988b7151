#pragma once

#include "taraf/gui/host.h"
#include "taraf/gui/service.h"

namespace taraf::gui {

/// A player that takes lists by its command line: as files that tarafd writes in the player's dialect. What plays it does not tell.
class PlayerHost : public Host
{
    Q_OBJECT
public:
    explicit PlayerHost(QObject *parent = nullptr);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] Capabilities capabilities() const override;
    void playNow(const QList<Row> &rows) override;
    void append(const QList<Row> &rows) override;
    void newPlaylist(const QString &title, const QList<Row> &rows) override;
    [[nodiscard]] QWidget *settingsPage(QWidget *parent) override;

private:
    void handOver(const QString &title, const QList<Row> &rows, const QStringList &before);

    Service m_service;
    int m_player = 0;
};

} // namespace taraf::gui
