#include "symbols.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QPixmap>

namespace taraf::gui {
namespace {

/// On a grid of 16 by 16: what is stroked, and what is filled.
struct Drawing {
    QPainterPath lines;
    QPainterPath areas;
};

void line(QPainterPath &path, std::initializer_list<QPointF> points)
{
    path.moveTo(*points.begin());
    for (const QPointF &point : points) path.lineTo(point);
}

void triangle(QPainterPath &path, QPointF a, QPointF b, QPointF c)
{
    line(path, {a, b, c});
    path.closeSubpath();
}

void arc(QPainterPath &path, const QRectF &box, double from, double span)
{
    path.arcMoveTo(box, from);
    path.arcTo(box, from, span);
}

void list(Drawing &drawing, double right)
{
    for (const double y : {4.0, 8.0, 12.0}) line(drawing.lines, {{2, y}, {y == 12.0 ? right : 14.0, y}});
}

Drawing drawingOf(Symbol symbol)
{
    Drawing d;
    switch (symbol) {
    case Symbol::Album:
        d.lines.addEllipse(QRectF(2, 2, 12, 12));
        d.lines.addEllipse(QRectF(6.5, 6.5, 3, 3));
        break;
    case Symbol::Append:
        list(d, 8);
        line(d.lines, {{12, 9.5}, {12, 14.5}});
        line(d.lines, {{9.5, 12}, {14.5, 12}});
        break;
    case Symbol::Close:
        line(d.lines, {{4, 4}, {12, 12}});
        line(d.lines, {{12, 4}, {4, 12}});
        break;
    case Symbol::Copy:
        d.lines.addRoundedRect(QRectF(5.5, 5.5, 8.5, 8.5), 1.5, 1.5);
        line(d.lines, {{10.5, 2.5}, {3.5, 2.5}, {2.5, 3.5}, {2.5, 10.5}});
        break;
    case Symbol::Down: line(d.lines, {{3.5, 6}, {8, 10.5}, {12.5, 6}}); break;
    case Symbol::Folder: line(d.lines, {{2, 12.5}, {2, 3.5}, {6, 3.5}, {7.5, 5.5}, {14, 5.5}, {14, 12.5}, {2, 12.5}}); break;
    case Symbol::Follow:
        d.lines.addEllipse(QRectF(3.5, 3.5, 9, 9));
        d.areas.addEllipse(QRectF(6.5, 6.5, 3, 3));
        for (const auto &[from, to] : {std::pair(QPointF(8, 1), QPointF(8, 3.5)), {{8, 12.5}, {8, 15}}, {{1, 8}, {3.5, 8}}, {{12.5, 8}, {15, 8}}}) line(d.lines, {from, to});
        break;
    case Symbol::Info:
        d.lines.addEllipse(QRectF(2, 2, 12, 12));
        line(d.lines, {{8, 7.5}, {8, 11.5}});
        d.areas.addEllipse(QRectF(7.2, 4.3, 1.6, 1.6));
        break;
    case Symbol::Less: line(d.lines, {{3, 8}, {13, 8}}); break;
    case Symbol::List: list(d, 14); break;
    case Symbol::More:
        line(d.lines, {{3, 8}, {13, 8}});
        line(d.lines, {{8, 3}, {8, 13}});
        break;
    case Symbol::Next:
        list(d, 6);
        triangle(d.areas, {9, 9}, {9, 15}, {14, 12});
        break;
    case Symbol::Pause:
        d.areas.addRoundedRect(QRectF(4, 3, 2.8, 10), 0.8, 0.8);
        d.areas.addRoundedRect(QRectF(9.2, 3, 2.8, 10), 0.8, 0.8);
        break;
    case Symbol::Play: triangle(d.areas, {4.5, 2.5}, {4.5, 13.5}, {13.5, 8}); break;
    case Symbol::Radio:
        d.areas.addEllipse(QRectF(6.5, 6.5, 3, 3));
        for (const double r : {4.2, 6.8}) {
            arc(d.lines, QRectF(8 - r, 8 - r, 2 * r, 2 * r), -48, 96);
            arc(d.lines, QRectF(8 - r, 8 - r, 2 * r, 2 * r), 132, 96);
        }
        break;
    case Symbol::Reject:
        d.lines.addEllipse(QRectF(2, 2, 12, 12));
        line(d.lines, {{4, 4}, {12, 12}});
        break;
    case Symbol::Heart:
        d.lines.moveTo(8, 13.5);
        d.lines.cubicTo(1, 8.5, 1.5, 3, 5, 3);
        d.lines.cubicTo(6.5, 3, 7.5, 4, 8, 5.2);
        d.lines.cubicTo(8.5, 4, 9.5, 3, 11, 3);
        d.lines.cubicTo(14.5, 3, 15, 8.5, 8, 13.5);
        break;
    case Symbol::Star:
        line(d.lines, {{8, 1.8}, {9.9, 5.8}, {14.2, 6.3}, {11, 9.3}, {11.9, 13.6}, {8, 11.4}, {4.1, 13.6}, {5, 9.3}, {1.8, 6.3}, {6.1, 5.8}, {8, 1.8}});
        break;
    case Symbol::Save:
        line(d.lines, {{8, 2}, {8, 10}});
        line(d.lines, {{4.5, 6.5}, {8, 10}, {11.5, 6.5}});
        line(d.lines, {{2.5, 11}, {2.5, 14}, {13.5, 14}, {13.5, 11}});
        break;
    case Symbol::Scan:
        arc(d.lines, QRectF(2.5, 2.5, 11, 11), 60, 250);
        triangle(d.areas, {8.5, 0.5}, {13, 3.6}, {8.5, 6.5});
        break;
    case Symbol::Search:
        d.lines.addEllipse(QRectF(2, 2, 8.5, 8.5));
        line(d.lines, {{9.5, 9.5}, {14, 14}});
        break;
    case Symbol::Settings:
        for (const auto &[y, x] : {std::pair(4.0, 10.0), {8.0, 5.0}, {12.0, 9.0}}) {
            line(d.lines, {{2, y}, {x - 1.8, y}});
            line(d.lines, {{x + 1.8, y}, {14, y}});
            d.lines.addEllipse(QPointF(x, y), 1.8, 1.8);
        }
        break;
    case Symbol::Track:
        line(d.lines, {{6, 12}, {6, 3.5}, {13, 2}, {13, 10.5}});
        d.areas.addEllipse(QRectF(2.4, 10.4, 4, 3.4));
        d.areas.addEllipse(QRectF(9.4, 8.9, 4, 3.4));
        break;
    case Symbol::Undo:
        line(d.lines, {{6, 2.5}, {2.5, 6}, {6, 9.5}});
        line(d.lines, {{2.5, 6}, {10, 6}});
        arc(d.lines, QRectF(6.5, 6, 7, 7), 90, -180);
        line(d.lines, {{10, 13}, {6, 13}});
        break;
    case Symbol::Up: line(d.lines, {{3.5, 10}, {8, 5.5}, {12.5, 10}}); break;
    }
    return d;
}

class SymbolEngine : public QIconEngine
{
public:
    explicit SymbolEngine(Symbol symbol) : m_symbol(symbol) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const QColor colour = mode == QIcon::Disabled   ? palette.color(QPalette::Disabled, QPalette::ButtonText)
                              : mode == QIcon::Selected ? palette.color(QPalette::HighlightedText)
                                                        : palette.color(QPalette::ButtonText);
        const Drawing drawing = drawingOf(m_symbol);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        const double scale = std::min(rect.width(), rect.height()) / 16.0;
        painter->translate(rect.center() + QPointF(0.5, 0.5) - QPointF(8, 8) * scale);
        painter->scale(scale, scale);
        painter->setPen(QPen(colour, 1.35, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPath(drawing.lines);
        painter->fillPath(drawing.areas, colour);
        painter->restore();
    }
    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }
    [[nodiscard]] QIconEngine *clone() const override { return new SymbolEngine(m_symbol); }

private:
    Symbol m_symbol;
};

} // namespace

QIcon symbol(Symbol symbol) { return QIcon(new SymbolEngine(symbol)); }

} // namespace taraf::gui
