#include "row_view.h"

#include "covers.h"
#include "row_delegate.h"

#include <QDrag>
#include <QFocusEvent>
#include <QPainter>

#include <algorithm>

namespace taraf::gui {

RowView::RowView(RowModel &model, Covers &covers, QWidget *parent) : QListView(parent), m_model(model)
{
    setModel(&model);
    setItemDelegate(new RowDelegate(covers, this));
    setSelectionMode(ExtendedSelection);
    setUniformItemSizes(true);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setDragEnabled(true);
    setDragDropMode(DragOnly);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setFrameShape(NoFrame);
    setTabKeyNavigation(false);
    setMouseTracking(true); // for the style's hover
    connect(&covers, &Covers::ready, viewport(), qOverload<>(&QWidget::update));
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        scrollToTop();
        if (hasFocus()) chooseFirst();
        Q_EMIT chosenChanged();
    });
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RowView::chosenChanged);
}

QList<int> RowView::chosenRows() const
{
    QList<int> rows;
    for (const QModelIndex &index : selectionModel()->selectedIndexes()) rows.append(index.row());
    std::ranges::sort(rows);
    return rows;
}

QList<Entry> RowView::chosen() const
{
    QList<Entry> entries;
    for (const int row : chosenRows()) entries.append(m_model.entries().at(row));
    return entries;
}

void RowView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QListView::selectionChanged(selected, deselected);
    Q_EMIT chosenChanged();
}

void RowView::focusInEvent(QFocusEvent *event)
{
    QListView::focusInEvent(event);
    if (event->reason() != Qt::MouseFocusReason && event->reason() != Qt::PopupFocusReason) chooseFirst();
}

void RowView::chooseFirst()
{
    // Qt makes a row the current one without choosing it; keys would have nothing to act on.
    if (selectionModel()->hasSelection() || m_model.rowCount() == 0) return;
    setCurrentIndex(currentIndex().isValid() ? currentIndex() : m_model.index(0));
    selectionModel()->select(currentIndex(), QItemSelectionModel::ClearAndSelect);
}

void RowView::startDrag(Qt::DropActions actions)
{
    // Qt's own picture is all the rows as they are painted; a small one says the same.
    const QList<Entry> entries = chosen();
    if (entries.isEmpty()) return;
    const QString words = entries.size() == 1 ? nameOf(entries.first().row) : tr("%n row(s)", nullptr, static_cast<int>(entries.size()));
    const QFontMetrics metrics(font());
    const QString shown = metrics.elidedText(words, Qt::ElideRight, 260);
    const double scale = devicePixelRatioF();
    QPixmap picture(QSize(metrics.horizontalAdvance(shown) + 20, metrics.height() + 10) * scale);
    picture.setDevicePixelRatio(scale);
    picture.fill(Qt::transparent);
    {
        QPainter painter(&picture);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(palette().color(QPalette::Highlight));
        painter.setBrush(palette().color(QPalette::Base));
        const QRectF box(QPointF(0.5, 0.5), picture.deviceIndependentSize() - QSizeF(1, 1));
        painter.drawRoundedRect(box, 6, 6);
        painter.setPen(palette().color(QPalette::Text));
        painter.drawText(box, Qt::AlignCenter, shown);
    }
    auto *drag = new QDrag(this);
    drag->setMimeData(m_model.mimeData(selectionModel()->selectedIndexes()));
    drag->setPixmap(picture);
    drag->exec(actions, actions.testFlag(Qt::MoveAction) ? Qt::MoveAction : Qt::CopyAction);
}

} // namespace taraf::gui
