#include "context.h"
#include "documents.h"
#include "focus_option.h"
#include "index_option.h"

#include "taraf/answer/evaluate.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <cmath>
#include <format>

namespace taraf::cli {
namespace {

using answer::Evaluation;
using answer::FocusEvaluation;
using answer::FocusFigures;

struct Request {
    answer::EvaluationQuestion question;
    bool filtersArtists = false;
    std::string against;
};

// ---------------------------------------------------------------- JSON

QJsonValue document(double number)
{
    return std::isfinite(number) ? QJsonValue(std::round(number * 1e6) / 1e6) : QJsonValue(QJsonValue::Null);
}

QJsonValue document(const Figure &figure)
{
    if (!figure.isKnown()) return QJsonValue::Null;
    return QJsonObject{{QStringLiteral("value"), document(figure.value)}, {QStringLiteral("low"), document(figure.low)}, {QStringLiteral("high"), document(figure.high)}};
}

/// The columns of one kind by their names.
QJsonValue document(const ColumnFigures &figures, const Evaluation &evaluation, bool isNumeric)
{
    QJsonValue value = document(figures.mean);
    if (value.isNull()) return value;
    QJsonObject columns, object = value.toObject();
    std::size_t at = 0;
    for (const answer::EvaluatedColumn &column : evaluation.columns) {
        if (column.isNumeric == isNumeric) columns.insert(text(column.name), document(figures.columns[at++]));
    }
    object[u"columns"] = columns;
    return object;
}

QJsonObject document(const FocusFigures &figures, const Evaluation &evaluation)
{
    QJsonValue hubness = QJsonValue::Null;
    if (figures.largest.isKnown()) {
        hubness = QJsonObject{{QStringLiteral("skewness"), document(figures.skewness)}, {QStringLiteral("largest"), document(figures.largest)},
                              {QStringLiteral("never_reached"), document(figures.neverReached)}};
    }
    return {{QStringLiteral("accuracy"), document(figures.accuracy, evaluation, false)},
            {QStringLiteral("precision"), document(figures.precision, evaluation, false)},
            {QStringLiteral("album_hit"), document(figures.albumHit)},
            {QStringLiteral("artist_hit"), document(figures.artistHit)},
            {QStringLiteral("hubness"), hubness},
            {QStringLiteral("correlation"), document(figures.correlation, evaluation, true)},
            {QStringLiteral("short_lists"), static_cast<qint64>(figures.shortLists)}};
}

QJsonObject document(const Evaluation &evaluation)
{
    QJsonArray labels, notes;
    for (const answer::EvaluatedColumn &column : evaluation.columns) {
        labels.append(QJsonObject{{QStringLiteral("name"), text(column.name)},
                                  {QStringLiteral("kind"), column.isNumeric ? QStringLiteral("numbers") : QStringLiteral("classes")},
                                  {QStringLiteral("tracks"), static_cast<qint64>(column.tracks)},
                                  {QStringLiteral("classes"), column.isNumeric ? QJsonValue(QJsonValue::Null) : QJsonValue(static_cast<qint64>(column.classes))},
                                  {QStringLiteral("chance"), document(column.chance)},
                                  {QStringLiteral("best"), document(column.best)},
                                  {QStringLiteral("alone"), column.isNumeric ? QJsonValue(QJsonValue::Null) : QJsonValue(static_cast<qint64>(column.alone))}});
    }
    for (const std::string &note : evaluation.notes) notes.append(text(note));
    QJsonObject foci;
    for (const FocusEvaluation &focus : evaluation.foci) {
        QJsonObject object = document(focus.figures, evaluation);
        if (focus.exact) {
            object[u"exact"] = document(*focus.exact, evaluation);
            object[u"recall"] = document(focus.recall);
        }
        foci.insert(text(focus.name), object);
    }
    return {{QStringLiteral("folder"), text(evaluation.folder)},
            {QStringLiteral("tracks"), static_cast<qint64>(evaluation.tracks)},
            {QStringLiteral("queries"), static_cast<qint64>(evaluation.queries)},
            {QStringLiteral("artists"), static_cast<qint64>(evaluation.artists)},
            {QStringLiteral("labels"), labels},
            {QStringLiteral("chance"), document(evaluation.chance)},
            {QStringLiteral("foci"), foci},
            {QStringLiteral("notes"), notes}};
}

// ---------------------------------------------------------------- text

/// "0.48 ± 0.03": half of the interval.
std::string number(const Figure &figure, int digits, double unit = 1)
{
    if (!figure.isKnown()) return "–";
    std::string out = std::format("{:.{}f}", unit * figure.value, digits);
    if (figure.hasInterval()) out += std::format(" ± {:.{}f}", unit * (figure.high - figure.low) / 2, digits);
    return out;
}

/// A share in per cent, with a digit more where it is sure enough to mean something.
std::string perCent(const Figure &figure)
{
    return number(figure, figure.hasInterval() && figure.high - figure.low > 0.02 ? 0 : 1, 100);
}

/// One figure a column; those that can be told nowhere are left out.
struct Shown {
    std::string head;
    std::function<std::string(const FocusFigures &)> cell;
};

const std::vector<Shown> &shown()
{
    static const std::vector<Shown> all{
        {"nearest %", [](const FocusFigures &f) { return perCent(f.accuracy.mean); }},
        {"ten nearest %", [](const FocusFigures &f) { return perCent(f.precision.mean); }},
        {"album %", [](const FocusFigures &f) { return perCent(f.albumHit); }},
        {"artist %", [](const FocusFigures &f) { return perCent(f.artistHit); }},
        {"numbers r", [](const FocusFigures &f) { return number(f.correlation.mean, 2); }},
        {"hubs", [](const FocusFigures &f) { return number(f.skewness, 2); }},
        {"most lists", [](const FocusFigures &f) { return number(f.largest, 0); }},
        {"in none %", [](const FocusFigures &f) { return perCent(f.neverReached); }}};
    return all;
}

void printTable(const Evaluation &evaluation)
{
    const bool isAgainst = std::ranges::any_of(evaluation.foci, [](const FocusEvaluation &focus) { return focus.exact.has_value(); });
    std::vector<std::string> heads{""};
    std::vector<std::vector<std::string>> rows;
    for (const FocusEvaluation &focus : evaluation.foci) {
        rows.push_back({focus.name + (isAgainst ? ", graph" : "")});
        if (focus.exact) rows.push_back({focus.name + ", exact"});
    }
    for (const Shown &figure : shown()) {
        std::vector<std::string> cells;
        for (const FocusEvaluation &focus : evaluation.foci) {
            cells.push_back(figure.cell(focus.figures));
            if (focus.exact) cells.push_back(figure.cell(*focus.exact));
        }
        if (std::ranges::all_of(cells, [](const std::string &cell) { return cell == "–"; })) continue;
        heads.push_back(figure.head);
        for (std::size_t row = 0; row < rows.size(); ++row) rows[row].push_back(std::move(cells[row]));
    }
    std::vector<std::size_t> right;
    for (std::size_t i = 1; i < heads.size(); ++i) right.push_back(i);
    Table table(std::move(right));
    table.add(std::move(heads));
    for (auto &row : rows) table.add(std::move(row));
    table.print(stdout);
    for (const FocusEvaluation &focus : evaluation.foci) {
        if (focus.recall.isKnown()) std::printf("%s: the graph finds %s %% of the exact ten nearest.\n", focus.name.c_str(), perCent(focus.recall).c_str());
    }
}

/// Each column of labels by itself, where there is more than one.
void printColumns(const Evaluation &evaluation)
{
    if (evaluation.columns.size() < 2) return;
    std::vector<std::size_t> right;
    std::vector<std::string> heads{""};
    for (std::size_t i = 0; i < evaluation.foci.size(); ++i) {
        right.push_back(i + 1);
        heads.push_back(evaluation.foci[i].name);
    }
    Table table(std::move(right));
    table.add(std::move(heads));
    std::size_t classes = 0, numbers = 0;
    for (const answer::EvaluatedColumn &column : evaluation.columns) {
        std::vector<std::string> row{displayText(column.name) + (column.isNumeric ? " r" : " %")};
        for (const FocusEvaluation &focus : evaluation.foci) {
            row.push_back(column.isNumeric ? number(focus.figures.correlation.columns[numbers], 2) : perCent(focus.figures.precision.columns[classes]));
        }
        ++(column.isNumeric ? numbers : classes);
        table.add(std::move(row));
    }
    std::printf("\nEach column of labels by itself:\n");
    table.print(stdout);
}

std::string inHundred(double share) { return std::format("{:.0f}", 100 * share); }

/// What it comes to, in words.
void printMeaning(const Evaluation &evaluation, bool isFiltered)
{
    const FocusEvaluation &first = evaluation.foci.front();
    if (const Figure &precision = first.figures.precision.mean; precision.isKnown()) {
        std::printf("\nOf the ten nearest (%s), %s in 100 have the label of the track that asks; drawn by lot it would be %s%s.%s\n", first.name.c_str(),
                    inHundred(precision.value).c_str(), inHundred(evaluation.chance).c_str(),
                    evaluation.best < 0.995 ? (", and at best " + inHundred(evaluation.best) + ", because some labels have few tracks").c_str() : "",
                    precision.hasInterval() && precision.low <= evaluation.chance ? " That can't be told from chance." : "");
    }
    if (const Figure &agreement = first.figures.correlation.mean; agreement.isKnown()) {
        std::printf("The numbers of the twenty nearest (%s) follow a track's own with a correlation of %.2f; by lot it would be 0, 1 is the most.\n",
                    first.name.c_str(), agreement.value);
    }
    if (const Figure &never = first.figures.neverReached; never.isKnown()) {
        const auto tracks = static_cast<std::uint64_t>(std::llround(never.value * static_cast<double>(evaluation.tracks)));
        if (tracks == 0) std::printf("Every track is among somebody's ten nearest.\n");
        else std::printf("%s among nobody's ten nearest.\n", counted(tracks, "track is", "tracks are").c_str());
    }
    std::size_t alone = 0;
    for (const answer::EvaluatedColumn &column : evaluation.columns) alone = std::max(alone, column.alone);
    if (alone > 0) {
        std::printf("%s no other track%s with the same label, and can't be right.\n", counted(alone, "track that asks has", "tracks that ask have").c_str(), isFiltered ? " by another artist" : "");
    }
    if (first.figures.shortLists > 0) {
        std::printf("%s fewer than ten neighbours to judge; what is there counts.\n", counted(first.figures.shortLists, "track that asks has", "tracks that ask have").c_str());
    }
    for (const std::string &note : evaluation.notes) std::printf("Note: %s.\n", displayText(note).c_str());
}

void tell(const Evaluation &evaluation, const Request &request)
{
    const bool isTable = evaluation.columns.size() > 1 || evaluation.columns.front().name != request.question.labels;
    std::string labels = isTable ? displayText(request.question.labels) : evaluation.columns.front().name;
    if (evaluation.columns.size() == 1 && !evaluation.columns.front().isNumeric) labels += ", " + counted(evaluation.columns.front().classes, "class", "classes");
    std::printf("%s below %s, by %s; labels: %s%s\n", counted(evaluation.tracks, "track", "tracks").c_str(), displayText(evaluation.folder).c_str(),
                evaluation.artists == 0 ? "unknown artists" : counted(evaluation.artists, "artist", "artists").c_str(), labels.c_str(),
                request.filtersArtists ? "; no neighbours by the same artist" : "");
    if (evaluation.queries != evaluation.tracks) std::printf("%s of them ask.\n", grouped(evaluation.queries).c_str());
    std::printf("\n");
    printTable(evaluation);
    printColumns(evaluation);
    printMeaning(evaluation, request.filtersArtists);
}

Result<Exit> evaluate(const Context &context, const Request &request)
{
    answer::EvaluationQuestion question = request.question;
    if (question.foci.empty() && question.neighbours.empty()) question.foci.assign(kFoci.begin(), kFoci.end());
    question.artistFilter = request.filtersArtists ? answer::ArtistFilter::On : answer::ArtistFilter::Off;
    question.againstExact = !request.against.empty();
    if (question.againstExact && question.index == answer::IndexChoice::Exact) {
        return fail(ErrorCode::InvalidArgument, "--against exact holds the graph against the exact search; leave --index exact out");
    }
    ProgressDisplay display(context.progress);
    const auto judged = answer::evaluate(context.home, question, context.stop, [&](const Progress &progress) { display.show(progress); });
    display.clear();
    if (!judged) return fail(judged.error());
    if (context.output == Output::Json) {
        if (auto printed = print(document(*judged)); !printed) return fail(std::move(printed).error());
    } else {
        tell(*judged, request);
    }
    return Exit::Done;
}

} // namespace

void addEvaluate(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    answer::EvaluationQuestion &question = request->question;
    CLI::App *command = app.add_subcommand("evaluate", "Measure how well what sounds alike agrees with labels you trust");
    command->add_option("DIR", question.folder, "A scanned folder; tracks below it are judged")->required();
    command->add_option("--labels", question.labels, "folder (the first below DIR), artist, album, genre, or a table: a path, a tab and labels on each line")
        ->required()->type_name("LABELS");
    command->add_flag("--artist-filter", request->filtersArtists, "Leave out neighbours by the same artist");
    command->add_option("--queries", question.queries, "Only the tracks in this file ask; a path a line")->type_name("FILE");
    command->add_option("--neighbours", question.neighbours, "Judge this list, as taraf neighbours writes it, whoever made it")->type_name("FILE");
    command->add_option("--against", request->against, "exact: judge exact search beside the graph")->check(CLI::IsMember({"exact"}).description(""))->type_name("exact");
    command->add_option("--focus", question.foci, "Only this focus (all); may be given again")->transform(focusNames())->type_name("FOCUS")->allow_extra_args(false);
    addIndex(*command, question.index);
    command->footer("Examples:\n  taraf evaluate ~/Music --labels genre --artist-filter\n  taraf evaluate ~/Music --labels moods.tsv --focus mood\n\n"
                    "Each track asks, the others answer. Figures have 95 % intervals. docs/evaluate.md says how to read them.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return evaluate(context, *request); }; });
}

} // namespace taraf::cli
