/// @file What a fallible function of Taraf returns, and the closed list of ways it can fail.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <utility>

namespace taraf {

/// Why something was not done. Callers branch on the code and show the message.
enum class ErrorCode {
    Cancelled,       ///< the caller asked for it to stop
    NotFound,        ///< no such file, track, album or row
    InvalidArgument, ///< the request makes no sense, whatever the state
    Corrupt,         ///< bytes that don't follow their format
    Unsupported,     ///< a format, version or codec that is not read here
    TooShort,        ///< too little audio to say anything about it
    Io,              ///< reading or writing failed
    Database,        ///< SQLite refused
    Busy,            ///< another process of ours is doing it
    Timeout,         ///< it ran past its limit
    Crashed,         ///< a child process died
    OutOfMemory,     ///< a memory limit was reached
    NoDevice,        ///< the device that was asked for is not here
    Internal,        ///< a bug of ours
};

/// The code's name in lower-case words, as JSON and logs carry it ("too short").
[[nodiscard]] constexpr std::string_view name(ErrorCode code) noexcept
{
    switch (code) {
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::NotFound: return "not found";
    case ErrorCode::InvalidArgument: return "invalid argument";
    case ErrorCode::Corrupt: return "corrupt";
    case ErrorCode::Unsupported: return "unsupported";
    case ErrorCode::TooShort: return "too short";
    case ErrorCode::Io: return "i/o";
    case ErrorCode::Database: return "database";
    case ErrorCode::Busy: return "busy";
    case ErrorCode::Timeout: return "timeout";
    case ErrorCode::Crashed: return "crashed";
    case ErrorCode::OutOfMemory: return "out of memory";
    case ErrorCode::NoDevice: return "no device";
    case ErrorCode::Internal: return "internal";
    }
    return "internal";
}

/// A failure: a code to branch on and a sentence to show, naming the file and the remedy. English, no final stop.
struct [[nodiscard]] Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;

    /// The same failure with what was being done in front: "reading a.mp3: truncated".
    Error within(std::string_view doing) &&
    {
        message.insert(0, ": ").insert(0, doing);
        return std::move(*this);
    }

    friend bool operator==(const Error &, const Error &) = default;
};

/// A value, or why there is none. No exception leaves a room.
template<class T = void> using Result = std::expected<T, Error>;

/// `return fail(ErrorCode::Io, "…");`
[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string message)
{
    return std::unexpected(Error{code, std::move(message)});
}

/// Hands a failed Result's error on to a caller with another value type.
[[nodiscard]] inline std::unexpected<Error> fail(Error error) { return std::unexpected(std::move(error)); }

} // namespace taraf
