/// @file ListenBrainz over the network, or any server that speaks its API.
/// Source: listenbrainz.readthedocs.io, "Core", "Feedback" (2026); metabrainz/listenbrainz-server, listenbrainz/webserver/views (2026).
#pragma once

#include "taraf/listens/read.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::listens {

inline constexpr std::string_view kListenBrainzRoot = "https://api.listenbrainz.org";
inline constexpr std::size_t kMostPerPage = 1000; ///< listens in one request, either way

struct ServiceOptions {
    std::string root{kListenBrainzRoot};      ///< normalRoot()
    std::string token;                        ///< empty: what anybody may read
    std::chrono::milliseconds patience{30'000}; ///< for one sign of life of the server
    std::chrono::milliseconds longest{300'000}; ///< one request, from its beginning to its end
    std::chrono::milliseconds firstWait{1000};  ///< before a request is tried again; doubled each time, a minute at most
    int tries = 6;
    std::function<void(const std::string &sentence)> note; ///< what people should know: why it waits; may be empty
};

/// "https://host/path" without a slash at its end. Errors: InvalidArgument (not http or https, no host, a password in it).
[[nodiscard]] Result<std::string> normalRoot(std::string_view root);

struct ListensPage {
    std::size_t rows = 0;         ///< all that were in it, those too that could not be used
    UnixTime oldest{0}, newest{0}; ///< of all of them; 0 without any
};

struct FeedbackPage {
    std::size_t rows = 0;
    std::size_t total = 0; ///< that there are, in all pages
};

/// A listen to be sent.
struct Submission {
    UnixTime at{0};
    std::string_view artist, title, album;
    std::string_view recordingId, releaseId, artistId; ///< of MusicBrainz; malformed ones are left out
    Milliseconds duration{0}, played{0};               ///< 0 unknown
    std::string_view player;                           ///< empty: nobody knows
    std::string_view from;                             ///< the service that told us, for what was imported; empty: none
};

/// As the API takes it. Errors: InvalidArgument, with the reason why no server will take it: its time, a name, or its size.
[[nodiscard]] Result<std::string> written(const Submission &listen);

/// Each request waits for what the rate limit says (X-RateLimit-*), is tried again when it fails in passing (no connection, 429, 5xx), and follows a redirect to the same
/// server alone. TLS is verified. Answers are bounded by 32 MiB.
/// Throughout: Errors: Cancelled; Io, Timeout (the server can't be reached, or is busy; later it may be); Corrupt (the answer is not what the API says);
/// Unsupported (TLS, a redirect elsewhere, a status nobody knows); InvalidArgument (the token is not valid).
/// Threads: the one that made it, in which no event loop runs; a QCoreApplication has to be there. It blocks.
class Service
{
public:
    Service(ServiceOptions options, std::stop_token stop);
    Service(Service &&) noexcept;
    Service &operator=(Service &&) = delete;
    ~Service();

    /// The newest listens before that second, at most kMostPerPage, given to the sink as read() does. Nothing: the newest of all. Errors also: NotFound (no such user).
    [[nodiscard]] Result<ListensPage> listens(std::string_view user, std::optional<UnixTime> before, const Sink &sink);
    /// What the user loves (1) or hates (-1), from the offset-th on; names are there where the server knows them. Errors also: NotFound.
    [[nodiscard]] Result<FeedbackPage> feedback(std::string_view user, int score, std::size_t offset, const Sink &sink);
    /// Whose token it is.
    [[nodiscard]] Result<std::string> validate();
    /// At most kMostPerPage of written(). Nothing: they are taken, all of them; else why none of them is.
    [[nodiscard]] Result<std::optional<std::string>> submit(std::span<const std::string> listens);
    /// 1 loved, -1 hated, 0 neither. Nothing: it is taken; else why not.
    [[nodiscard]] Result<std::optional<std::string>> sendFeedback(std::string_view recordingId, std::string_view msid, int score);

private:
    class Exchange;
    Result<std::optional<std::string>> sent(const std::string &path, const std::string &body);
    std::unique_ptr<Exchange> m_exchange;
};

} // namespace taraf::listens
