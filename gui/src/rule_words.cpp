#include "rule_words.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace taraf::gui {
namespace {

constexpr std::array<std::pair<const char *, const char *>, 19> kLabels{{
    {"per-artist", QT_TRANSLATE_NOOP("rules", "Tracks of one artist")},
    {"per-album", QT_TRANSLATE_NOOP("rules", "Tracks of one album")},
    {"artist-spacing", QT_TRANSLATE_NOOP("rules", "Distance between an artist's tracks")},
    {"album-spacing", QT_TRANSLATE_NOOP("rules", "Distance between an album's tracks")},
    {"min-duration", QT_TRANSLATE_NOOP("rules", "Shortest track")},
    {"max-duration", QT_TRANSLATE_NOOP("rules", "Longest track")},
    {"repeat-window", QT_TRANSLATE_NOOP("rules", "Days without repeats")},
    {"years", QT_TRANSLATE_NOOP("rules", "Years")},
    {"excluded-genres", QT_TRANSLATE_NOOP("rules", "Genres left out")},
    {"unwanted", QT_TRANSLATE_NOOP("rules", "What you don't want")},
    {"versions", QT_TRANSLATE_NOOP("rules", "Versions of a song")},
    {"near-duplicate", QT_TRANSLATE_NOOP("rules", "Nearly the same sound")},
    {"near-duplicate-same-title", QT_TRANSLATE_NOOP("rules", "Nearly the same sound, same title")},
    {"anchor", QT_TRANSLATE_NOOP("rules", "Radio: stay near the start")},
    {"flow", QT_TRANSLATE_NOOP("rules", "Radio: flow from track to track")},
    {"variety", QT_TRANSLATE_NOOP("rules", "Radio: chance")},
    {"familiarity", QT_TRANSLATE_NOOP("rules", "Radio: unheard or well known")},
    {"energy", QT_TRANSLATE_NOOP("rules", "Radio: energy")},
    {"when-dry", QT_TRANSLATE_NOOP("rules", "When nothing is left")},
}};

// What tarafd says, so that it can be translated.
[[maybe_unused]] constexpr const char *kSentences[] = {
    QT_TRANSLATE_NOOP("rules", "At most so many by one artist, or so many of an artist's albums; 0: any number"),
    QT_TRANSLATE_NOOP("rules", "At most so many of one album; 0: any number"),
    QT_TRANSLATE_NOOP("rules", "At least so many others between two by one artist"),
    QT_TRANSLATE_NOOP("rules", "At least so many others between two of one album"),
    QT_TRANSLATE_NOOP("rules", "Nothing shorter"),
    QT_TRANSLATE_NOOP("rules", "Nothing longer; 0: as long as it likes"),
    QT_TRANSLATE_NOOP("rules", "Nothing that was heard in the last days; 0: what was heard may come"),
    QT_TRANSLATE_NOOP("rules", "Only what was made in these years; nothing: in any"),
    QT_TRANSLATE_NOOP("rules", "Nothing of these genres, unless what you start from has it"),
    QT_TRANSLATE_NOOP("rules", "What you hate or rejected, and what is by such artists or on such albums: out, or in like the rest"),
    QT_TRANSLATE_NOOP("rules", "One version of a song (live, remaster, best-of, remix), or all"),
    QT_TRANSLATE_NOOP("rules", "Tracks that sound more alike than this are one; 1: never"),
    QT_TRANSLATE_NOOP("rules", "The same for tracks with equal titles"),
    QT_TRANSLATE_NOOP("rules", "How much nearness to what you started from counts"),
    QT_TRANSLATE_NOOP("rules", "How much nearness to the track before counts"),
    QT_TRANSLATE_NOOP("rules", "How much chance there is in it; 0: none"),
    QT_TRANSLATE_NOOP("rules", "-1: rather what you never played, 1: rather what you play most, 0: no matter"),
    QT_TRANSLATE_NOOP("rules", "From calm up, from lively down, steady as the start, or any"),
    QT_TRANSLATE_NOOP("rules", "When the rules leave nothing: give way, or end the list"),
};

[[maybe_unused]] constexpr const char *kWords[] = {
    QT_TRANSLATE_NOOP("rule words", "tracks"), QT_TRANSLATE_NOOP("rule words", "seconds"), QT_TRANSLATE_NOOP("rule words", "days"),
    QT_TRANSLATE_NOOP("rule words", "one"),    QT_TRANSLATE_NOOP("rule words", "all"),     QT_TRANSLATE_NOOP("rule words", "relax"),
    QT_TRANSLATE_NOOP("rule words", "end"),    QT_TRANSLATE_NOOP("rule words", "similar"), QT_TRANSLATE_NOOP("rule words", "albums"),
    QT_TRANSLATE_NOOP("rule words", "radio"),  QT_TRANSLATE_NOOP("rule words", "path"),    QT_TRANSLATE_NOOP("rule words", "out"),
    QT_TRANSLATE_NOOP("rule words", "in"),     QT_TRANSLATE_NOOP("rule words", "any"),     QT_TRANSLATE_NOOP("rule words", "steady"),
    QT_TRANSLATE_NOOP("rule words", "up"),     QT_TRANSLATE_NOOP("rule words", "down"),
};

} // namespace

QString ruleLabel(const QString &name)
{
    const auto *found = std::ranges::find_if(kLabels, [&](const auto &label) { return name == QLatin1String(label.first); });
    return found == kLabels.end() ? name : QCoreApplication::translate("rules", found->second);
}

QString ruleSentence(const QString &about) { return QCoreApplication::translate("rules", about.toUtf8().constData()); }

QString ruleWord(const QString &word) { return word.isEmpty() ? QString() : QCoreApplication::translate("rule words", word.toUtf8().constData()); }

} // namespace taraf::gui
