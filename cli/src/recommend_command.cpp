#include "asking.h"
#include "documents.h"
#include "picture.h"

#include "taraf/answer/playlists.h"
#include "taraf/answer/recommendations.h"
#include "taraf/base/path.h"

#include <QDateTime>

#include <format>

namespace taraf::cli {
namespace {

constexpr std::size_t kLongestPlaylist = 100;

struct Asking {
    answer::RecommendQuestion question;
    bool isSaved = false, isHistory = false;
    std::string name;
};

struct Training {
    std::string weights, picture;
    std::optional<int> rank, iterations;
    std::optional<double> regularisation, alpha;
    int least = 0, jobs = 0;
    std::uint64_t seed = 1;
    bool isAnew = false;
};

std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }
std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string today() { return QDate::currentDate().toString(Qt::ISODate).toStdString(); }
const char *severalOf(OpinionOf of) { return of == OpinionOf::Artist ? "artists" : of == OpinionOf::Album ? "albums" : "tracks"; }

QJsonObject trackDocument(const Track &track)
{
    return {{QStringLiteral("path"), text(track.path)}, {QStringLiteral("uri"), text(fileUri(track.path))}, {QStringLiteral("artist"), text(track.artist())}, {QStringLiteral("title"), text(track.titleOrName())},
            {QStringLiteral("album"), text(track.tags.album)}};
}

/// What is given as a playlist: the songs in their order.
Result<std::string> save(const Context &context, const Asking &asking, const answer::RecommendAnswer &answer)
{
    const std::string name = asking.name.empty() ? std::format("Recommended {} {}", severalOf(asking.question.of), today()) : asking.name;
    Playlist list{.title = name, .entries = {}};
    for (const answer::Recommended &each : answer.found) {
        for (const Track &track : each.tracks) {
            if (list.entries.size() == kLongestPlaylist) break;
            list.entries.push_back({.path = track.path, .uri = {}, .artist = track.artist(), .title = track.titleOrName(), .album = track.tags.album, .track = track.tags.track, .duration = track.stream.duration});
        }
    }
    if (list.entries.empty()) return std::string();
    // The same day's second part is another list, not the first one's end.
    std::string free = name;
    for (int i = 2; i < 1000; ++i) {
        const auto kept = answer::keepPlaylist(context.home, free, "taraf recommend", list, answer::Namesake::Refused);
        if (kept) return free;
        if (kept.error().code != ErrorCode::InvalidArgument || !asking.name.empty()) return fail(kept.error());
        free = std::format("{} ({})", name, i);
    }
    return fail(ErrorCode::InvalidArgument, "there are too many playlists called '" + name + "'; name one: --save NAME");
}

void tell(const answer::RecommendAnswer &answer, OpinionOf of)
{
    for (const bool isOwned : {true, false}) {
        Table table;
        bool isAny = false;
        for (const answer::Recommended &each : answer.found) {
            if (each.isOwned != isOwned) continue;
            isAny = true;
            if (of == OpinionOf::Artist) table.add({"  " + displayText(each.artist), each.why});
            else table.add({"  " + displayText(each.artist), displayText(each.title), each.why});
        }
        if (!isAny) continue;
        std::printf("%s", isOwned ? "On your shelves, and not heard yet:\n" : "Missing from your shelves:\n");
        table.print(stdout);
        if (isOwned && of == OpinionOf::Artist) {
            for (const answer::Recommended &each : answer.found) {
                if (!each.isOwned || each.tracks.empty()) continue;
                std::string songs;
                for (const Track &track : each.tracks) songs += (songs.empty() ? "" : ", ") + displayText(track.titleOrName());
                std::printf("  %s: begin with %s\n", displayText(each.artist).c_str(), fitted(songs, 90).c_str());
            }
        }
        if (!isOwned) {
            for (const answer::Recommended &each : answer.found) {
                if (!each.isOwned) std::printf("  %s  %s\n", each.lastFm.c_str(), each.musicBrainz.c_str());
            }
        }
    }
}

Result<Exit> history(const Context &context, const Asking &asking)
{
    const auto past = answer::pastRecommendations(context.home, asking.question.listener);
    if (!past) return fail(past.error());
    QJsonArray rows;
    Table table;
    for (const answer::PastRecommendation &each : *past) {
        if (each.of != asking.question.of) continue;
        const QString day = QDateTime::fromSecsSinceEpoch(each.givenAt.count()).date().toString(Qt::ISODate);
        rows.append(QJsonObject{{QStringLiteral("name"), text(each.name)}, {QStringLiteral("of"), text(name(each.of))}, {QStringLiteral("given_at"), static_cast<qint64>(each.givenAt.count())}});
        table.add({day.toStdString(), each.name});
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("history"), rows}}); !printed) return fail(std::move(printed).error());
    } else if (rows.isEmpty()) {
        std::printf("no %s were recommended yet\n", severalOf(asking.question.of));
    } else {
        table.print(stdout);
    }
    return Exit::Done;
}

