#include "first_run.h"

#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace taraf::gui {

FolderChoice::FolderChoice(QWidget *parent)
    : QWidget(parent), m_list(new QListWidget(this)), m_add(new QPushButton(tr("&Add Folder…"), this)), m_remove(new QPushButton(tr("Re&move"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_list);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    layout->addLayout(buttons);
    m_list->setAccessibleName(tr("Folders with music"));
    m_list->setTextElideMode(Qt::ElideMiddle);
    m_list->setLayoutDirection(Qt::LeftToRight); // paths begin with their slash
    m_remove->setEnabled(false);
    connect(m_add, &QPushButton::clicked, this, &FolderChoice::choose);
    connect(m_remove, &QPushButton::clicked, this, [this] {
        delete m_list->currentItem();
        Q_EMIT changed();
    });
    connect(m_list, &QListWidget::currentRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
}

QStringList FolderChoice::folders() const
{
    QStringList folders;
    for (int i = 0; i < m_list->count(); ++i) folders.append(m_list->item(i)->text());
    return folders;
}

void FolderChoice::add(const QString &folder)
{
    if (folder.isEmpty() || folders().contains(folder)) return;
    auto *item = new QListWidgetItem(folder, m_list);
    item->setToolTip(folder);
    Q_EMIT changed();
}

void FolderChoice::clear()
{
    m_list->clear();
    m_remove->setEnabled(false);
}

void FolderChoice::choose()
{
    auto *dialog = new QFileDialog(this, tr("A folder with music"), QStandardPaths::writableLocation(QStandardPaths::MusicLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &FolderChoice::add);
    dialog->open();
}

FirstRun::FirstRun(QWidget *parent) : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 20, 20, 20);
    layout->setSpacing(10);
    auto *headline = new QLabel(tr("Where is your music?"), this);
    QFont font = headline->font();
    font.setPointSizeF(font.pointSizeF() * 1.25);
    font.setWeight(QFont::DemiBold);
    headline->setFont(font);
    auto *words = new QLabel(tr("Taraf listens to it once, on this machine, and then finds what sounds alike. Nothing is sent anywhere, and no file is changed."), this);
    for (QLabel *label : {headline, words}) label->setWordWrap(true);
    auto *choice = new FolderChoice(this);
    auto *start = new QPushButton(tr("&Listen to My Music"), this);
    start->setDefault(true);
    layout->addStretch(1);
    layout->addWidget(headline);
    layout->addWidget(words);
    layout->addWidget(choice, 2);
    layout->addWidget(start, 0, Qt::AlignRight);
    layout->addStretch(1);
    connect(choice, &FolderChoice::changed, this, [choice, start] { start->setEnabled(!choice->folders().isEmpty()); });
    connect(start, &QPushButton::clicked, this, [this, choice] { Q_EMIT scanAsked(choice->folders()); });
    start->setEnabled(false);
    const QString music = QStandardPaths::writableLocation(QStandardPaths::MusicLocation);
    if (QDir(music).exists() && music != QDir::homePath()) choice->add(music);
}

} // namespace taraf::gui
