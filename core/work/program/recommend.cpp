#include "recommend.h"

#include "text.h"

#include <QJsonArray>

#include <algorithm>
#include <array>
#include <cmath>

namespace taraf {
namespace {

qint64 number(std::uint64_t value) { return static_cast<qint64>(value); }
double rounded(double value) { return std::round(value * 1e6) / 1e6; }

QJsonObject document(const work::TasteResult &result)
{
    QJsonArray losses;
    for (const double loss : result.losses) losses.append(loss);
    return {{QStringLiteral("trained"), result.isTrained}, {QStringLiteral("warm"), result.isWarm}, {QStringLiteral("listeners"), number(result.listeners)}, {QStringLiteral("others"), number(result.others)},
            {QStringLiteral("artists"), number(result.artists)}, {QStringLiteral("entries"), number(result.entries)}, {QStringLiteral("iterations"), result.iterations}, {QStringLiteral("losses"), losses},
            {QStringLiteral("generation"), number(result.generation)}, {QStringLiteral("seconds"), rounded(result.seconds)}};
}

QJsonObject document(const work::TasteTuneResult &result)
{
    QJsonArray cells;
    for (const work::TasteCell &each : result.cells) {
        cells.append(QJsonObject{{QStringLiteral("rank"), each.rank}, {QStringLiteral("iterations"), each.iterations}, {QStringLiteral("regularisation"), rounded(static_cast<double>(each.regularisation))},
                                 {QStringLiteral("alpha"), rounded(static_cast<double>(each.alpha))}, {QStringLiteral("figure"), rounded(each.figure)}});
    }
    return {{QStringLiteral("weights"), text(kTasteWeights[static_cast<std::size_t>(result.weights)])}, {QStringLiteral("figure"), result.weights == TasteWeights::Ratings ? QStringLiteral("rmse") : QStringLiteral("ndcg10")},
            {QStringLiteral("cells"), cells}, {QStringLiteral("resumed"), number(result.resumed)}, {QStringLiteral("seconds"), rounded(result.seconds)}};
}

QJsonObject document(const work::TasteEvaluation &result)
{
    QJsonArray trials;
    for (const work::TasteTrial &trial : result.trials) {
        QJsonArray ways;
        for (const work::TasteFigures &each : trial.ways) {
            ways.append(QJsonObject{{QStringLiteral("way"), text(each.way)}, {QStringLiteral("ndcg10"), rounded(each.ndcg10)}, {QStringLiteral("ndcg_error"), rounded(each.ndcgError)},
                                    {QStringLiteral("precision10"), rounded(each.precision10)}, {QStringLiteral("recall20"), rounded(each.recall20)}, {QStringLiteral("coverage"), rounded(each.coverage)},
                                    {QStringLiteral("popularity"), rounded(each.popularity)}});
        }
        trials.append(QJsonObject{{QStringLiteral("split"), text(trial.split)}, {QStringLiteral("asked"), number(trial.asked)}, {QStringLiteral("ways"), ways}, {QStringLiteral("blend_is_best"), trial.isBlendBest}});
    }
    return {{QStringLiteral("listeners"), number(result.listeners)}, {QStringLiteral("artists"), number(result.artists)}, {QStringLiteral("entries"), number(result.entries)},
            {QStringLiteral("heard"), number(result.heard)}, {QStringLiteral("trials"), trials}, {QStringLiteral("seconds"), rounded(result.seconds)}};
}

} // namespace

RecommendOrder::RecommendOrder(CLI::App &app)
    : m_recommend(app.add_subcommand("recommend")), m_train(m_recommend->add_subcommand("train")), m_tune(m_recommend->add_subcommand("tune")), m_evaluate(m_recommend->add_subcommand("evaluate"))
{
    m_recommend->require_subcommand(1);
    static const std::map<std::string, TasteWeights> weights{{"bm25", TasteWeights::Bm25}, {"log", TasteWeights::Log}, {"plays", TasteWeights::Plays}, {"ratings", TasteWeights::Ratings}};
    for (CLI::App *each : {m_train, m_tune, m_evaluate}) {
        each->add_option("--weights", m_options.weights)->transform(CLI::CheckedTransformer(weights));
        each->add_option("--rank", m_options.rank);
        each->add_option("--regularisation", m_options.regularisation);
        each->add_option("--alpha", m_options.alpha);
        each->add_option("--iterations", m_options.iterations);
        each->add_option("--least-listeners", m_options.leastListeners);
        each->add_option("--seed", m_options.seed);
        each->add_option("--jobs", m_options.threads);
        each->add_flag("--anew", m_options.isAnew);
    }
}

Result<QJsonObject> RecommendOrder::run(const Home &home, const std::stop_token &stop, const ProgressSink &progress) const
{
    const auto told = [](const auto &result) { return result ? Result<QJsonObject>(document(*result)) : fail(result.error()); };
    work::TasteOptions options = m_options;
    const CLI::App *meant = m_train->parsed() ? m_train : m_evaluate;
    options.isTuned = std::ranges::all_of(std::array{"--weights", "--rank", "--regularisation", "--alpha", "--iterations"}, [&](const char *each) { return meant->count(each) == 0; });
    if (m_train->parsed()) return told(work::trainTaste(home, options, stop, progress));
    if (m_tune->parsed()) return told(work::tuneTaste(home, m_options, stop, progress));
    return told(work::evaluateTaste(home, options, stop, progress));
}

} // namespace taraf
