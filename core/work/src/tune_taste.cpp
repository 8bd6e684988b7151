#include "taste_trial.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"
#include "taraf/base/fingerprint.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <format>
#include <optional>
#include <sstream>

namespace taraf::work {
namespace {

constexpr std::size_t kQuestions = 1000;
constexpr std::uint64_t kFewestOthers = 10;
constexpr int kLookEvery = 3; ///< iterations between two looks at the figure
constexpr unsigned kFolds = 5;
constexpr std::array<int, 3> kSeedIterations{8, 10, 12};

/// What a search has done, kept whole after each cell.
class Search
{
public:
    Search(std::string path, std::string about) : m_path(std::move(path)), m_about(std::move(about))
    {
        const auto content = readFile(m_path, std::size_t{1} << 20U);
        std::istringstream lines(content ? *content : std::string());
        std::string line;
        if (!std::getline(lines, line) || line != m_about) return;
        TasteCell cell;
        while (lines >> cell.rank >> cell.iterations >> cell.regularisation >> cell.alpha >> cell.figure) m_cells.push_back(cell);
    }

    [[nodiscard]] bool has(int rank, float regularisation, float alpha) const
    {
        return std::ranges::any_of(m_cells, [&](const TasteCell &each) { return each.rank == rank && each.regularisation == regularisation && each.alpha == alpha; });
    }
    Result<> add(std::span<const TasteCell> cells)
    {
        m_cells.insert(m_cells.end(), cells.begin(), cells.end());
        std::string content = m_about + "\n";
        for (const TasteCell &each : m_cells) content += std::format("{} {} {} {} {}\n", each.rank, each.iterations, each.regularisation, each.alpha, each.figure);
        return writeAtomically(m_path, content);
    }
    [[nodiscard]] const std::vector<TasteCell> &cells() const { return m_cells; }

private:
    std::string m_path, m_about;
    std::vector<TasteCell> m_cells;
};

std::int64_t hashOf(const TasteData &data)
{
    std::int64_t hash = fingerprint({std::to_string(data.names.size()), std::to_string(data.entries.size())});
    for (const ArtistPlays &each : data.entries) {
        hash = static_cast<std::int64_t>((static_cast<std::uint64_t>(hash) ^ (std::uint64_t{each.listener} << 40U ^ std::uint64_t{each.artist} << 16U ^ each.plays)) * 0x100000001B3U);
    }
    return hash;
}

/// NDCG@10 of listeners who were not trained on, when it gets better no more.
Result<TasteCell> implicitCell(const TasteData &data, const TasteSplit &split, const TasteOptions &options, const std::stop_token &stop)
{
    TasteModel model = modelOf(data, split.train, options);
    const auto interactions = learn::Interactions::of(data.listeners.size(), data.names.size(), weighted(model, split.train));
    if (!interactions) return fail(interactions.error());
    auto factors = learn::Factorisation::begin(*interactions, factorOptions(options));
    if (!factors) return fail(std::move(factors).error());
    TasteCell best{.rank = options.rank, .regularisation = options.regularisation, .alpha = options.alpha};
    for (int i = 1; i <= options.iterations; ++i) {
        if (auto iterated = factors->iterate(stop); !iterated) return fail(std::move(iterated).error());
        if (i % kLookEvery != 0 && i != options.iterations) continue;
        setFactors(model, factors->factors().items);
        double sum = 0;
        for (const TasteQuestion &question : split.questions) sum += figuresOf(bestOf(scoresFor(model, question.known), question.known, 10), question.right).ndcg10;
        const double figure = sum / static_cast<double>(split.questions.size());
        if (best.iterations > 0 && figure <= best.figure) break;
        best.iterations = i;
        best.figure = figure;
    }
    return best;
}

/// RMSE after so many iterations each, the mean over five folds, each of which is kept out once.
Result<std::vector<TasteCell>> explicitCells(const TasteData &data, const TasteOptions &options, const std::stop_token &stop)
{
    const TasteModel model = modelOf(data, data.entries, options);
    const auto all = weighted(model, data.entries);
    std::vector<double> sums(kSeedIterations.size());
    std::uint64_t folds = 0;
    for (unsigned fold = 0; fold < kFolds; ++fold) {
        std::vector<learn::Interaction> train, left;
        for (std::size_t i = 0; i < all.size(); ++i) {
            const auto drawn = static_cast<std::uint64_t>(fingerprint({std::to_string(i), "42"}));
            ((drawn >> 20U) % kFolds == fold ? left : train).push_back(all[i]);
        }
        const auto interactions = learn::Interactions::of(data.listeners.size(), data.names.size(), train);
        if (!interactions) return fail(interactions.error());
        auto factors = learn::Factorisation::begin(*interactions, factorOptions(options));
        if (!factors) return fail(std::move(factors).error());
        std::vector<double> errors;
        for (int i = 1; i <= kSeedIterations.back(); ++i) {
            if (auto iterated = factors->iterate(stop); !iterated) return fail(std::move(iterated).error());
            if (std::ranges::find(kSeedIterations, i) == kSeedIterations.end()) continue;
            double squares = 0, count = 0;
            for (const learn::Interaction &each : left) {
                if (interactions->byUser().count(each.user) == 0 || interactions->byItem().count(each.item) == 0) continue; // a cold start is dropped
                const double off = static_cast<double>(each.weight - learn::dot(factors->factors().users.row(each.user), factors->factors().items.row(each.item)));
                squares += off * off;
                ++count;
            }
            if (count > 0) errors.push_back(std::sqrt(squares / count));
        }
        if (errors.size() != sums.size()) continue;
        ++folds;
        for (std::size_t i = 0; i < errors.size(); ++i) sums[i] += errors[i];
    }
    if (folds == 0) return fail(ErrorCode::NotFound, "too few ratings for five folds; import what more people heard: taraf listens import FILE");
    std::vector<TasteCell> cells;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        cells.push_back({.rank = options.rank, .iterations = kSeedIterations[i], .regularisation = options.regularisation, .alpha = options.alpha, .figure = sums[i] / static_cast<double>(folds)});
    }
    return cells;
}

struct Grid {
    std::vector<int> ranks;
    std::vector<float> regularisations, alphas;
};

} // namespace

