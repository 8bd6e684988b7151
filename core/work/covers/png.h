/// @file Pixels as a file that everybody shows. Private to the room.
#pragma once

#include "taraf/probe/client.h"

#include <QByteArray>

namespace taraf::work {

/// A PNG of 8 bits a channel, opacity among them.
[[nodiscard]] QByteArray png(const probe::Picture &picture);

} // namespace taraf::work
