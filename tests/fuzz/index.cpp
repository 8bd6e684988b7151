/// @file An index somebody else wrote: vectors and graph, opened, asked, changed and published again.

#include "index_files.h"
#include "must.h"
#include "taraf/neighbours/index.h"
#include "taraf/neighbours/publish.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace taraf::neighbours {
namespace {

using fuzz::must;

constexpr PartWeights kMixed{0.4F, 0.1F, 0.3F, 0.2F};

/// A folder for this process, gone when it ends well; fuzz.py's, in memory, is gone in any case.
const std::string &folder()
{
    static const struct Folder {
        std::string path = std::filesystem::temp_directory_path().string() + "/taraf-fuzz-XXXXXX";
        Folder() { must(::mkdtemp(path.data()) != nullptr, "a folder can be made"); }
        Folder(const Folder &) = delete;
        Folder &operator=(const Folder &) = delete;
        ~Folder()
        {
            std::error_code ignored;
            std::filesystem::remove_all(path, ignored);
        }
    } made;
    return made.path;
}

void write(const std::string &path, std::string_view bytes)
{
    std::filesystem::remove(path);
    std::ofstream(path, std::ios::binary) << bytes;
}

std::array<float, kVectorSize> question()
{
    std::array<float, kVectorSize> query{};
    std::ranges::generate(query, [i = 0]() mutable { return static_cast<float>(++i * 37 % 101 - 50); });
    return query;
}

VectorRows news()
{
    VectorRows rows;
    for (const std::int64_t id : {2, 5, 1000}) must(rows.add(RecordingId(id), question()).has_value(), "a row is added");
    return rows;
}

void ask(const Index &index)
{
    for (const PartWeights &weights : {weights(Focus::Overall), kMixed}) {
        for (const Ranking ranking : {Ranking::Plain, Ranking::Corrected}) {
            const auto hits = index.nearest(question(), 10, weights, [](RecordingId id) { return id == RecordingId(2); }, ranking);
            must(hits && hits->size() <= 10, "an index answers");
            must(std::ranges::all_of(*hits, [](const Hit &hit) { return std::abs(hit.cosine) <= 1.001F && std::isfinite(hit.proximity) && hit.id != RecordingId(2); }),
                 "hits are sound");
        }
    }
    for (std::size_t row = 0; row < index.size(); ++row) (void)index.vectors().row(index.vectors().id(row));
    (void)index.vectors().verify();
}

void useGraph(const std::string &path, std::uint64_t buildId)
{
    const auto overall = question();
    for (const auto use : {HnswGraph::Use::Read, HnswGraph::Use::Change}) {
        auto graph = HnswGraph::load(path, buildId, use);
        if (!graph) return;
        const auto search = [&] {
            const auto hits = graph->search(std::span(overall).first<range(Part::Overall).size>(), 20);
            must(hits && hits->size() <= 20, "a graph answers");
        };
        search();
        if (use == HnswGraph::Use::Read) continue;
        must(graph->remove(std::array{RecordingId(1), RecordingId(2)}).has_value(), "recordings are taken out");
        // A graph that makes no sense may say so, and is thrown away then.
        if (!graph->append(news())) return;
        search();
        must(graph->save(path, buildId).has_value() && HnswGraph::load(path, buildId), "a graph that took rows is saved and opened");
    }
}

/// Publishes over what is there, as the next rescan would.
void publishOver(std::uint64_t generation)
{
    PublishOptions options;
    options.mapGeneration = generation;
    options.kind = IndexKind::Hnsw;
    if (!update(folder(), {news(), {RecordingId(1)}}, options)) return;
    const auto index = Index::open(folder(), IndexKind::Hnsw);
    must(index.has_value(), index ? "" : index.error().message.c_str());
    must(index->notes().empty(), "a published index has its graph");
    must(index->vectors().verify().has_value(), "published vectors are whole");
    ask(*index);
}

void take(const IndexFiles &files)
{
    write(vectorFilePath(folder()), files.vectors);
    std::uint64_t buildId = 0;
    std::uint64_t generation = 0;
    {
        const auto index = Index::open(folder(), IndexKind::Exact);
        if (index) {
            ask(*index);
            buildId = index->vectors().buildId();
            generation = index->vectors().generation();
        }
    }
    const std::string graph = graphFilePath(folder(), buildId);
    write(graph, files.graph);
    useGraph(graph, buildId);
    write(graph, files.graph);
    publishOver(generation);
    std::filesystem::remove(graph);
}

} // namespace
} // namespace taraf::neighbours

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf::neighbours;
    const IndexFiles files = parted({reinterpret_cast<const char *>(data), size});
    take(files);
    take(mended(files));
    return 0;
}
