/// @file From a mix to what goes on the shelf: level, peaks, fades, silence at the ends.
#pragma once

#include "synth/canvas.h"

namespace taraf::demo {

struct Finish {
    double level = -17;   ///< dBFS, root mean square over what is not silent
    double ceiling = -1;  ///< dBFS, no sample above
    double fadeIn = 0.01; ///< s
    double fadeOut = 3;   ///< s, to exact silence at the last frame
};

/// Takes away what is below hearing, sets the level, limits peaks with look-ahead, fades both ends.
void master(Canvas &canvas, const Finish &finish);

/// Bends samples softly towards ±1, `drive` times louder before.
void distort(Canvas &canvas, double drive);

} // namespace taraf::demo
