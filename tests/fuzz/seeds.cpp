/// @file fuzz_seeds FOLDER: what our own writers write, as the first inputs of the targets that read bytes no person writes.

#include "messages.h"
#include "tag_bytes.h"
#include "taraf/base/file.h"
#include "taraf/neighbours/publish.h"
#include "taraf/store/pack.h"

#include <array>
#include <bit>
#include <cstdio>
#include <random>

namespace {

using namespace taraf;

Tags fullTags()
{
    return {.title = "T", .artists = {"A", "B"}, .albumArtists = {"C"}, .album = "L", .track = 3, .tracks = 12, .disc = 1, .discs = 2, .year = 1999,
            .originalYear = 1987, .genres = {"G"}, .composers = {"K"}, .comment = "c", .compilation = true,
            .musicBrainz = {.recording = "r", .releaseTrack = "t", .release = "l", .releaseGroup = "g", .artists = {"a"}, .albumArtists = {"b"}, .work = "w"},
            .replayGain = {.trackGain = -7.5F, .trackPeak = 0.9F, .albumGain = std::nullopt, .albumPeak = 1.1F}, .rating = 0.8F, .moods = {"m"},
            .bpm = 120.5F, .initialKey = "Am", .copyright = "(c)", .license = "l", .art = EmbeddedArt{{1, 2, 3}, 4}};
}

bool write(const std::string &folder, std::string_view name, std::string_view bytes)
{
    return makeFolder(folder) && writeAtomically(folder + "/" + std::string(name), bytes);
}

bool writeMessages(const std::string &folder)
{
    using namespace probe;
    Report report;
    report.tags = fullTags();
    report.stream = {.duration = Milliseconds{1234}, .sampleRate = 44100, .channels = 2, .bitrate = 320, .bitDepth = 16};
    report.hashed = true;
    const std::string whole = encode(report);
    report.audioError = Error{ErrorCode::TooShort, "is short"};
    const std::string silent = encode(report);
    report.audioError.reset();
    report.pcm = Pcm{{0.5F, -0.5F}};
    return write(folder, "hello", encode(Hello{"no Landlock"})) && write(folder, "failed", encode(Error{ErrorCode::Corrupt, "a.mp3 is cut off"})) &&
           write(folder, "ask", encode(Ask{"name.mp3", Audio::Decode, Span{Seconds{1}, Seconds{9}}})) && write(folder, "found", whole) &&
           write(folder, "silent", silent) && write(folder, "heard", encode(report)) && write(folder, "nothing", encode(Report{}));
}

bool writeColumns(const std::string &folder)
{
    using namespace store;
    const std::vector<float> values{1.0F, -2.5F, 0.0F};
    const std::vector<std::vector<float>> segments{{1.5F, -2.0F, 0.0F}, {0.5F, -3.0F, 0.0F}};
    std::string descriptor(1, static_cast<char>(values.size()));
    for (const auto &part : {packHalves(values), packSegments(values, segments).value()}) {
        descriptor.append(reinterpret_cast<const char *>(part.data()), part.size());
    }
    return write(folder, "names", packNames({"A", "", "\x1F", "\x1E"})) && write(folder, "tags", packTags(fullTags(), {})) &&
           write(folder, "bare", packTags({}, {})) && write(folder, "descriptor", descriptor);
}

/// The target spreads these over a map: four bytes that change its sizes, then numbers.
bool writeNumbers(const std::string &folder)
{
    std::string bytes(4, '\0');
    for (const float number : {0.5F, 1.0F, 1e-9F, 1e6F, -1e6F, 3.0F, 2.0F, 0.25F}) {
        bytes.append(std::bit_cast<std::array<char, sizeof number>>(number).data(), sizeof number);
    }
    return write(folder, "numbers", bytes) && write(folder, "one", bytes.substr(0, 8));
}

bool writeIndex(const std::string &folder, std::size_t size)
{
    using namespace neighbours;
    std::minstd_rand random(1);
    std::normal_distribution<float> normal;
    VectorRows rows;
    for (std::size_t i = 1; i <= size; ++i) {
        std::array<float, kVectorSize> vector{};
        for (float &x : vector) x = normal(random);
        if (!rows.add(RecordingId(static_cast<std::int64_t>(i)), vector)) return false;
    }
    PublishOptions options;
    options.kind = IndexKind::Hnsw;
    const std::string made = folder + "/made";
    if (!publish(made, rows, options)) return false;
    const auto vectors = readFile(vectorFilePath(made), 1U << 20U);
    const auto graph = readFile(graphFilePath(made, rows.buildId(0)), 1U << 20U);
    return vectors && graph && write(folder + "/index", std::to_string(size), *vectors + *graph);
}

} // namespace

int main(int count, char **arguments)
{
    if (count != 2) {
        std::fputs("Usage: fuzz_seeds FOLDER\n", stderr);
        return 2;
    }
    const std::string folder = arguments[1];
    bool good = writeMessages(folder + "/probe") && writeColumns(folder + "/store") && writeNumbers(folder + "/map");
    for (const std::size_t size : {0, 1, 3, 40}) good = good && writeIndex(folder, size);
    return good ? 0 : 1;
}
