#include "phases.h"

#include "mapping.h"
#include "second_ear.h"
#include "shelf.h"

#include "taraf/analysis/analyser.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/probe/client.h"
#include "taraf/store/library.h"

#include <cmath>
#include <format>

namespace taraf::work {
namespace {

/// People read lengths in whole seconds, rounded up too.
constexpr Seconds kSlack{1.0};

/// What the published index was made with.
struct Model {
    analysis::Map map;
    std::optional<learn::Network> network;
};

/// Of the index that is there, whatever a scan or a tuning that is under way, or was killed, has put into the library since.
Result<Model> modelOfIndex(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(home.index()));
    if (!file) {
        if (file.error().code != ErrorCode::NotFound) return fail(file.error());
        return fail(ErrorCode::NotFound, "nothing has been listened to yet, so there is nothing to compare with; run: taraf rescan");
    }
    const auto record = library->map(kDescriptorVersion, nameOf(file->generation()));
    if (!record) return fail(record.error());
    if (!*record) return fail(ErrorCode::Busy, "the index is being made anew; wait for the scan to end, or run: taraf rescan");
    auto map = parseMap((*record)->content);
    if (!map) return fail(std::move(map).error());
    if ((*record)->network.empty()) return Model{*std::move(map), std::nullopt};
    auto network = loadNetwork(*library, (*record)->network);
    if (!network) return fail(std::move(network).error());
    return Model{*std::move(map), *std::move(network)};
}

Result<HeardPassage> hear(const Passage &passage, const Model &model, const analysis::Analyser &analyser, probe::Client &client, const std::stop_token &stop)
{
    std::optional<Span> span = passage.span;
    const bool toTheEnd = span && std::isinf(span->to.count());
    if (toTheEnd) span->to = span->from + kAnalysisSpan;
    const auto report = client.read({.path = passage.path, .audio = probe::Audio::Decode, .span = span}, stop);
    if (!report) return fail(report.error());
    // Only now it is known how long the file is.
    const Seconds whole = report->stream.duration;
    if (span && whole.count() > 0 && (toTheEnd ? span->from + probe::kShortestSpan : span->to) > whole + kSlack) {
        return fail(ErrorCode::TooShort, std::format("{} is {:.1f} s long; choose a part of at least {:g} s within it", displayText(passage.path), whole.count(),
                                                     probe::kShortestSpan.count()));
    }
    if (report->audioError) return fail(*report->audioError);
    if (!report->pcm) return fail(ErrorCode::Corrupt, displayText(passage.path) + " holds no audio that can be decoded");
    auto descriptor = analyser.describe(*report->pcm, span ? analysis::Extent::Clip : analysis::Extent::Track);
    if (!descriptor) return fail(std::move(descriptor).error().within(displayText(passage.path)));
    // What the network can't tell of it, the descriptor still does.
    const auto numbers = model.network ? numbersOf(*model.network, *report->pcm) : Result<store::NetworkNumbers>();
    const std::vector<float> none;
    // It stands where it would stand in the collection: on its artist's shelf.
    const auto &artists = report->tags.artists.empty() ? report->tags.albumArtists : report->tags.artists;
    const auto vector = model.map.apply({.descriptor = descriptor->values, .network = numbers ? numbers->whole : none,
                                         .artist = artists.empty() ? 0 : shelfOf(artists.front())});
    if (!vector) return fail(vector.error());
    return HeardPassage{.vector = {vector->begin(), vector->end()}, .tags = report->tags, .stream = report->stream};
}

} // namespace

Result<std::vector<Result<HeardPassage>>> listenTo(const Home &home, std::span<const Passage> passages, const std::stop_token &stop)
{
    const auto model = modelOfIndex(home);
    if (!model) return fail(model.error());
    // A few files are not worth the start of a CUDA device.
    const auto analyser = analysis::Analyser::make(analysis::Device::Cpu);
    if (!analyser) return fail(analyser.error());
    probe::Client client;
    std::vector<Result<HeardPassage>> heard;
    for (const Passage &passage : passages) {
        heard.push_back(hear(passage, *model, *analyser, client, stop));
        if (stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
    }
    return heard;
}

} // namespace taraf::work
