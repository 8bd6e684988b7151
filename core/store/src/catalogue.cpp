#include "taraf/store/catalogue.h"

#include "connection.h"
#include "tag_bytes.h"
#include "taraf/base/half.h"

#include <algorithm>
#include <map>
#include <string>

namespace taraf::store {
namespace {

/// Columns: recording, a list of names.
Result<std::vector<RecordingId>> named(Library::Impl &library, Query query, std::string_view name)
{
    return library.read([&]() -> Result<std::vector<RecordingId>> {
        const std::string key = comparable(name);
        // Spaces are squeezed in the key alone, so SQLite looks for what stands before the first.
        const std::string word = key.substr(0, key.find(' '));
        std::vector<RecordingId> found;
        if (word.empty()) return found;
        Bound row = library.use(query);
        row.text(1, word);
        while (row.step()) {
            const auto recording = row.id<RecordingId>(0);
            if (!found.empty() && found.back() == recording) continue;
            const std::vector<std::string> names = unpackNames(row.view(1));
            if (std::ranges::any_of(names, [&](const std::string &each) { return comparable(each) == key; })) found.push_back(recording);
        }
        return found;
    });
}

std::vector<RecordingId> recordingsOf(Bound &row)
{
    std::vector<RecordingId> found;
    while (row.step()) found.push_back(row.id<RecordingId>(0));
    return found;
}

float halfAt(std::span<const std::byte> content, std::size_t place)
{
    const auto low = std::to_integer<std::uint16_t>(content[2 * place]), high = std::to_integer<std::uint16_t>(content[2 * place + 1]);
    return fromHalf(static_cast<std::uint16_t>(low | high << 8U));
}

} // namespace

Result<std::vector<RecordingId>> Catalogue::byArtist(std::string_view name) { return named(*m_impl, Query::ListByArtist, name); }

Result<std::vector<RecordingId>> Catalogue::ofGenre(std::string_view name) { return named(*m_impl, Query::ListOfGenre, name); }

Result<std::vector<std::string>> Catalogue::genresLike(std::string_view name)
{
    return m_impl->read([&]() -> Result<std::vector<std::string>> {
        const std::string key = comparable(name), word = key.substr(0, key.find(' '));
        std::map<std::string, std::pair<int, std::string>> counts;
        Bound row = m_impl->use(Query::ListOfGenre);
        row.text(1, word);
        while (!word.empty() && row.step()) {
            for (const std::string &each : unpackNames(row.view(1))) {
                const std::string known = comparable(each);
                if (!known.contains(word)) continue;
                auto &[count, spelled] = counts[known];
                ++count;
                spelled = each;
            }
        }
        std::vector<std::pair<int, std::string>> found;
        for (const auto &[known, each] : counts) found.push_back(each);
        std::ranges::stable_sort(found, std::ranges::greater{}, &std::pair<int, std::string>::first);
        std::vector<std::string> names;
        for (auto &[count, spelled] : found) names.push_back(std::move(spelled));
        return names;
    });
}

Result<std::vector<RecordingId>> Catalogue::ofYears(int first, int last)
{
    return m_impl->read([&]() -> Result<std::vector<RecordingId>> {
        Bound row = m_impl->use(Query::ListOfYears);
        row.integer(1, first).integer(2, last);
        return recordingsOf(row);
    });
}

Result<std::vector<RecordingId>> Catalogue::withMusicBrainzId(std::string_view id)
{
    return m_impl->read([&]() -> Result<std::vector<RecordingId>> {
        if (id.empty()) return std::vector<RecordingId>();
        Bound row = m_impl->use(Query::ListWithId);
        row.bytes(1, id);
        return recordingsOf(row);
    });
}

Result<> Catalogue::eachTraits(std::span<const RecordingId> recordings, const std::function<void(RecordingId, const Traits &)> &take)
{
    return m_impl->readTogether([&]() -> Result<> {
        for (const RecordingId recording : recordings) {
            Bound row = m_impl->use(Query::FindSound);
            if (!row.id(1, recording).integer(2, kDescriptorVersion).step()) continue;
            const std::span<const std::byte> content = row.content(0);
            if (content.size() != 2 * kTraitsNeed) continue;
            take(recording, {halfAt(content, kTraitPlaces[0]), halfAt(content, kTraitPlaces[1]), -halfAt(content, kTraitPlaces[2]), halfAt(content, kTraitPlaces[3])});
        }
        return {};
    });
}

Result<std::vector<std::uint64_t>> Catalogue::plays(std::span<const RecordingId> recordings)
{
    return m_impl->readTogether([&]() -> Result<std::vector<std::uint64_t>> {
        std::vector<std::uint64_t> all;
        all.reserve(recordings.size());
        for (const RecordingId recording : recordings) all.push_back(static_cast<std::uint64_t>(m_impl->use(Query::CountPlays).id(1, recording).number()));
        return all;
    });
}

} // namespace taraf::store
