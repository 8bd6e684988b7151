#include "taraf/answer/model.h"

#include "taraf/neighbours/publish.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/store/library.h"

#include <algorithm>
#include <format>
#include <sstream>

namespace taraf::answer {

namespace {

/// As the job that publishes an index writes it; of another index it says nothing.
ShelfLayer shelvesOf(const std::string &setting, const std::string &generation)
{
    std::istringstream words(setting);
    words.imbue(std::locale::classic());
    std::string of;
    ShelfLayer layer;
    return words >> of >> layer.artists >> layer.strength >> layer.directions && of == generation ? layer : ShelfLayer{};
}

} // namespace

Result<Model> model(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) return fail(std::move(library).error());
    Model model{.descriptor = kDescriptorVersion, .map = {}, .shelves = {}, .tuned = {}, .generation = {}};
    const auto inUse = library->setting("model.network");
    if (!inUse) return fail(inUse.error());
    const auto networks = library->networks();
    if (!networks) return fail(networks.error());
    // The one in use, else the newest.
    const auto used = std::ranges::find(*networks, inUse->value_or(""), &store::NetworkHead::hash);
    if (const auto kept = used != networks->end() ? used : networks->begin(); kept != networks->end()) {
        model.tuned = TunedLayer{.hash = kept->hash, .isInUse = kept->hash == *inUse, .trainedOn = kept->trainedOn, .seed = kept->seed,
                                 .report = kept->report, .createdAt = kept->createdAt};
    }
    const auto map = library->currentMap(kDescriptorVersion, inUse->value_or(""));
    if (!map) return fail(map.error());
    if (*map) model.map = MapLayer{.hash = (*map)->hash, .trainedOn = (*map)->trainedOn, .createdAt = (*map)->createdAt};
    const auto file = neighbours::VectorFile::open(neighbours::vectorFilePath(home.index()));
    if (!file) {
        if (file.error().code != ErrorCode::NotFound) return fail(file.error());
        return model;
    }
    model.generation = std::format("{:016x}", file->generation());
    const auto shelves = library->setting("model.shelves");
    if (!shelves) return fail(shelves.error());
    model.shelves = shelvesOf(shelves->value_or(""), model.generation);
    model.vectors = file->size();
    model.builtAt = file->createdAt();
    return model;
}

} // namespace taraf::answer
