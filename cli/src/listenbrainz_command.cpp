#include "listenbrainz_command.h"

#include "asking.h"
#include "documents.h"

#include <QDateTime>

#include <iostream>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

namespace taraf::cli {
namespace {

constexpr std::size_t kRefusedTold = 10;

struct Fetch {
    std::string user, server, since;
    bool isOther = false;
};

struct Submit {
    std::string from, live;
    bool isAll = false, isStatus = false, triesRefused = false, isDry = false;
};

std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string field(const QJsonObject &object, QStringView key) { return fitted(object.value(key).toString().toStdString(), 300); }

/// The terminal without what is typed, for as long as this lives.
class Unseen
{
public:
    Unseen()
    {
        if (::tcgetattr(STDIN_FILENO, &m_usual) != 0) return;
        termios unseen = m_usual;
        unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        m_isChanged = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen) == 0;
    }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;
    ~Unseen()
    {
        if (m_isChanged) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_usual);
    }

private:
    termios m_usual{};
    bool m_isChanged = false;
};

/// One line of the standard input; on a terminal it is asked for, and not shown.
Result<std::string> readToken(const Context &context)
{
    std::string token;
    if (::isatty(STDIN_FILENO) == 1) {
        std::fprintf(stderr, "The token that https://listenbrainz.org/settings/ shows (you will not see it here): ");
        const Unseen unseen;
        pollfd typed{STDIN_FILENO, POLLIN, 0};
        while (!context.stop.stop_requested() && ::poll(&typed, 1, 200) <= 0) {}
        if (!context.stop.stop_requested()) std::getline(std::cin, token);
        std::fprintf(stderr, "\n");
    } else {
        std::getline(std::cin, token);
    }
    if (context.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    if (token.empty()) return fail(ErrorCode::InvalidArgument, "there is no token on the standard input");
    return token;
}

Result<Exit> answered(const Context &context, const Result<QJsonObject> &result, const std::function<void(const QJsonObject &)> &tell)
{
    if (!result) return fail(result.error());
    if (context.output == Output::Text) {
        tell(*result);
        return Exit::Done;
    }
    if (auto printed = print(*result); !printed) return fail(std::move(printed).error());
    return Exit::Done;
}

Result<Exit> login(const Context &context, const std::string &server)
{
    const auto token = readToken(context);
    if (!token) return fail(token.error());
    std::vector<std::string> arguments{"login"};
    if (!server.empty()) arguments.insert(arguments.end(), {"--server", server});
    return answered(context, job(context, arguments, *token + "\n"), [](const QJsonObject &account) {
        std::printf("you are %s at %s; the token lies in %s\nNothing is sent yet. To send what you play from now on: taraf listens submit --live on\n", field(account, u"user").c_str(),
                    field(account, u"server").c_str(), account.value(u"token").toString() == u"keyring" ? "the desktop's keyring" : "a file that only you can read");
    });
}

Result<Exit> logout(const Context &context)
{
    return answered(context, job(context, {"logout"}),
                    [](const QJsonObject &account) { std::printf("the token of %s is forgotten; nothing is sent any more\n", field(account, u"user").c_str()); });
}

void tellFetched(const QJsonObject &result)
{
    std::printf("%s new, %s known already", counted(number(result, u"imported"), "listen", "listens").c_str(), grouped(number(result, u"duplicates")).c_str());
    if (number(result, u"opinions") > 0) std::printf(", %s", counted(number(result, u"opinions"), "love or hate", "loves and hates").c_str());
    if (number(result, u"taken_back") > 0) std::printf(", %s taken back", grouped(number(result, u"taken_back")).c_str());
    std::printf("\n%s that were heard %s in your collection\n", counted(number(result, u"in_collection"), "song", "songs").c_str(), number(result, u"in_collection") == 1 ? "is" : "are");
    if (number(result, u"unnamed") > 0) std::printf("%s of songs that the server does not name\n", counted(number(result, u"unnamed"), "love or hate", "loves and hates").c_str());
    for (const QJsonValue each : result.value(u"reasons").toArray()) {
        std::printf("%s not used: %s\n", counted(number(each.toObject(), u"count"), "row", "rows").c_str(), field(each.toObject(), u"reason").c_str());
    }
}

Result<Exit> fetch(const Context &context, const Fetch &request)
{
    std::vector<std::string> arguments{"fetch"};
    for (const auto &[option, value] : {std::pair("--user", &request.user), {"--server", &request.server}, {"--since", &request.since}}) {
        if (!value->empty()) arguments.insert(arguments.end(), {option, *value});
    }
    if (request.isOther) arguments.emplace_back("--other");
    return answered(context, job(context, arguments), tellFetched);
}

void tellSubmitted(const QJsonObject &result)
{
    if (field(result, u"user").empty()) {
        std::printf("nobody has logged in; begin with: taraf listens login --listenbrainz\n");
        return;
    }
    std::printf("%s sent, %s waiting; %s has %s of yours\n", counted(number(result, u"submitted"), "listen", "listens").c_str(), grouped(number(result, u"waiting")).c_str(),
                field(result, u"server").c_str(), grouped(number(result, u"there")).c_str());
    if (number(result, u"opinions") > 0) std::printf("%s\n", counted(number(result, u"opinions"), "love or hate", "loves and hates").c_str());
    if (number(result, u"unknown") > 0) std::printf("%s not sent: no MusicBrainz id is known of the song\n", counted(number(result, u"unknown"), "love or hate", "loves and hates").c_str());
    const QJsonArray refused = result.value(u"refused").toArray();
    if (!refused.isEmpty()) std::printf("%s not taken, and not sent again unless you say --refused:\n", counted(static_cast<std::uint64_t>(refused.size()), "listen", "listens").c_str());
    std::size_t told = 0;
    for (const QJsonValue each : refused) {
        if (++told > kRefusedTold) break;
        const QJsonObject listen = each.toObject();
        std::printf("  %s  %s – %s: %s\n", QDateTime::fromSecsSinceEpoch(listen.value(u"at").toInteger()).toString(Qt::ISODate).toStdString().c_str(), field(listen, u"artist").c_str(),
                    field(listen, u"title").c_str(), field(listen, u"reason").c_str());
    }
    std::printf("what you play is %s\n", result.value(u"live").toBool() ? "sent as it happens" : "not sent by itself; to have that: taraf listens submit --live on");
}

Result<Exit> submit(const Context &context, const Submit &request)
{
    if (!request.live.empty()) {
        std::vector<std::string> arguments{"submit-live"};
        if (request.live == "on") arguments.emplace_back("--on");
        return answered(context, job(context, arguments), [](const QJsonObject &account) {
            std::printf("%s\n", account.value(u"live").toBool() ? "what you play from now on is sent as it happens, by tarafd" : "nothing is sent by itself any more");
        });
    }
    std::vector<std::string> arguments{"submit"};
    if (!request.from.empty()) arguments.insert(arguments.end(), {"--from", request.from});
    for (const auto &[option, isGiven] : {std::pair("--all", request.isAll), {"--status", request.isStatus}, {"--refused", request.triesRefused}, {"--dry-run", request.isDry}}) {
        if (isGiven) arguments.emplace_back(option);
    }
    return answered(context, job(context, arguments), tellSubmitted);
}

} // namespace

