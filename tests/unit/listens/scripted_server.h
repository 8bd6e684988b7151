/// @file A server that says what it was told to say, one answer a connection, and remembers what it was asked.
#pragma once

#include <arpa/inet.h>
#include <deque>
#include <functional>
#include <mutex>
#include <netinet/in.h>
#include <stdexcept>
#include <string>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace taraf::listens {

class ScriptedServer
{
public:
    /// Bytes as they go over the line; `say` writes them. What is said ends with the connection.
    using Say = std::function<void(std::string_view bytes)>;
    using Script = std::function<void(const std::string &request, const Say &say)>;

    ScriptedServer()
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (m_socket < 0 || ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_socket, 16) != 0 ||
            ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size) != 0) {
            throw std::runtime_error("no port for a server");
        }
        m_port = ntohs(address.sin_port);
        m_thread = std::jthread([this] { serve(); });
    }
    ScriptedServer(const ScriptedServer &) = delete;
    ScriptedServer &operator=(const ScriptedServer &) = delete;
    ~ScriptedServer()
    {
        ::shutdown(m_socket, SHUT_RDWR);
        m_thread.join();
        ::close(m_socket);
    }

    [[nodiscard]] std::string root() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    [[nodiscard]] int port() const { return m_port; }
    void then(Script script)
    {
        const std::scoped_lock lock(m_mutex);
        m_scripts.push_back(std::move(script));
    }
    /// A whole answer.
    void thenAnswer(int status, const std::string &body, const std::string &headers = {})
    {
        then([=](const std::string &, const Say &say) {
            say("HTTP/1.1 " + std::to_string(status) + " X\r\nConnection: close\r\n" + headers + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
        });
    }
    [[nodiscard]] std::vector<std::string> requests()
    {
        const std::scoped_lock lock(m_mutex);
        return m_requests;
    }

private:
    static std::string readRequest(int connection)
    {
        std::string request;
        char buffer[65536];
        std::size_t wanted = std::string::npos;
        while (request.size() < wanted) {
            const ssize_t got = ::read(connection, buffer, sizeof buffer);
            if (got <= 0) break;
            request.append(buffer, static_cast<std::size_t>(got));
            if (const auto end = request.find("\r\n\r\n"); end != std::string::npos && wanted == std::string::npos) {
                const auto length = request.find("content-length: "); // as Qt writes it
                wanted = end + 4 + (length < end ? std::stoul(request.substr(length + 16)) : 0);
            }
        }
        return request;
    }

    void serve()
    {
        while (true) {
            const int connection = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC);
            if (connection < 0) return;
            const std::string request = readRequest(connection);
            Script script;
            if (!request.empty()) {
                const std::scoped_lock lock(m_mutex);
                m_requests.push_back(request);
                if (!m_scripts.empty()) {
                    script = std::move(m_scripts.front());
                    m_scripts.pop_front();
                }
            }
            if (script) script(request, [connection](std::string_view bytes) { ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
            ::close(connection);
        }
    }

    int m_socket = -1, m_port = 0;
    std::mutex m_mutex;
    std::deque<Script> m_scripts;
    std::vector<std::string> m_requests;
    std::jthread m_thread;
};

} // namespace taraf::listens
