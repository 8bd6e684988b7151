#include "taste_trial.h"

#include "taraf/neighbours/index.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <format>

namespace taraf::work {
namespace {

constexpr std::size_t kQuestions = 1000;
constexpr std::uint64_t kFewestOthers = 10;
/// Of those who hear an artist so many are asked what else they hear, evenly spread; the rest of a crowd says the same.
constexpr std::size_t kAsked = 400;
/// Shares that the blend may have of sound and of popularity, beside one of the factors.
constexpr float kShares[] = {0, 0.1F, 0.25F, 0.5F, 1, 2};

using Sound = std::vector<std::vector<float>>; // of unit length; empty: none of the artist's tracks has been listened to

/// The mean of an artist's tracks in the overall part.
Result<Sound> soundOf(const Home &home, store::Library &library, const TasteModel &model)
{
    constexpr PartRange part = range(Part::Overall);
    Sound sound(model.size());
    const auto index = neighbours::Index::open(home.index(), neighbours::IndexKind::Exact);
    if (!index) return sound; // nothing was listened to
    auto read = library.eachSlim([&](const store::Slim &slim) {
        const auto row = index->vectors().row(slim.recording);
        if (!row) return;
        std::array<float, kVectorSize> vector{};
        index->vectors().decode(*row, vector, weights(Focus::Overall));
        for (const std::string &name : slim.artists) {
            const auto artist = model.find(name);
            if (!artist) continue;
            auto &mean = sound[*artist];
            mean.resize(part.size);
            for (std::size_t i = 0; i < part.size; ++i) mean[i] += vector[part.offset + i];
        }
    });
    if (!read) return fail(std::move(read).error());
    for (auto &mean : sound) {
        const float length = std::sqrt(learn::dot(mean, mean));
        for (float &value : mean) value = length > 0 ? value / length : 0;
    }
    return sound;
}

/// Cosines of who hears an artist, summed over those that are known. Source: B. Sarwar and others, "Item-Based Collaborative Filtering Recommendation Algorithms", 2001.
std::vector<float> neighbourScores(const learn::Interactions &data, std::span<const ArtistPlays> known)
{
    std::vector<float> scores(data.items());
    for (const ArtistPlays &each : known) {
        const auto listeners = data.byItem().columnsOf(each.artist);
        const std::size_t asked = std::min(kAsked, listeners.size());
        const float share = asked > 0 ? static_cast<float>(listeners.size()) / static_cast<float>(asked) : 0;
        for (std::size_t i = 0; i < asked; ++i) {
            for (const std::uint32_t other : data.byUser().columnsOf(listeners[i * listeners.size() / asked])) {
                scores[other] += share / std::sqrt(static_cast<float>(listeners.size()) * static_cast<float>(data.byItem().count(other)));
            }
        }
    }
    return scores;
}

/// How near each artist sounds to the nearest of those that are known; artists without a sound are as the mean.
std::vector<float> soundScores(const Sound &sound, std::span<const ArtistPlays> known)
{
    std::vector<float> scores(sound.size());
    double sum = 0, count = 0;
    for (std::size_t artist = 0; artist < sound.size(); ++artist) {
        if (sound[artist].empty()) continue;
        float best = -1;
        for (const ArtistPlays &each : known) {
            if (!sound[each.artist].empty()) best = std::max(best, learn::dot(sound[artist], sound[each.artist]));
        }
        scores[artist] = best;
        sum += static_cast<double>(best);
        ++count;
    }
    for (std::size_t artist = 0; artist < sound.size(); ++artist) {
        if (sound[artist].empty()) scores[artist] = count > 0 ? static_cast<float>(sum / count) : 0;
    }
    return scores;
}

/// What the ways say to one question, standardised.
struct Answers {
    std::vector<float> popularity, neighbours, factors, sound;

    [[nodiscard]] std::vector<float> blend(float ofSound, float ofPopularity) const
    {
        std::vector<float> all(factors);
        for (std::size_t i = 0; i < all.size(); ++i) all[i] += ofSound * sound[i] + ofPopularity * popularity[i];
        return all;
    }
};

Answers answersTo(const TasteQuestion &question, const TasteModel &model, const learn::Interactions &data, const Sound &sound)
{
    Answers answers{.popularity = {}, .neighbours = neighbourScores(data, question.known), .factors = scoresFor(model, question.known), .sound = soundScores(sound, question.known)};
    for (const std::uint32_t count : model.heardBy) answers.popularity.push_back(std::log1p(static_cast<float>(count)));
    for (auto *each : {&answers.popularity, &answers.neighbours, &answers.factors, &answers.sound}) standardise(*each, question.known);
    return answers;
}

/// One way's figures, question by question.
class Tally
{
public:
    Tally(std::string way, const TasteModel &model) : m_figures{.way = std::move(way)}, m_model(model), m_told(model.size()) {}

