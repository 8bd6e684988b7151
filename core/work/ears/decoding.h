/// @file Tracks on their way from the decoders to those who listen.
#pragma once

#include "batch.h"
#include "crew.h"
#include "examine.h"
#include "scan.h"

namespace taraf::work {

[[nodiscard]] Result<Pcm> samplesOf(Result<probe::Report> report, const std::string &path);

/// Which files hang together: those of one root.
[[nodiscard]] Result<std::vector<Reading>> readingsOf(Scan &scan, const std::vector<store::Unanalysed> &tracks);

/// Failures that say something about the file, not about the moment; only these are remembered.
[[nodiscard]] bool isAboutTheFile(ErrorCode code);

/// Decodes each track; `hear` makes something of it, in several workers at once, and `take` is handed that in this thread, in any order.
/// `rest` is called while nothing comes. Errors: those of take(), Cancelled.
template<class Heard>
[[nodiscard]] Result<> eachDecoded(Scan &scan, const std::string &phase, const std::vector<store::Unanalysed> &tracks,
                                   const std::function<Heard(Result<Pcm>)> &hear, const std::function<Result<>(std::size_t, Heard)> &take,
                                   const std::function<Result<>()> &rest = {})
{
    if (tracks.empty()) return {};
    const Order &order = scan.order;
    order.tell(phase, 0, tracks.size());
    auto readings = readingsOf(scan, tracks);
    if (!readings) return fail(std::move(readings).error());
    struct Product {
        std::size_t track;
        Heard heard;
    };
    std::stop_source givenUp; // by the user, or by take()
    const std::stop_callback forward(order.stop, [&] { givenUp.request_stop(); });
    Result<> taken;
    Crew<AudioReader, probe::Report, Product> decoders(
        *std::move(readings),
        {.workers = order.options.jobs, .ahead = 64, .patience = patienceFor(order.options.patience), .stop = givenUp.get_token(),
         .mayGoOn = [&](const std::stop_token &stop) { order.waitForMains(stop); },
         .idle = [&] { if (rest && taken) taken = rest(); }},
        [] { return AudioReader(); },
        [&](std::size_t track, Result<probe::Report> report) { return Product{track, hear(samplesOf(std::move(report), tracks[track].path))}; });
    std::uint64_t done = 0;
    while (auto each = decoders.next()) {
        if (!taken) continue; // the workers are told to stop; what is on its way is drained
        taken = take(each->track, std::move(each->heard));
        if (!taken) givenUp.request_stop();
        order.tell(phase, ++done, tracks.size(), tracks[each->track].path);
    }
    scan.result.threadsLeft = scan.result.threadsLeft || decoders.hasAbandoned();
    if (!taken) return taken;
    if (order.stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped while " + phase);
    return {};
}

} // namespace taraf::work
