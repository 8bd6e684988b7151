#include "settings_dialog.h"

#include "folders_page.h"
#include "rules_page.h"
#include "taraf/gui/host.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

namespace taraf::gui {

SettingsDialog::SettingsDialog(Service &service, Host &host, Page page, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Settings of Taraf"));
    auto *layout = new QVBoxLayout(this);
    auto *pages = new QTabWidget(this);
    auto *folders = new FoldersPage(service, this);
    pages->addTab(new RulesPage(service, this), tr("&Rules"));
    pages->addTab(folders, tr("&Folders"));
    if (QWidget *others = host.settingsPage(this)) pages->addTab(others, tr("&Player"));
    pages->setCurrentIndex(static_cast<int>(page));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(folders, &FoldersPage::scanAsked, this, &SettingsDialog::scanAsked);
    layout->addWidget(pages);
    layout->addWidget(buttons);
    for (QPushButton *button : findChildren<QPushButton *>()) button->setAutoDefault(false); // Enter in a line belongs to that line
    resize(520, 600);
}

} // namespace taraf::gui
