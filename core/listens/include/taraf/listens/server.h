/// @file The household's server: a PostgreSQL database through which listens and opinions are shared. What it keeps, and who may see it: resources/sql/postgres.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/opinion.h"
#include "taraf/base/units.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::listens {

/// The schema that this client knows how to make, and talks to.
[[nodiscard]] int serverVersion() noexcept;

struct ServerAddress {
    std::string uri;      ///< as it was given
    std::string options;  ///< libpq's key='value' words, TLS with a verified name included unless the URI says otherwise
    std::string caveat;   ///< what the URI makes less safe, a sentence; empty: nothing
};

/// "postgresql://anna@nas/taraf", with parameters as libpq knows them ("PostgreSQL 17 Documentation", 32.1.1.2). Over TCP the server has to prove its name
/// (sslmode=verify-full) by ~/.postgresql/root.crt where that is there, else by the system's authorities. Errors: InvalidArgument (not one, a password in it).
[[nodiscard]] Result<ServerAddress> serverAddress(std::string_view uri);

/// A song under the number by which plays name it.
struct SharedSong {
    std::int64_t fingerprint = 0;
    std::string artist, title, album;
    std::string recordingId, releaseId, artistId;
    Milliseconds duration{0};
};

struct SharedPlay {
    bool isSkip = false, isGone = false;
    UnixTime at{0};
    std::int64_t song = 0;
    Milliseconds played{0};
    std::string source;
};

struct SharedOpinion {
    OpinionOf of = OpinionOf::Track;
    SharedSong about;
    Opinion opinion;
    UnixTime changedAt{0};
    std::int64_t device = 0; ///< that said it
};

/// Up to which revision of a member's facts this side has them.
struct MemberRevision {
    int member = 0;
    std::int64_t heard = 0, said = 0;
};

/// What one side has to say. At most kMost plays.
struct ToServer {
    static constexpr std::size_t kMost = 25'000;
    std::int64_t device = 0, number = 0, answered = 0; ///< as store::Shared
    std::vector<MemberRevision> members;
    std::vector<SharedSong> songs; ///< of the plays, before or with them
    std::vector<SharedPlay> plays;
    std::vector<SharedOpinion> opinions;
};

/// Of one member: what is new since the revision that was told.
struct MemberNews {
    MemberRevision upTo;
    std::string role;
    bool isSelf = false;
    std::vector<SharedSong> songs;
    std::vector<SharedPlay> plays;
    std::vector<SharedOpinion> opinions;
};

struct FromServer {
    bool mustStartOver = false;              ///< one of the two was put back from a backup; nothing was taken
    std::vector<std::size_t> latePlays, lateOpinions; ///< places of those that were not taken: they are more than an hour ahead of the server's clock. Ascending
    std::vector<MemberNews> members;
    bool hasMore = false;
    UnixTime serverTime{0};
};

/// What setting the server up, or bringing it up to date, takes.
struct ServerPlan {
    std::string sql;              ///< all of it; empty: nothing is to be done
    int from = 0, to = 0;         ///< versions of the schema; 0: there is none
    std::vector<std::string> newRoles; ///< that have no password yet
};

/// A connection. Threads: the one that made it. It needs a QCoreApplication. Errors: Io (no connection, or it was cut: the message tells the remedy), Database (the server
/// refused), Unsupported (its schema and this client don't fit).
class Server
{
public:
    /// Errors also: NotFound (it wants a password, and none was found in PGPASSWORD, PGPASSFILE or ~/.pgpass).
    [[nodiscard]] static Result<Server> connect(const ServerAddress &address);

    Server(Server &&) noexcept;
    Server &operator=(Server &&) = delete;
    ~Server();

    /// One round trip: everything that is sent is taken, or nothing. The same again changes nothing, but needs another number.
    [[nodiscard]] Result<FromServer> exchange(const ToServer &news);
    /// Whether all members may read what this one hears, or says.
    [[nodiscard]] Result<> share(bool listens, bool ratings);

    /// For these members; with none, and no schema yet, for the role that asks.
    [[nodiscard]] Result<ServerPlan> plan(const std::vector<std::string> &members);
    /// Plans anew under a lock that all clients take, and does it, all or nothing. What was done.
    [[nodiscard]] Result<ServerPlan> carryOut(const std::vector<std::string> &members);

private:
    class Connection;
    explicit Server(std::unique_ptr<Connection> connection) noexcept;
    [[nodiscard]] Error misfit(const Error &error);
    std::unique_ptr<Connection> m_connection;
};

} // namespace taraf::listens
