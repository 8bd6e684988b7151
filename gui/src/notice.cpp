#include "notice.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace taraf::gui {

Notice::Notice(QWidget *parent)
    : QWidget(parent), m_picture(new QLabel(this)), m_headline(new QLabel(this)), m_sentence(new QLabel(this)), m_steps(new QVBoxLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 24, 24, 24);
    layout->setSpacing(8);
    m_steps->setSpacing(6);
    layout->addStretch(2);
    layout->addWidget(m_picture);
    layout->addWidget(m_headline);
    layout->addWidget(m_sentence);
    layout->addSpacing(8);
    layout->addLayout(m_steps);
    layout->addStretch(3);
    QFont font = m_headline->font();
    font.setPointSizeF(font.pointSizeF() * 1.15);
    font.setWeight(QFont::DemiBold);
    m_headline->setFont(font);
    for (QLabel *label : {m_picture, m_headline, m_sentence}) {
        label->setAlignment(Qt::AlignCenter);
        label->setWordWrap(true);
        label->setTextFormat(Qt::PlainText);
    }
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

void Notice::tell(Symbol symbol, const QString &headline, const QString &sentence, const QList<Step> &steps)
{
    m_symbol = symbol;
    paintPicture();
    m_headline->setText(headline);
    m_sentence->setText(sentence);
    setAccessibleName(headline + QStringLiteral(". ") + sentence);
    while (QLayoutItem *old = m_steps->takeAt(0)) {
        if (QWidget *button = old->widget()) {
            button->hide();
            button->deleteLater(); // it may be the one that was pressed
        }
        delete old;
    }
    for (const Step &step : steps) {
        auto *button = new QPushButton(step.words, this);
        connect(button, &QPushButton::clicked, this, step.act);
        m_steps->addWidget(button, 0, Qt::AlignHCenter);
    }
}

void Notice::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) paintPicture();
}

void Notice::paintPicture() { m_picture->setPixmap(symbol(m_symbol).pixmap(QSize(48, 48), devicePixelRatioF(), QIcon::Disabled)); }

} // namespace taraf::gui
