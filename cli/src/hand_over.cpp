#include "hand_over.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <spawn.h>
#include <unistd.h>

namespace taraf::cli {
namespace {

bool onPath(const std::string &program)
{
    const char *path = std::getenv("PATH"); // NOLINT(concurrency-mt-unsafe)
    std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
    while (!rest.empty()) {
        const std::size_t colon = std::min(rest.find(':'), rest.size());
        if (::access((std::string(rest.substr(0, colon)) + "/" + program).c_str(), X_OK) == 0) return true;
        rest.remove_prefix(std::min(colon + 1, rest.size()));
    }
    return false;
}

} // namespace

Result<> openInPlayer(const std::string &file, const std::string &title, const std::string &player)
{
    std::vector<std::string> command;
    if (player == "strawberry" || player == "clementine") command = {player, "--create", title, file};
    else if (player == "audacious" || player == "fooyin" || player == "vlc") command = {player, file};
    else command = {"xdg-open", file};
    if (!onPath(command.front())) {
        return fail(ErrorCode::NotFound, command.front() + " is not installed; the playlist is at " + displayText(file));
    }
    std::vector<char *> argv;
    for (std::string &word : command) argv.push_back(word.data());
    argv.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawnattr_init(&attributes);
    for (const int fd : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_RDWR, 0);
    sigset_t none;
    ::sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK);
    pid_t child = -1;
    const int error = ::posix_spawnp(&child, argv.front(), &actions, &attributes, argv.data(), environ);
    ::posix_spawnattr_destroy(&attributes);
    ::posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return fail(ErrorCode::Io, command.front() + " can't be started: " + describeErrno(error));
    return {};
}

} // namespace taraf::cli
