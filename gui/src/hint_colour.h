#pragma once

#include "row_delegate.h"

#include <QWidget>

#include <cmath>

namespace taraf::gui {

/// Some themes leave the colour of hints as dark as it is on white (Qt 6.8's own for KDE does): then one between text and ground is taken, for all in the widget.
inline void keepHintsReadable(QWidget &widget)
{
    QPalette palette = widget.palette();
    const QColor ground = palette.color(QPalette::Window), text = palette.color(QPalette::WindowText), hint = palette.color(QPalette::PlaceholderText);
    const auto apart = [&](const QColor &colour) { return std::abs(mixed(ground, colour, colour.alphaF()).lightnessF() - ground.lightnessF()); };
    if (apart(hint) > 0.3F * apart(text)) return;
    palette.setColor(QPalette::PlaceholderText, mixed(ground, text, 0.6));
    widget.setPalette(palette);
}

} // namespace taraf::gui
