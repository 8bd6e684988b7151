/// @file Where Taraf keeps what it knows.
#pragma once

#include "taraf/base/error.h"

#include <string>

namespace taraf {

/// The folders of one user's Taraf. `data` is the truth; everything under `cache` can be deleted and is rebuilt.
/// $TARAF_HOME and $TARAF_HOME/cache where that is set; else taraf/ below the XDG folders.
/// Source: "XDG Base Directory Specification", freedesktop.org, version 0.8, 2021.
struct Home {
    std::string data;  ///< absolute
    std::string cache; ///< absolute

    [[nodiscard]] std::string library() const { return data + "/library.db"; }
    [[nodiscard]] std::string playlists() const { return data + "/playlists"; }
    [[nodiscard]] std::string rescanLock() const { return data + "/rescan.lock"; }
    /// A training that can be taken up again (room learn).
    [[nodiscard]] std::string tuningCheckpoint() const { return cache + "/tuning.checkpoint"; }
    /// The folder of the index files (room neighbours).
    [[nodiscard]] std::string index() const { return cache + "/index"; }
};

/// Reads the environment; makes nothing. Errors: NotFound (neither TARAF_HOME, XDG folders nor HOME is set).
[[nodiscard]] Result<Home> findHome();

/// The path of a program that belongs to Taraf ("taraf-probe"): $TARAF_PROGRAMS/NAME, else beside the running program, else in
/// ../libexec/taraf beside its folder. Errors: NotFound, naming the places looked at.
[[nodiscard]] Result<std::string> findProgram(const std::string &name);

} // namespace taraf
