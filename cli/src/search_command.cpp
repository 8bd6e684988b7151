#include "asking.h"
#include "documents.h"

namespace taraf::cli {
namespace {

struct Request {
    std::vector<std::string> words;
    std::size_t count = 20;
};

Result<Exit> search(const Context &context, const Request &request)
{
    QStringList words;
    for (const std::string &word : request.words) words.append(text(word));
    const auto found = ask(context, service::Question::Search,
                           {{QStringLiteral("words"), words.join(u' ')}, {QStringLiteral("count"), static_cast<qint64>(request.count)}});
    if (!found) return fail(found.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*found); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    const auto field = [](const QJsonObject &row, QStringView key) { return row.value(key).toString().toStdString(); };
    Table albums, tracks;
    for (const QJsonValue each : found->value(u"albums").toArray()) {
        const QJsonObject album = each.toObject();
        albums.add({field(album, u"artist"), field(album, u"album"), counted(static_cast<std::uint64_t>(album.value(u"count").toInteger()), "track", "tracks"), field(album, u"path")});
    }
    for (const QJsonValue each : found->value(u"tracks").toArray()) {
        const QJsonObject track = each.toObject();
        tracks.add({field(track, u"artist"), field(track, u"title"), field(track, u"album"), field(track, u"path")});
    }
    albums.print(stdout);
    if (!found->value(u"albums").toArray().isEmpty()) std::printf("\n");
    tracks.print(stdout);
    if (found->value(u"tracks").toArray().isEmpty() && found->value(u"albums").toArray().isEmpty()) std::printf("nothing is called so\n");
    return Exit::Done;
}

} // namespace

void addSearch(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("search", "Find tracks and albums by their names");
    command->add_option("WORD", request->words, "The beginnings of words, in any order")->required();
    command->add_option("-n", request->count, "How many of each")->check(CLI::Range(1, 1000).description(""))->type_name("N")->capture_default_str();
    command->footer("Examples:\n  taraf search miles blue\n  taraf search bjork homog       (finds Björk – Homogenic)");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return search(context, *request); }; });
}

} // namespace taraf::cli
