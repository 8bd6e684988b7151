#include "connection.h"
#include "tag_bytes.h"
#include "taraf/store/pack.h"

#include <algorithm>
#include <cmath>

namespace taraf::store {
namespace {

std::vector<std::byte> contentOf(const Bound &row, int column)
{
    const auto content = row.content(column);
    return {content.begin(), content.end()};
}

/// Columns: hash, version, trained_on, content, created_at, network.
std::optional<MapRecord> mapOf(Bound &row)
{
    if (!row.step()) return std::nullopt;
    return MapRecord{.hash = row.text(0),
                     .version = static_cast<std::uint32_t>(row.integer(1)),
                     .trainedOn = static_cast<std::uint64_t>(row.integer(2)),
                     .content = contentOf(row, 3),
                     .createdAt = UnixTime{row.integer(4)},
                     .network = row.text(5)};
}

/// Columns: hash, version, trained_on, seed, report, created_at.
NetworkHead headOf(const Bound &row)
{
    return {.hash = row.text(0),
            .version = static_cast<std::uint32_t>(row.integer(1)),
            .trainedOn = static_cast<std::uint64_t>(row.integer(2)),
            .seed = static_cast<std::uint64_t>(row.integer(3)),
            .report = row.text(4),
            .createdAt = UnixTime{row.integer(5)}};
}

/// Columns from `column` on: content, halves.
Result<NetworkNumbers> numbersOf(const Bound &row, int column)
{
    auto whole = unpackHalves(row.content(column));
    if (!whole) return fail(std::move(whole).error());
    auto halves = unpackHalves(row.content(column + 1));
    if (!halves) return fail(std::move(halves).error());
    return NetworkNumbers{*std::move(whole), *std::move(halves)};
}

bool isFinite(const std::vector<float> &values)
{
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

} // namespace

// ---------------------------------------------------------------- maps

Result<> Library::saveMap(const MapRecord &map)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::RemoveMap).integer(1, map.version).text(2, map.hash).run();
        Bound row = m_impl->use(Query::SaveMap);
        row.text(1, map.hash).integer(2, map.version).integer(3, static_cast<std::int64_t>(map.trainedOn));
        row.bytes(4, map.content).integer(5, map.createdAt.count()).text(6, map.network).run();
        m_impl->use(Query::PruneMaps).integer(1, map.version).text(2, map.network).run();
        return {};
    });
}

Result<std::optional<MapRecord>> Library::currentMap(std::uint32_t version, const std::string &network)
{
    return m_impl->read([&]() -> Result<std::optional<MapRecord>> {
        Bound row = m_impl->use(Query::FindCurrentMap);
        row.integer(1, version).text(2, network);
        return mapOf(row);
    });
}

Result<std::optional<MapRecord>> Library::map(std::uint32_t version, const std::string &hash)
{
    return m_impl->read([&]() -> Result<std::optional<MapRecord>> {
        Bound row = m_impl->use(Query::FindMap);
        row.integer(1, version).text(2, hash);
        return mapOf(row);
    });
}

// ---------------------------------------------------------------- networks

Result<> Library::saveNetwork(const NetworkRecord &network)
{
    return m_impl->write([&]() -> Result<> {
        Bound row = m_impl->use(Query::SaveNetwork);
        row.text(1, network.head.hash).integer(2, network.head.version).integer(3, static_cast<std::int64_t>(network.head.trainedOn));
        row.integer(4, static_cast<std::int64_t>(network.head.seed)).bytes(5, network.content).text(6, network.head.report);
        row.integer(7, network.head.createdAt.count()).run();
        return {};
    });
}

Result<std::optional<NetworkRecord>> Library::network(const std::string &hash)
{
    return m_impl->read([&]() -> Result<std::optional<NetworkRecord>> {
        Bound row = m_impl->use(Query::FindNetwork);
        if (!row.text(1, hash).step()) return std::nullopt;
        return NetworkRecord{.head = headOf(row), .content = contentOf(row, 6)};
    });
}

