#include "save_dialog.h"

#include "kept.h"
#include "taraf/gui/service.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace taraf::gui {

SaveDialog::SaveDialog(Service &service, const QString &title, const QList<Row> &rows, QWidget *parent)
    : QDialog(parent), m_service(service), m_title(new QLineEdit(title, this)), m_format(new QComboBox(this)), m_player(new QComboBox(this)),
      m_relative(new QCheckBox(tr("&Paths relative to the playlist, for a stick or another machine"), this)), m_file(new QLineEdit(this)), m_trouble(new QLabel(this))
{
    setWindowTitle(tr("Save Playlist"));
    for (const Row &row : rows) m_uris.append(row.uri);
    for (const auto &[name, format] : {std::pair("M3U8", "m3u8"), {"XSPF", "xspf"}, {"PLS", "pls"}, {"JSON", "json"}}) m_format->addItem(QLatin1String(name), QLatin1String(format));
    m_player->addItem(tr("Any player"), QString());
    for (const auto &[name, player] : {std::pair("Strawberry", "strawberry"), {"Clementine", "clementine"}, {"Audacious", "audacious"}, {"fooyin", "fooyin"}, {"VLC", "vlc"}}) {
        m_player->addItem(QLatin1String(name), QLatin1String(player));
    }
    const QSettings settings = kept();
    m_format->setCurrentIndex(std::max(0, m_format->findData(settings.value(QStringLiteral("save/format")))));
    m_player->setCurrentIndex(std::max(0, m_player->findData(settings.value(QStringLiteral("save/player")))));
    m_relative->setChecked(settings.value(QStringLiteral("save/relative")).toBool());

    auto *layout = new QVBoxLayout(this);
    auto *form = new QFormLayout;
    form->addRow(tr("&Title:"), m_title);
    form->addRow(tr("&Format:"), m_format);
    form->addRow(tr("For p&layer:"), m_player);
    auto *file = new QHBoxLayout;
    auto *choose = new QPushButton(tr("&Browse…"), this);
    choose->setAutoDefault(false);
    file->addWidget(m_file, 1);
    file->addWidget(choose);
    form->addRow(tr("F&ile:"), file);
    form->labelForField(file)->setObjectName(QStringLiteral("file"));
    qobject_cast<QLabel *>(form->labelForField(file))->setBuddy(m_file);
    form->addRow(m_relative);
    layout->addLayout(form);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    layout->addWidget(m_trouble);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Save | QDialogButtonBox::Cancel, this);
    m_save = buttons->button(QDialogButtonBox::Save);
    layout->addWidget(buttons);
    m_file->setAccessibleName(tr("File"));
    m_file->setMinimumWidth(280);
    suggest();

    connect(m_title, &QLineEdit::textChanged, this, &SaveDialog::suggest);
    connect(m_format, &QComboBox::activated, this, &SaveDialog::suggest);
    connect(m_file, &QLineEdit::textEdited, this, [this] { m_isChosen = true; });
    connect(choose, &QPushButton::clicked, this, &SaveDialog::browse);
    connect(buttons, &QDialogButtonBox::accepted, this, &SaveDialog::save);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void SaveDialog::suggest()
{
    const QString ending = QLatin1Char('.') + m_format->currentData().toString();
    if (m_isChosen) {
        // The name stays, its ending goes with the format.
        const QFileInfo file(m_file->text());
        if (m_format->findData(file.suffix()) >= 0) m_file->setText(m_file->text().chopped(file.suffix().size() + 1) + ending);
        return;
    }
    QString name = m_title->text().trimmed();
    name.replace(QLatin1Char('/'), QLatin1Char('-'));
    const QString folder = kept().value(QStringLiteral("save/folder"), QStandardPaths::writableLocation(QStandardPaths::MusicLocation)).toString();
    m_file->setText(QDir(folder).filePath((name.isEmpty() ? tr("Playlist") : name.left(120)) + ending));
}

void SaveDialog::browse()
{
    auto *dialog = new QFileDialog(this, tr("Save Playlist"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDirectory(QFileInfo(m_file->text()).path());
    dialog->selectFile(m_file->text());
    dialog->setDefaultSuffix(m_format->currentData().toString());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &file) {
        m_file->setText(file);
        m_isChosen = true;
        if (const int format = m_format->findData(QFileInfo(file).suffix().toLower()); format >= 0) m_format->setCurrentIndex(format);
    });
    dialog->open();
}

void SaveDialog::save()
{
    QVariantMap options{{QStringLiteral("format"), m_format->currentData().toString()}, {QStringLiteral("relative"), m_relative->isChecked()}};
    if (const QString player = m_player->currentData().toString(); !player.isEmpty()) options[QStringLiteral("player")] = player;
    m_save->setEnabled(false);
    m_trouble->hide();
    m_service.ask(QStringLiteral("WritePlaylist"), {m_title->text(), m_uris, m_file->text(), options}, this, [this](const QJsonObject &answer) {
        QSettings settings = kept();
        settings.setValue(QStringLiteral("save/format"), m_format->currentData());
        settings.setValue(QStringLiteral("save/player"), m_player->currentData());
        settings.setValue(QStringLiteral("save/relative"), m_relative->isChecked());
        settings.setValue(QStringLiteral("save/folder"), QFileInfo(m_file->text()).path());
        Q_EMIT saved(answer.value(u"path").toString(), answer.value(u"count").toInt());
        accept();
    }, [this](const Refusal &why) {
        m_save->setEnabled(true);
        m_trouble->setText(why.sentence);
        m_trouble->show();
    });
}

} // namespace taraf::gui
