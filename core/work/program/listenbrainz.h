/// @file taraf-work's jobs about ListenBrainz.
#pragma once

#include "taraf/work/listenbrainz.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <string>

namespace taraf {

/// What the command line asks for. A token comes through the standard input: a command line can be read by everybody.
struct ListenBrainzOrder {
    explicit ListenBrainzOrder(CLI::App &app);

    [[nodiscard]] bool isMeant() const { return m_fetching->parsed() || m_submitting->parsed() || m_login->parsed() || m_logout->parsed() || m_live->parsed(); }
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const;

private:
    CLI::App *m_fetching, *m_submitting, *m_login, *m_logout, *m_live;
    work::FetchOptions m_fetch;
    work::SubmitOptions m_submit;
    std::string m_since, m_from, m_server;
    bool m_isStatus = false, m_isOn = false;
};

} // namespace taraf
