#include "asking.h"
#include "documents.h"
#include "listenbrainz_command.h"
#include "listens_commands.h"

#include "taraf/base/path.h"

namespace taraf::cli {
namespace {

struct Import {
    std::vector<std::string> files;
    std::string format;
    bool isDry = false;
};

struct Unmapped {
    std::size_t count = 50;
    std::string since;
};

std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

void tell(const QJsonObject &result, bool isDry)
{
    std::printf("%s%s new, %s known already", isDry ? "would import: " : "", counted(number(result, u"imported"), "listen", "listens").c_str(), grouped(number(result, u"duplicates")).c_str());
    for (const auto &[key, one, many] : {std::tuple(u"skips", "skip", "skips"), {u"counts", "count of plays", "counts of plays"}, {u"opinions", "rating", "ratings"}}) {
        if (number(result, key) > 0) std::printf(", %s", counted(number(result, key), one, many).c_str());
    }
    if (number(result, u"left_out") > 0) std::printf(", %s left out (podcasts, private sessions and the like)", grouped(number(result, u"left_out")).c_str());
    std::printf("\n");
    if (!isDry) std::printf("%s that were heard %s in your collection\n", counted(number(result, u"in_collection"), "song", "songs").c_str(), number(result, u"in_collection") == 1 ? "is" : "are");
    for (const QJsonValue each : result.value(u"playlists").toArray()) {
        const QJsonObject list = each.toObject();
        std::printf("playlist %s: %s of %s in your collection\n", fitted(field(list, u"name"), 200).c_str(), grouped(number(list, u"found")).c_str(), counted(number(list, u"count"), "track", "tracks").c_str());
        for (const QJsonValue missing : list.value(u"missing").toArray()) std::printf("  not there: %s\n", fitted(missing.toString().toStdString(), 200).c_str());
    }
    for (const QJsonValue each : result.value(u"reasons").toArray()) {
        const QJsonObject reason = each.toObject();
        std::printf("%s not used: %s\n", counted(number(reason, u"count"), "row", "rows").c_str(), field(reason, u"reason").c_str());
        int told = 0;
        for (const QJsonValue row : result.value(u"rejected").toArray()) {
            const QJsonObject at = row.toObject();
            if (at.value(u"reason") != reason.value(u"reason") || told++ == 3) continue;
            std::printf("  %s, row %s\n", fitted(field(at, u"file"), 200).c_str(), grouped(number(at, u"line")).c_str());
            if (told == 3) break;
        }
    }
}

Result<Exit> import(const Context &context, const Import &request)
{
    std::vector<std::string> arguments{"import"};
    for (const std::string &file : request.files) {
        auto path = absolutePath(file);
        if (!path) return fail(std::move(path).error());
        arguments.push_back(std::move(*path));
    }
    if (!request.format.empty()) arguments.insert(arguments.end(), {"--from", request.format});
    if (request.isDry) arguments.emplace_back("--dry-run");
    const auto result = job(context, arguments);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    } else {
        tell(*result, request.isDry);
    }
    return Exit::Done;
}

Result<Exit> unmapped(const Context &context, const Unmapped &request)
{
    std::vector<std::string> arguments{"history", "--missing", "--top", std::to_string(request.count)};
    if (!request.since.empty()) arguments.insert(arguments.end(), {"--since", request.since});
    const auto result = job(context, arguments);
    if (!result) return fail(result.error());
    const QJsonArray songs = result->value(u"top_tracks").toArray();
    if (context.output == Output::Json) {
        if (auto printed = print(QJsonObject{{QStringLiteral("songs"), songs}, {QStringLiteral("albums"), result->value(u"top_albums")}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    Table table({0});
    for (const QJsonValue each : songs) {
        const QJsonObject song = each.toObject();
        table.add({counted(number(song, u"plays"), "play", "plays"), field(song, u"artist"), field(song, u"name")});
    }
    table.print(stdout);
    if (songs.isEmpty()) std::printf("everything you listened to is in your collection\n");
    return Exit::Done;
}

} // namespace

void addListens(CLI::App &app, Action &chosen)
{
    CLI::App *command = app.add_subcommand("listens", "Bring in what you listened to, share it with ListenBrainz, and see what of it is missing");
    command->require_subcommand(1);
    const auto imported = std::make_shared<Import>();
    CLI::App *importing = command->add_subcommand("import", "Bring in listens, ratings and playlists that other programs and services wrote down");
    importing->add_option("FILE", imported->files, "Exports as they were downloaded; ZIP, tar, gz, bz2, xz and zst need not be unpacked");
    importing->add_option("--from", imported->format, "listenbrainz, spotify-extended, spotify-account, lastfm-1k, lastfm-360k, lastfm-csv, rockbox, maloja, strawberry or clementine; told from the contents without. Or tags, without a FILE: the ratings and counts that players left in your music's tags")
        ->type_name("FORMAT");
    importing->add_flag("--dry-run", imported->isDry, "Say what would come in, and change nothing");
    importing->footer("Examples:\n  taraf listens import listenbrainz_me_2026.zip\n  taraf listens import my_spotify_data.zip\n  taraf listens import lastfm-dataset-1K.tar.gz\n"
                      "  taraf listens import .scrobbler.log\n  taraf listens import ~/.local/share/strawberry/strawberry/strawberry.db\n  taraf listens import --from tags\n\nThe same file again changes nothing.");
    importing->callback([&chosen, imported] { chosen = [imported](const Context &context) { return import(context, *imported); }; });
    addListenBrainz(*command, chosen);
    const auto missing = std::make_shared<Unmapped>();
    CLI::App *mapping = command->add_subcommand("unmapped", "What you played most and don't have");
    mapping->add_option("-n", missing->count, "How many")->check(CLI::Range(1, 10'000).description(""))->type_name("N")->capture_default_str();
    mapping->add_option("--since", missing->since, "From this day on: 2025-01-31")->type_name("DAY");
    mapping->callback([&chosen, missing] { chosen = [missing](const Context &context) { return unmapped(context, *missing); }; });
    addListensReview(*command, chosen);
}

} // namespace taraf::cli