Result<std::vector<NetworkHead>> Library::networks()
{
    return m_impl->read([&]() -> Result<std::vector<NetworkHead>> {
        std::vector<NetworkHead> all;
        Bound row = m_impl->use(Query::ListNetworks);
        while (row.step()) all.push_back(headOf(row));
        return all;
    });
}

Result<> Library::removeNetwork(const std::string &hash)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::RemoveNetworkMaps).text(1, hash).run();
        m_impl->use(Query::RemoveNetwork).text(1, hash).run();
        return {};
    });
}

Result<> Library::saveNetworkNumbers(RecordingId recording, const std::string &network, const NetworkNumbers &numbers)
{
    if (!isFinite(numbers.whole) || !isFinite(numbers.halves)) return fail(ErrorCode::InvalidArgument, "a network's number is not finite");
    const std::vector<std::byte> whole = packHalves(numbers.whole), halves = packHalves(numbers.halves);
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountRecording, recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
        Bound row = m_impl->use(Query::SaveNetworkNumbers);
        if (row.id(1, recording).text(2, network).bytes(3, whole).bytes(4, halves).run() == 0) {
            return fail(ErrorCode::NotFound, "there is no such network");
        }
        return {};
    });
}

Result<std::optional<NetworkNumbers>> Library::networkNumbers(RecordingId recording, const std::string &network)
{
    return m_impl->read([&]() -> Result<std::optional<NetworkNumbers>> {
        Bound row = m_impl->use(Query::FindNetworkNumbers);
        if (!row.id(1, recording).text(2, network).step()) return std::nullopt;
        auto numbers = numbersOf(row, 0);
        if (!numbers) return fail(std::move(numbers).error());
        return *std::move(numbers);
    });
}

Result<> Library::eachNetworkNumbers(const std::string &network, const std::function<bool(RecordingId, const NetworkNumbers &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListNetworkNumbers);
        row.text(1, network);
        while (row.step()) {
            const auto numbers = numbersOf(row, 1);
            if (!numbers) return fail(numbers.error());
            if (!take(row.id<RecordingId>(0), *numbers)) break;
        }
        return {};
    });
}

Result<std::vector<Unanalysed>> Library::withoutNumbers(std::uint32_t version, const std::string &network)
{
    return m_impl->read([&]() -> Result<std::vector<Unanalysed>> {
        std::vector<Unanalysed> all;
        Bound row = m_impl->use(Query::ListWithoutNumbers);
        row.integer(1, version).text(2, network);
        while (row.step()) {
            const auto recording = row.id<RecordingId>(0);
            if (!all.empty() && all.back().recording == recording) continue;
            all.push_back({.recording = recording, .path = row.text(1), .duration = Milliseconds{row.integer(2)}});
        }
        std::ranges::sort(all, {}, &Unanalysed::path);
        return all;
    });
}

Result<std::vector<HeardTrack>> Library::heardTracks(std::uint32_t version)
{
    return m_impl->read([&]() -> Result<std::vector<HeardTrack>> {
        std::vector<HeardTrack> all;
        Bound row = m_impl->use(Query::ListHeardTracks);
        row.integer(1, version);
        while (row.step()) {
            const auto recording = row.id<RecordingId>(0);
            if (!all.empty() && all.back().recording == recording) continue;
            HeardTrack track{.recording = recording, .path = row.text(2), .duration = Milliseconds{row.integer(3)},
                             .artists = unpackNames(row.view(4)), .album = row.id<AlbumId>(5), .genres = unpackNames(row.view(6))};
            const auto hash = row.content(1);
            std::ranges::transform(hash.first(std::min(hash.size(), track.audioHash.size())), track.audioHash.begin(),
                                   [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
            all.push_back(std::move(track));
        }
        return all;
    });
}

} // namespace taraf::store