Result<TasteTuneResult> tuneTaste(const Home &home, const TasteOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    if (auto fine = check(options); !fine) return fail(std::move(fine).error());
    auto library = libraryToLearnFrom(home);
    if (!library) return fail(std::move(library).error());
    const auto lock = FileLock::tryTake(tasteLock(home));
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(ErrorCode::Busy, "taste is being learned already; wait for it to end");
    store::Listens listens(*library);
    const auto data = readTasteData(home, listens, options.leastListeners, stop, progress);
    if (!data) return fail(data.error());
    const bool isExplicit = options.weights == TasteWeights::Ratings;
    const TasteSplit split = splitByListener(*data, kQuestions);
    if (data->others() < kFewestOthers || (!isExplicit && split.questions.empty())) {
        return fail(ErrorCode::NotFound, std::format("tuning compares what at least {} other listeners heard, and {} are known; import what others heard: taraf listens import FILE", kFewestOthers, data->others()));
    }
    const Grid grid = isExplicit ? Grid{.ranks = {6, 7, 8, 9}, .regularisations = {0.075F, 0.1F, 0.125F}, .alphas = {options.alpha}}
                                 : Grid{.ranks = {16, 32, 64, 128}, .regularisations = {0.05F, 5, 50}, .alphas = {0.1F, 0.5F, 2}};
    if (auto made = makeFolder(home.cache); !made) return fail(std::move(made).error());
    Search search(home.cache + "/taste.tuning", std::format("taraf taste 1 {} {} {} {}", kTasteWeights[static_cast<std::size_t>(options.weights)], options.iterations, options.seed, hashOf(*data)));
    TasteTuneResult result{.weights = options.weights, .cells = {}, .resumed = search.cells().size()};
    std::uint64_t done = 0;
    for (const int rank : grid.ranks) {
        for (const float regularisation : grid.regularisations) {
            for (const float alpha : grid.alphas) {
                if (progress) progress({.phase = "tuning", .done = done++, .total = grid.ranks.size() * grid.regularisations.size() * grid.alphas.size(), .item = {}});
                if (search.has(rank, regularisation, alpha)) continue;
                TasteOptions cell = options;
                cell.rank = rank;
                cell.regularisation = regularisation;
                cell.alpha = alpha;
                if (isExplicit) {
                    const auto cells = explicitCells(*data, cell, stop);
                    if (!cells) return fail(cells.error());
                    if (auto added = search.add(*cells); !added) return fail(std::move(added).error());
                } else {
                    const auto found = implicitCell(*data, split, cell, stop);
                    if (!found) return fail(found.error());
                    if (auto added = search.add(std::span(&*found, 1)); !added) return fail(std::move(added).error());
                }
            }
        }
    }
    result.cells = search.cells();
    std::ranges::stable_sort(result.cells, [&](const TasteCell &a, const TasteCell &b) { return isExplicit ? a.figure < b.figure : a.figure > b.figure; });
    const TasteCell &best = result.cells.front();
    auto saved = library->setSetting("taste.options", std::format("{} {} {} {} {}", kTasteWeights[static_cast<std::size_t>(options.weights)], best.rank, best.iterations, best.regularisation, best.alpha));
    if (!saved) return fail(std::move(saved).error());
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
