#include "companion.h"

#include "kept.h"

#include <QApplication>
#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QEvent>
#include <QMenu>
#include <QSystemTrayIcon>
#include <QVBoxLayout>

namespace taraf::gui {

Companion::Companion(Host &host) : m_panel(new Panel(host, &m_window))
{
    auto *layout = new QVBoxLayout(&m_window);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_panel);
    m_window.setWindowTitle(QStringLiteral("Taraf"));
    m_window.setWindowIcon(QApplication::windowIcon());
    m_window.resize(400, 720);
    m_window.restoreGeometry(kept().value(QStringLiteral("window/geometry")).toByteArray());
    m_window.installEventFilter(this);
    if (!QSystemTrayIcon::isSystemTrayAvailable()) return;
    // With an icon to come back by, closing the window is not the end.
    QApplication::setQuitOnLastWindowClosed(false);
    m_tray = new QSystemTrayIcon(QApplication::windowIcon(), this);
    m_tray->setToolTip(QStringLiteral("Taraf"));
    auto *menu = new QMenu(&m_window);
    menu->addAction(tr("&Show"), this, &Companion::show);
    menu->addAction(tr("&Quit"), qApp, &QCoreApplication::quit);
    m_tray->setContextMenu(menu);
    connect(m_tray, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason != QSystemTrayIcon::Trigger) return;
        if (m_window.isVisible() && m_window.isActiveWindow()) m_window.close();
        else show();
    });
    m_tray->show();
}

Companion::~Companion() { kept().setValue(QStringLiteral("window/geometry"), m_window.saveGeometry()); }

bool Companion::takeName()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    return bus.registerObject(QLatin1String(kPath), this, QDBusConnection::ExportAllSlots) && bus.registerService(QLatin1String(kName));
}

void Companion::show()
{
    m_window.show();
    m_window.raise();
    m_window.activateWindow();
}

void Companion::Activate(const QVariantMap &) { show(); }

void Companion::Open(const QStringList &uris, const QVariantMap &)
{
    m_panel->similarTo(uris, Kind::Tracks);
    show();
}

void Companion::ActivateAction(const QString &action, const QVariantList &parameters, const QVariantMap &)
{
    QVariant first = parameters.value(0);
    if (first.metaType() == QMetaType::fromType<QDBusVariant>()) first = first.value<QDBusVariant>().variant();
    const QStringList uris = first.metaType() == QMetaType::fromType<QDBusArgument>() ? qdbus_cast<QStringList>(first.value<QDBusArgument>()) : first.toStringList();
    if (action == QLatin1String("similar")) m_panel->similarTo(uris, Kind::Tracks);
    else if (action == QLatin1String("albums")) m_panel->similarTo(uris, Kind::Albums);
    else if (action == QLatin1String("radio")) m_panel->radioFrom(uris);
    show();
}

bool Companion::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Close) kept().setValue(QStringLiteral("window/geometry"), m_window.saveGeometry());
    return QObject::eventFilter(watched, event);
}

} // namespace taraf::gui
