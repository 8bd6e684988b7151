#include "folders_page.h"

#include "kept.h"
#include "taraf/gui/service.h"

#include <QComboBox>
#include <QDialog>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QGroupBox>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace taraf::gui {
namespace {

enum Role { Uri = Qt::UserRole, Files };

QListWidget *list(const QString &accessibleName, QWidget *parent)
{
    auto *made = new QListWidget(parent);
    made->setTextElideMode(Qt::ElideMiddle);
    made->setAccessibleName(accessibleName);
    made->setMinimumHeight(60);
    return made;
}

QLabel *dimmed(const QString &words, QWidget *parent)
{
    auto *label = new QLabel(words, parent);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

} // namespace

FoldersPage::FoldersPage(Service &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_summary(new QLabel(this)), m_roots(list(tr("Folders with music"), this)), m_remove(new QPushButton(tr("Re&move…"), this)),
      m_exclusions(list(tr("What is left out"), this)), m_expression(new QLineEdit(this)), m_include(new QPushButton(tr("&Take In Again"), this)), m_message(new QLabel(this))
{
    auto *device = new QComboBox(this);
    device->addItem(tr("A graphics card if there is one"), QStringLiteral("auto"));
    device->addItem(tr("The processor"), QStringLiteral("cpu"));
    device->addItem(tr("The graphics card (CUDA)"), QStringLiteral("cuda"));
    device->setCurrentIndex(std::max(0, device->findData(kept().value(QStringLiteral("scan/device")))));
    connect(device, &QComboBox::activated, this, [device] { kept().setValue(QStringLiteral("scan/device"), device->currentData()); });
    auto *form = new QFormLayout;
    form->addRow(tr("Listen &with:"), device);
    for (QLabel *label : {m_summary, m_message}) label->setWordWrap(true);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_message->hide();
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_summary);
    layout->addWidget(folders(), 1);
    layout->addWidget(exclusions());
    layout->addWidget(m_message);
    layout->addLayout(form);
    connect(&service, &Service::libraryChanged, this, &FoldersPage::look);
    look();
}

QWidget *FoldersPage::folders()
{
    auto *box = new QWidget(this);
    auto *layout = new QVBoxLayout(box);
    layout->setContentsMargins(0, 0, 0, 0);
    auto *add = new QPushButton(tr("&Add Folder…"), box);
    auto *scan = new QPushButton(tr("&Look for New Music"), box);
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {add, m_remove, scan}) buttons->addWidget(button);
    buttons->addStretch();
    layout->addWidget(m_roots, 1);
    layout->addLayout(buttons);
    m_remove->setEnabled(false);
    connect(m_roots, &QListWidget::currentRowChanged, this, [this](int row) { m_remove->setEnabled(row >= 0); });
    connect(add, &QPushButton::clicked, this, &FoldersPage::choose);
    connect(m_remove, &QPushButton::clicked, this, &FoldersPage::askWhetherToRemove);
    connect(scan, &QPushButton::clicked, this, [this] { Q_EMIT scanAsked({}); });
    return box;
}

QWidget *FoldersPage::exclusions()
{
    auto *box = new QGroupBox(tr("Left out"), this);
    auto *layout = new QVBoxLayout(box);
    auto *exclude = new QPushButton(tr("Leave &Out"), box);
    exclude->setEnabled(false);
    exclude->setAutoDefault(false);
    m_include->setEnabled(false);
    m_exclusions->setMaximumHeight(100); // most people leave out nothing
    m_expression->setPlaceholderText(QStringLiteral("/Podcasts/"));
    m_expression->setAccessibleName(tr("What to leave out: a regular expression"));
    m_expression->setClearButtonEnabled(true);
    auto *sentence = dimmed(tr("Files and folders in whose path this regular expression is found. Upper and lower case are the same."), box);
    m_expression->setAccessibleDescription(sentence->text());
    auto *adding = new QHBoxLayout;
    adding->addWidget(m_expression, 1);
    adding->addWidget(exclude);
    auto *removing = new QHBoxLayout;
    removing->addWidget(m_include);
    removing->addStretch();
    layout->addWidget(sentence);
    layout->addLayout(adding);
    layout->addWidget(m_exclusions);
    layout->addLayout(removing);
    connect(m_expression, &QLineEdit::textChanged, exclude, [exclude](const QString &text) { exclude->setEnabled(!text.isEmpty()); });
    connect(m_expression, &QLineEdit::returnPressed, this, &FoldersPage::exclude);
    connect(exclude, &QPushButton::clicked, this, &FoldersPage::exclude);
    connect(m_exclusions, &QListWidget::currentRowChanged, this, [this](int row) { m_include->setEnabled(row >= 0); });
    connect(m_include, &QPushButton::clicked, this, &FoldersPage::include);
    return box;
}

