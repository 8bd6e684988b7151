/// @file What every command of `taraf` is given, and how it answers.
#pragma once

#include "terminal.h"

#include "taraf/base/error.h"
#include "taraf/base/home.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <functional>
#include <stop_token>

namespace taraf::cli {

/// The exit status of the contract.
enum class Exit : int { Done = 0, Failed = 1, WrongUsage = 2, SomeFilesFailed = 3 };

enum class Output { Text, Json };

struct Context {
    Home home;
    std::stop_token stop;
    Output output = Output::Text;
    ProgressDisplay::Style progress = ProgressDisplay::Style::Lines;
};

/// A command's work; a failure is shown by main.
using Action = std::function<Result<Exit>(const Context &)>;

/// Adds a command with its options; `chosen` is set to its work when the command line names it.
void addRescan(CLI::App &app, Action &chosen);
void addLibrary(CLI::App &app, Action &chosen);
void addDemo(CLI::App &app, Action &chosen);
void addStart(CLI::App &app, Action &chosen);
void addWatch(CLI::App &app, Action &chosen);
void addStatus(CLI::App &app, Action &chosen);
void addSimilar(CLI::App &app, Action &chosen);
void addPath(CLI::App &app, Action &chosen);
void addRulesCommand(CLI::App &app, Action &chosen);
void addDoctor(CLI::App &app, Action &chosen);
void addSearch(CLI::App &app, Action &chosen);
void addRate(CLI::App &app, Action &chosen);
void addListens(CLI::App &app, Action &chosen);
void addSessions(CLI::App &app, Action &chosen);
void addStats(CLI::App &app, Action &chosen);
void addSync(CLI::App &app, Action &chosen);
void addShell(CLI::App &app, Action &chosen);
void addNeighbours(CLI::App &app, Action &chosen);
void addEvaluate(CLI::App &app, Action &chosen);
void addRadio(CLI::App &app, Action &chosen);
void addPlaylist(CLI::App &app, Action &chosen);
void addTune(CLI::App &app, Action &chosen);
void addModel(CLI::App &app, Action &chosen);
void addMix(CLI::App &app, Action &chosen);

/// What rescan and start share: scans (with no folders: the known roots) and tells how it went.
struct RescanRequest {
    std::vector<std::string> folders;
    std::string device = "auto";
    int jobs = 0; ///< 0: one a core
    bool listening = true;
    bool fullSpeed = false;  ///< not behind everything else on the machine
    bool unattended = false; ///< waits while the machine is on battery
    bool vanishedIsGone = false;
    int patience = 30;       ///< seconds that a drive may keep silent
};
[[nodiscard]] Result<Exit> rescan(const Context &context, const RescanRequest &request);
/// "12 added, 30 unchanged, in 3 s", from the document of a rescan.
[[nodiscard]] std::string sentence(const QJsonObject &rescan);

} // namespace taraf::cli
