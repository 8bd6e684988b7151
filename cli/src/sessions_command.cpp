#include "asking.h"
#include "documents.h"
#include "picture.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <QDateTime>

#include <charconv>

namespace taraf::cli {
namespace {

constexpr int kSessionsShown = 10;

struct Request {
    std::string file, format, out, picture, gap = "20m";
    bool isInclusive = false, isExplained = false;
    std::size_t longest = 50, top = 10;
};

/// Seconds of "20m", "1h", "90s", "1200".
std::optional<std::int64_t> secondsOf(std::string_view written)
{
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    const std::string_view unit(end, static_cast<std::size_t>(written.data() + written.size() - end));
    if (error != std::errc{} || value < 0 || value > 1'000'000) return std::nullopt;
    if (unit == "h") return value * 3600;
    if (unit == "m") return value * 60;
    if (unit.empty() || unit == "s") return value;
    return std::nullopt;
}

/// A tab or a line's end in a name would be one of the table's.
std::string cell(const QJsonObject &row, QStringView key)
{
    QString text = row.value(key).toString();
    for (QChar &c : text) {
        if (c == u'\t' || c == u'\n' || c == u'\r') c = u' ';
    }
    return text.toStdString();
}

std::string table(const QJsonArray &songs)
{
    std::string out = "artist_name\ttrack_name\tplay_count\n";
    for (const QJsonValue each : songs) {
        const QJsonObject song = each.toObject();
        out += cell(song, u"artist") + '\t' + cell(song, u"title") + '\t' + std::to_string(song.value(u"plays").toInteger()) + '\n';
    }
    return out;
}

void tell(const QJsonObject &result)
{
    const auto number = [](const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); };
    const QJsonArray sessions = result.value(u"sessions").toArray();
    std::printf("%s by %s in %s; the %s:\n", counted(number(result, u"plays"), "play", "plays").c_str(), counted(number(result, u"users"), "listener", "listeners").c_str(),
                counted(number(result, u"found"), "session", "sessions").c_str(), sessions.size() == 1 ? "longest" : (std::to_string(sessions.size()) + " longest").c_str());
    Table longest({0});
    int shown = 0;
    for (const QJsonValue each : sessions) {
        const QJsonObject session = each.toObject();
        const QDateTime begin = QDateTime::fromSecsSinceEpoch(session.value(u"begin").toInteger()), end = QDateTime::fromSecsSinceEpoch(session.value(u"end").toInteger());
        longest.add({counted(number(session, u"plays"), "play", "plays"), session.value(u"user").toString().toStdString(), begin.toString(QStringLiteral("yyyy-MM-dd hh:mm")).toStdString(),
                     inWords(std::chrono::seconds(begin.secsTo(end)))});
        if (++shown == kSessionsShown) break;
    }
    longest.print(stdout);
    std::printf("\nPlayed most in them:\n");
    Table songs({0});
    for (const QJsonValue each : result.value(u"songs").toArray()) {
        const QJsonObject song = each.toObject();
        songs.add({counted(number(song, u"plays"), "play", "plays"), cell(song, u"artist"), cell(song, u"title")});
    }
    songs.print(stdout);
    if (const std::uint64_t rejected = number(result, u"rejected_count"); rejected > 0) std::printf("\n%s could not be read\n", counted(rejected, "row", "rows").c_str());
}

void tellSteps(const QJsonObject &result)
{
    const auto number = [](const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); };
    const auto text = [](const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); };
    std::printf("\nFrom the rows to the answer:\n");
    Table steps({1, 3});
    for (const QJsonValue each : result.value(u"steps").toArray()) {
        const QJsonObject step = each.toObject();
        std::vector<std::string> dropped;
        for (const QJsonValue one : step.value(u"dropped").toArray()) dropped.push_back("dropped " + grouped(number(one.toObject(), u"count")) + ": " + text(one.toObject(), u"reason"));
        const std::string in = text(step, u"in_unit"), out = text(step, u"out_unit");
        steps.add({text(step, u"name"), counted(number(step, u"in"), in, in + "s"), "→", counted(number(step, u"out"), out, out + "s")}, std::move(dropped));
    }
    steps.print(stdout);
    std::printf("\nWhat the columns hold:\n");
    Table columns({1, 2, 4});
    columns.add({"column", "empty", "values", "most frequent", "rows"});
    for (const QJsonValue each : result.value(u"columns").toArray()) {
        const QJsonObject column = each.toObject();
        columns.add({text(column, u"name"), grouped(number(column, u"nulls")), grouped(number(column, u"distinct")), text(column, u"most"), grouped(number(column, u"most_rows"))});
    }
    columns.print(stdout);
}

