#include "context.h"
#include "documents.h"
#include "focus_option.h"
#include "seeds.h"

#include "taraf/base/path.h"

#include <limits>

namespace taraf::cli {
namespace {

enum class Answer { Tracks, Albums };

struct Request {
    std::vector<std::string> paths, minus;
    std::size_t count = 20;
    Answer answer = Answer::Tracks;
    Focus focus = Focus::Overall;
    double from = -1, to = -1;
};

QJsonObject queryDocument(const std::vector<answer::Seed> &seeds, const std::vector<answer::Seed> &minus, Focus focus)
{
    const auto list = [](const std::vector<answer::Seed> &from) {
        QJsonArray array;
        for (const answer::Seed &seed : from) {
            array.append(QJsonObject{{QStringLiteral("path"), text(seed.path)}, {QStringLiteral("uri"), text(fileUri(seed.path))}, {QStringLiteral("label"), text(seed.label)}});
        }
        return array;
    };
    return {{QStringLiteral("seeds"), list(seeds)}, {QStringLiteral("minus"), list(minus)}, {QStringLiteral("focus"), text(name(focus))}};
}

std::string headline(const std::vector<answer::Seed> &seeds, const std::vector<answer::Seed> &minus)
{
    const auto list = [](const std::vector<answer::Seed> &from) {
        std::string names;
        for (const answer::Seed &seed : from) names += (names.empty() ? "" : " and ") + seed.label;
        return names;
    };
    return "Similar to " + list(seeds) + (minus.empty() ? "" : ", unlike " + list(minus)) + ":";
}

Result<std::optional<Span>> spanOf(const Request &request)
{
    if (request.from < 0 && request.to < 0) return std::nullopt;
    if (request.paths.size() != 1) return fail(ErrorCode::InvalidArgument, "--from and --to take a part of one file; name a single one");
    const double from = std::max(request.from, 0.0);
    const double to = request.to < 0 ? from + kAnalysisSpan.count() : request.to;
    if (to - from < 3) return fail(ErrorCode::InvalidArgument, "a part has to be 3 seconds long at least: --from 30 --to 40");
    return Span{Seconds(from), Seconds(to)};
}

Result<Exit> similar(const Context &context, const Request &request)
{
    const auto answers = answer::Answers::open(context.home);
    if (!answers) return fail(answers.error());
    const auto span = spanOf(request);
    if (!span) return fail(span.error());
    auto seeds = findSeeds(context, *answers, request.paths, *span);
    if (!seeds) return fail(std::move(seeds).error());
    auto minus = findSeeds(context, *answers, request.minus);
    if (!minus) return fail(std::move(minus).error());

    const answer::SimilarQuestion question{.seeds = *seeds, .minus = *minus, .count = request.count, .focus = request.focus};
    QJsonArray results;
    Table table({0});
    if (request.answer == Answer::Albums) {
        const auto albums = answers->similarAlbums(question);
        if (!albums) return fail(albums.error());
        for (const answer::AlbumAnswer &album : *albums) {
            results.append(document(album));
            table.add({std::to_string(album.match) + "%", displayText(album.album.artist), displayText(album.album.title), album.why});
        }
    } else {
        const auto tracks = answers->similar(question);
        if (!tracks) return fail(tracks.error());
        for (const answer::TrackAnswer &track : *tracks) {
            results.append(document(track, Scores::With));
            table.add({std::to_string(track.match) + "%", track.track.artist(), track.track.titleOrName(), displayText(track.track.tags.album), track.why});
        }
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("query"), queryDocument(*seeds, *minus, request.focus)}, {QStringLiteral("results"), results}}); !printed) {
            return fail(std::move(printed).error());
        }
        return Exit::Done;
    }
    std::printf("%s\n", fitted(headline(*seeds, *minus), 400).c_str());
    if (results.isEmpty()) std::printf("nothing else has been listened to yet; scan more music: taraf rescan DIR\n");
    table.print(stdout);
    return Exit::Done;
}

} // namespace

void addSimilar(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("similar", "Find what sounds like a track, an album, a playlist or any audio file");
    command->add_option("PATH", request->paths, "Tracks, album folders, playlists, or any audio file")->required();
    command->add_option("--minus", request->minus, "What it should not sound like")->type_name("PATH")->allow_extra_args(false);
    command->add_option("-n", request->count, "How many")->check(CLI::Range(1, 10000))->capture_default_str();
    command->add_flag_callback("--album", [request] { request->answer = Answer::Albums; }, "Answer with albums");
    addFocus(*command, request->focus);
    const auto seconds = CLI::Range(0.0, 1e6).description("");
    command->add_option("--from", request->from, "Only the part that starts here, in seconds")->check(seconds)->type_name("S")->default_str("");
    command->add_option("--to", request->to, "… and ends here; 3 seconds at least")->check(seconds)->type_name("S")->default_str("");
    command->footer("Examples:\n  taraf similar ~/Music/Artist/Album --album\n  taraf similar ~/Downloads/new.mp3 -n 10\n"
                    "  taraf similar song.flac --from 30 --to 45 --focus mood\n\n"
                    "The per cent: 100 is the same sound, 50 a random pair of your collection.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return similar(context, *request); }; });
}

} // namespace taraf::cli
