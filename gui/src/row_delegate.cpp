#include "row_delegate.h"

#include "covers.h"
#include "row_model.h"
#include "symbols.h"

#include <QApplication>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

namespace taraf::gui {
namespace {

constexpr int kMargin = 6;
constexpr int kGap = 10;

QFont smaller(QFont font)
{
    if (font.pointSizeF() > 0) font.setPointSizeF(font.pointSizeF() * 0.88);
    else font.setPixelSize(std::max(1, static_cast<int>(font.pixelSize() * 0.88)));
    return font;
}

QFont stronger(QFont font)
{
    font.setWeight(QFont::DemiBold);
    return font;
}

QString secondLine(const Entry &entry)
{
    const Row &row = entry.row;
    if (entry.kind == Kind::Albums) return entry.count > 0 ? RowModel::tr("%1 · %n track(s)", nullptr, entry.count).arg(row.artist) : row.artist;
    return row.album.isEmpty() ? row.artist : row.artist.isEmpty() ? row.album : row.artist + QStringLiteral(" · ") + row.album;
}

int heightOf(const QStyleOptionViewItem &option) { return QFontMetrics(stronger(option.font)).height() + 2 * QFontMetrics(smaller(option.font)).height() + 2; }

/// The per cent, and under it a bar.
void paintMatch(QPainter *painter, const QRect &rect, int match, const QColor &text, const QColor &bar, const QColor &trough)
{
    const QFontMetrics metrics(painter->font());
    const int top = rect.center().y() - (metrics.height() + 6) / 2;
    painter->setPen(text);
    painter->drawText(QRect(rect.left(), top, rect.width(), metrics.height()), Qt::AlignCenter, RowModel::tr("%1 %").arg(match));
    const QRectF full(rect.left() + 2, top + metrics.height() + 2, rect.width() - 4, 3);
    painter->setPen(Qt::NoPen);
    painter->setBrush(trough);
    painter->drawRoundedRect(full, 1.5, 1.5);
    QRectF part = full;
    part.setWidth(full.width() * match / 100.0);
    if (painter->layoutDirection() == Qt::RightToLeft) part.moveRight(full.right());
    painter->setBrush(bar);
    painter->drawRoundedRect(part, 1.5, 1.5);
}

} // namespace

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto between = [share](double x, double y) { return static_cast<float>(x + (y - x) * share); };
    return QColor::fromRgbF(between(a.redF(), b.redF()), between(a.greenF(), b.greenF()), between(a.blueF(), b.blueF()));
}

void paintCover(QPainter *painter, const QRect &rect, const QPixmap &cover, const QString &name, const QPalette &palette)
{
    painter->save();
    painter->setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    QPainterPath rounded;
    rounded.addRoundedRect(rect, 4, 4);
    painter->setClipPath(rounded);
    if (!cover.isNull()) {
        // The middle of what is not square.
        const int edge = std::min(cover.width(), cover.height());
        painter->drawPixmap(rect, cover, QRect((cover.width() - edge) / 2, (cover.height() - edge) / 2, edge, edge));
    } else {
        // Names differ a little in shade, so that rows can be told apart.
        const double shade = 0.16 + 0.04 * static_cast<double>(qHash(name) % 6);
        painter->fillPath(rounded, mixed(palette.color(QPalette::Base), palette.color(QPalette::Highlight), shade));
        const qsizetype letter = std::ranges::find_if(name, [](QChar c) { return c.isLetterOrNumber(); }) - name.begin();
        QFont font = painter->font();
        font.setPixelSize(std::max(8, rect.height() * 2 / 5));
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        painter->setPen(mixed(palette.color(QPalette::Base), palette.color(QPalette::Text), 0.7));
        painter->drawText(rect, Qt::AlignCenter, letter < name.size() ? name.mid(letter, 1).toUpper() : QStringLiteral("♪"));
    }
    painter->restore();
}

QSize RowDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const { return {120, heightOf(option) + 2 * kMargin}; }

void RowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const RowModel *>(index.model());
    if (!model) return;
    const Entry &entry = model->entry(index);
    QStyleOptionViewItem item = option;
    item.text.clear();
    const QStyle *style = item.widget ? item.widget->style() : QApplication::style();
    painter->save();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &item, painter, item.widget);

    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const auto group = item.state.testFlag(QStyle::State_Active) ? QPalette::Active : QPalette::Inactive;
    const QColor back = item.palette.color(group, selected ? QPalette::Highlight : QPalette::Base);
    const QColor text = item.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
    // Themes' colours for what is selected are near to each other already.
    const QColor dim = mixed(text, back, selected ? 0.08 : 0.32), dimmer = mixed(text, back, selected ? 0.14 : 0.42);

    const auto place = [&](const QRect &rect) { return QStyle::visualRect(item.direction, item.rect, rect); };
    const QRect inner = item.rect.adjusted(kMargin + 2, kMargin, -kMargin - 2, -kMargin);
    const int edge = inner.height();
    const QRect cover(inner.left(), inner.top(), edge, edge);
    const bool isFirm = entry.isHanded && !entry.isPlaying; // the player has it already
    painter->setOpacity(isFirm ? 0.6 : 1.0);
    paintCover(painter, place(cover), m_covers.coverOf(entry.row.uri), entry.row.album.isEmpty() ? entry.row.title : entry.row.album, item.palette);
    painter->setOpacity(1.0);

    const QFont strong = stronger(item.font), little = smaller(item.font);
    const QString end = entry.match >= 0 ? RowModel::tr("%1 %").arg(100) : durationText(entry.row.durationMs);
    const int endWidth = QFontMetrics(little).horizontalAdvance(end) + 8;
    const QRect far(inner.right() - endWidth + 1, inner.top(), endWidth, inner.height());
    painter->setFont(little);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(item.direction);
    if (entry.match >= 0) {
        const QColor bar = selected ? text : item.palette.color(group, QPalette::Highlight);
        paintMatch(painter, place(far), entry.match, dim, bar, mixed(back, text, 0.16));
    } else {
        painter->setPen(dim);
        painter->drawText(place(far), Qt::AlignCenter, end);
    }

    const int left = cover.right() + 1 + kGap, width = far.left() - kGap / 2 - left;
    const auto line = [&](int top, const QFont &font, const QColor &colour, const QString &words, int indent = 0, int taken = 0) {
        const QFontMetrics metrics(font);
        painter->setFont(font);
        painter->setPen(colour);
        painter->setLayoutDirection(Qt::LayoutDirectionAuto); // names are in languages of their own
        painter->drawText(place(QRect(left + indent, top, width - indent - taken, metrics.height())), static_cast<int>(QStyle::visualAlignment(item.direction, Qt::AlignLeft | Qt::AlignVCenter) | Qt::AlignAbsolute),
                          metrics.elidedText(words, Qt::ElideRight, width - indent - taken));
        return top + metrics.height();
    };
    const int strongHeight = QFontMetrics(strong).height();
    const int words = strongHeight + QFontMetrics(little).height() * (entry.row.why.isEmpty() ? 1 : 2) + 2;
    int top = inner.top() + (inner.height() - words) / 2, indent = 0;
    if (entry.isPlaying) {
        indent = strongHeight;
        symbol(Symbol::Play).paint(painter, place(QRect(left, top, strongHeight - 2, strongHeight)), Qt::AlignCenter, selected ? QIcon::Selected : QIcon::Normal);
    }
    int said = 0; // the width of what people said, at the end of the title's line
    if (const QString opinion = opinionText(entry.row); !opinion.isEmpty()) {
        said = QFontMetrics(little).horizontalAdvance(opinion) + 8;
        painter->setFont(little);
        painter->setPen(selected ? text : mixed(item.palette.color(group, QPalette::Highlight), text, 0.25));
        painter->drawText(place(QRect(left + width - said, top, said, strongHeight)), Qt::AlignCenter, opinion);
    }
    top = line(top, strong, isFirm ? dim : text, entry.row.title, indent, said) + 1;
    top = line(top, little, dim, secondLine(entry)) + 1;
    if (!entry.row.why.isEmpty()) line(top, little, dimmer, entry.row.why);

    if (item.state.testFlag(QStyle::State_HasFocus) && item.state.testFlag(QStyle::State_KeyboardFocusChange)) {
        QStyleOptionFocusRect focus;
        focus.QStyleOption::operator=(item);
        focus.rect = item.rect.adjusted(1, 1, -1, -1);
        focus.backgroundColor = back;
        style->drawPrimitive(QStyle::PE_FrameFocusRect, &focus, painter, item.widget);
    }
    painter->restore();
}

} // namespace taraf::gui
