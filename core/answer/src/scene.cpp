#include "scene.h"

#include "everyone.h"

#include "taraf/answer/recommendations.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace taraf::answer {
namespace {

constexpr std::size_t kSeeds = 20, kNearSeed = 400; ///< what is liked most, and so many that sound like each

/// Over what was not heard: what was has far higher scores, and would put all else below the mean.
void standardise(std::vector<float> &values, std::span<const HeardArtist> known)
{
    std::vector<bool> isKnown(values.size());
    for (const HeardArtist &each : known) isKnown[each.artist] = true;
    double count = 0, sum = 0, squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (isKnown[i]) continue;
        const double value = static_cast<double>(values[i]);
        ++count;
        sum += value;
        squares += value * value;
    }
    if (count == 0) return;
    const double mean = sum / count, deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
    for (float &value : values) value = deviation > 0 ? static_cast<float>((static_cast<double>(value) - mean) / deviation) : 0;
}

Result<> readShelves(Scene &scene)
{
    return scene.library.eachSlim([&](const store::Slim &slim) {
        for (const std::string &name : slim.artists) {
            const std::string key = comparable(name);
            if (isNobody(key)) continue;
            Owned &artist = scene.owned[key];
            if (artist.name.empty()) artist.name = name;
            artist.tracks.push_back(slim.recording);
            scene.artistOf.try_emplace(slim.recording, key);
        }
        if (slim.album.isValid()) scene.albums[slim.album].push_back(slim.recording);
    });
}

/// The songs of artists who are loved are liked, a little.
void addLoved(Scene &scene)
{
    for (const auto &[key, heard] : scene.listener.artists) {
        const bool isLoved = heard.opinion.feeling == Feeling::Love || (heard.opinion.feeling == Feeling::None && heard.opinion.rating >= 7);
        const auto owned = isLoved ? scene.owned.find(key) : scene.owned.end();
        if (owned == scene.owned.end()) continue;
        for (const RecordingId each : owned->second.tracks) scene.listener.recordings[each] += 1;
    }
}

/// What sounds like what is liked most.
Result<> listen(const Home &home, Scene &scene)
{
    const auto index = openIndex(home, IndexChoice::Exact);
    if (!index) return {}; // nothing was listened to yet
    std::vector<std::pair<double, RecordingId>> liked;
    for (const auto &[recording, much] : scene.listener.recordings) liked.emplace_back(-much, recording);
    std::ranges::sort(liked);
    const auto &[part, offset, size] = range(Part::Overall);
    const neighbours::Calibration &random = index->vectors().calibrations()[static_cast<std::size_t>(part)];
    const float deviation = random.deviation > 0 ? random.deviation : 1.0F;
    std::size_t seeds = 0;
    for (const auto &[much, seed] : liked) {
        const auto row = index->vectors().row(seed);
        if (!row) continue;
        Vector vector{};
        index->vectors().decode(*row, vector);
        const auto hits = index->nearest(vector, kNearSeed, weights(Focus::Overall), [&](RecordingId id) { return scene.listener.judged.contains(id); }, neighbours::Ranking::Corrected);
        if (!hits) return fail(hits.error());
        for (const neighbours::Hit &hit : *hits) {
            Near &near = scene.sounds[hit.id];
            if (const float score = (hit.cosine - random.mean) / deviation; !near.seed.isValid() || score > near.score) near = {.score = score, .seed = seed};
        }
        if (++seeds == kSeeds) break;
    }
    return {};
}

Result<> askOthers(const Home &home, Scene &scene)
{
    const auto number = scene.library.setting("taste.library");
    if (!number) return fail(number.error());
    auto model = loadTaste(tasteFile(home));
    const char *const help = "; import what others hear (taraf listens import FILE, or share with your household: taraf sync), then: taraf recommend train";
    if (!model && model.error().code != ErrorCode::NotFound) {
        scene.notes.push_back(model.error().message + "; until then it goes by sound alone");
    } else if (!model || !*number || std::to_string(model->library) != **number) {
        scene.notes.push_back(std::string("what others hear is not known, so this goes by sound alone") + help);
    } else if (scene.known = knownTo(*model, scene.listener); model->weigh(scene.known).empty()) {
        scene.notes.push_back(std::string("of what was heard others hear nothing, so this goes by sound alone") + help);
    } else {
        scene.scores = model->scores(model->foldIn(model->weigh(scene.known)));
        standardise(scene.scores, scene.known);
        if (scene.shares.popularity > 0) {
            std::vector<float> popularity;
            for (const std::uint32_t count : model->heardBy) popularity.push_back(std::log1p(static_cast<float>(count)));
            standardise(popularity, scene.known);
            for (std::size_t i = 0; i < popularity.size(); ++i) scene.scores[i] += scene.shares.popularity * popularity[i];
        }
        scene.model = *std::move(model);
    }
    return {};
}

Result<Shares> sharesOf(store::Library &library)
{
    const auto kept = library.setting("taste.blend");
    if (!kept) return fail(kept.error());
    Shares shares;
    std::istringstream numbers(kept->value_or(""));
    if (Shares read; numbers >> read.sound >> read.popularity && read.sound >= 0 && read.popularity >= 0) shares = read;
    return shares;
}

} // namespace

Result<Scene> sceneOf(const Home &home, store::Library &library, Listener listener)
{
    Scene scene{.library = library, .listener = std::move(listener), .model = {}, .known = {}, .scores = {}, .sounds = {}, .shares = {}, .owned = {}, .albums = {}, .artistOf = {}, .unwanted = {}, .notes = {}};
    const auto shares = sharesOf(library);
    if (!shares) return fail(shares.error());
    scene.shares = *shares;
    auto unwanted = library.unwanted();
    if (!unwanted) return fail(std::move(unwanted).error());
    scene.unwanted = std::move(*unwanted);
    if (auto read = readShelves(scene); !read) return fail(std::move(read).error());
    addLoved(scene);
    if (auto asked = askOthers(home, scene); !asked) return fail(std::move(asked).error());
    if (auto heard = listen(home, scene); !heard) return fail(std::move(heard).error());
    return scene;
}

} // namespace taraf::answer
