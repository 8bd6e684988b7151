#include "connection.h"
#include "tag_bytes.h"
#include "taraf/store/pack.h"

#include <algorithm>

namespace taraf::store {
namespace {

/// Columns from `column` on: content, segments.
Result<Descriptor> descriptorOf(const Bound &row, int column)
{
    auto values = unpackHalves(row.content(column));
    if (!values) return fail(std::move(values).error());
    auto segments = unpackSegments(*values, row.content(column + 1));
    if (!segments) return fail(std::move(segments).error());
    return Descriptor{*std::move(values), *std::move(segments)};
}

} // namespace

Result<> Library::saveDescriptor(const DescriptorHead &head, const Descriptor &descriptor)
{
    const std::vector<std::byte> content = packHalves(descriptor.values);
    auto segments = packSegments(descriptor.values, descriptor.segments);
    if (!segments) return fail(std::move(segments).error());
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountRecording, head.recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
        Bound row = m_impl->use(Query::SaveDescriptor); // 5 and 6 stay NULL: it did not fail
        row.id(1, head.recording).integer(2, head.version).text(3, head.device).integer(4, head.analysedAt.count());
        row.bytes(7, content).bytes(8, *segments).run();
        return {};
    });
}

Result<> Library::saveDescriptorFailure(const DescriptorHead &head, const Error &error)
{
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountRecording, head.recording.value())) return fail(ErrorCode::NotFound, "there is no such recording");
        Bound row = m_impl->use(Query::SaveDescriptor); // 7 and 8 stay NULL: there is nothing to keep
        row.id(1, head.recording).integer(2, head.version).text(3, head.device).integer(4, head.analysedAt.count());
        row.integer(5, static_cast<std::int64_t>(error.code)).text(6, error.message).run();
        return {};
    });
}

Result<> Library::forgetDescriptors(std::span<const RecordingId> recordings)
{
    return m_impl->write([&]() -> Result<> {
        for (const RecordingId recording : recordings) {
            m_impl->use(Query::ForgetDescriptors).id(1, recording).run();
            m_impl->use(Query::ForgetNetworkNumbers).id(1, recording).run();
        }
        return {};
    });
}

Result<std::vector<Unanalysed>> Library::unanalysed(std::uint32_t version)
{
    return m_impl->read([&]() -> Result<std::vector<Unanalysed>> {
        std::vector<Unanalysed> all;
        Bound row = m_impl->use(Query::ListUnanalysed);
        row.integer(1, version);
        while (row.step()) {
            const auto recording = row.id<RecordingId>(0);
            if (!all.empty() && all.back().recording == recording) continue;
            all.push_back({.recording = recording, .path = row.text(1), .duration = Milliseconds{row.integer(2)}});
        }
        std::ranges::sort(all, {}, &Unanalysed::path);
        return all;
    });
}

Result<> Library::eachHeard(std::uint32_t version, const std::string &network, const std::function<bool(const HeardRow &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListHeard);
        row.integer(1, version).text(2, network);
        while (row.step()) {
            auto descriptor = descriptorOf(row, 1);
            if (!descriptor) return fail(std::move(descriptor).error());
            const auto numbers = unpackHalves(row.content(3));
            if (!numbers) return fail(numbers.error());
            const std::vector<std::string> artists = unpackNames(row.view(4));
            if (!take({row.id<RecordingId>(0), *descriptor, *numbers, artists.empty() ? std::string_view() : std::string_view(artists.front())})) break;
        }
        return {};
    });
}

Result<std::optional<Descriptor>> Library::descriptor(RecordingId recording, std::uint32_t version)
{
    return m_impl->read([&]() -> Result<std::optional<Descriptor>> {
        Bound row = m_impl->use(Query::FindDescriptor);
        if (!row.id(1, recording).integer(2, version).step()) return std::nullopt;
        auto descriptor = descriptorOf(row, 0);
        if (!descriptor) return fail(std::move(descriptor).error());
        return *std::move(descriptor);
    });
}

} // namespace taraf::store
