#include "connection.h"
#include "tag_bytes.h"

#include "taraf/base/path.h"

#include <algorithm>

namespace taraf::store {
namespace {

FileState stateOf(bool missing, bool failed) noexcept
{
    return missing ? FileState::Missing : failed ? FileState::Failed : FileState::Present;
}

/// Of several files of a recording the highest is taken. A bit depth is known of lossless formats alone.
int rankOf(const StreamInfo &stream) noexcept
{
    constexpr int kLossless = 1 << 20;
    return std::clamp(stream.bitrate, 0, kLossless - 1) + (stream.bitDepth > 0 ? kLossless : 0);
}

Result<> expectAbsolute(std::string_view path)
{
    if (path.starts_with('/')) return {};
    return fail(ErrorCode::InvalidArgument, displayText(path) + " is no absolute path");
}

} // namespace

Result<> Library::eachFile(RootId root, const std::function<void(const KnownFile &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListFilesOfRoot);
        row.id(1, root);
        while (row.step()) {
            take({.file = row.id<FileId>(0),
                  .root = root,
                  .recording = row.id<RecordingId>(1),
                  .path = row.view(2),
                  .size = static_cast<std::uint64_t>(row.integer(3)),
                  .modified = FileTime{row.integer(4)},
                  .duration = Milliseconds{row.integer(5)},
                  .state = stateOf(row.flag(6), row.flag(7))});
        }
        return {};
    });
}

Result<FileId> Library::saveFile(const FileRecord &file, UnixTime now)
{
    if (auto absolute = expectAbsolute(file.path); !absolute) return fail(std::move(absolute).error());
    return m_impl->write([&]() -> Result<FileId> {
        if (!m_impl->exists(Query::CountRoot, file.root.value())) return fail(ErrorCode::InvalidArgument, "there is no such root");
        if (!m_impl->exists(Query::CountRecording, file.recording.value())) return fail(ErrorCode::InvalidArgument, "there is no such recording");
        if (file.album.isValid() && !m_impl->exists(Query::CountAlbum, file.album.value())) {
            return fail(ErrorCode::InvalidArgument, "there is no such album");
        }
        const Tags &tags = file.tags;
        const std::string artists = packNames(tags.artists);
        const std::string genres = packNames(tags.genres);
        FileId id;
        {
            Bound row = m_impl->use(Query::SaveFile);
            row.id(1, file.root).bytes(2, std::string_view(file.path)).integer(3, static_cast<std::int64_t>(file.size));
            row.integer(4, file.modified.count()).id(5, file.recording).id(6, file.album).integer(7, rankOf(file.stream));
            row.integer(8, file.stream.duration.count()).text(9, tags.title).text(10, artists).text(11, tags.album).text(12, genres);
            row.integer(13, tags.track).integer(14, tags.disc).integer(15, tags.year).integer(16, now.count());
            if (file.audioHash) row.bytes(17, *file.audioHash);
            id = row.returnedId<FileId>();
        }
        const std::string rest = packTags(tags, file.stream);
        m_impl->use(Query::SaveFileTags).id(1, id).bytes(2, std::string_view(rest)).run();
        return id;
    });
}

Result<FileId> Library::saveFailure(const FileFailure &failure, UnixTime now)
{
    if (auto absolute = expectAbsolute(failure.path); !absolute) return fail(std::move(absolute).error());
    return m_impl->write([&]() -> Result<FileId> {
        if (!m_impl->exists(Query::CountRoot, failure.root.value())) return fail(ErrorCode::InvalidArgument, "there is no such root");
        Bound row = m_impl->use(Query::SaveFileFailure);
        row.id(1, failure.root).bytes(2, std::string_view(failure.path)).integer(3, static_cast<std::int64_t>(failure.size));
        row.integer(4, failure.modified.count()).integer(5, static_cast<std::int64_t>(failure.error.code));
        return row.text(6, failure.error.message).integer(7, now.count()).returnedId<FileId>();
    });
}

Result<> Library::markMissing(std::span<const FileId> files, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        for (const FileId file : files) m_impl->use(Query::MarkFileMissing).id(1, file).integer(2, now.count()).run();
        return {};
    });
}

Result<> Library::markReturned(std::span<const FileId> files, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        for (const FileId file : files) m_impl->use(Query::MarkFileReturned).id(1, file).integer(2, now.count()).run();
        return {};
    });
}

Result<> Library::moveFile(FileId file, RootId root, std::string_view absolutePath, UnixTime now)
{
    if (auto absolute = expectAbsolute(absolutePath); !absolute) return absolute;
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountFile, file.value())) return fail(ErrorCode::NotFound, "there is no such file in the library");
        if (!m_impl->exists(Query::CountRoot, root.value())) return fail(ErrorCode::InvalidArgument, "there is no such root");
        m_impl->use(Query::DropFileAtPath).bytes(1, absolutePath).id(2, file).run();
        m_impl->use(Query::MoveFile).id(1, file).id(2, root).bytes(3, absolutePath).integer(4, now.count()).run();
        return {};
    });
}

Result<> Library::setAlbum(FileId file, AlbumId album)
{
    return m_impl->write([&]() -> Result<> {
        if (!m_impl->exists(Query::CountFile, file.value())) return fail(ErrorCode::NotFound, "there is no such file in the library");
        if (album.isValid() && !m_impl->exists(Query::CountAlbum, album.value())) return fail(ErrorCode::NotFound, "there is no such album");
        m_impl->use(Query::SetAlbum).id(1, file).id(2, album).run();
        return {};
    });
}

Result<std::vector<Failure>> Library::failures(std::uint32_t version)
{
    return m_impl->read([&]() -> Result<std::vector<Failure>> {
        std::vector<Failure> all;
        const auto add = [&](const Bound &row, Failure::Step step) {
            const std::int64_t code = row.integer(1);
            const bool known = code >= 0 && code <= static_cast<std::int64_t>(ErrorCode::Internal);
            all.push_back({row.text(0), step, {known ? static_cast<ErrorCode>(code) : ErrorCode::Internal, row.text(2)}});
        };
        Bound reading = m_impl->use(Query::ListReadingFailures);
        while (reading.step()) add(reading, Failure::Step::Reading);
        Bound listening = m_impl->use(Query::ListListeningFailures);
        listening.integer(1, version);
        while (listening.step()) add(listening, Failure::Step::Listening);
        std::ranges::sort(all, {}, &Failure::path);
        return all;
    });
}

} // namespace taraf::store