void addListenBrainz(CLI::App &listens, Action &chosen)
{
    constexpr auto kServerHelp = "Another server that speaks its API: https://api.example.org";
    const auto fetching = std::make_shared<Fetch>();
    CLI::App *fetched = listens.add_subcommand("fetch", "Bring in what is new at ListenBrainz: listens, loves and hates");
    fetched->add_option("--listenbrainz", fetching->user, "Whose; without a name: who has logged in")->type_name("USER")->expected(0, 1)->required();
    fetched->add_option("--since", fetching->since, "From this day on, not from the newest that came: 2025-01-31")->type_name("DAY");
    fetched->add_flag("--other", fetching->isOther, "They are somebody else's: kept under their name, apart from yours");
    fetched->add_option("--server", fetching->server, kServerHelp)->type_name("URL");
    fetched->footer("Examples:\n  taraf listens fetch --listenbrainz me\n  taraf listens fetch --listenbrainz me --since 2024-01-01\n  taraf listens fetch --listenbrainz friend --other\n\n"
                    "The same again brings what is new; stopped in the middle, it goes on from there.");
    fetched->callback([&chosen, fetching] { chosen = [fetching](const Context &context) { return fetch(context, *fetching); }; });

    const auto submitting = std::make_shared<Submit>();
    CLI::App *submitted = listens.add_subcommand("submit", "Send to ListenBrainz what it has not got: listens, loves and hates");
    submitted->add_flag("--listenbrainz", "The service; there is no other yet");
    submitted->add_option("--from", submitting->from, "Only what was heard from this day on: 2025-01-31")->type_name("DAY");
    submitted->add_flag("--all", submitting->isAll, "What was imported, too; without, what your players played");
    submitted->add_option("--live", submitting->live, "on: send what you play from now on, as it happens; off: don't")->check(CLI::IsMember({"on", "off"}).description(""))->type_name("on|off");
    submitted->add_flag("--status", submitting->isStatus, "Say what waits and what was refused, and send nothing");
    submitted->add_flag("--refused", submitting->triesRefused, "Try again what was refused");
    submitted->add_flag("--dry-run", submitting->isDry, "Say what would be sent, and send nothing");
    submitted->footer("Examples:\n  taraf listens submit --dry-run\n  taraf listens submit\n  taraf listens submit --all --from 2024-01-01\n  taraf listens submit --live on\n  taraf listens submit --status\n\n"
                      "If another program sends your plays there, too, run taraf listens fetch --listenbrainz first: what is there already is not sent.");
    submitted->callback([&chosen, submitting] { chosen = [submitting](const Context &context) { return submit(context, *submitting); }; });

    const auto server = std::make_shared<std::string>();
    CLI::App *entering = listens.add_subcommand("login", "Say who you are at ListenBrainz, with the token that it shows you");
    entering->add_flag("--listenbrainz", "The service; there is no other yet");
    entering->add_option("--server", *server, kServerHelp)->type_name("URL");
    entering->footer("Examples:\n  taraf listens login --listenbrainz\n  taraf listens login --listenbrainz < token.txt\n\n"
                     "The token is asked for, or read from the standard input. It lies in the desktop's keyring, or in a file that only you can read.");
    entering->callback([&chosen, server] { chosen = [server](const Context &context) { return login(context, *server); }; });

    CLI::App *leaving = listens.add_subcommand("logout", "Forget the token, and send nothing any more");
    leaving->add_flag("--listenbrainz", "The service; there is no other yet");
    leaving->footer("Example:\n  taraf listens logout --listenbrainz");
    leaving->callback([&chosen] { chosen = [](const Context &context) { return logout(context); }; });
}

} // namespace taraf::cli
