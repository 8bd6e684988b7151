/// @file How a track is made from its plan: one composer for every style.
#pragma once

#include "plan.h"
#include "synth/canvas.h"

#include <stop_token>

namespace taraf::demo {

/// What a composer works with.
struct Piece {
    const AlbumPlan &album;
    Scale scale;      ///< the track's own key, around the album's
    double tempo;     ///< beats a minute
    double seconds;   ///< of the whole, the ending included
    int number;       ///< of the track
    std::stop_token stop;
};

/// The finished track, mastered. Once `stop` is requested it returns soon, with a canvas of no use.
[[nodiscard]] Canvas renderTrack(const TrackPlan &plan, const std::stop_token &stop);

/// The composers, one a file in styles/. They fill the canvas; level, peaks and fades are set afterwards.
void composeAmbient(Canvas &canvas, const Piece &piece, Lot &lot);
void composeStrings(Canvas &canvas, const Piece &piece, Lot &lot);
void composeElectronic(Canvas &canvas, const Piece &piece, Lot &lot);
void composeFolk(Canvas &canvas, const Piece &piece, Lot &lot);
void composePiano(Canvas &canvas, const Piece &piece, Lot &lot);
void composeRock(Canvas &canvas, const Piece &piece, Lot &lot);
void composeChiptune(Canvas &canvas, const Piece &piece, Lot &lot);
void composeJazz(Canvas &canvas, const Piece &piece, Lot &lot);
void composePercussion(Canvas &canvas, const Piece &piece, Lot &lot);

} // namespace taraf::demo
