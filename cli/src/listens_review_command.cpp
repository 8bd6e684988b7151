#include "asking.h"
#include "documents.h"
#include "listens_commands.h"

#include "taraf/base/path.h"

namespace taraf::cli {
namespace {

struct Review {
    std::size_t count = 20;
    std::vector<std::string> same, choose, none, undo;
};

std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

void tell(const QJsonObject &song)
{
    const QJsonArray tracks = song.value(u"tracks").toArray();
    const std::string name = field(song, u"artist") + " – " + field(song, u"title");
    std::printf("%lld  %s  (%s)\n", song.value(u"song").toInteger(), fitted(name, 200).c_str(), counted(static_cast<std::uint64_t>(song.value(u"plays").toInteger()), "play", "plays").c_str());
    for (qsizetype i = 0; i < tracks.size(); ++i) {
        const QJsonObject track = tracks[i].toObject();
        const std::string called = field(track, u"artist") + " – " + field(track, u"title");
        std::printf("    %-14s %3d %%  %s%s\n                    %s\n", field(track, u"id").c_str(), static_cast<int>(std::lround(100 * track.value(u"score").toDouble())), fitted(called, 200).c_str(),
                    i == 0 && song.value(u"taken").toBool() ? "  (counts as it)" : "", fitted(field(track, u"path"), 500).c_str());
    }
}

Result<Exit> review(const Context &context, const Review &request)
{
    std::vector<std::string> arguments{"review", "-n", std::to_string(request.count)};
    for (const auto &[option, values] : {std::pair("--same", &request.same), {"--none", &request.none}, {"--undo", &request.undo}}) {
        for (const std::string &value : *values) arguments.insert(arguments.end(), {option, value});
    }
    for (std::size_t i = 0; i + 1 < request.choose.size(); i += 2) {
        auto path = absolutePath(request.choose[i + 1]);
        if (!path) return fail(std::move(path).error());
        arguments.insert(arguments.end(), {"--choose", request.choose[i], *path});
    }
    const auto result = job(context, arguments);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    for (const QJsonValue each : result->value(u"decided").toArray()) {
        const QJsonObject decided = each.toObject();
        std::printf("%lld: %s\n", decided.value(u"song").toInteger(), field(decided, u"verdict").c_str());
    }
    const QJsonArray songs = result->value(u"songs").toArray();
    for (const QJsonValue song : songs) tell(song.toObject());
    if (!songs.isEmpty()) {
        const QJsonObject song = songs[0].toObject();
        const std::string number = std::to_string(song.value(u"song").toInteger()), id = field(song.value(u"tracks").toArray()[0].toObject(), u"id");
        std::printf("\nIt is that one: taraf listens review --same %s\nIt is none of them: taraf listens review --none %s\nIt is another file: taraf listens review --choose %s FILE\nEach can be taken back: taraf listens review --undo %s\n",
                    id.c_str(), number.c_str(), number.c_str(), number.c_str());
    } else if (!result->contains(u"decided")) {
        std::printf("nothing is in doubt\n");
    }
    return Exit::Done;
}

} // namespace

void addListensReview(CLI::App &listens, Action &chosen)
{
    const auto request = std::make_shared<Review>();
    CLI::App *command = listens.add_subcommand("review", "Songs you heard that may be in your collection under another name, and decide");
    command->add_option("-n", request->count, "How many")->check(CLI::Range(1, 1'000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--same", request->same, "The song is that track")->type_name("SONG:TRACK")->allow_extra_args(false);
    command->add_option("--choose", request->choose, "The song is that file of your collection")->type_name("SONG FILE")->type_size(2)->allow_extra_args(false);
    command->add_option("--none", request->none, "The song is none of them; not asked again")->type_name("SONG")->allow_extra_args(false);
    command->add_option("--undo", request->undo, "Take a decision back")->type_name("SONG")->allow_extra_args(false);
    command->footer("Example:\n  taraf listens review\n  taraf listens review --same 12:845\n\nSongs whose names are nearly the same are joined by themselves, and said to be so here.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return review(context, *request); }; });
}

} // namespace taraf::cli
