/// @file Reads what strangers' audio files hold, in a confined child process: tags, stream, audio hash, samples; and pictures.
#pragma once

#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/tags.h"
#include "taraf/base/units.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <sys/types.h>
#include <vector>

namespace taraf::probe {

/// What one file may cost. Each > 0. A file that costs more is given up (Timeout, OutOfMemory) and the child with it.
struct Limits {
    Seconds wall{60};
    Seconds cpu{60};
    std::size_t residentBytes = std::size_t{768} << 20U; ///< memory of the child
};

enum class Audio : std::uint8_t {
    None,   ///< tags, stream and hash
    Decode, ///< and the samples
};

/// The longest span that can be asked for, and the shortest.
inline constexpr Seconds kLongestSpan{600.0};
inline constexpr Seconds kShortestSpan{3.0};

struct Request {
    std::string path;                 ///< bytes; a regular file
    Audio audio = Audio::Decode;
    std::optional<Span> span;         ///< this part instead of the middle kAnalysisSpan; within [3 s, 600 s], cut to the track's end
};

/// What a file holds. Tags can be fine while its audio is not: then audioError says why.
struct Report {
    Tags tags;
    StreamInfo stream;
    AudioHash audioHash{};           ///< of the encoded audio alone; meaningful if `hashed`
    bool hashed = false;             ///< false: no packet of audio was found
    std::optional<Pcm> pcm;          ///< with Audio::Decode, unless audioError is set; at least kShortestAnalysed (a span: kShortestSpan)
    std::optional<Error> audioError; ///< TooShort, Unsupported or Corrupt, naming the file. With Audio::None never TooShort.
};

/// A picture, made small. Pixels and nothing else: whatever an encoded picture could talk a decoder into ends with the child.
struct Picture {
    int width = 0, height = 0;        ///< [1, kLargestEdge] each
    std::vector<std::uint8_t> pixels; ///< row after row: red, green, blue, opacity, [0, 255] each; colours are not multiplied by the opacity
};

inline constexpr int kLargestEdge = 512;

/// A taraf-probe of one's own: started with the first file, again after a file has killed it, ended with the client.
/// Threads: one at a time; give every worker thread a client. A child ends with the thread that started it, even where that
/// was killed; a client that has been moved to another thread then starts another.
/// Cost: starting the child takes some 50 ms; a file is one message there and a few back.
class Client
{
public:
    /// With an empty `program` it is looked for, see findProgram().
    explicit Client(Limits limits = {}, std::string program = {});
    Client(Client &&other) noexcept;
    Client &operator=(Client &&other) noexcept;
    ~Client();

    /// Reads one file.
    /// Errors, each naming the file: NotFound; Io (can't be opened or read; past the wall limit without computing: its drive is silent); Unsupported (no regular file; no audio format
    /// that is read here); Corrupt (empty, or damaged beyond reading); Timeout, OutOfMemory (past a limit); Crashed (the child died
    /// of it); Cancelled (within 100 ms); InvalidArgument (the span); Internal (there is no taraf-probe that works: no file can
    /// be read, so stop asking).
    [[nodiscard]] Result<Report> read(const Request &request, const std::stop_token &stop = {});

    /// The picture that a file is (JPEG, PNG, WebP), or that an audio file holds: its front cover, else its first. Its longer side is `edge` pixels
    /// long at most, in [1, kLargestEdge]; nothing is made larger.
    /// Errors: as read(); Unsupported also where there is no picture, and for one of more than 32 MiB or 64 million pixels.
    [[nodiscard]] Result<Picture> picture(const std::string &path, int edge, const std::stop_token &stop = {});

    /// The child's process id, or 0 while there is none.
    [[nodiscard]] pid_t child() const noexcept;

    /// The program taraf-probe: $TARAF_PROBE, else beside the running program, else ../libexec/taraf/ from there, else
    /// /usr/libexec/taraf/. Errors: Internal, saying where it was looked for.
    [[nodiscard]] static Result<std::string> findProgram();

private:
    class Child;
    template<class Answer, class Ask> [[nodiscard]] Result<Answer> converse(const std::string &path, const Ask &ask, const std::stop_token &stop);
    Limits m_limits;
    std::string m_program;
    std::unique_ptr<Child> m_child;
};

} // namespace taraf::probe
