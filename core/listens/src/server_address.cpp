#include "taraf/listens/server.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <unistd.h>

namespace taraf::listens {
namespace {

using Words = std::map<std::string, std::string>;

std::string environment(const char *name)
{
    const char *value = std::getenv(name); // NOLINT(concurrency-mt-unsafe): nobody sets it meanwhile
    return value == nullptr ? std::string() : value;
}

bool isWord(std::string_view key)
{
    return !key.empty() && std::ranges::all_of(key, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

/// What Qt or libpq would cut in two, or end at.
bool isPlain(std::string_view value)
{
    return std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) >= ' ' && c != ';' && c != '\x7F'; });
}

std::string inQuotes(std::string_view value)
{
    std::string out = "'";
    for (const char c : value) {
        if (c == '\'' || c == '\\') out += '\\';
        out += c;
    }
    return out += '\'';
}

std::unexpected<Error> wrong(const std::string &why) { return fail(ErrorCode::InvalidArgument, why + "; an address is written postgresql://USER@HOST/DATABASE"); }

/// Host and port of "nas:5433", "[::1]:5433" or "a,b:1"; several hosts have as many ports.
void splitHosts(std::string_view hosts, Words &words)
{
    std::string names, ports;
    bool hasPort = false;
    while (true) {
        const auto comma = hosts.find(',');
        std::string_view host = hosts.substr(0, comma), port;
        if (const auto close = host.find(']'); host.starts_with('[') && close != std::string_view::npos) {
            if (host.substr(close + 1).starts_with(':')) port = host.substr(close + 2);
            host = host.substr(1, close - 1);
        } else if (const auto colon = host.rfind(':'); colon != std::string_view::npos) {
            port = host.substr(colon + 1);
            host = host.substr(0, colon);
        }
        names += percentDecoded(host);
        ports += port;
        hasPort |= !port.empty();
        if (comma == std::string_view::npos) break;
        hosts.remove_prefix(comma + 1);
        names += ',';
        ports += ',';
    }
    if (!names.empty()) words["host"] = names;
    if (hasPort) words["port"] = ports;
}

/// Whether a network lies between: libpq takes TLS for that alone.
bool isRemote(const Words &words)
{
    if (words.contains("hostaddr") || !environment("PGHOSTADDR").empty()) return true;
    const auto named = words.find("host");
    std::string hosts = named != words.end() ? named->second : environment("PGHOST");
    while (!hosts.empty()) {
        const auto comma = hosts.find(',');
        if (hosts[0] != '/' && hosts[0] != '@' && hosts[0] != ',') return true;
        hosts.erase(0, comma == std::string::npos ? comma : comma + 1);
    }
    return false;
}

} // namespace

Result<ServerAddress> serverAddress(std::string_view uri)
{
    const std::string whole(uri);
    if (!uri.starts_with("postgresql://") && !uri.starts_with("postgres://")) return wrong("'" + displayText(uri) + "' is no address of a PostgreSQL server");
    uri.remove_prefix(uri.find("//") + 2);
    constexpr const char *password = "the address has a password in it, where others can see it; leave it out, and put a line HOST:PORT:DATABASE:USER:PASSWORD into ~/.pgpass (chmod 600), or "
                                     "type it when you are asked";
    Words words;
    const auto question = uri.find('?');
    std::string_view parameters = question == std::string_view::npos ? std::string_view() : uri.substr(question + 1);
    uri = uri.substr(0, question);
    const auto slash = uri.find('/');
    std::string_view where = uri.substr(0, slash);
    if (slash != std::string_view::npos && slash + 1 < uri.size()) words["dbname"] = percentDecoded(uri.substr(slash + 1));
    if (const auto at = where.rfind('@'); at != std::string_view::npos) {
        const std::string_view user = where.substr(0, at);
        if (user.contains(':')) return fail(ErrorCode::InvalidArgument, password);
        words["user"] = percentDecoded(user);
        where = where.substr(at + 1);
    }
    splitHosts(where, words);
    while (!parameters.empty()) {
        const auto end = parameters.find('&');
        const std::string_view each = parameters.substr(0, end);
        parameters.remove_prefix(end == std::string_view::npos ? parameters.size() : end + 1);
        const auto equals = each.find('=');
        const std::string key(each.substr(0, equals));
        if (!isWord(key) || equals == std::string_view::npos) return wrong("'" + displayText(each) + "' is no parameter of a connection");
        if (key.contains("password")) return fail(ErrorCode::InvalidArgument, password);
        words[key] = percentDecoded(each.substr(equals + 1));
    }
    for (const auto &[key, value] : words) {
        if (!isPlain(value)) return wrong("the address has a character in " + key + " that can't be passed on");
    }

    ServerAddress address{.uri = whole, .options = {}, .caveat = {}};
    const bool isVerified = !words.contains("sslmode") || words["sslmode"] == "verify-full";
    if (isVerified) {
        words["sslmode"] = "verify-full";
        const std::string own = environment("HOME") + "/.postgresql/root.crt";
        if (!words.contains("sslrootcert") && environment("PGSSLROOTCERT").empty() && ::access(own.c_str(), R_OK) != 0) words["sslrootcert"] = "system";
    } else if (isRemote(words)) {
        address.caveat = "the address says sslmode=" + words["sslmode"] + ": nobody checks that this is your server";
    }
    words.try_emplace("connect_timeout", "15");
    words.try_emplace("tcp_user_timeout", "60000");
    words.try_emplace("application_name", "taraf");
    for (const auto &[key, value] : words) address.options += (address.options.empty() ? "" : " ") + key + "=" + inQuotes(value);
    return address;
}

} // namespace taraf::listens
