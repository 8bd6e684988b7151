/// @file The page of the settings that is about players.
#pragma once

#include "taraf/mpris/mpris_host.h"

#include <QWidget>

namespace taraf::mpris {

/// Where lists go, and whose music is listened to. Both are kept at once, for the next run too.
[[nodiscard]] QWidget *playerPage(MprisHost &host, Players &players, QWidget *parent);

/// What was chosen in an earlier run.
void recall(MprisHost &host, Players &players);

} // namespace taraf::mpris
