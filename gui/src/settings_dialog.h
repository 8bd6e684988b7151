#pragma once

#include <QDialog>

class QLabel;
class QListWidget;

namespace taraf::gui {

class Host;
class Service;

/// Rules, folders, and what the player's side has to be asked.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(Service &service, Host &host, QWidget *parent);

Q_SIGNALS:
    void scanAsked(const QStringList &folders);

private:
    [[nodiscard]] QWidget *foldersPage();
    void look();

    Service &m_service;
    QListWidget *m_roots = nullptr;
    QLabel *m_summary = nullptr;
};

} // namespace taraf::gui
