#include "second_ear.h"

#include "model.h"

namespace taraf::work {

Result<std::string> networkInUse(store::Library &library)
{
    auto name = library.setting(kModelNetwork);
    if (!name) return fail(std::move(name).error());
    return std::move(*name).value_or("");
}

Result<learn::Network> loadNetwork(store::Library &library, const std::string &hash)
{
    const auto record = library.network(hash);
    if (!record) return fail(record.error());
    if (!*record) return fail(ErrorCode::NotFound, "the network that the library was tuned with is not there; go back with: taraf tune --undo");
    const auto &content = (*record)->content;
    return learn::Network::parse({reinterpret_cast<const char *>(content.data()), content.size()}); // NOLINT: bytes as characters
}

Result<store::NetworkNumbers> numbersOf(const learn::Network &network, const learn::Spectrogram &track)
{
    const auto embedding = network.embed(track);
    if (!embedding) return fail(embedding.error());
    store::NetworkNumbers numbers{.whole = {embedding->whole.begin(), embedding->whole.end()}, .halves = {}};
    for (const auto &half : embedding->halves) numbers.halves.insert(numbers.halves.end(), half.begin(), half.end());
    return numbers;
}

Result<store::NetworkNumbers> numbersOf(const learn::Network &network, const Pcm &pcm)
{
    const auto track = learn::spectrogram(pcm);
    if (!track) return fail(track.error());
    return numbersOf(network, *track);
}

} // namespace taraf::work
