#include "phases.h"

#include "channel.h"
#include "decoding.h"
#include "second_ear.h"

#include "taraf/base/path.h"

#include <thread>

namespace taraf::work {
namespace {

/// A recording on its way from the decoder to the library.
struct Heard {
    const store::Unanalysed *track = nullptr;
    std::optional<Pcm> pcm;
    Result<Descriptor> descriptor = fail(ErrorCode::Internal, "not listened to");
    std::optional<store::NetworkNumbers> numbers; ///< of the network in use; one that can't tell leaves the descriptor alone
};

/// The analysis knows samples, and no file.
Result<Descriptor> named(Result<Descriptor> descriptor, const store::Unanalysed &track)
{
    if (descriptor) return descriptor;
    return fail(std::move(descriptor).error().within(displayText(track.path)));
}

using Decoders = Crew<AudioReader, probe::Report, Heard>;

std::optional<store::NetworkNumbers> numbersFor(const std::optional<learn::Network> &network, const Pcm &pcm)
{
    if (!network) return std::nullopt;
    auto numbers = numbersOf(*network, pcm);
    return numbers ? std::optional(*std::move(numbers)) : std::nullopt;
}

/// Takes decoded tracks as they come and describes several at once, on a device that likes it so.
void describeInBatches(const analysis::Analyser &analyser, const std::optional<learn::Network> &network, Decoders &decoders, Channel<Heard> &heard)
{
    std::vector<Heard> waiting;
    const auto flush = [&] {
        std::vector<const Pcm *> batch;
        for (const Heard &each : waiting) batch.push_back(&*each.pcm);
        auto descriptors = analyser.describe(batch);
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            waiting[i].descriptor = named(std::move(descriptors[i]), *waiting[i].track);
            if (waiting[i].descriptor) waiting[i].numbers = numbersFor(network, *waiting[i].pcm);
            waiting[i].pcm.reset();
            heard.push(std::move(waiting[i]));
        }
        waiting.clear();
    };
    while (auto next = decoders.next()) {
        if (!next->pcm) {
            heard.push(std::move(*next));
            continue;
        }
        // Equal lengths go together: a batch is as wide as its longest track.
        if (!waiting.empty() && waiting.front().pcm->samples.size() != next->pcm->samples.size()) flush();
        waiting.push_back(std::move(*next));
        if (waiting.size() >= analyser.preferredBatch()) flush();
    }
    if (!waiting.empty()) flush();
    heard.sent();
}

Result<> keep(Scan &scan, Batch &batch, const analysis::Analyser &analyser, const std::string &network, const Heard &heard)
{
    const store::DescriptorHead head{.recording = heard.track->recording, .version = kDescriptorVersion,
                                     .device = analyser.deviceName(), .analysedAt = scan.order.now};
    if (!heard.descriptor) {
        const Error &error = heard.descriptor.error();
        // A drive that is not there is no fault of the file's; it is listened to when it is back.
        if (error.code == ErrorCode::Cancelled || error.code == ErrorCode::NotFound) return {};
        scan.result.failed.push_back({heard.track->path, error.message});
        if (!isAboutTheFile(error.code)) return {};
        if (auto begun = batch.change(); !begun) return begun;
        return scan.library.saveDescriptorFailure(head, error);
    }
    if (auto begun = batch.change(); !begun) return begun;
    if (auto saved = scan.library.saveDescriptor(head, *heard.descriptor); !saved) return saved;
    if (heard.numbers) {
        if (auto saved = scan.library.saveNetworkNumbers(heard.track->recording, network, *heard.numbers); !saved) return saved;
    }
    ++scan.result.analysed;
    return {};
}

} // namespace

Result<> listenPhase(Scan &scan, const analysis::Analyser &analyser)
{
    const Order &order = scan.order;
    const auto todo = scan.library.unanalysed(kDescriptorVersion);
    if (!todo) return fail(todo.error());
    if (todo->empty()) return {};
    if (!analyser.note().empty()) order.note(analyser.note());
    const auto tunedWith = networkInUse(scan.library);
    if (!tunedWith) return fail(tunedWith.error());
    std::optional<learn::Network> network;
    if (!tunedWith->empty()) {
        auto loaded = loadNetwork(scan.library, *tunedWith);
        if (!loaded) return fail(std::move(loaded).error());
        network = *std::move(loaded);
    }
    const std::string phase = "listening";
    order.tell(phase, 0, todo->size());
    auto readings = readingsOf(scan, *todo);
    if (!readings) return fail(std::move(readings).error());

    const bool batched = analyser.preferredBatch() > 1;
    std::stop_source givenUp; // by the user, or by the writer: a full disk, say
    const std::stop_callback forward(order.stop, [&] { givenUp.request_stop(); });
    Batch batch(scan.library);
    Result<> kept;
    // What has been heard is committed while nothing comes: nobody waits for us, and nothing is lost. In this thread, between two results.
    const std::function<void()> rest = batched ? std::function<void()>() : [&] { if (kept) kept = batch.commit(); };
    Channel<Heard> described(64, 1); // of a batching device alone
    Decoders decoders(
        *std::move(readings),
        {.workers = order.options.jobs, .ahead = std::max<std::size_t>(64, analyser.preferredBatch() * 2),
         .patience = patienceFor(order.options.patience), .stop = givenUp.get_token(),
         .mayGoOn = [&](const std::stop_token &stop) { order.waitForMains(stop); }, .idle = rest},
        [] { return AudioReader(); },
        [&](std::size_t file, Result<probe::Report> report) {
            Heard heard{.track = &(*todo)[file], .pcm = {}, .numbers = {}};
            auto pcm = samplesOf(std::move(report), heard.track->path);
            if (!pcm) heard.descriptor = fail(std::move(pcm).error());
            else if (batched) heard.pcm = *std::move(pcm);
            else heard.descriptor = named(analyser.describe(*pcm), *heard.track);
            if (pcm && heard.descriptor) heard.numbers = numbersFor(network, *pcm);
            return heard;
        });
    std::jthread describer;
    if (batched) describer = std::jthread([&] { describeInBatches(analyser, network, decoders, described); });

    std::uint64_t done = 0;
    while (auto each = batched ? described.pop([&] { if (kept) kept = batch.commit(); }) : decoders.next()) {
        if (!kept) continue; // the workers are told to stop; what is on its way is drained
        kept = keep(scan, batch, analyser, *tunedWith, *each);
        if (!kept) givenUp.request_stop();
        order.tell(phase, ++done, todo->size(), each->track->path);
    }
    scan.result.threadsLeft = decoders.hasAbandoned();
    if (!kept) return kept;
    if (auto committed = batch.commit(); !committed) return committed;
    if (order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while listening");
    return {};
}

} // namespace taraf::work