Result<Exit> recommend(const Context &context, const Asking &asking)
{
    if (asking.isHistory) return history(context, asking);
    const auto answer = answer::recommend(context.home, asking.question);
    if (!answer) return fail(answer.error());
    std::string saved;
    if (asking.isSaved) {
        auto kept = save(context, asking, *answer);
        if (!kept) return fail(std::move(kept).error());
        saved = *std::move(kept);
    }
    if (context.output == Output::Json) {
        QJsonArray found, notes;
        for (const answer::Recommended &each : answer->found) {
            QJsonArray tracks;
            for (const Track &track : each.tracks) tracks.append(trackDocument(track));
            QJsonObject row{{QStringLiteral("artist"), text(each.artist)}, {QStringLiteral("score"), static_cast<double>(each.score)}, {QStringLiteral("why"), text(each.why)}, {QStringLiteral("owned"), each.isOwned},
                            {QStringLiteral("tracks"), tracks}, {QStringLiteral("lastfm"), text(each.lastFm)}, {QStringLiteral("musicbrainz"), text(each.musicBrainz)}};
            if (!each.title.empty()) row[u"title"] = text(each.title);
            found.append(row);
        }
        for (const std::string &each : answer->notes) notes.append(text(each));
        QJsonObject out{{QStringLiteral("recommended"), found}, {QStringLiteral("left"), static_cast<qint64>(answer->left)}, {QStringLiteral("by"), answer->isBySound ? QStringLiteral("sound") : QStringLiteral("listeners")},
                        {QStringLiteral("notes"), notes}};
        if (asking.isSaved) out[u"saved"] = text(saved);
        if (auto printed = print(out); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    tell(*answer, asking.question.of);
    for (const std::string &each : answer->notes) std::printf("(%s)\n", each.c_str());
    if (!saved.empty()) std::printf("kept as a playlist: %s; see it: taraf playlist export \"%s\" --out list.m3u8\n", saved.c_str(), saved.c_str());
    else if (asking.isSaved) std::printf("none of it is on your shelves, so there is no playlist\n");
    return Exit::Done;
}

Result<Exit> forget(const Context &context, const std::string &listener)
{
    if (auto done = answer::forgetRecommendations(context.home, listener); !done) return fail(std::move(done).error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("forgotten"), true}}); !printed) return fail(std::move(printed).error());
    } else {
        std::printf("what was recommended is forgotten, and may come again\n");
    }
    return Exit::Done;
}

Result<QJsonObject> run(const Context &context, const char *what, const Training &training)
{
    std::vector<std::string> arguments{"recommend", what, "--seed", std::to_string(training.seed), "--least-listeners", std::to_string(training.least), "--jobs", std::to_string(training.jobs)};
    const auto add = [&](const char *option, const auto &value) {
        if (value) arguments.insert(arguments.end(), {option, std::format("{}", *value)});
    };
    if (!training.weights.empty()) arguments.insert(arguments.end(), {"--weights", training.weights});
    add("--rank", training.rank);
    add("--iterations", training.iterations);
    add("--regularisation", training.regularisation);
    add("--alpha", training.alpha);
    if (training.isAnew) arguments.emplace_back("--anew");
    return job(context, arguments);
}

Result<Exit> train(const Context &context, const Training &training)
{
    const auto result = run(context, "train", training);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    } else if (result->value(u"trained").toBool()) {
        std::printf("Learned from %s of %s by %s, in %s.\nNow: taraf recommend artists\n", counted(number(*result, u"entries"), "pair of listener and artist", "pairs of listener and artist").c_str(),
                    counted(number(*result, u"artists"), "artist", "artists").c_str(), counted(number(*result, u"listeners"), "listener", "listeners").c_str(),
                    inWords(std::chrono::seconds(std::llround(result->value(u"seconds").toDouble()))).c_str());
    } else {
        std::printf("Nothing was learned: taste is learned from what others hear, and %s known.\n"
                    "Import what others hear (taraf listens import FILE: Last.fm's research sets, a dump of ListenBrainz), or share with your household (taraf sync).\n"
                    "Until then recommendations go by sound: taraf recommend tracks\n",
                    number(*result, u"others") == 0 ? "nobody else's listens are" : "too few others with the same artists are");
    }
    return Exit::Done;
}

