#pragma once

#include "bytes.h"

#include <functional>

namespace taraf::listens {

inline constexpr std::size_t kMostMembers = 10'000; ///< of an archive; ListenBrainz writes one a month

/// A file: in an archive, or what a compressed file holds, or the file itself. The name is only a name: nothing is ever written there.
struct Member {
    std::string name;
    bool isInArchive = false;
};

/// Reads as much of the member as it likes.
using EachMember = std::function<Result<>(const Member &, Bytes &)>;

/// An open file, whatever it is packed in. `name` is its own. Errors: Io, Corrupt, Unsupported (encrypted), and what `each` gives.
[[nodiscard]] Result<> eachMember(int file, std::string_view name, Meter &meter, const EachMember &each);

// The containers behind it.
[[nodiscard]] Result<> eachInTar(Bytes &tar, const EachMember &each);
[[nodiscard]] Result<> eachInZip(int file, Meter &meter, const EachMember &each);

inline constexpr std::size_t kTarBlock = 512;
/// Is the block the head of a file in a tar? By its checksum, since old ones have no mark.
[[nodiscard]] bool isTarHead(std::string_view block) noexcept;

} // namespace taraf::listens