Result<Exit> sessions(const Context &context, const Request &request)
{
    if (auto known = checkPictureName(request.picture); !known) return fail(std::move(known).error());
    const auto gap = secondsOf(request.gap);
    if (!gap) return fail(ErrorCode::InvalidArgument, "a gap is written 20m, 1h or 90s, not '" + request.gap + "'");
    std::vector<std::string> arguments{"sessions"};
    if (!request.file.empty()) {
        auto path = absolutePath(request.file);
        if (!path) return fail(std::move(path).error());
        arguments.push_back(std::move(*path));
    }
    arguments.insert(arguments.end(), {"--gap", std::to_string(*gap), "--longest", std::to_string(request.longest), "--top", std::to_string(request.top)});
    if (!request.format.empty()) arguments.insert(arguments.end(), {"--from", request.format});
    if (request.isInclusive) arguments.emplace_back("--inclusive");
    if (request.isExplained || !request.picture.empty()) arguments.emplace_back("--explain");
    const auto result = job(context, arguments);
    if (!result) return fail(result.error());
    if (!request.out.empty()) {
        const auto path = absolutePath(request.out);
        if (!path) return fail(path.error());
        if (auto written = writeAtomically(*path, table(result->value(u"songs").toArray())); !written) return fail(std::move(written).error());
    }
    if (!request.picture.empty()) {
        const auto path = absolutePath(request.picture);
        if (!path) return fail(path.error());
        if (auto drawn = writePicture(stepsPicture(*result), *path); !drawn) return fail(std::move(drawn).error());
    }
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    } else {
        tell(*result);
        if (request.isExplained) tellSteps(*result);
        if (!request.out.empty()) std::printf("\nwritten to %s\n", displayText(request.out).c_str());
    }
    return Exit::Done;
}

} // namespace

void addSessions(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("sessions", "The longest listening sessions, and what was played most in them");
    command->add_option("FILE", request->file, "Listens as `taraf listens import` reads them, straight from the file; without: those of the library");
    command->add_option("--gap", request->gap, "A session goes on while the next play starts less than this after the one before")->type_name("TIME")->capture_default_str();
    command->add_flag("--inclusive", request->isInclusive, "Or exactly that long after it");
    command->add_option("--longest", request->longest, "How many sessions, over all listeners")->check(CLI::Range(0, 1'000'000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--top", request->top, "How many songs")->check(CLI::Range(0, 1'000'000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--from", request->format, "The file's format; told from its contents without")->type_name("FORMAT");
    command->add_option("--out", request->out, "Write the songs as tab-separated values: artist_name, track_name, play_count")->type_name("FILE");
    command->add_flag("--explain", request->isExplained, "Also tell what each step read, kept and dropped, and what the columns hold");
    command->add_option("--picture", request->picture, "Draw that: an .svg or a .png")->type_name("FILE");
    command->footer("Examples:\n  taraf sessions\n  taraf sessions lastfm-dataset-1K.tar.gz --gap 20m --longest 50 --top 10 --out most_played_tracks.tsv\n\n"
                    "Sessions of equal length are in the order of listeners, then of time; songs of equal plays in the order of artists, then of titles.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return sessions(context, *request); }; });
}

} // namespace taraf::cli
