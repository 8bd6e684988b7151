#include "asking.h"
#include "documents.h"
#include "picture.h"

#include "taraf/base/path.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

struct Request {
    std::string user, since, until, by = "month";
    bool isEverybody = false, isTable = false;
    std::size_t top = 10;
    std::string picture;
};

std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

/// An eighth of a cell is the smallest step of a bar.
std::string bar(std::uint64_t value, std::uint64_t most, std::size_t cells)
{
    static constexpr std::string_view parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const std::size_t eighths = most == 0 ? 0 : value * cells * 8 / most;
    std::string drawn;
    for (std::size_t i = 0; i < eighths / 8; ++i) drawn += "█";
    drawn += parts[eighths % 8];
    return drawn.empty() && value > 0 ? "▏" : drawn;
}

std::string dateOf(qint64 at) { return QDateTime::fromSecsSinceEpoch(at).date().toString(Qt::ISODate).toStdString(); }

void tellTop(const char *title, const QJsonArray &rows)
{
    if (rows.isEmpty()) return;
    std::printf("\n%s\n", title);
    Table table({0});
    for (const QJsonValue each : rows) {
        const QJsonObject row = each.toObject();
        table.add({grouped(number(row, u"plays")), field(row, u"name").empty() ? field(row, u"artist") : field(row, u"name"), field(row, u"name").empty() ? "" : field(row, u"artist")});
    }
    table.print(stdout);
}

void tellStreak(const char *what, const QJsonObject &streak)
{
    if (number(streak, u"days") > 1) std::printf("%s: %s from %s on\n", what, counted(number(streak, u"days"), "day", "days in a row").c_str(), field(streak, u"begin").c_str());
}

void tell(const QJsonObject &history)
{
    const std::uint64_t plays = number(history, u"plays");
    if (plays == 0) {
        std::printf("no listens are known for that; bring some in: taraf listens import FILE\n");
        return;
    }
    std::printf("%s of %s on %s by %s", counted(plays, "listen", "listens").c_str(), counted(number(history, u"tracks"), "track", "tracks").c_str(), counted(number(history, u"albums"), "album", "albums").c_str(),
                counted(number(history, u"artists"), "artist", "artists").c_str());
    std::printf("; %.0f %% of them new\n", 100.0 * static_cast<double>(number(history, u"discovered")) / static_cast<double>(plays));
    tellStreak("longest streak", history.value(u"longest_streak").toObject());
    tellStreak("last streak", history.value(u"last_streak").toObject());
    const QJsonArray periods = history.value(u"periods").toArray();
    std::uint64_t most = 0;
    for (const QJsonValue each : periods) most = std::max(most, number(each.toObject(), u"plays"));
    std::printf("\n");
    Table table({1, 3});
    for (const QJsonValue each : periods) {
        const QJsonObject period = each.toObject();
        table.add({field(period, u"begin"), grouped(number(period, u"plays")), bar(number(period, u"plays"), most, 30), counted(number(period, u"discovered"), "new track", "new tracks")});
    }
    table.print(stdout);
    tellTop("Artists", history.value(u"top_artists").toArray());
    tellTop("Albums", history.value(u"top_albums").toArray());
    tellTop("Tracks", history.value(u"top_tracks").toArray());
    const QJsonArray spikes = history.value(u"spikes").toArray();
    if (spikes.isEmpty()) return;
    std::printf("\nOver and over, lately\n");
    Table loved({0});
    for (qsizetype i = 0; i < std::min<qsizetype>(spikes.size(), 5); ++i) {
        const QJsonObject spike = spikes[i].toObject();
        loved.add({grouped(number(spike, u"plays")) + " within a day", field(spike, u"title"), field(spike, u"artist"), dateOf(spike.value(u"at").toInteger())});
    }
    loved.print(stdout);
}

