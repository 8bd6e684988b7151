#include "asking.h"
#include "documents.h"

#include "taraf/answer/upkeep.h"
#include "taraf/base/path.h"
#include "taraf/service/client.h"
#include "taraf/work/job.h"

#include <QStandardPaths>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <linux/magic.h>
#include <map>
#include <sys/statvfs.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace taraf::cli {
namespace {

enum class State { Well, Note, Trouble };

struct Finding {
    State state = State::Well;
    std::string text;
    std::string remedy; ///< what to do; empty: nothing
};

using Findings = std::vector<Finding>;

std::string megabytes(double bytes) { return bytes < 1e9 ? grouped(static_cast<std::uint64_t>(bytes / 1e6)) + " MB" : grouped(static_cast<std::uint64_t>(bytes / 1e9)) + " GB"; }

void lookAtPrograms(const Context &context, Findings &findings)
{
    const auto job = work::runJob({"fitness"}, {}, context.stop);
    if (!job) {
        findings.push_back({State::Trouble, job.error().message, "install Taraf again: what scans and listens is missing or does not start"});
        return;
    }
    const auto failure = [&](QStringView key) { return work::errorOf(job->value(key).toObject()).message; };
    if (job->contains(u"probe")) findings.push_back({State::Trouble, "no audio file can be read: " + failure(u"probe"), "install Taraf again, with taraf-probe"});
    else findings.push_back({State::Well, "audio is read, " + grouped(static_cast<std::uint64_t>(job->value(u"real_time").toDouble())) + " times as fast as it plays", {}});
    if (job->contains(u"ears")) findings.push_back({State::Trouble, failure(u"ears"), "install libtorch; tags are read without it, but nothing is listened to"});
    else findings.push_back({State::Well, job->value(u"cuda").toBool() ? "it listens on the CUDA device" : "it listens on the processor; there is no CUDA device", {}});
}

void lookAtSpace(const std::string &folder, const char *what, Findings &findings)
{
    struct statvfs space{};
    if (::statvfs(folder.c_str(), &space) != 0) return; // it is made by the first scan
    const double free = static_cast<double>(space.f_bavail) * static_cast<double>(space.f_frsize);
    if (::access(folder.c_str(), W_OK) != 0) {
        findings.push_back({State::Trouble, displayText(folder) + " can't be written", "give yourself the right to write there, or set TARAF_HOME to a folder of yours"});
    } else if (free < 200e6) {
        findings.push_back({State::Trouble, megabytes(free) + " are free for " + what + " in " + displayText(folder), "make room there; a scan needs some 5 kB a track"});
    }
}

bool isFarAway(const std::string &path)
{
    struct statfs system{};
    if (::statfs(path.c_str(), &system) != 0) return false;
    constexpr std::array<long, 4> far{NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, static_cast<long>(CIFS_SUPER_MAGIC), static_cast<long>(SMB2_SUPER_MAGIC)};
    return std::ranges::contains(far, static_cast<long>(system.f_type));
}

void lookAtLibrary(const Context &context, Findings &findings)
{
    const auto checked = answer::check(context.home);
    if (!checked && checked.error().code == ErrorCode::NotFound) {
        findings.push_back({State::Note, "there is no library yet", "scan your music: taraf rescan ~/Music"});
        return;
    }
    if (!checked) {
        findings.push_back({State::Trouble, checked.error().message, "taraf library restore brings back the last copy: taraf library backup --list"});
        return;
    }
    for (const std::string &finding : checked->findings) findings.push_back({State::Trouble, finding, "the last copies: taraf library backup --list"});
    const auto status = service::Desk(context.home).answer(service::Question::Status, {}, context.stop);
    if (!status) {
        findings.push_back({State::Trouble, status.error().message, "taraf library check says more"});
        return;
    }
    const auto tracks = static_cast<std::uint64_t>(status->value(u"tracks").toInteger()), heard = static_cast<std::uint64_t>(status->value(u"analysed").toInteger());
    if (checked->findings.empty()) findings.push_back({State::Well, "the library is whole: " + counted(tracks, "track", "tracks") + ", " + grouped(heard) + " listened to", {}});
    const auto left = answer::leftOut(context.home);
    const std::uint64_t waiting = tracks - std::min(tracks, heard + (left ? left->size() : 0));
    if (waiting > 0) findings.push_back({State::Note, counted(waiting, "track was", "tracks were") + " not listened to yet", "taraf rescan"});
    for (const QJsonValue each : status->value(u"roots").toArray()) {
        const QJsonObject root = each.toObject();
        const std::string path = root.value(u"path").toString().toStdString(), bytes = pathOfUri(root.value(u"uri").toString().toStdString()).value_or(path);
        const auto missing = static_cast<std::uint64_t>(root.value(u"missing").toInteger());
        if (!root.value(u"present").toBool()) findings.push_back({State::Note, path + " is not there right now", "plug in its drive; if it is gone for good: taraf library remove \"" + path + "\""});
        else if (::access(bytes.c_str(), R_OK | X_OK) != 0) findings.push_back({State::Trouble, path + " can't be read: " + std::strerror(errno), "give yourself the right to read it"});
        else if (missing > 0) findings.push_back({State::Note, counted(missing, "file is", "files are") + " missing below " + path, "they come back by themselves when the files do"});
        if (isFarAway(bytes)) findings.push_back({State::Note, path + " lies on a network drive: scans wait for it", "the first scan is slow, later ones read only what has changed"});
    }
    if (!left || left->empty()) return;
    findings.push_back({State::Note, counted(left->size(), "file was", "files were") + " left out, the first: " + displayText(left->front().path) + " (" + left->front().reason + ")",
                        "all of them: taraf doctor --files. A file that is replaced is tried again"});
}

void lookAtWatching(const Context &context, Findings &findings)
{
    std::uint64_t limit = 0;
    std::ifstream("/proc/sys/fs/inotify/max_user_watches") >> limit;
    const auto answers = answer::Answers::open(context.home);
    if (!answers || limit == 0) return;
    const auto status = answers->status();
    // A folder holds ten tracks or so; what watches besides Taraf wants some too.
    if (status && status->tracks / 5 > limit) {
        findings.push_back({State::Note, "the system lets a user watch " + grouped(limit) + " folders, which may be too few for taraf watch", "sudo sysctl fs.inotify.max_user_watches=524288"});
    }
}

void lookAtSession(const Context &context, Findings &findings)
{
    const bool bus = !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS") || !qEnvironmentVariableIsEmpty("XDG_RUNTIME_DIR");
    if (service::Client::running(context.home)) findings.push_back({State::Well, "tarafd runs and answers players", {}});
    else findings.push_back({State::Well, bus ? "tarafd does not run; the first player that asks starts it" : "there is no desktop session; taraf does the work by itself", {}});
    std::string players;
    for (const char *player : {"strawberry", "clementine", "audacious", "fooyin", "vlc"}) {
        if (!QStandardPaths::findExecutable(QString::fromLatin1(player)).isEmpty()) players += (players.empty() ? "" : ", ") + std::string(player);
    }
    findings.push_back({players.empty() ? State::Note : State::Well, players.empty() ? "no player is installed that a list can be handed to" : "players that lists are handed to: " + players,
                        players.empty() ? "Strawberry, Clementine, Audacious, fooyin or VLC; any other opens the files that --out writes" : ""});
}

Result<Exit> listFiles(const Context &context)
{
    const auto left = answer::leftOut(context.home);
    if (!left) return fail(left.error());
    QJsonArray files;
    for (const answer::LeftOut &file : *left) {
        if (context.output == Output::Json) files.append(QJsonObject{{QStringLiteral("path"), text(file.path)}, {QStringLiteral("uri"), text(fileUri(file.path))}, {QStringLiteral("reason"), text(file.reason)}});
        else std::printf("%s\n    %s\n", displayText(file.path).c_str(), displayText(file.reason).c_str());
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("failed"), files}}); !printed) return fail(std::move(printed).error());
    } else if (left->empty()) {
        std::printf("no file was left out\n");
    }
    return Exit::Done;
}