Result<Exit> tune(const Context &context, const Training &training)
{
    if (auto known = checkPictureName(training.picture); !known) return fail(std::move(known).error());
    const auto result = run(context, "tune", training);
    if (!result) return fail(result.error());
    if (!training.picture.empty()) {
        const auto path = absolutePath(training.picture);
        if (!path) return fail(path.error());
        if (auto written = writePicture(tastePicture(*result), *path); !written) return fail(std::move(written).error());
    }
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    Table table({0, 1, 2, 3, 4});
    const bool isError = field(*result, u"figure") == "rmse";
    table.add({isError ? "RMSE" : "NDCG@10", "rank", "regularisation", "alpha", "iterations"});
    for (const QJsonValue each : result->value(u"cells").toArray()) {
        const QJsonObject cell = each.toObject();
        table.add({std::format("{:.4f}", cell.value(u"figure").toDouble()), std::to_string(number(cell, u"rank")), std::format("{:g}", cell.value(u"regularisation").toDouble()),
                   isError ? "" : std::format("{:g}", cell.value(u"alpha").toDouble()), std::to_string(number(cell, u"iterations"))});
    }
    table.print(stdout);
    if (number(*result, u"resumed") > 0) std::printf("%s known from a search that was stopped.\n", counted(number(*result, u"resumed"), "cell was", "cells were").c_str());
    std::printf("The first is used from now on: taraf recommend train\n");
    return Exit::Done;
}

Result<Exit> evaluate(const Context &context, const Training &training)
{
    const auto result = run(context, "evaluate", training);
    if (!result) return fail(result.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    std::printf("%s, %s, %s with a sound\n", counted(number(*result, u"listeners"), "listener", "listeners").c_str(), counted(number(*result, u"artists"), "artist", "artists").c_str(), grouped(number(*result, u"heard")).c_str());
    for (const QJsonValue each : result->value(u"trials").toArray()) {
        const QJsonObject trial = each.toObject();
        std::printf("\n%s, %s asked:\n", field(trial, u"split") == "time" ? "What was heard later" : "Listeners who were not learned from", counted(number(trial, u"asked"), "listener is", "listeners are").c_str());
        Table table({1, 2, 3, 4, 5});
        table.add({"", "NDCG@10", "P@10", "recall@20", "coverage", "popularity"});
        for (const QJsonValue way : trial.value(u"ways").toArray()) {
            const QJsonObject row = way.toObject();
            const auto figure = [&](QStringView key) { return std::format("{:.3f}", row.value(key).toDouble()); };
            table.add({"  " + field(row, u"way"), figure(u"ndcg10"), figure(u"precision10"), figure(u"recall20"), figure(u"coverage"), figure(u"popularity")});
        }
        table.print(stdout);
        std::printf(trial.value(u"blend_is_best").toBool() ? "The blend is the best of them.\n" : "The blend is not the best of them here.\n");
    }
    if (result->value(u"trials").toArray().isEmpty()) std::printf("nobody could be asked: listeners need some artists that others hear, too\n");
    return Exit::Done;
}

void addTraining(CLI::App &command, Training &training)
{
    command.add_option("--weights", training.weights, "How plays count: bm25, log, plays, or ratings (5 to 10 a listener)")->check(CLI::IsMember({"bm25", "log", "plays", "ratings"}).description(""))->type_name("HOW");
    command.add_option("--rank", training.rank, "Numbers an artist")->check(CLI::Range(1, 256).description(""))->type_name("N");
    command.add_option("--regularisation", training.regularisation, "How much is needed to move a number")->check(CLI::PositiveNumber.description(""))->type_name("X");
    command.add_option("--alpha", training.alpha, "How much more a play counts than none")->check(CLI::PositiveNumber.description(""))->type_name("X");
    command.add_option("--iterations", training.iterations, "At most so many")->check(CLI::Range(1, 1000).description(""))->type_name("N");
    command.add_option("--least-listeners", training.least, "Artists with fewer are left out; 0: 4, or 2 where few listeners are known")->check(CLI::Range(0, 1'000'000).description(""))->type_name("N")->capture_default_str();
    command.add_option("--seed", training.seed, "Where it begins at random")->type_name("N")->capture_default_str();
    command.add_option("--jobs", training.jobs, "Threads; 0 is one a core")->check(CLI::Range(0, 1024).description(""))->type_name("N")->capture_default_str();
}

} // namespace

