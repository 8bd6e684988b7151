#pragma once

#include <QStyledItemDelegate>

namespace taraf::gui {

class Covers;

/// Paints a line of a list: cover, title, artist and album, the reason; at the far end how alike it is, or how long.
class RowDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    RowDelegate(Covers &covers, QObject *parent) : QStyledItemDelegate(parent), m_covers(covers) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Covers &m_covers;
};

/// A cover, or where there is none a tile with the name's first letter; rounded. Device pixels are the painter's.
void paintCover(QPainter *painter, const QRect &rect, const QPixmap &cover, const QString &name, const QPalette &palette);
/// Between two colours, 0 to 1.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);

} // namespace taraf::gui
