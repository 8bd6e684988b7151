#include "asking.h"
#include "documents.h"
#include "results.h"

#include "taraf/answer/playlist_file.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cstdlib>

namespace taraf::cli {
namespace {

Result<Exit> start(const Context &context, const std::vector<std::string> &folders)
{
    Context human = context;
    human.output = Output::Text;
    auto scanned = rescan(human, {.folders = folders});
    if (!scanned) return scanned;

    const auto answers = answer::Answers::open(context.home);
    if (!answers) return fail(answers.error());
    const auto album = answers->anyAlbum();
    if (!album) return fail(album.error());

    const QJsonObject question{{QStringLiteral("seeds"), seedsOf({album->path})}};
    QJsonObject ten = question;
    ten[u"count"] = 10;
    const auto alike = ask(context, service::Question::Similar, ten);
    if (!alike) return fail(alike.error());
    std::printf("\nSimilar to %s:\n", fitted(album->label, 200).c_str());
    tellResults(alike->value(u"results").toArray());

    const auto radio = ask(context, service::Question::Radio, question);
    if (!radio) return fail(radio.error());
    const Playlist playlist = service::playlistOf(*radio);
    if (auto made = makeFolder(context.home.playlists()); !made) return fail(std::move(made).error());
    const std::string file = context.home.playlists() + "/" + answer::fileNameOf(playlist.title) + ".m3u8";
    if (auto written = answer::writePlaylist(playlist, file, {.format = "m3u8", .player = {}}); !written) return fail(std::move(written).error());
    std::printf("\n%s: %s, in a playlist that Strawberry, Clementine and Audacious open:\n  %s\n", fitted(playlist.title, 200).c_str(),
                counted(playlist.entries.size(), "track", "tracks").c_str(), displayText(file).c_str());
    // Run from a checkout, `taraf` is not on the path; whoever started us says how it is called there.
    const char *called = std::getenv("TARAF_COMMAND"); // NOLINT(concurrency-mt-unsafe)
    const std::string taraf = called == nullptr ? "taraf" : displayText(called), path = displayText(album->path);
    std::printf("\nNext, with an album of your own:\n  %s similar \"%s\"\n  %s radio \"%s\" --out radio.m3u8\n", taraf.c_str(), path.c_str(), taraf.c_str(),
                path.c_str());
    return scanned;
}

} // namespace

void addStart(CLI::App &app, Action &chosen)
{
    const auto folders = std::make_shared<std::vector<std::string>>();
    CLI::App *command = app.add_subcommand("start", "Scan, show what is alike and write a first radio playlist: everything in one go");
    command->add_option("DIR", *folders, "The folders your music is in; without any, the ones scanned before");
    command->footer("Example:\n  taraf start ~/Music");
    command->callback([&chosen, folders] { chosen = [folders](const Context &context) { return start(context, *folders); }; });
}

} // namespace taraf::cli
