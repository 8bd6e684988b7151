#include "taste_data.h"

#include "taraf/base/file.h"
#include "taraf/base/file_lock.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <random>

namespace taraf::work {
namespace {

constexpr std::uint64_t kFewestOthers = 2;
constexpr int kWarmIterations = 5; ///< from where the last training ended

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

/// The number that says whose library it is.
Result<std::uint64_t> numberOf(store::Library &library)
{
    const auto kept = library.setting("taste.library");
    if (!kept) return fail(kept.error());
    std::uint64_t number = 0;
    if (*kept && std::from_chars((*kept)->data(), (*kept)->data() + (*kept)->size(), number).ec == std::errc() && number != 0) return number;
    std::random_device random;
    number = (std::uint64_t{random()} << 31U | random()) | 1U;
    auto saved = library.setSetting("taste.library", std::to_string(number));
    if (!saved) return fail(std::move(saved).error());
    return number;
}

/// The former artists' factors in their places; those of newcomers are drawn. Nothing: they don't fit.
learn::Factors fromFormer(const TasteModel &former, const TasteModel &model, const TasteOptions &options)
{
    learn::Factors start;
    if (former.rank != model.rank || former.weights != model.weights || former.library != model.library) return start;
    start.items = learn::FactorRows(model.size(), options.rank);
    std::mt19937_64 draw(options.seed);
    std::normal_distribution<float> normal(0, 0.1F / std::sqrt(static_cast<float>(options.rank)));
    for (std::uint32_t artist = 0; artist < model.size(); ++artist) {
        if (const auto known = former.find(model.names[artist])) std::ranges::copy(former.row(*known), start.items.row(artist).begin());
        else std::ranges::generate(start.items.row(artist), [&] { return normal(draw); });
    }
    return start;
}

} // namespace

Result<TasteResult> trainTaste(const Home &home, const TasteOptions &asked, const std::stop_token &stop, const ProgressSink &progress)
{
    const auto begun = std::chrono::steady_clock::now();
    if (auto fine = check(asked); !fine) return fail(std::move(fine).error());
    auto library = libraryToLearnFrom(home);
    if (!library) return fail(std::move(library).error());
    const auto lock = FileLock::tryTake(tasteLock(home));
    if (!lock) return fail(lock.error());
    if (!*lock) return fail(ErrorCode::Busy, "taste is being learned already; wait for it to end");
    const auto taken = takenOptions(*library, asked);
    if (!taken) return fail(taken.error());
    const TasteOptions &options = *taken;
    store::Listens listens(*library);
    const auto data = readTasteData(home, listens, options.leastListeners, stop, progress);
    if (!data) return fail(data.error());
    TasteResult result{.listeners = data->listeners.size(), .artists = data->names.size(), .entries = data->entries.size(), .others = data->others()};
    const auto done = [&] {
        result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
        return result;
    };
    if (result.others < kFewestOthers) return done();

    TasteModel model = modelOf(*data, data->entries, options);
    const auto number = numberOf(*library);
    if (!number) return fail(number.error());
    model.library = *number;
    learn::Factors start;
    const auto former = loadTaste(tasteFile(home));
    if (former) result.generation = former->generation;
    if (former && !options.isAnew) start = fromFormer(*former, model, options);
    result.isWarm = start.items.size() > 0;
    const auto interactions = learn::Interactions::of(data->listeners.size(), data->names.size(), weighted(model, data->entries));
    if (!interactions) return fail(interactions.error());
    auto factors = learn::Factorisation::begin(*interactions, factorOptions(options), std::move(start));
    if (!factors) return fail(std::move(factors).error());
    const int iterations = result.isWarm ? std::min(options.iterations, kWarmIterations) : options.iterations;
    for (; result.iterations < iterations; ++result.iterations) {
        if (progress) progress({.phase = "learning taste", .done = static_cast<std::uint64_t>(result.iterations), .total = static_cast<std::uint64_t>(iterations), .item = {}});
        if (auto iterated = factors->iterate(stop); !iterated) return fail(std::move(iterated).error());
        result.losses.push_back(factors->loss());
    }
    setFactors(model, factors->factors().items);
    model.generation = ++result.generation;
    model.madeAt = now();
    if (auto made = makeFolder(home.cache); !made) return fail(std::move(made).error());
    if (auto saved = saveTaste(tasteFile(home), model); !saved) return fail(std::move(saved).error());
    result.isTrained = true;
    return done();
}

} // namespace taraf::work
