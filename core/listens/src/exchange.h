/// @file Requests and answers over HTTP, with all the waiting that lies between them.
#pragma once

#include "taraf/listens/service.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QUrl>

namespace taraf::listens {

struct Answer {
    int status = 0; ///< 2xx, 400, 401, 403, 404 or 413
    std::string body;
};

class Service::Exchange
{
public:
    Exchange(ServiceOptions options, std::stop_token stop);

    [[nodiscard]] Result<Answer> get(const std::string &path) { return request(path, std::nullopt); }
    [[nodiscard]] Result<Answer> post(const std::string &path, const std::string &body) { return request(path, QByteArray::fromStdString(body)); }
    [[nodiscard]] const ServiceOptions &options() const noexcept { return m_options; }
    [[nodiscard]] const std::string &host() const noexcept { return m_host; }

private:
    using Wait = std::chrono::milliseconds;
    /// What came of one try.
    struct Try {
        Result<Answer> result;
        bool isPassing = false; ///< it may be better the next time
        std::optional<Wait> asked{};
    };
    Result<Answer> request(const std::string &path, const std::optional<QByteArray> &body);
    Try once(QUrl url, const std::optional<QByteArray> &body);
    Try judged(int status, QByteArray body, const std::optional<Wait> &asked);
    [[nodiscard]] Result<> wait(Wait time);

    ServiceOptions m_options;
    std::stop_token m_stop;
    std::string m_host;
    QNetworkAccessManager m_network;
    std::chrono::steady_clock::time_point m_next{}; ///< not before that, as the server asked
};

} // namespace taraf::listens
