#include "asking.h"
#include "documents.h"

#include "taraf/base/path.h"

#include <QJsonArray>

#include <cstdlib>
#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace taraf::cli {
namespace {

struct Request {
    std::string address, share;
    std::vector<std::string> members;
    bool isInit = false, isYes = false, isDry = false, isOff = false;
};

std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

bool isAttended() { return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1; }

/// Asks without showing what is typed.
std::string password()
{
    termios usual{};
    const bool canHide = ::tcgetattr(STDIN_FILENO, &usual) == 0;
    termios hidden = usual;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (canHide) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    std::fprintf(stderr, "Password: ");
    std::string line;
    std::getline(std::cin, line);
    if (canHide) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &usual);
    std::fprintf(stderr, "\n");
    return line;
}

/// The job, and again with a password if the server wants one. It goes to the job in PGPASSWORD, as libpq has it, never on a command line.
Result<QJsonObject> asked(const Context &context, const std::vector<std::string> &arguments)
{
    auto result = job(context, arguments);
    if (!result || !result->value(u"wants_password").toBool()) return result;
    if (isAttended()) {
        ::setenv("PGPASSWORD", password().c_str(), 1); // NOLINT(concurrency-mt-unsafe): this process has one thread now
        result = job(context, arguments);
        ::unsetenv("PGPASSWORD"); // NOLINT(concurrency-mt-unsafe)
    }
    if (result && result->value(u"wants_password").toBool()) {
        return fail(ErrorCode::NotFound, "the server wants a password; put a line HOST:PORT:DATABASE:USER:PASSWORD into ~/.pgpass, then: chmod 600 ~/.pgpass");
    }
    return result;
}

Result<Exit> printed(const Context &context, const QJsonObject &result, const std::function<void()> &tell)
{
    if (context.output == Output::Json) {
        if (auto done = print(result); !done) return fail(std::move(done).error());
    } else {
        tell();
    }
    return Exit::Done;
}

Result<Exit> init(const Context &context, const Request &request)
{
    std::vector<std::string> arguments{"sync", "--init"};
    if (!request.address.empty()) arguments.insert(arguments.end(), {"--postgres", request.address});
    for (const std::string &member : request.members) arguments.insert(arguments.end(), {"--user", member});
    std::vector<std::string> planned = arguments;
    planned.emplace_back("--plan");
    auto plan = asked(context, planned);
    if (!plan) return fail(std::move(plan).error());
    const std::string sql = field(*plan, u"sql");
    if (sql.empty() || request.isDry) {
        return printed(context, *plan, [&] { std::printf("%s", sql.empty() ? "the server is set up; there is nothing to do\n" : sql.c_str()); });
    }
    if (!request.isYes) {
        if (!isAttended()) return fail(ErrorCode::InvalidArgument, "see first what will be run, by --dry-run; then say --yes");
        std::fprintf(stderr, "%s\nThis is what will be run, all of it or nothing. Go on? [y/N] ", sql.c_str());
        std::string answer;
        std::getline(std::cin, answer);
        if (answer != "y" && answer != "yes") return fail(ErrorCode::Cancelled, "nothing was changed");
    }
    auto done = asked(context, arguments);
    if (!done) return fail(std::move(done).error());
    return printed(context, *done, [&] {
        std::printf("the server is ready\n");
        for (const QJsonValue role : done->value(u"new_roles").toArray()) {
            const std::string name = role.toString().toStdString();
            std::printf("%s is new there. Give them a password: psql ADDRESS -c '\\password %s'\n", displayText(name).c_str(), displayText(name).c_str());
        }
        std::printf("Each member now runs: taraf sync --postgres postgresql://NAME@HOST/DATABASE\n");
    });
}

std::string sentence(const QJsonObject &counts)
{
    return counted(number(counts, u"listens"), "listen", "listens") + " and " + counted(number(counts, u"ratings"), "rating", "ratings");
}

Result<Exit> sync(const Context &context, const Request &request)
{
    if (request.isOff) {
        const auto off = job(context, {"sync", "--off"});
        if (!off) return fail(off.error());
        return printed(context, *off, [&] { std::printf("%s\n", off->value(u"was_on").toBool() ? "nothing is shared from now on; what is here, and on the server, stays" : "nothing was shared"); });
    }
    if (request.isInit) return init(context, request);
    if (!request.members.empty()) return fail(ErrorCode::InvalidArgument, "--user goes with --init");
    std::vector<std::string> arguments{"sync"};
    if (!request.address.empty()) arguments.insert(arguments.end(), {"--postgres", request.address});
    if (!request.share.empty()) arguments.insert(arguments.end(), {"--share", request.share});
    if (request.isDry) arguments.emplace_back("--dry-run");
    const auto result = asked(context, arguments);
    if (!result) return fail(result.error());
    return printed(context, *result, [&] {
        const QJsonObject sent = result->value(u"sent").toObject(), taken = result->value(u"taken").toObject();
        if (request.isDry) {
            std::printf("would send %s\n", sentence(sent).c_str());
            return;
        }
        std::printf("sent %s, got %s\n", sentence(sent).c_str(), sentence(taken).c_str());
        for (const QJsonValue each : result->value(u"others").toArray()) {
            const QJsonObject other = each.toObject();
            std::printf("from %s: %s\n", fitted(field(other, u"name"), 100).c_str(), sentence(other).c_str());
        }
        if (number(*result, u"late") > 0) {
            std::printf("%s wait: they are dated more than an hour ahead of the server's clock. Is this machine's clock right?\n", counted(number(*result, u"late"), "fact", "facts").c_str());
        }
    });
}

} // namespace

void addSync(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("sync", "Share listens and ratings between your devices, through a PostgreSQL server of yours");
    command->add_option("--postgres", request->address, "The server: postgresql://NAME@HOST/DATABASE; remembered once it has worked")->type_name("ADDRESS");
    command->add_option("--share", request->share, "What the other members may read: listens, ratings, all or none (none, until you say so)")
        ->check(CLI::IsMember({"listens", "ratings", "all", "none"}).description(""))->type_name("WHAT");
    command->add_flag("--dry-run", request->isDry, "Say what would be sent, or with --init what would be run, and change nothing");
    command->add_flag("--off", request->isOff, "Share nothing from now on");
    command->add_flag("--init", request->isInit, "Make the server ready, or bring it up to date: shows the SQL first");
    command->add_option("--user", request->members, "With --init: who takes part, by the names they log in with; without it, yourself")->type_name("NAME");
    command->add_flag("--yes", request->isYes, "With --init: don't ask");
    command->footer("Examples:\n  taraf sync --init --postgres postgresql:///taraf --user anna --user ben\n  taraf sync --postgres postgresql://anna@nas/taraf\n  taraf sync\n"
                    "  taraf sync --share listens\n  taraf sync --off\n\n"
                    "A password is never part of the address: it is taken from ~/.pgpass or PGPASSFILE, or asked for.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return sync(context, *request); }; });
}

} // namespace taraf::cli
