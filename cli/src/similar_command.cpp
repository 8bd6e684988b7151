#include "asking.h"
#include "clips.h"
#include "documents.h"
#include "focus_option.h"
#include "results.h"
#include "rules_option.h"

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
    bool unheard = false;
    RulesOption rules;
};

std::string headline(const QJsonObject &query)
{
    const auto time = [](const QJsonValue &seconds) { return clock(std::chrono::round<Milliseconds>(Seconds(seconds.toDouble()))); };
    const QString usual = query.value(u"focus").toString();
    const auto list = [&](const QJsonValue &seeds) {
        std::string names;
        for (const QJsonValue each : seeds.toArray()) {
            const QJsonObject seed = each.toObject();
            names += (names.empty() ? "" : " and ") + seed.value(u"label").toString().toStdString();
            if (seed.contains(u"from")) names += " " + time(seed.value(u"from")) + "–" + (seed.contains(u"to") ? time(seed.value(u"to")) : "…");
            if (seed.value(u"focus") != usual) names += " (" + seed.value(u"focus").toString().toStdString() + ")";
        }
        return names;
    };
    const std::string minus = list(query.value(u"minus"));
    return "Similar to " + list(query.value(u"seeds")) + (minus.empty() ? "" : ", unlike " + minus) + ":";
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

/// The question's document.
Result<QJsonObject> questionOf(const Request &request)
{
    const auto part = partOf(request);
    if (!part) return fail(part.error());
    const auto clips = clipsOf(request.clips);
    if (!clips) return fail(clips.error());
    if (request.paths.empty() && clips->empty()) return fail(ErrorCode::InvalidArgument, "name what it should be similar to: a PATH or a --clip");
    QJsonObject question{{QStringLiteral("seeds"), seedsOf(request.paths)}, {QStringLiteral("minus"), seedsOf(request.minus)},
                         {QStringLiteral("count"), static_cast<qint64>(request.count)}, {QStringLiteral("focus"), text(name(request.focus))}};
    const auto put = [](QJsonObject &document, const Span &span) {
        document[u"from"] = span.from.count();
        if (std::isfinite(span.to.count())) document[u"to"] = span.to.count();
    };
    if (*part) put(question, **part);
    QJsonArray array;
    for (const Clip &clip : *clips) {
        QJsonObject document{{QStringLiteral("path"), seedOf(clip.path)}};
        put(document, clip.span);
        if (clip.focus) document[u"focus"] = text(name(*clip.focus));
        array.append(document);
    }
    if (!array.isEmpty()) question[u"clips"] = array;
    if (request.answer == Answer::Albums) question[u"albums"] = true;
    if (request.unheard) question[u"unheard"] = true;
    putRules(question, request.rules);
    return question;
}

Result<Exit> similar(const Context &context, const QJsonObject &question)
{
    const auto answer = ask(context, service::Question::Similar, question);
    if (!answer) return fail(answer.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*answer); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    std::printf("%s\n", fitted(headline(answer->value(u"query").toObject()), 400).c_str());
    const QJsonArray results = answer->value(u"results").toArray();
    if (results.isEmpty()) std::printf("nothing else has been listened to yet; scan more music: taraf rescan DIR\n");
    tellResults(results);
    tellLeftOut(answer->value(u"left_out").toArray());
    return Exit::Done;
}

} // namespace

void addSimilar(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("similar", "Find what sounds like a track, an album, a playlist or any audio file");
    command->add_option("PATH", request->paths, "Tracks, album folders, playlists, any audio file, or artist:NAME, genre:NAME, year:1990-1999, mood:calm, mbid:ID");
    command->add_option("--clip", request->clips, "A part of a track or file, and what of it is meant (--focus); up to six, of three files")
        ->type_size(2, 3)->type_name("FILE START-END [FOCUS]")->allow_extra_args(false);
    command->add_option("--minus", request->minus, "What it should not sound like")->type_name("PATH")->allow_extra_args(false);
    command->add_option("-n", request->count, "How many")->check(CLI::Range(1, 10000).description(""))->type_name("N")->capture_default_str();
    command->add_flag_callback("--album", [request] { request->answer = Answer::Albums; }, "Answer with albums");
    command->add_flag("--unheard", request->unheard, "With --album: only albums of which nothing was played");
    addFocus(*command, request->focus);
    command->add_option("--from", request->from, "Only the part of PATH that starts here: seconds, or 1:30")->type_name("S");
    command->add_option("--to", request->to, "… and ends here; 3 seconds at least")->type_name("S");
    addRules(*command, request->rules);
    command->footer("Examples:\n  taraf similar ~/Music/Artist/Album --album\n  taraf similar ~/Downloads/new.mp3 -n 10\n"
                    "  taraf similar song.flac --from 1:30 --to 1:45 --focus mood\n"
                    "  taraf similar --clip a.mp3 30-40 mood --clip b.flac 0-15 instrumentation\n"
                    "  taraf similar a.mp3 b.mp3 --minus c.mp3\n\n"
                    "The per cent: 100 is the same sound, 50 a random pair of your collection.");
    command->callback([&chosen, request] {
        auto question = questionOf(*request);
        if (!question) throw CLI::ValidationError("similar", question.error().message); // wrong usage, which main shows
        chosen = [question = *std::move(question)](const Context &context) { return similar(context, question); };
    });
}

} // namespace taraf::cli
