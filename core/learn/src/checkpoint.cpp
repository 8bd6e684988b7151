#include "checkpoint.h"

#include "bytes.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <algorithm>
#include <cmath>

namespace taraf::learn {
namespace {

constexpr std::string_view kMagic = "TARAFTRN";
constexpr std::uint32_t kVersion = 1;

std::string headOf(const Purpose &purpose)
{
    std::string head(kMagic);
    put(head, kVersion);
    put(head, hashOf(purpose.about));
    put(head, purpose.seed);
    put(head, purpose.steps);
    put(head, purpose.tracks);
    return head;
}

} // namespace

Result<> save(const std::string &path, const Purpose &purpose, const Checkpoint &checkpoint)
{
    std::string content = headOf(purpose);
    put(content, checkpoint.step);
    put(content, checkpoint.bestStep);
    put(content, std::bit_cast<std::uint64_t>(checkpoint.best));
    for (const auto *numbers : {&checkpoint.weights, &checkpoint.optimiser, &checkpoint.bestWeights}) putFloats(content, *numbers);
    put(content, hashOf(content));
    return writeAtomically(path, content);
}

Result<Checkpoint> load(const std::string &path, const Purpose &purpose, std::size_t weights, std::size_t optimiser)
{
    const std::string head = headOf(purpose);
    const std::size_t numbers = 2 * weights + optimiser;
    const std::size_t size = head.size() + 2 * sizeof(std::uint32_t) + sizeof(std::uint64_t) + numbers * sizeof(float);
    auto content = readFile(path, size + sizeof(std::uint64_t));
    if (!content) return fail(std::move(content).error());
    const auto corrupt = [&] { return fail(ErrorCode::Corrupt, displayText(path) + " is damaged"); };
    if (content->size() != size + sizeof(std::uint64_t)) return corrupt();
    const std::string_view bytes = *content;
    if (ByteReader(bytes.substr(size)).take<std::uint64_t>() != hashOf(bytes.substr(0, size))) return corrupt();
    if (!bytes.starts_with(head)) return fail(ErrorCode::InvalidArgument, displayText(path) + " is of another training");
    ByteReader reader(bytes.substr(head.size()));
    Checkpoint checkpoint;
    checkpoint.step = reader.take<std::uint32_t>();
    checkpoint.bestStep = reader.take<std::uint32_t>();
    checkpoint.best = std::bit_cast<double>(reader.take<std::uint64_t>());
    checkpoint.weights = reader.floats(weights);
    checkpoint.optimiser = reader.floats(optimiser);
    checkpoint.bestWeights = reader.floats(weights);
    const auto finite = [](const std::vector<float> &all) { return std::ranges::all_of(all, [](float v) { return std::isfinite(v); }); };
    if (checkpoint.step > purpose.steps || checkpoint.bestStep > checkpoint.step || !finite(checkpoint.weights) ||
        !finite(checkpoint.optimiser) || !finite(checkpoint.bestWeights)) {
        return corrupt();
    }
    return checkpoint;
}

} // namespace taraf::learn