    void add(const std::vector<float> &scores, const TasteQuestion &question)
    {
        const auto told = bestOf(scores, question.known, 20);
        const ListFigures figures = figuresOf(told, question.right);
        m_ndcg.push_back(figures.ndcg10);
        m_figures.precision10 += figures.precision10;
        m_figures.recall20 += figures.recall20;
        for (std::size_t i = 0; i < std::min<std::size_t>(10, told.size()); ++i) {
            m_told[told[i]] = true;
            m_popularity += static_cast<double>(m_model.heardBy[told[i]]) / static_cast<double>(std::max<std::uint64_t>(1, m_model.listeners));
            ++m_count;
        }
    }
    TasteFigures end(const Tally &blend)
    {
        const auto asked = static_cast<double>(m_ndcg.size());
        double sum = 0, differences = 0, squares = 0;
        for (std::size_t i = 0; i < m_ndcg.size(); ++i) {
            const double difference = m_ndcg[i] - blend.m_ndcg[i];
            sum += m_ndcg[i];
            differences += difference;
            squares += difference * difference;
        }
        m_figures.ndcg10 = sum / asked;
        m_figures.ndcgError = std::sqrt(std::max(0.0, squares / asked - differences / asked * differences / asked) / asked);
        m_figures.precision10 /= asked;
        m_figures.recall20 /= asked;
        m_figures.coverage = static_cast<double>(std::ranges::count(m_told, true)) / static_cast<double>(std::max<std::size_t>(1, m_told.size()));
        m_figures.popularity = m_count > 0 ? m_popularity / static_cast<double>(m_count) : 0;
        return m_figures;
    }

private:
    TasteFigures m_figures;
    const TasteModel &m_model;
    std::vector<double> m_ndcg;
    std::vector<bool> m_told;
    double m_popularity = 0;
    std::uint64_t m_count = 0;
};

struct Shares {
    float sound = 0, popularity = 0;
};

/// The blend's shares are chosen with every second question; the figures are of the others.
Result<TasteTrial> tried(const TasteData &data, const TasteSplit &split, const Sound &sound, const TasteOptions &options, Shares &chosen, const std::stop_token &stop, const ProgressSink &progress)
{
    TasteModel model = modelOf(data, split.train, options);
    const auto interactions = learn::Interactions::of(data.listeners.size(), data.names.size(), weighted(model, split.train));
    if (!interactions) return fail(interactions.error());
    auto factors = learn::Factorisation::begin(*interactions, factorOptions(options));
    if (!factors) return fail(std::move(factors).error());
    for (int i = 0; i < options.iterations; ++i) {
        if (progress) progress({.phase = "trying " + split.name, .done = static_cast<std::uint64_t>(i), .total = static_cast<std::uint64_t>(options.iterations), .item = {}});
        if (auto iterated = factors->iterate(stop); !iterated) return fail(std::move(iterated).error());
    }
    setFactors(model, factors->factors().items);

    double sums[std::size(kShares)][std::size(kShares)]{};
    for (std::size_t i = 0; i < split.questions.size(); i += 2) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const TasteQuestion &question = split.questions[i];
        const Answers answers = answersTo(question, model, *interactions, sound);
        for (std::size_t a = 0; a < std::size(kShares); ++a) {
            for (std::size_t b = 0; b < std::size(kShares); ++b) sums[a][b] += figuresOf(bestOf(answers.blend(kShares[a], kShares[b]), question.known, 10), question.right).ndcg10;
        }
    }
    double best = -1;
    for (std::size_t a = 0; a < std::size(kShares); ++a) {
        for (std::size_t b = 0; b < std::size(kShares); ++b) {
            if (sums[a][b] <= best) continue;
            best = sums[a][b];
            chosen = {.sound = kShares[a], .popularity = kShares[b]};
        }
    }

    Tally popularity("popularity", model), neighbours("item-knn", model), als("als", model), audio("audio", model), blend("blend", model);
    TasteTrial trial{.split = split.name};
    for (std::size_t i = 1; i < split.questions.size(); i += 2) {
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
        const TasteQuestion &question = split.questions[i];
        const Answers answers = answersTo(question, model, *interactions, sound);
        popularity.add(answers.popularity, question);
        neighbours.add(answers.neighbours, question);
        als.add(answers.factors, question);
        audio.add(answers.sound, question);
        blend.add(answers.blend(chosen.sound, chosen.popularity), question);
        ++trial.asked;
    }
    for (Tally *each : {&popularity, &neighbours, &als, &audio, &blend}) trial.ways.push_back(each->end(blend));
    trial.isBlendBest = std::ranges::all_of(trial.ways, [&](const TasteFigures &each) { return each.ndcg10 <= trial.ways.back().ndcg10; });
    return trial;
}

} // namespace

Result<TasteEvaluation> evaluateTaste(const Home &home, const TasteOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    if (auto fine = check(options); !fine) return fail(std::move(fine).error());
    auto library = libraryToLearnFrom(home);
    if (!library) return fail(std::move(library).error());
    store::Listens listens(*library);
    const auto taken = takenOptions(*library, options);
    if (!taken) return fail(taken.error());
    const auto data = readTasteData(home, listens, options.leastListeners, stop, progress);
    if (!data) return fail(data.error());
    if (data->others() < kFewestOthers) {
        return fail(ErrorCode::NotFound, std::format("an evaluation asks about what at least {} other listeners heard, and {} are known; import what others heard: taraf listens import FILE", kFewestOthers, data->others()));
    }
    const auto sound = soundOf(home, *library, modelOf(*data, data->entries, *taken));
    if (!sound) return fail(sound.error());
    TasteEvaluation result{.listeners = data->listeners.size(), .artists = data->names.size(), .entries = data->entries.size(),
                           .heard = static_cast<std::uint64_t>(std::ranges::count_if(*sound, [](const auto &each) { return !each.empty(); }))};
    for (const TasteSplit &split : {splitByTime(*data, kQuestions), splitByListener(*data, kQuestions)}) {
        if (split.questions.size() < 2) continue;
        Shares chosen;
        auto trial = tried(*data, split, *sound, *taken, chosen, stop, progress);
        if (!trial) return fail(std::move(trial).error());
        result.trials.push_back(std::move(*trial));
        // What answers then use. The listener split comes last: people are asked about who were not trained on, as after new listens.
        if (auto saved = library->setSetting("taste.blend", std::format("{} {}", chosen.sound, chosen.popularity)); !saved) return fail(std::move(saved).error());
    }
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return result;
}

} // namespace taraf::work
