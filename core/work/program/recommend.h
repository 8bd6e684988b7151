/// @file The jobs of `taraf recommend`.
#pragma once

#include "taraf/work/recommend.h"

#include <CLI/CLI.hpp>
#include <QJsonObject>

namespace taraf {

class RecommendOrder
{
public:
    explicit RecommendOrder(CLI::App &app);
    [[nodiscard]] bool isMeant() const { return m_recommend->parsed(); }
    [[nodiscard]] Result<QJsonObject> run(const Home &home, const std::stop_token &stop, const ProgressSink &progress) const;

private:
    CLI::App *m_recommend, *m_train, *m_tune, *m_evaluate;
    work::TasteOptions m_options;
};

} // namespace taraf