void addRecommend(CLI::App &app, Action &chosen)
{
    CLI::App *command = app.add_subcommand("recommend", "What you may like and have not heard, by others with your taste and by sound");
    command->require_subcommand(1);
    for (const OpinionOf of : {OpinionOf::Artist, OpinionOf::Album, OpinionOf::Track}) {
        const auto asking = std::make_shared<Asking>();
        asking->question.of = of;
        CLI::App *each = command->add_subcommand(severalOf(of), of == OpinionOf::Artist ? "Artists: first those on your shelves, then those missing there" : of == OpinionOf::Album ? "Albums on your shelves" : "Tracks on your shelves, at most two an artist");
        each->add_option("--count", asking->question.count, "At most so many")->check(CLI::Range(1, 1000).description(""))->type_name("N")->capture_default_str();
        each->add_option("--user", asking->question.listener, "For somebody else whose listens are known")->type_name("NAME");
        CLI::Option *save = each->add_option("--save", asking->name, "Keep the songs as a playlist; without a name it has the day's")->expected(0, 1)->type_name("NAME");
        CLI::Option *past = each->add_flag("--history", asking->isHistory, "What was recommended before, newest first")->excludes(save);
        if (of == OpinionOf::Artist) {
            CLI::Option *missing = each->add_flag_callback("--missing", [asking] { asking->question.shelf = answer::RecommendQuestion::Shelf::Missing; }, "Only what is missing from your shelves")->excludes(past);
            each->add_flag_callback("--owned", [asking] { asking->question.shelf = answer::RecommendQuestion::Shelf::Owned; }, "Only what is on your shelves")->excludes(past)->excludes(missing);
        }
        each->footer(std::format("Examples:\n  taraf recommend {0}\n  taraf recommend {0} --save\n  taraf recommend {0} --history\n\nNothing is recommended twice.", severalOf(of)));
        each->callback([&chosen, asking, save] {
            asking->isSaved = save->count() > 0;
            chosen = [asking](const Context &context) { return recommend(context, *asking); };
        });
    }
    const auto forgotten = std::make_shared<std::string>();
    CLI::App *forgetting = command->add_subcommand("forget", "Forget what was recommended, so that it may come again");
    forgetting->add_option("--user", *forgotten, "What was recommended to somebody else")->type_name("NAME");
    forgetting->callback([&chosen, forgotten] { chosen = [forgotten](const Context &context) { return forget(context, *forgotten); }; });

    const auto training = std::make_shared<Training>();
    CLI::App *trains = command->add_subcommand("train", "Learn from everybody's listens which artists go together");
    addTraining(*trains, *training);
    trains->add_flag("--anew", training->isAnew, "Not from where the last one ended");
    trains->footer("Examples:\n  taraf listens import lastfm-dataset-360K.tar.gz\n  taraf recommend train\n\nWhat you hear and rate afterwards counts at once, without another training.");
    trains->callback([&chosen, training] { chosen = [training](const Context &context) { return train(context, *training); }; });
    const auto tuning = std::make_shared<Training>();
    CLI::App *tunes = command->add_subcommand("tune", "Search for how to learn best, and remember it");
    addTraining(*tunes, *tuning);
    tunes->add_option("--picture", tuning->picture, "Also draw what was found: an .svg or a .png")->type_name("FILE");
    tunes->footer("Examples:\n  taraf recommend tune --picture tuning.svg\n  taraf recommend tune --weights ratings\n\nStopped or killed, the same command goes on where it was.");
    tunes->callback([&chosen, tuning] { chosen = [tuning](const Context &context) { return tune(context, *tuning); }; });
    const auto trial = std::make_shared<Training>();
    CLI::App *evaluates = command->add_subcommand("evaluate", "How good recommendations are, and which way is best on these listens");
    addTraining(*evaluates, *trial);
    evaluates->footer("Example:\n  taraf recommend evaluate\n\nAsked are listeners about artists that they heard and that were kept back. The shares of the blend are found with half of the questions, used from then on, and judged with the others.");
    evaluates->callback([&chosen, trial] { chosen = [trial](const Context &context) { return evaluate(context, *trial); }; });
}

} // namespace taraf::cli
