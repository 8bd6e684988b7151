/// @file How well likeness agrees with labels on a collection: the figures of `taraf evaluate`.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/figure.h"

#include <optional>

namespace taraf::answer {

enum class ArtistFilter { Off, On };

struct EvaluationQuestion {
    std::string folder;     ///< tracks below it are judged; as a person names it
    std::string labels;     ///< "folder" (the first one below `folder`), "artist", "album", "genre" (of the tags), else a table's file
    std::string queries;    ///< a file with a path a line: only these ask; empty: all that are labelled
    std::string neighbours; ///< a file as `taraf neighbours` writes it, which is judged instead of the library's index; empty: none
    ArtistFilter artistFilter = ArtistFilter::Off; ///< neighbours by the query's artists are left out of accuracy, precision and correlation
    std::vector<Focus> foci; ///< at least one, but for `neighbours`
    IndexChoice index = IndexChoice::Auto;
    bool againstExact = false; ///< each focus once more by exact search, beside the graph
};

/// A column of labels. A table may have several.
struct EvaluatedColumn {
    std::string name;
    bool isNumeric = false;
    std::size_t tracks = 0;  ///< labelled there
    std::size_t classes = 0; ///< 0: isNumeric
    double chance = 0;       ///< precision of neighbours drawn by lot, [0, 1]; not finite: isNumeric, or nobody asks
    double best = 0;         ///< and of the best that can be drawn, likewise: where a label has few tracks, other ones fill the ten
    std::size_t alone = 0;   ///< queries with a label that no neighbour allowed to them has
};

/// Definitions: room judge, figures.h. Shares are in [0, 1].
struct FocusFigures {
    ColumnFigures accuracy, precision; ///< one a column of classes
    Figure albumHit, artistHit;        ///< never filtered
    Figure skewness, largest, neverReached;
    ColumnFigures correlation;         ///< one a column of numbers
    std::size_t shortLists = 0;        ///< queries that had fewer than ten neighbours to judge
};

struct FocusEvaluation {
    std::string name; ///< of the focus, or "list"
    FocusFigures figures;
    std::optional<FocusFigures> exact; ///< againstExact
    Figure recall;                     ///< againstExact: the share of the exact ten nearest that was found
};

struct Evaluation {
    std::string folder;         ///< absolute, bytes
    std::size_t tracks = 0;     ///< that are labelled: they answer
    std::size_t queries = 0;    ///< of these, that ask
    std::size_t artists = 0;    ///< known
    std::vector<EvaluatedColumn> columns;
    double chance = 0, best = 0; ///< means over columns of classes; not finite: there is none
    std::vector<FocusEvaluation> foci;
    std::vector<std::string> notes; ///< what a reader of the figures should know
};

/// Judges the neighbours of all labelled tracks below a folder, each asking the others. Takes minutes at 100,000 tracks.
/// Errors: NotFound (nothing below the folder has been listened to, or is labelled; no artist is known for the filter), InvalidArgument (labels
/// and filter, or index and list, that make no sense together), Corrupt (a file that is no table, naming the line), Io, Cancelled.
/// Threads: any; it blocks and asks on every core. `progress` is called from the calling thread.
[[nodiscard]] TARAF_EXPORT Result<Evaluation> evaluate(const Home &home, const EvaluationQuestion &question, const std::stop_token &stop,
                                                       const ProgressSink &progress);

} // namespace taraf::answer
