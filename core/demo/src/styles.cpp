#include "styles.h"

#include "synth/master.h"

namespace taraf::demo {
namespace {

struct StyleEntry {
    void (*compose)(Canvas &, const Piece &, Lot &);
    Finish finish;
};

StyleEntry entry(Style style)
{
    switch (style) {
    case Style::Ambient: return {composeAmbient, {.level = -20, .fadeIn = 2.0, .fadeOut = 6}};
    case Style::Strings: return {composeStrings, {.level = -19.5, .fadeIn = 0.05, .fadeOut = 3}};
    case Style::Electronic: return {composeElectronic, {.level = -17, .fadeOut = 3}};
    case Style::Folk: return {composeFolk, {.level = -21.5, .fadeOut = 3}};
    case Style::Piano: return {composePiano, {.level = -20, .fadeOut = 3}};
    case Style::Rock: return {composeRock, {.level = -17, .fadeOut = 3}};
    case Style::Chiptune: return {composeChiptune, {.level = -19, .fadeOut = 1.5}};
    case Style::Jazz: return {composeJazz, {.level = -20.5, .fadeOut = 3}};
    case Style::Percussion: return {composePercussion, {.level = -18, .fadeOut = 3}};
    }
    return {composeAmbient, {}};
}

} // namespace

Canvas renderTrack(const TrackPlan &plan, const std::stop_token &stop)
{
    Lot lot(plan.seed);
    const AlbumPlan &album = *plan.album;
    Scale scale = album.scale;
    // The album's key, its fourth, its fifth, or a tone below.
    scale.root += lot.pick(std::array<int, 5>{0, 0, 5, -5, -2});
    const Piece piece{.album = album,
                      .scale = scale,
                      .tempo = lot.between(album.slowest, album.fastest),
                      .seconds = plan.seconds,
                      .number = plan.number,
                      .stop = stop};
    Canvas canvas(album.rate, plan.seconds, stop);
    const StyleEntry style = entry(album.style);
    style.compose(canvas, piece, lot);
    Finish finish = style.finish;
    // A lossy encoder's output swings a little past its input.
    if (album.format == Format::Vorbis) finish.ceiling = -1.8;
    master(canvas, finish);
    return canvas;
}

} // namespace taraf::demo
