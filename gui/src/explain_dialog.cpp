#include "explain_dialog.h"

#include "row_model.h"

#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace taraf::gui {

ExplainDialog::ExplainDialog(const Entry &entry, const QJsonArray &arithmetic, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("Why %1").arg(nameOf(entry.row)));
    auto *layout = new QVBoxLayout(this);
    auto *why = new QLabel(this);
    why->setTextFormat(Qt::PlainText);
    why->setText(nameOf(entry.row) + (entry.row.why.isEmpty() ? QString() : QLatin1Char('\n') + entry.row.why));
    why->setWordWrap(true);
    auto *table = new QTreeWidget(this);
    table->setHeaderLabels({tr("Reckoned"), tr("Value"), tr("Meaning")});
    table->setRootIsDecorated(false);
    table->setAccessibleName(tr("The arithmetic"));
    const QLocale locale;
    for (const QJsonValue value : arithmetic) {
        const QJsonObject line = value.toObject();
        const double number = line.value(u"value").toDouble();
        auto *item = new QTreeWidgetItem(table, {line.value(u"label").toString(), locale.toString(number, 'g', 5), line.value(u"text").toString()});
        item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
        item->setToolTip(2, line.value(u"text").toString());
    }
    for (const int column : {0, 1}) table->header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    layout->addWidget(why);
    layout->addWidget(table, 1);
    layout->addWidget(buttons);
    resize(720, 380);
}

} // namespace taraf::gui
