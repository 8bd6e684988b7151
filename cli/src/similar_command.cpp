#include "clips.h"
#include "context.h"
#include "documents.h"
#include "focus_option.h"
#include "seeds.h"

#include "taraf/base/path.h"

#include <chrono>
#include <cmath>
#include <limits>

namespace taraf::cli {
namespace {

enum class Answer { Tracks, Albums };

struct Request {
    std::vector<std::string> paths, minus, clips;
    std::size_t count = 20;
    Answer answer = Answer::Tracks;
    Focus focus = Focus::Overall;
    std::string from, to; ///< of the only path
};

QJsonObject queryDocument(const std::vector<answer::Seed> &seeds, const std::vector<answer::Seed> &minus, Focus focus)
{
    const auto list = [&](const std::vector<answer::Seed> &from) {
        QJsonArray array;
        for (const answer::Seed &seed : from) {
            QJsonObject object{{QStringLiteral("path"), text(seed.path)}, {QStringLiteral("uri"), text(fileUri(seed.path))}, {QStringLiteral("label"), text(seed.label)},
                               {QStringLiteral("focus"), text(name(seed.focus.value_or(focus)))}};
            if (seed.part) object[u"from"] = seed.part->from.count();
            if (seed.part && std::isfinite(seed.part->to.count())) object[u"to"] = seed.part->to.count();
            array.append(object);
        }
        return array;
    };
    return {{QStringLiteral("seeds"), list(seeds)}, {QStringLiteral("minus"), list(minus)}, {QStringLiteral("focus"), text(name(focus))}};
}

std::string headline(const std::vector<answer::Seed> &seeds, const std::vector<answer::Seed> &minus)
{
    const auto time = [](Seconds seconds) { return clock(std::chrono::duration_cast<Milliseconds>(seconds)); };
    const auto list = [&](const std::vector<answer::Seed> &from) {
        std::string names;
        for (const answer::Seed &seed : from) {
            names += (names.empty() ? "" : " and ") + seed.label;
            if (seed.part) names += " " + time(seed.part->from) + "–" + (std::isfinite(seed.part->to.count()) ? time(seed.part->to) : "…");
            if (seed.focus) names += " (" + std::string(name(*seed.focus)) + ")";
        }
        return names;
    };
    return "Similar to " + list(seeds) + (minus.empty() ? "" : ", unlike " + list(minus)) + ":";
}

/// Of --from and --to; without --to the track's end, or as far as listening goes.
Result<std::optional<Span>> partOf(const Request &request)
{
    if (request.from.empty() && request.to.empty()) return std::nullopt;
    if (request.paths.size() != 1) return fail(ErrorCode::InvalidArgument, "--from and --to take a part of one PATH; for parts of several use --clip");
    const auto from = momentOf(request.from.empty() ? "0" : request.from);
    if (!from) return fail(from.error());
    if (request.to.empty()) return Span{*from, Seconds(std::numeric_limits<double>::infinity())};
    const auto to = momentOf(request.to);
    if (!to) return fail(to.error());
    const Span part{*from, *to};
    if (auto checked = checkLength(part); !checked) return fail(std::move(checked).error());
    return part;
}

/// What is asked with: whole paths, or a part of the only one, and clips.
Result<std::vector<Named>> namedBy(const Request &request)
{
    const auto part = partOf(request);
    if (!part) return fail(part.error());
    const auto clips = clipsOf(request.clips);
    if (!clips) return fail(clips.error());
    std::vector<Named> all = named(request.paths);
    if (*part) all.front().part = **part;
    for (const Clip &clip : *clips) all.push_back({.argument = clip.path, .part = clip.span, .focus = clip.focus});
    if (all.empty()) return fail(ErrorCode::InvalidArgument, "name what it should be similar to: a PATH or a --clip");
    return all;
}

Result<Exit> similar(const Context &context, const Request &request, std::span<const Named> asked)
{
    const auto answers = answer::Answers::open(context.home);
    if (!answers) return fail(answers.error());
    auto seeds = findSeeds(context, *answers, asked);
    if (!seeds) return fail(std::move(seeds).error());
    auto minus = findSeeds(context, *answers, named(request.minus));
    if (!minus) return fail(std::move(minus).error());

    const answer::SimilarQuestion question{.seeds = *seeds, .minus = *minus, .count = request.count, .focus = request.focus};
    QJsonArray results;
    Table table({0});
    if (request.answer == Answer::Albums) {
        const auto albums = answers->similarAlbums(question);
        if (!albums) return fail(albums.error());
        for (const answer::AlbumAnswer &album : albums->albums) {
            results.append(document(album));
            table.add({std::to_string(album.match) + "%", displayText(album.album.artist), displayText(album.album.title), album.why});
        }
    } else {
        const auto tracks = answers->similar(question);
        if (!tracks) return fail(tracks.error());
        for (const answer::TrackAnswer &track : tracks->tracks) {
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
    command->add_option("PATH", request->paths, "Tracks, album folders, playlists, or any audio file");
    command->add_option("--clip", request->clips, "A part of a track or file, and what of it is meant (--focus); up to six, of three files")
        ->type_size(2, 3)->type_name("FILE START-END [FOCUS]")->allow_extra_args(false);
    command->add_option("--minus", request->minus, "What it should not sound like")->type_name("PATH")->allow_extra_args(false);
    command->add_option("-n", request->count, "How many")->check(CLI::Range(1, 10000))->capture_default_str();
    command->add_flag_callback("--album", [request] { request->answer = Answer::Albums; }, "Answer with albums");
    addFocus(*command, request->focus);
    command->add_option("--from", request->from, "Only the part of PATH that starts here: seconds, or 1:30")->type_name("S");
    command->add_option("--to", request->to, "… and ends here; 3 seconds at least")->type_name("S");
    command->footer("Examples:\n  taraf similar ~/Music/Artist/Album --album\n  taraf similar ~/Downloads/new.mp3 -n 10\n"
                    "  taraf similar song.flac --from 1:30 --to 1:45 --focus mood\n"
                    "  taraf similar --clip a.mp3 30-40 mood --clip b.flac 0-15 instrumentation\n"
                    "  taraf similar a.mp3 b.mp3 --minus c.mp3\n\n"
                    "The per cent: 100 is the same sound, 50 a random pair of your collection.");
    command->callback([&chosen, request] {
        auto asked = namedBy(*request);
        if (!asked) throw CLI::ValidationError("similar", asked.error().message); // wrong usage, which main shows
        chosen = [request, asked = *std::move(asked)](const Context &context) { return similar(context, *request, asked); };
    });
}

} // namespace taraf::cli
