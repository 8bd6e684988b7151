#include "settings_dialog.h"

#include "kept.h"
#include "rules_page.h"
#include "taraf/gui/host.h"
#include "taraf/gui/service.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QJsonArray>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QStandardPaths>
#include <QTabWidget>
#include <QVBoxLayout>

namespace taraf::gui {

SettingsDialog::SettingsDialog(Service &service, Host &host, QWidget *parent) : QDialog(parent), m_service(service)
{
    setWindowTitle(tr("Settings of Taraf"));
    auto *layout = new QVBoxLayout(this);
    auto *pages = new QTabWidget(this);
    pages->addTab(new RulesPage(service, this), tr("&Rules"));
    pages->addTab(foldersPage(), tr("&Folders"));
    if (QWidget *page = host.settingsPage(this)) pages->addTab(page, tr("&Player"));
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(pages);
    layout->addWidget(buttons);
    resize(520, 560);
    connect(&service, &Service::libraryChanged, this, &SettingsDialog::look);
    look();
}

QWidget *SettingsDialog::foldersPage()
{
    auto *page = new QWidget(this);
    auto *layout = new QVBoxLayout(page);
    m_summary = new QLabel(page);
    m_summary->setWordWrap(true);
    m_roots = new QListWidget(page);
    m_roots->setTextElideMode(Qt::ElideMiddle);
    m_roots->setAccessibleName(tr("Folders with music"));
    auto *add = new QPushButton(tr("&Add Folder…"), page);
    auto *scan = new QPushButton(tr("&Look for New Music"), page);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(scan);
    buttons->addStretch();
    auto *device = new QComboBox(page);
    device->addItem(tr("A graphics card if there is one"), QStringLiteral("auto"));
    device->addItem(tr("The processor"), QStringLiteral("cpu"));
    device->addItem(tr("The graphics card (CUDA)"), QStringLiteral("cuda"));
    device->setCurrentIndex(std::max(0, device->findData(kept().value(QStringLiteral("scan/device")))));
    auto *form = new QFormLayout;
    form->addRow(tr("Listen &with:"), device);
    layout->addWidget(m_summary);
    layout->addWidget(m_roots, 1);
    layout->addLayout(buttons);
    layout->addLayout(form);

    connect(device, &QComboBox::activated, this, [device] { kept().setValue(QStringLiteral("scan/device"), device->currentData()); });
    connect(scan, &QPushButton::clicked, this, [this] { Q_EMIT scanAsked({}); });
    connect(add, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("A folder with music"), QStandardPaths::writableLocation(QStandardPaths::MusicLocation));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { Q_EMIT scanAsked({folder}); });
        dialog->open();
    });
    return page;
}

void SettingsDialog::look()
{
    m_service.ask(QStringLiteral("Status"), {}, this, [this](const QJsonObject &status) {
        const QLocale locale;
        m_summary->setText(tr("%n track(s)", nullptr, status.value(u"tracks").toInt()) + QStringLiteral(" · ") + tr("%n album(s)", nullptr, status.value(u"albums").toInt()) +
                           QStringLiteral(" · ") + tr("%1 listened to").arg(locale.toString(status.value(u"analysed").toInteger())));
        m_roots->clear();
        for (const QJsonValue value : status.value(u"roots").toArray()) {
            const QJsonObject root = value.toObject();
            const QString path = root.value(u"path").toString();
            const QString about = root.value(u"present").toBool() ? tr("%n file(s)", nullptr, root.value(u"files").toInt()) : tr("not there now");
            auto *item = new QListWidgetItem(QStringLiteral("%1  (%2)").arg(path, about), m_roots);
            item->setToolTip(path);
        }
    }, [this](const Refusal &why) { m_summary->setText(why.sentence); });
}

} // namespace taraf::gui
