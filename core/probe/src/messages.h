/// @file What the client and taraf-probe say to each other over a stream socket.
///
/// A message is a Header and `size` bytes. The program says Hello once. Then, as often as there are files: the client sends
/// Ask or AskPicture, with the open file riding on its first byte; the program answers Failed, or Found and then as many Samples
/// as Found announced, or Portrayed.
#pragma once

#include "taraf/probe/client.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace taraf::probe {

/// The two are installed together; a mixture of versions is refused rather than misread.
inline constexpr std::uint32_t kProtocolVersion = 3;

enum class Message : std::uint32_t { Hello = 0x54504801, Ask, Failed, Found, Samples, AskPicture, Portrayed };

struct Header {
    std::uint32_t message = 0;
    std::uint32_t size = 0;
};
static_assert(sizeof(Header) == 8);

/// The descriptor of the socket in the program.
inline constexpr int kProgramSocket = 3;

inline constexpr int kPlaysLimit = 1'000'000'000;
inline constexpr std::size_t kTextLimit = 4096;      ///< bytes of one value of a tag
inline constexpr std::size_t kValuesLimit = 64;      ///< values of one field
inline constexpr std::size_t kNameLimit = 4096;      ///< bytes of a file's name
inline constexpr std::size_t kMessageLimit = 4U << 20U; ///< bytes of any message but Samples
inline constexpr std::size_t kSamplesPerMessage = 65536;
inline constexpr std::size_t kSamplesLimit = static_cast<std::size_t>(kLongestSpan.count() * kAnalysisRate) + 1;

struct Hello {
    std::string warning; ///< what the confinement lacks on this kernel; empty: nothing
};

struct Ask {
    std::string name; ///< the file's name without folders: a hint for its format, and for messages
    Audio audio = Audio::Decode;
    std::optional<Span> span;
};

struct AskPicture {
    std::string name;
    int edge = kLargestEdge;
};

/// Found carries a Report without the samples, and how many follow.
struct Found {
    Report report;
    std::size_t samples = 0;
};

[[nodiscard]] std::string encode(const Hello &hello);
[[nodiscard]] std::string encode(const Ask &ask);
[[nodiscard]] std::string encode(const AskPicture &ask);
[[nodiscard]] std::string encode(const Error &error);
[[nodiscard]] std::string encode(const Report &report);
[[nodiscard]] std::string encode(const Picture &picture);

[[nodiscard]] std::optional<Hello> decodeHello(std::string_view bytes);
[[nodiscard]] std::optional<Ask> decodeAsk(std::string_view bytes);
[[nodiscard]] std::optional<AskPicture> decodeAskPicture(std::string_view bytes);
[[nodiscard]] std::optional<Error> decodeError(std::string_view bytes);
[[nodiscard]] std::optional<Found> decodeFound(std::string_view bytes);
[[nodiscard]] std::optional<Picture> decodePortrayed(std::string_view bytes);

} // namespace taraf::probe
