/// @file taraf-work's jobs about listens.
#pragma once

#include "listenbrainz.h"
#include "review.h"

#include "taraf/work/history.h"
#include "taraf/work/import.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <string>

namespace taraf {

/// What the command line asks for.
struct ListensOrder {
    explicit ListensOrder(CLI::App &app);

    [[nodiscard]] bool isMeant() const { return import->parsed() || sessions->parsed() || history->parsed() || m_review.review->parsed() || m_listenBrainz.isMeant(); }
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const;

    CLI::App *import, *sessions, *history;

private:
    work::ImportOptions m_import;
    work::SessionsOptions m_sessions;
    work::HistoryOptions m_history;
    ReviewOrder m_review;
    ListenBrainzOrder m_listenBrainz;
    std::int64_t m_gap = 20 * 60;
    std::string m_from, m_to;
};

} // namespace taraf
