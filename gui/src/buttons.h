#pragma once

#include "symbols.h"

#include <QToolButton>

namespace taraf::gui {

/// A flat button with a picture; its words are for the pointer that rests on it, and for those who hear them.
[[nodiscard]] inline QToolButton *button(Symbol picture, const QString &words, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setIcon(symbol(picture));
    button->setAutoRaise(true);
    button->setToolTip(words);
    button->setAccessibleName(words);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace taraf::gui
