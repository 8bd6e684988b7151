/// @file taraf-work's jobs about listens.
#pragma once

#include "listenbrainz.h"

#include "taraf/work/history.h"
#include "taraf/work/import.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <string>

namespace taraf {

/// What the command line asks for.
struct ListensOrder {
    explicit ListensOrder(CLI::App &app);

    [[nodiscard]] bool isMeant() const { return import->parsed() || sessions->parsed() || history->parsed() || m_listenBrainz.isMeant(); }
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const;

    CLI::App *import, *sessions, *history;

private:
    ListenBrainzOrder m_listenBrainz;
    work::ImportOptions m_import;
    work::SessionsOptions m_sessions;
    work::HistoryOptions m_history;
    std::int64_t m_gap = 20 * 60;
    std::string m_from, m_to;
};

} // namespace taraf
