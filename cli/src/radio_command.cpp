#include "asking.h"
#include "documents.h"
#include "focus_option.h"
#include "listing.h"
#include "rules_option.h"

#include <optional>

namespace taraf::cli {
namespace {

struct Request {
    std::vector<std::string> seeds, minus;
    std::size_t length = 50;
    std::optional<std::size_t> perArtist;
    std::optional<std::uint64_t> seed;
    Focus focus = Focus::Overall;
    bool albums = false;
    RulesOption rules;
    Listing listing;
};

Result<Exit> radio(const Context &context, const Request &request)
{
    QJsonObject question{{QStringLiteral("seeds"), seedsOf(request.seeds)}, {QStringLiteral("minus"), seedsOf(request.minus)}, {QStringLiteral("length"), static_cast<qint64>(request.length)},
                         {QStringLiteral("focus"), text(name(request.focus))}};
    if (request.seed) question[u"seed"] = static_cast<qint64>(*request.seed);
    if (request.albums) question[u"albums"] = true;
    if (request.perArtist) question[u"rules"] = QJsonObject{{QStringLiteral("per-artist"), static_cast<qint64>(*request.perArtist)}};
    putRules(question, request.rules);
    const auto radio = ask(context, service::Question::Radio, question);
    return radio ? deliver(context, *radio, request.listing) : fail(radio.error());
}

} // namespace

void addRadio(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("radio", "Make a playlist that goes on from a track, an album, an artist, a genre …");
    command->add_option("SEED", request->seeds, "Tracks, album folders, playlists, any audio file, or artist:NAME, genre:NAME, year:1990-1999, mood:calm, mbid:ID")->required();
    command->add_option("--minus", request->minus, "What it should not sound like; may be repeated")->type_name("SEED")->allow_extra_args(false);
    command->add_option("--length", request->length, "How many tracks")->check(CLI::Range(1, 10000).description(""))->type_name("N")->capture_default_str();
    command->add_option("--per-artist", request->perArtist, "At most so many by one artist (2)")->check(CLI::Range(1, 10000).description(""))->type_name("N");
    command->add_flag("--albums", request->albums, "Whole albums, one after the other, each in its order");
    command->add_option("--seed", request->seed, "The same number gives the same list again")->type_name("N");
    addFocus(*command, request->focus);
    addRules(*command, request->rules);
    addListing(*command, request->listing);
    command->footer("Examples:\n  taraf radio ~/Music/Artist/Album --out radio.m3u8\n  taraf radio song.mp3 --for strawberry --open\n"
                    "  taraf radio song.mp3 --seed 7 --format xspf > radio.xspf\n"
                    "  taraf radio \"artist:Nina Simone\" \"genre:Jazz\" year:1960s --minus christmas.mp3\n"
                    "  taraf radio mood:calm --rule energy=up --rule familiarity=-0.5\n\n"
                    "No track comes twice, no two of one artist in a row where it can be helped, nothing shorter than a minute.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return radio(context, *request); }; });
}

} // namespace taraf::cli
