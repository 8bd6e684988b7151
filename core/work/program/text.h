/// @file Bytes as the text of a JSON document.
#pragma once

#include "taraf/base/path.h"

#include <QString>

#include <string_view>

namespace taraf {

inline QString text(std::string_view bytes)
{
    const std::string shown = displayText(bytes);
    return QString::fromUtf8(shown.data(), static_cast<qsizetype>(shown.size()));
}

} // namespace taraf
