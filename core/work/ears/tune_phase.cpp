#include "phases.h"

#include "decoding.h"
#include "index_build.h"
#include "mapping.h"
#include "model.h"
#include "second_ear.h"
#include "tuning_sample.h"

#include "taraf/base/file.h"
#include "taraf/learn/train.h"

#include <algorithm>
#include <atomic>
#include <format>
#include <mutex>
#include <optional>
#include <thread>
#include <unistd.h>

namespace taraf::work {
namespace {

learn::Device deviceOf(Device device)
{
    switch (device) {
    case Device::Auto: return learn::Device::Auto;
    case Device::Cpu: return learn::Device::Cpu;
    case Device::Cuda: return learn::Device::Cuda;
    }
    return learn::Device::Auto;
}

/// From so many tracks on, those that are held out are not missed.
constexpr std::size_t kMuch = 1000;

std::string nameOf(const learn::Network &network) { return work::nameOf(network.hash()); }

/// A sample's track that could be heard again.
struct Listened {
    const TuningTrack *track = nullptr;
    learn::Spectrogram spectrogram;
    store::NetworkNumbers numbers{}; ///< once there is a network
};

Result<std::vector<Listened>> listenAgain(Scan &scan, const std::vector<TuningTrack> &sample)
{
    std::vector<store::Unanalysed> tracks;
    for (const TuningTrack &each : sample) tracks.push_back(each.track);
    std::vector<std::optional<learn::Spectrogram>> heard(sample.size());
    auto done = eachDecoded<Result<learn::Spectrogram>>(
        scan, "listening again", tracks,
        [](Result<Pcm> pcm) { return pcm ? learn::spectrogram(*pcm) : Result<learn::Spectrogram>(fail(pcm.error())); },
        [&](std::size_t track, Result<learn::Spectrogram> spectrogram) -> Result<> {
            if (spectrogram) heard[track] = *std::move(spectrogram);
            return {};
        });
    if (!done) return fail(std::move(done).error());
    std::vector<Listened> all; // in the order of the audio hashes, whoever was decoded first
    for (std::size_t i = 0; i < sample.size(); ++i) {
        if (heard[i]) all.push_back({.track = &sample[i], .spectrogram = *std::move(heard[i])});
    }
    return all;
}

/// In several threads, each on its own.
Result<> embedAll(Scan &scan, const learn::Network &network, std::vector<Listened> &all)
{
    std::atomic<std::size_t> next = 0, done = 0;
    std::mutex mutex;
    Result<> outcome;
    {
        std::vector<std::jthread> workers;
        for (unsigned i = 0; i < scan.order.options.jobs; ++i) {
            workers.emplace_back([&] {
                for (std::size_t track = next++; track < all.size() && !scan.order.stop.stop_requested(); track = next++) {
                    auto numbers = numbersOf(network, all[track].spectrogram);
                    const std::scoped_lock lock(mutex);
                    if (numbers) all[track].numbers = *std::move(numbers);
                    else if (outcome) outcome = fail(std::move(numbers).error());
                    scan.order.tell("judging", ++done, all.size());
                }
            });
        }
    }
    if (scan.order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while judging");
    return outcome;
}

enum class Among { Trained, All };

/// The network's tracks, named: another set of them is another training.
std::string nameOf(const std::vector<Listened> &all, Among among)
{
    std::string name;
    for (const Listened &each : all) {
        if (among == Among::Trained && each.track->facts.isQuery) continue;
        for (const std::uint8_t byte : each.track->audioHash) name += std::format("{:02x}", byte);
    }
    return name;
}

/// The mean of some segments; as long as they are.
std::vector<float> meanOf(std::span<const std::vector<float>> segments)
{
    std::vector<float> mean(segments.front().size());
    for (const auto &segment : segments) std::ranges::transform(mean, segment, mean.begin(), std::plus<>());
    for (float &value : mean) value /= static_cast<float>(segments.size());
    return mean;
}

/// What a map makes of a passage, without anybody's shelf: nobody's name may help a track to be found. A passage of nothing is nowhere.
Result<> append(std::vector<float> &rows, const analysis::Map &map, const std::vector<float> &descriptor, std::span<const float> numbers)
{
    const PartRange overall = range(Part::Overall);
    if (descriptor.empty()) {
        rows.resize(rows.size() + overall.size);
        return {};
    }
    const auto vector = map.project({.descriptor = descriptor, .network = numbers});
    if (!vector) return fail(vector.error());
    rows.insert(rows.end(), vector->begin() + overall.offset, vector->begin() + overall.offset + overall.size);
    return {};
}

/// Maps that are learned from the sample alike, one with the network; those who ask stand on no shelf.
Result<std::vector<Figure>> judged(Scan &scan, const learn::Network &network, const std::vector<Listened> &all)
{
    std::vector<const Listened *> known;
    std::vector<Descriptor> descriptors;
    for (const Listened &each : all) {
        auto descriptor = scan.library.descriptor(each.track->track.recording, kDescriptorVersion);
        if (!descriptor) return fail(std::move(descriptor).error());
        if (!*descriptor) continue;
        known.push_back(&each);
        descriptors.push_back(**std::move(descriptor));
    }
    std::vector<analysis::Sample> samples;
    for (std::size_t i = 0; i < known.size(); ++i) {
        const TuningTrack &track = *known[i]->track;
        analysis::Sample sample{{.descriptor = descriptors[i].values, .network = known[i]->numbers.whole, .artist = track.facts.isQuery ? 0 : track.facts.artist},
                                track.audioHash, {}};
        for (const auto &segment : descriptors[i].segments) sample.segments.emplace_back(segment);
        samples.push_back(std::move(sample));
    }
    std::vector<Facts> facts;
    for (const Listened *each : known) facts.push_back(each->track->facts);
    const auto vectorsWith = [&](std::uint64_t tunedWith) -> Result<Vectors> {
        const auto map = analysis::Map::fit(samples, tunedWith, scan.order.stop, scan.order.progress);
        if (!map) return fail(map.error());
        Vectors vectors{.size = range(Part::Overall).size, .whole = {}, .first = {}, .second = {}};
        for (std::size_t i = 0; i < known.size(); ++i) {
            const std::span segments(descriptors[i].segments);
            const std::size_t share = segments.size() / 2; // where there is one segment, there is nothing to compare
            const std::span halves(known[i]->numbers.halves);
            const std::vector<float> none;
            auto placed = append(vectors.whole, *map, descriptors[i].values, known[i]->numbers.whole);
            if (placed) placed = append(vectors.first, *map, share == 0 ? none : meanOf(segments.first(share)), halves.first(learn::kNetworkSize));
            if (placed) placed = append(vectors.second, *map, share == 0 ? none : meanOf(segments.last(share)), halves.last(learn::kNetworkSize));
            if (!placed) return fail(placed.error());
        }
        return vectors;
    };
    const auto before = vectorsWith(0), after = vectorsWith(network.hash());
    if (!before || !after) return fail(!before ? before.error() : after.error());
    return judge(*before, *after, facts);
}

std::string reportOf(const TuneResult &result)
{
    std::string figures;
    for (const Figure &figure : result.figures) {
        figures += std::format("{}{{\"name\":\"{}\",\"before\":{:.4f},\"after\":{:.4f},\"error\":{:.4f},\"queries\":{}}}", figures.empty() ? "" : ",",
                               figure.name, figure.before, figure.after, figure.error, figure.queries);
    }
    return std::format("{{\"held_out\":{},\"steps\":{},\"figures\":[{}]}}", result.heldOut, result.steps, figures);
}

/// Gives a network's numbers to every recording that lacks them.
Result<> embedTheRest(Scan &scan, const learn::Network &network, TuneResult &result)
{
    const std::string name = nameOf(network);
    const auto missing = scan.library.withoutNumbers(kDescriptorVersion, name);
    if (!missing) return fail(missing.error());
    Batch batch(scan.library);
    auto done = eachDecoded<Result<store::NetworkNumbers>>(
        scan, "listening", *missing,
        [&](Result<Pcm> pcm) { return pcm ? numbersOf(network, *pcm) : Result<store::NetworkNumbers>(fail(pcm.error())); },
        [&](std::size_t track, Result<store::NetworkNumbers> numbers) -> Result<> {
            if (!numbers) {
                // It keeps its vector by the map alone.
                if (isAboutTheFile(numbers.error().code)) result.failed.push_back({(*missing)[track].path, numbers.error().message});
                return {};
            }
            if (auto begun = batch.change(); !begun) return begun;
            ++result.embedded;
            return scan.library.saveNetworkNumbers((*missing)[track].recording, name, *numbers);
        },
        [&] { return batch.commit(); });
    auto kept = batch.commit();
    return done ? kept : done;
}

/// From here on the library says so; the index follows. Whoever reads sees the old index until the new one is there.
Result<> use(Scan &scan, const std::string &network)
{
    const auto inUse = networkInUse(scan.library);
    if (!inUse) return fail(inUse.error());
    if (*inUse != network) {
        auto transaction = store::Transaction::begin(scan.library);
        if (!transaction) return fail(std::move(transaction).error());
        auto set = network.empty() ? scan.library.removeSetting(kModelNetwork) : scan.library.setSetting(kModelNetwork, network);
        if (!set) return set;
        if (auto removed = scan.library.removeSetting(kIndexBuild); !removed) return removed;
        if (auto committed = transaction->commit(); !committed) return committed;
    }
    return indexPhase(scan);
}

Result<> train(Scan &scan, const TuneOptions &options, TuneResult &result)
{
    const auto tracks = scan.library.heardTracks(kDescriptorVersion);
    if (!tracks) return fail(tracks.error());
    const std::vector<TuningTrack> sample = tuningSample(*tracks);
    auto all = listenAgain(scan, sample);
    if (!all) return fail(std::move(all).error());

    result.heldOut = static_cast<std::size_t>(std::ranges::count_if(*all, [](const Listened &each) { return each.track->facts.isQuery; }));
    if (auto made = makeFolder(scan.order.home.cache); !made) return made;
    const std::string checkpoint = scan.order.home.tuningCheckpoint(), finalCheckpoint = checkpoint + ".all";
    const auto trainedOn = [&](Among among, const std::string &kept) {
        std::vector<learn::Spectrogram> chosen;
        for (const Listened &each : *all) {
            if (among == Among::All || !each.track->facts.isQuery) chosen.push_back(each.spectrogram);
        }
        result.trainedOn = chosen.size();
        return learn::train(chosen,
                            {.device = deviceOf(options.device), .seed = options.seed, .steps = options.steps != 0 ? options.steps : stepsFor(chosen.size()),
                             .keepAside = among == Among::Trained, .checkpoint = kept, .about = nameOf(*all, among), .checkpointEvery = 10, .note = scan.order.note},
                            scan.order.stop, scan.order.progress);
    };
    auto outcome = trainedOn(Among::Trained, checkpoint);
    if (!outcome) return fail(outcome.error());
    result.resumedAt = outcome->resumedAt;
    if (auto embedded = embedAll(scan, outcome->network, *all); !embedded) return embedded;
    auto figures = judged(scan, outcome->network, *all);
    if (!figures) return fail(std::move(figures).error());
    result.figures = *std::move(figures);
    result.steps = outcome->steps;
    result.bestStep = outcome->bestStep;
    const auto forget = [&] {
        ::unlink(checkpoint.c_str());
        ::unlink(finalCheckpoint.c_str());
    };
    if (!isBetter(result.figures) && !options.evenIfWorse) {
        forget();
        result.outcome = TuneResult::Outcome::NotBetter;
        return {};
    }
    // What was held out to judge is missed where there is little: the network that is used is trained anew, on all of it and to the end.
    if (all->size() < kMuch && result.heldOut > 0) {
        outcome = trainedOn(Among::All, finalCheckpoint);
        if (!outcome) return fail(outcome.error());
        if (auto embedded = embedAll(scan, outcome->network, *all); !embedded) return embedded;
    }
    const learn::Network &network = outcome->network;

    const std::string name = nameOf(network), bytes = network.serialise();
    const auto raw = std::as_bytes(std::span(bytes));
    {
        auto transaction = store::Transaction::begin(scan.library);
        if (!transaction) return fail(std::move(transaction).error());
        auto saved = scan.library.saveNetwork({.head = {.hash = name, .version = 1, .trainedOn = result.trainedOn, .seed = options.seed, .report = reportOf(result),
                                                        .createdAt = scan.order.now},
                                               .content = {raw.begin(), raw.end()}});
        if (!saved) return saved;
        for (const Listened &each : *all) {
            if (auto kept = scan.library.saveNetworkNumbers(each.track->track.recording, name, each.numbers); !kept) return kept;
            ++result.embedded;
        }
        if (auto committed = transaction->commit(); !committed) return committed;
    }
    all->clear();
    if (auto rest = embedTheRest(scan, network, result); !rest) return rest;
    if (auto used = use(scan, name); !used) return used;
    result.outcome = TuneResult::Outcome::Switched;
    forget();
    // One is kept to go back to.
    const auto networks = scan.library.networks();
    if (!networks) return fail(networks.error());
    for (const store::NetworkHead &head : *networks) {
        if (head.hash == name) continue;
        if (auto removed = scan.library.removeNetwork(head.hash); !removed) return removed;
    }
    return {};
}

Result<> useKept(Scan &scan, TuneResult &result)
{
    const auto networks = scan.library.networks();
    if (!networks) return fail(networks.error());
    if (networks->empty()) return fail(ErrorCode::NotFound, "this library was never tuned; run: taraf tune");
    const std::string name = networks->front().hash;
    const auto network = loadNetwork(scan.library, name);
    if (!network) return fail(network.error());
    result.trainedOn = networks->front().trainedOn;
    if (auto rest = embedTheRest(scan, *network, result); !rest) return rest;
    return use(scan, name);
}

} // namespace

Result<TuneResult> tuneTo(const Order &order, const TuneOptions &options)
{
    if (auto there = learn::checkDevice(deviceOf(options.device)); !there) return fail(std::move(there).error());
    auto library = store::Library::open(order.home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    Scan scan{.order = order, .library = *library, .result = {}};
    TuneResult result;
    result.seed = options.seed;
    const auto before = networkInUse(*library);
    if (!before) return fail(before.error());
    auto done = options.tuning == Tuning::Train ? train(scan, options, result) : options.tuning == Tuning::Tuned ? useKept(scan, result) : use(scan, {});
    if (!done) return fail(std::move(done).error());
    auto after = networkInUse(*library);
    if (!after) return fail(std::move(after).error());
    result.network = *std::move(after);
    result.isTuned = !result.network.empty();
    if (result.network != *before) result.outcome = TuneResult::Outcome::Switched;
    result.threadsLeft = scan.result.threadsLeft;
    return result;
}

} // namespace taraf::work
