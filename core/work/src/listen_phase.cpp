#include "channel.h"
#include "examine.h"
#include "scan.h"

#include "taraf/base/path.h"

#include <atomic>
#include <thread>

namespace taraf::work {
namespace {

/// A recording on its way from the decoder to the library.
struct Heard {
    const store::Unanalysed *track = nullptr;
    std::optional<Pcm> pcm;
    Result<Descriptor> descriptor = fail(ErrorCode::Internal, "not listened to");
};

Result<Pcm> decode(probe::Client &client, const store::Unanalysed &track, const std::stop_token &stop)
{
    auto report = examine(client, {.path = track.path, .audio = probe::Audio::Decode, .span = {}}, stop);
    if (!report) return fail(std::move(report).error());
    if (report->audioError) return fail(std::move(*report->audioError));
    if (!report->pcm) return fail(ErrorCode::Corrupt, displayText(track.path) + " holds no audio that can be decoded");
    return std::move(*report->pcm);
}

/// Takes decoded tracks as they come and describes several at once, on a device that likes it so.
void describeInBatches(const analysis::Analyser &analyser, Channel<Heard> &decoded, Channel<Heard> &heard)
{
    std::vector<Heard> waiting;
    const auto flush = [&] {
        std::vector<const Pcm *> batch;
        for (const Heard &each : waiting) batch.push_back(&*each.pcm);
        auto descriptors = analyser.describe(batch);
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            waiting[i].descriptor = std::move(descriptors[i]);
            waiting[i].pcm.reset();
            heard.push(std::move(waiting[i]));
        }
        waiting.clear();
    };
    while (auto next = decoded.pop()) {
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

/// Failures that say something about the file, not about the moment; only these are remembered.
bool isAboutTheFile(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
    case ErrorCode::NotFound:
    case ErrorCode::Io:
    case ErrorCode::Internal:
    case ErrorCode::NoDevice: return false;
    default: return true;
    }
}

Result<> keep(Scan &scan, Batch &batch, const analysis::Analyser &analyser, const Heard &heard)
{
    const store::DescriptorHead head{.recording = heard.track->recording, .version = kDescriptorVersion,
                                     .device = analyser.deviceName(), .analysedAt = scan.now};
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
    ++scan.result.analysed;
    return scan.library.setSetting(kIndexIsStale, "1");
}

} // namespace

Result<> listenPhase(Scan &scan, const analysis::Analyser &analyser)
{
    const auto todo = scan.library.unanalysed(kDescriptorVersion);
    if (!todo) return fail(todo.error());
    if (todo->empty()) return {};
    if (!analyser.note().empty()) scan.note(analyser.note());
    const std::string phase = "listening";
    scan.tell(phase, 0, todo->size());

    const bool batched = analyser.preferredBatch() > 1;
    const std::size_t workers = std::min<std::size_t>(scan.jobs, todo->size());
    Channel<Heard> decoded(analyser.preferredBatch() * 2, workers);
    Channel<Heard> heard(64, batched ? 1 : workers);
    std::atomic<std::size_t> next{0};
    std::stop_source failed; // the writer gives up: a full disk, say
    const auto work = [&] {
        probe::Client client;
        for (std::size_t i = next++; i < todo->size() && !scan.stop.stop_requested() && !failed.stop_requested(); i = next++) {
            Heard each{.track = &(*todo)[i], .pcm = {}};
            auto pcm = decode(client, *each.track, scan.stop);
            if (!pcm) {
                each.descriptor = fail(std::move(pcm).error());
            } else if (batched) {
                each.pcm = std::move(*pcm);
            } else {
                each.descriptor = analyser.describe(*pcm);
            }
            (batched ? decoded : heard).push(std::move(each));
        }
        (batched ? decoded : heard).sent();
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i) threads.emplace_back(work);
    if (batched) threads.emplace_back([&] { describeInBatches(analyser, decoded, heard); });

    Batch batch(scan.library);
    Result<> kept;
    std::uint64_t done = 0;
    while (auto each = heard.pop()) {
        if (!kept) continue; // the workers are told to stop; what is on its way is drained
        kept = keep(scan, batch, analyser, *each);
        if (!kept) failed.request_stop();
        scan.tell(phase, ++done, todo->size(), each->track->path);
    }
    threads.clear();
    if (!kept) return kept;
    if (auto committed = batch.commit(); !committed) return committed;
    if (scan.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while listening");
    return {};
}

} // namespace taraf::work
