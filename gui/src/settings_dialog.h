#pragma once

#include <QDialog>

namespace taraf::gui {

class Host;
class Service;

/// Rules, folders, and what the player's side has to be asked.
class SettingsDialog : public QDialog
{
    Q_OBJECT
public:
    enum class Page { Rules, Folders };
    SettingsDialog(Service &service, Host &host, Page page, QWidget *parent);

Q_SIGNALS:
    void scanAsked(const QStringList &folders);
};

} // namespace taraf::gui
