#include "phases.h"

#include "taraf/analysis/analyser.h"
#include "taraf/analysis/map.h"
#include "taraf/base/path.h"
#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/probe/client.h"
#include "taraf/store/library.h"

namespace taraf::work {
namespace {

Result<analysis::Map> currentMap(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    const auto record = library->currentMap(kDescriptorVersion);
    if (!record) return fail(record.error());
    if (!*record) return fail(ErrorCode::NotFound, "nothing has been listened to yet, so there is nothing to compare with; run: taraf rescan");
    const auto &content = (*record)->content;
    auto map = analysis::Map::parse({reinterpret_cast<const char *>(content.data()), content.size()}); // NOLINT: bytes as characters
    if (!map) return map;
    // A scan that was killed between learning and publishing leaves a map that the index does not know yet.
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(home.index()));
    if (!file) return fail(file.error());
    if (file->generation() != map->generation()) {
        return fail(ErrorCode::Busy, "the index is being made anew; wait for the scan to end, or run: taraf rescan");
    }
    return map;
}

} // namespace

Result<std::vector<float>> listenTo(const Home &home, const std::string &path, std::optional<Span> span, const std::stop_token &stop)
{
    const auto map = currentMap(home);
    if (!map) return fail(map.error());
    probe::Client client;
    const auto report = client.read({.path = path, .audio = probe::Audio::Decode, .span = span}, stop);
    if (!report) return fail(report.error());
    if (report->audioError) return fail(*report->audioError);
    if (!report->pcm) return fail(ErrorCode::Corrupt, displayText(path) + " holds no audio that can be decoded");
    // One file is not worth the start of a CUDA device.
    const auto analyser = analysis::Analyser::make(analysis::Device::Cpu);
    if (!analyser) return fail(analyser.error());
    auto descriptor = analyser->describe(*report->pcm, span ? analysis::Extent::Clip : analysis::Extent::Track);
    if (!descriptor) return fail(std::move(descriptor).error().within(displayText(path)));
    const auto vector = map->apply({.descriptor = descriptor->values});
    if (!vector) return fail(vector.error());
    return std::vector<float>(vector->begin(), vector->end());
}

} // namespace taraf::work
