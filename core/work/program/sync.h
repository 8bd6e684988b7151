/// @file taraf-work's job of sharing.
#pragma once

#include "taraf/work/sync.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <string>
#include <vector>

namespace taraf {

/// What the command line asks for.
struct SyncOrder {
    explicit SyncOrder(CLI::App &app);

    [[nodiscard]] bool isMeant() const { return m_command->parsed(); }
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop, const ProgressSink &progress, const work::NoteSink &note) const;

private:
    CLI::App *m_command;
    work::SyncOptions m_options;
    std::string m_share;
    std::vector<std::string> m_members;
    bool m_isSetUp = false, m_isPlan = false, m_isEnd = false;
};

} // namespace taraf
