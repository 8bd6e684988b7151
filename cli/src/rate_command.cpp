#include "asking.h"
#include "documents.h"

#include "taraf/base/opinion.h"

#include <cmath>
#include <optional>

namespace taraf::cli {
namespace {

struct Request {
    std::vector<std::string> subjects;
    std::optional<double> stars;
    std::optional<int> rating;
    Feeling feeling = Feeling::None;
    bool clear = false;
};

std::string starsOf(int rating)
{
    std::string stars;
    for (int i = 0; i < rating / 2; ++i) stars += "★";
    return stars + (rating % 2 != 0 ? "½" : "");
}

/// "★★★★ loved"; "nothing" where nothing was said.
std::string said(const QJsonObject &opinion)
{
    std::string words = starsOf(opinion.value(u"rating").toInt());
    const std::string feeling = opinion.value(u"feeling").toString().toStdString();
    const std::string_view told = feeling == "love" ? "loved" : feeling == "hate" ? "hated" : feeling == "reject" ? "not this" : "";
    if (!told.empty()) words += (words.empty() ? "" : " ") + std::string(told);
    return words.empty() ? "nothing said" : words;
}

void tell(const QJsonArray &rows)
{
    Table table;
    for (const QJsonValue each : rows) {
        const QJsonObject row = each.toObject(), former = row.value(u"former").toObject();
        const std::string before = former.isEmpty() || said(former) == said(row) ? "" : "was: " + said(former);
        table.add({said(row), row.value(u"name").toString().toStdString(), row.value(u"of").toString().toStdString(), before});
    }
    table.print(stdout);
}

Result<Exit> rate(const Context &context, const Request &request)
{
    const bool lists = request.subjects.empty();
    QJsonObject asked;
    if (!lists) asked[u"subjects"] = seedsOf(request.subjects);
    if (request.stars) asked[u"rating"] = static_cast<int>(std::lround(*request.stars * 2));
    if (request.rating) asked[u"rating"] = *request.rating;
    if (request.feeling != Feeling::None) asked[u"feeling"] = text(name(request.feeling));
    if (request.clear) {
        asked[u"rating"] = 0;
        asked[u"feeling"] = text(name(Feeling::None));
    }
    if (lists && !asked.isEmpty()) return fail(ErrorCode::InvalidArgument, "what is judged? Name a track, an album's folder or artist:NAME");
    const auto answer = ask(context, lists ? service::Question::Ratings : service::Question::Rate, asked);
    if (!answer) return fail(answer.error());
    if (context.output == Output::Json) {
        if (auto printed = print(*answer); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    const QJsonArray rows = answer->value(lists ? u"ratings" : u"rated").toArray();
    tell(rows);
    if (lists && rows.isEmpty()) std::printf("nothing is rated yet; begin with: taraf rate FILE --stars 4\n");
    return Exit::Done;
}

} // namespace

void addRate(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("rate", "Say what you think of tracks, albums and artists, and see what you said");
    command->add_option("SUBJECT", request->subjects, "Tracks, album folders, playlists, or artist:NAME; without: all that was said");
    CLI::Option *stars = command->add_option("--stars", request->stars, "0 to 5, in halves; 0 takes it back")
                             ->check(CLI::IsMember(std::vector<double>{0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5}).description(""))->type_name("N");
    CLI::Option *rating = command->add_option("--rating", request->rating, "The same from 0 to 10")->check(CLI::Range(0, kHighestRating).description(""))->type_name("N");
    std::vector<CLI::Option *> feelings;
    const auto says = [&](const char *option, Feeling feeling, const char *about) {
        feelings.push_back(command->add_flag_callback(option, [request, feeling] { request->feeling = feeling; }, about));
    };
    says("--love", Feeling::Love, "You love it");
    says("--hate", Feeling::Hate, "You hate it: it is not offered any more");
    says("--reject", Feeling::Reject, "Not this: it is not offered any more, however good it is");
    CLI::Option *clear = command->add_flag("--clear", request->clear, "Take back all that was said");
    command->footer("Examples:\n  taraf rate song.mp3 --stars 4.5\n  taraf rate ~/Music/Artist/Album --love\n  taraf rate \"artist:Nina Simone\" --rating 10\n  taraf rate\n\n"
                    "Hated and rejected music is left out of every answer; taraf rules unwanted in lets it in again.");
    command->callback([&chosen, request, stars, rating, feelings, clear] {
        // One of each: the help says so more shortly than CLI11 would.
        std::vector<std::vector<CLI::Option *>> either{{stars, rating, clear}, feelings};
        either.back().push_back(clear);
        for (const auto &options : either) {
            const CLI::Option *given = nullptr;
            for (const CLI::Option *option : options) {
                if (option->count() == 0) continue;
                if (given != nullptr) throw CLI::ExcludesError(given->get_name(), option->get_name());
                given = option;
            }
        }
        chosen = [request](const Context &context) { return rate(context, *request); };
    });
}

} // namespace taraf::cli