/// One table after the other, each with a head; the first column names it.
void tabulate(const QJsonObject &history)
{
    const auto cell = [](const QJsonObject &row, QStringView key) { return row.value(key).toString().simplified().toStdString(); };
    std::printf("period\tbegin\tplays\ttracks\tdiscovered\n");
    for (const QJsonValue each : history.value(u"periods").toArray()) {
        const QJsonObject row = each.toObject();
        std::printf("period\t%s\t%llu\t%llu\t%llu\n", field(row, u"begin").c_str(), static_cast<unsigned long long>(number(row, u"plays")), static_cast<unsigned long long>(number(row, u"tracks")),
                    static_cast<unsigned long long>(number(row, u"discovered")));
    }
    for (const auto &[kind, key] : {std::pair("artist", u"top_artists"), {"album", u"top_albums"}, {"track", u"top_tracks"}}) {
        std::printf("%s\tartist\tname\tplays\n", kind);
        for (const QJsonValue each : history.value(key).toArray()) {
            const QJsonObject row = each.toObject();
            std::printf("%s\t%s\t%s\t%llu\n", kind, cell(row, u"artist").c_str(), cell(row, u"name").c_str(), static_cast<unsigned long long>(number(row, u"plays")));
        }
    }
}

Result<Exit> stats(const Context &context, const Request &request)
{
    if (auto known = checkPictureName(request.picture); !known) return fail(std::move(known).error());
    std::vector<std::string> arguments{"history", "--by", request.by, "--top", std::to_string(request.top)};
    for (const auto &[option, value] : {std::pair("--user", request.user), {"--since", request.since}, {"--until", request.until}}) {
        if (!value.empty()) arguments.insert(arguments.end(), {option, value});
    }
    if (request.isEverybody) arguments.emplace_back("--everybody");
    const auto history = job(context, arguments);
    if (!history) return fail(history.error());
    if (!request.picture.empty()) {
        const auto path = absolutePath(request.picture);
        if (!path) return fail(path.error());
        if (number(*history, u"plays") == 0) return fail(ErrorCode::NotFound, "no listens are known for that, so there is nothing to draw; bring some in: taraf listens import FILE");
        if (auto written = writePicture(statsPicture(*history, request.isEverybody ? "everybody" : request.user), *path); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        if (auto printed = print(*history); !printed) return fail(std::move(printed).error());
    } else if (request.isTable) {
        tabulate(*history);
    } else {
        tell(*history);
    }
    if (!request.picture.empty() && context.output == Output::Text) std::fprintf(stderr, "drawn: %s\n", displayText(request.picture).c_str());
    return Exit::Done;
}

} // namespace

void addStats(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("stats", "What you listened to: how much, what most, what was new");
    command->add_option("--by", request->by, "day, week, month or year")->check(CLI::IsMember({"day", "week", "month", "year"}).description(""))->type_name("PERIOD")->capture_default_str();
    command->add_option("--since", request->since, "From this day on: 2025-01-31")->type_name("DAY");
    command->add_option("--until", request->until, "To the end of this day")->type_name("DAY");
    command->add_option("--top", request->top, "How many artists, albums and tracks")->check(CLI::Range(1, 100'000).description(""))->type_name("N")->capture_default_str();
    CLI::Option *user = command->add_option("--user", request->user, "Somebody else whose listens were imported")->type_name("NAME");
    command->add_flag("--everybody", request->isEverybody, "All listeners together")->excludes(user);
    command->add_flag("--tsv", request->isTable, "As tab-separated values");
    command->add_option("--picture", request->picture, "Also draw it, to keep or to share: an .svg or a .png")->type_name("FILE");
    command->footer("Examples:\n  taraf stats\n  taraf stats --since 2025-01-01 --until 2025-12-31 --picture 2025.png\n  taraf stats --by year\n  taraf stats --since 2025-01-01 --until 2025-12-31 --top 25");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return stats(context, *request); }; });
}

} // namespace taraf::cli
