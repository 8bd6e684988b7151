/// @file Where the token of an account lies: in the desktop's keyring, else in a file for the user's eyes only.
#pragma once

#include "taraf/base/error.h"

#include <cstdint>
#include <string>

namespace taraf::listens {

enum class Keeper : std::uint8_t { Keyring, File };

/// In the keyring, if one answers within 2 s; else in the file, which nobody but the user can read at any instant (0600). `account` names whose token it is.
/// Errors: Io. Threads: as Service.
[[nodiscard]] Result<Keeper> keepToken(const std::string &account, const std::string &token, const std::string &file);

/// Errors: NotFound (it lies there no more, or is another account's), Io (the file can be read by others; the keyring does not answer: it may wait for its password, half a
/// minute at most). Threads: as Service.
[[nodiscard]] Result<std::string> findToken(Keeper keeper, const std::string &account, const std::string &file);

/// From both; one that is not there is no error. Errors: Io (it may still be in the keyring, or in the file). Threads: as Service.
[[nodiscard]] Result<> forgetToken(Keeper keeper, const std::string &account, const std::string &file);

} // namespace taraf::listens