void FoldersPage::look()
{
    m_service.ask(QStringLiteral("Status"), {}, this, [this](const QJsonObject &status) {
        const QLocale locale;
        m_summary->setText(tr("%n track(s)", nullptr, status.value(u"tracks").toInt()) + QStringLiteral(" · ") + tr("%n album(s)", nullptr, status.value(u"albums").toInt()) +
                           QStringLiteral(" · ") + tr("%1 listened to").arg(locale.toString(status.value(u"analysed").toInteger())));
        const int row = m_roots->currentRow();
        m_roots->clear();
        for (const QJsonValue value : status.value(u"roots").toArray()) {
            const QJsonObject root = value.toObject();
            const QString path = root.value(u"path").toString();
            const int files = root.value(u"files").toInt();
            const QString about = root.value(u"present").toBool() ? tr("%n file(s)", nullptr, files) : tr("not there now");
            auto *item = new QListWidgetItem(QStringLiteral("%1  (%2)").arg(path, about), m_roots);
            item->setToolTip(path);
            item->setData(Uri, root.value(u"uri").toString());
            item->setData(Files, files);
        }
        m_roots->setCurrentRow(std::min(row, m_roots->count() - 1));
    }, [this](const Refusal &why) { m_summary->setText(why.sentence); });
    m_service.ask(QStringLiteral("Exclusions"), {}, this, [this](const QJsonObject &answer) {
        const int row = m_exclusions->currentRow();
        m_exclusions->clear();
        for (const QJsonValue expression : answer.value(u"exclusions").toArray()) m_exclusions->addItem(expression.toString());
        m_exclusions->setCurrentRow(std::min(row, m_exclusions->count() - 1));
    }, [](const Refusal &) {}); // the summary says why
}

void FoldersPage::choose()
{
    auto *dialog = new QFileDialog(this, tr("A folder with music"), QStandardPaths::writableLocation(QStandardPaths::MusicLocation));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &folder) { Q_EMIT scanAsked({folder}); });
    dialog->open();
}

void FoldersPage::askWhetherToRemove()
{
    const QListWidgetItem *item = m_roots->currentItem();
    if (!item) return;
    auto *dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Remove a folder"));
    auto *layout = new QVBoxLayout(dialog);
    auto *headline = new QLabel(tr("Remove %1 from Taraf?").arg(item->toolTip()), dialog);
    QFont font = headline->font();
    font.setWeight(QFont::DemiBold);
    headline->setFont(font);
    auto *sentence = new QLabel(tr("Its %n file(s) stay on the disk, but are no longer found, suggested or put into radios.", nullptr, item->data(Files).toInt()) + QStringLiteral("\n\n") +
                                tr("What Taraf knows of this music is kept: what it heard, what you played, rated and put on lists. All of it is there again when you add the folder again."), dialog);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, dialog);
    auto *remove = buttons->addButton(tr("&Remove Folder"), QDialogButtonBox::DestructiveRole);
    for (QLabel *label : {headline, sentence}) {
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
        layout->addWidget(label);
    }
    dialog->setAccessibleDescription(headline->text() + QLatin1Char(' ') + sentence->text());
    layout->addWidget(buttons);
    layout->setSpacing(12);
    dialog->resize(460, layout->totalHeightForWidth(460)); // lines that are broken need their height
    remove->setAutoDefault(false);
    buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
    buttons->button(QDialogButtonBox::Cancel)->setFocus();
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(remove, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, uri = item->data(Uri).toString(), path = item->toolTip()] {
        order(QStringLiteral("RemoveRoot"), uri, [this, path](const QJsonObject &) { say(tr("%1 is not part of your music any more.").arg(path)); });
    });
    dialog->open();
}

void FoldersPage::exclude()
{
    if (m_expression->text().isEmpty()) return;
    order(QStringLiteral("Exclude"), m_expression->text(), [this](const QJsonObject &answer) {
        m_expression->clear();
        const int hidden = answer.value(u"hidden").toInt();
        say(hidden > 0 ? tr("%n file(s) are left out from now on. What is known of them is kept.", nullptr, hidden) : tr("None of your files is left out by this so far."));
    });
}

void FoldersPage::include()
{
    if (const QListWidgetItem *item = m_exclusions->currentItem()) {
        order(QStringLiteral("Include"), item->text(), [this](const QJsonObject &) { say(tr("Taken in again when Taraf next looks for new music.")); });
    }
}

void FoldersPage::order(const QString &method, const QString &argument, const std::function<void(const QJsonObject &)> &done)
{
    m_service.ask(method, {argument}, this, [this, done](const QJsonObject &answer) {
        done(answer);
        look();
    }, [this](const Refusal &why) { say(why.sentence); });
}

void FoldersPage::say(const QString &sentence)
{
    m_message->setText(sentence);
    m_message->show();
}

} // namespace taraf::gui
