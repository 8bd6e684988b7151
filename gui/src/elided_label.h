#pragma once

#include <QLabel>
#include <QStyle>

namespace taraf::gui {

/// Where lines begin in this layout, also of words that run the other way: Qt's labels would put those at the far end.
[[nodiscard]] inline Qt::Alignment lineStart(const QWidget &widget) { return QStyle::visualAlignment(widget.layoutDirection(), Qt::AlignLeft | Qt::AlignVCenter) | Qt::AlignAbsolute; }

/// One line that gives way: what doesn't fit ends in dots, and stands in the tooltip.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);
    void setText(const QString &text);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    void elide();

    QString m_text;
};

} // namespace taraf::gui