Result<Exit> doctor(const Context &context)
{
    Findings findings;
    lookAtPrograms(context, findings);
    lookAtSpace(context.home.data, "the library", findings);
    lookAtSpace(context.home.cache, "the index", findings);
    lookAtLibrary(context, findings);
    lookAtWatching(context, findings);
    lookAtSession(context, findings);
    if (context.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    bool isWell = true;
    QJsonArray documents;
    const std::map<State, std::pair<const char *, const char *>> states{{State::Well, {"well", "✓"}}, {State::Note, {"note", "·"}}, {State::Trouble, {"trouble", "✗"}}};
    for (const Finding &each : findings) {
        isWell = isWell && each.state != State::Trouble;
        const auto &[name, sign] = states.at(each.state);
        documents.append(QJsonObject{{QStringLiteral("state"), QString::fromLatin1(name)}, {QStringLiteral("text"), text(each.text)}, {QStringLiteral("remedy"), text(each.remedy)}});
        if (context.output == Output::Json) continue;
        std::printf("%s %s\n", sign, displayText(each.text).c_str());
        if (!each.remedy.empty()) std::printf("    %s\n", displayText(each.remedy).c_str());
    }
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("ok"), isWell}, {QStringLiteral("findings"), documents}}); !printed) return fail(std::move(printed).error());
    }
    return isWell ? Exit::Done : Exit::Failed;
}

} // namespace

void addDoctor(CLI::App &app, Action &chosen)
{
    const auto files = std::make_shared<bool>(false);
    CLI::App *command = app.add_subcommand("doctor", "Look for what is missing, slow or unreadable, and say what helps");
    command->add_flag("--files", *files, "List the files that were left out, with the reason");
    command->footer("Example:\n  taraf doctor\n\nExit status 0: nothing is in the way; 1: something is, marked ✗.");
    command->callback([&chosen, files] { chosen = [files](const Context &context) { return *files ? listFiles(context) : doctor(context); }; });
}

} // namespace taraf::cli
