#pragma once

#include <QIcon>

namespace taraf::gui {

enum class Symbol { Album, Append, Close, Copy, Down, Folder, Follow, Heart, Info, Less, List, More, Next, Pause, Play, Radio, Reject, Save, Scan, Search, Settings, Star, Track, Undo, Up };

/// Drawn in the palette's colours at whatever size and scale is asked for, so that it fits any theme, light or dark.
[[nodiscard]] QIcon symbol(Symbol symbol);

} // namespace taraf::gui
