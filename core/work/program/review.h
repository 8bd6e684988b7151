/// @file taraf-work's job about songs that may be in the collection under another name.
#pragma once

#include "taraf/work/review.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

#include <string>
#include <vector>

namespace taraf {

/// What the command line asks for: decisions, or the list.
struct ReviewOrder {
    explicit ReviewOrder(CLI::App &app);
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop) const;

    CLI::App *review;

private:
    std::size_t m_most = 20;
    std::vector<std::string> m_same;   ///< SONG:TRACK
    std::vector<std::string> m_choose; ///< SONG, file, SONG, file …
    std::vector<std::int64_t> m_none, m_undo;
};

} // namespace taraf
