#pragma once

#include <QLabel>

namespace taraf::gui {

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
