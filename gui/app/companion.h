#pragma once

#include "taraf/gui/panel.h"

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <QWidget>

class QSystemTrayIcon;

namespace taraf::gui {

/// The window beside a player, and its icon in the tray; on the bus as org.taraf.Panel, object /org/taraf/Panel.
/// Source: freedesktop.org, Desktop Entry Specification 1.5, 2020, section "D-Bus Activation".
class Companion : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Application")
public:
    static constexpr auto kName = "org.taraf.Panel";
    static constexpr auto kPath = "/org/taraf/Panel";

    explicit Companion(Host &host);
    ~Companion() override;

    /// Takes the name on the bus; false: another one has it, or there is no bus.
    [[nodiscard]] bool takeName();
    void show();

public Q_SLOTS: // as the specification calls them
    void Activate(const QVariantMap &platform);
    /// What is similar to these files.
    void Open(const QStringList &uris, const QVariantMap &platform);
    /// similar, albums, radio: with one parameter, a list of URIs; settings of a player are its own.
    void ActivateAction(const QString &action, const QVariantList &parameters, const QVariantMap &platform);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    QWidget m_window;
    Panel *m_panel;
    QSystemTrayIcon *m_tray = nullptr;
};

} // namespace taraf::gui
