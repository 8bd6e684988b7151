#include "parts.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <format>
#include <sys/stat.h>

namespace taraf::answer {
namespace {

bool isFolder(const std::string &path)
{
    struct stat there{};
    return ::stat(path.c_str(), &there) == 0 && S_ISDIR(there.st_mode);
}

} // namespace

Answers::Answers(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}
Answers::Answers(Answers &&) noexcept = default;
Answers &Answers::operator=(Answers &&) noexcept = default;
Answers::~Answers() = default;

const Home &Answers::home() const noexcept { return m_parts->home; }

Result<Answers> Answers::open(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library && library.error().code == ErrorCode::Unsupported) {
        // An older Taraf's is brought up to date, after a copy of it; a newer one's is refused again.
        if (auto brought = store::Library::open(home.library(), store::Access::ReadWrite)) library = store::Library::open(home.library(), store::Access::ReadOnly);
    }
    if (!library) {
        if (library.error().code != ErrorCode::NotFound) return fail(std::move(library).error());
        return fail(ErrorCode::NotFound, "there is no library yet; name the folder your music is in: taraf rescan ~/Music");
    }
    return Answers(std::make_unique<Parts>(Parts{.home = home, .library = std::move(*library), .index = {}, .albumSpreads = {}, .counted = {}, .judged = {}}));
}

Result<const neighbours::Index *> Answers::Parts::vectors()
{
    if (!index || index->changedOnDisk()) {
        auto opened = neighbours::Index::open(home.index(), neighbours::IndexKind::Exact);
        if (!opened) {
            if (opened.error().code != ErrorCode::NotFound) return fail(std::move(opened).error());
            return fail(ErrorCode::NotFound, "nothing has been listened to yet; let the scan run to its end: taraf rescan");
        }
        index.emplace(std::move(*opened));
        albumSpreads.clear();
    }
    return &*index;
}

Result<const Answers::Parts::Figures *> Answers::Parts::figures()
{
    // The version first: what is committed while we count is counted again the next time.
    const auto version = library.dataVersion();
    if (!version) return fail(version.error());
    if (counted && counted->version == *version) return &*counted;
    const auto counts = library.counts(kDescriptorVersion);
    if (!counts) return fail(counts.error());
    auto roots = library.countsByRoot();
    if (!roots) return fail(std::move(roots).error());
    counted = Figures{.version = *version, .counts = *counts, .roots = std::move(*roots)};
    return &*counted;
}

Result<const store::Unwanted *> Answers::Parts::unwanted()
{
    const auto version = library.dataVersion();
    if (!version) return fail(version.error());
    if (!judged || judged->first != *version) {
        auto unwanted = library.unwanted();
        if (!unwanted) return fail(std::move(unwanted).error());
        judged.emplace(*version, std::move(*unwanted));
    }
    return &judged->second;
}

Result<Status> Answers::status() const
{
    auto &library = m_parts->library;
    const auto figures = m_parts->figures();
    if (!figures) return fail(figures.error());
    const auto &[version, counts, files] = **figures;
    Status status{.tracks = counts.tracks, .albums = counts.albums, .analysed = counts.analysed, .failed = counts.failed, .roots = {}, .model = {}, .index = {}};
    const auto roots = library.roots();
    if (!roots) return fail(roots.error());
    for (const store::Root &root : *roots) {
        const auto counted = std::ranges::find(files, root.id, &store::RootCounts::root);
        const store::RootCounts held = counted == files.end() ? store::RootCounts{} : *counted;
        status.roots.push_back({.path = root.path, .files = held.files, .missing = held.missing, .present = isFolder(root.path)});
    }
    const auto map = library.currentMap(kDescriptorVersion);
    if (!map) return fail(map.error());
    if (*map) {
        status.model = std::format("label-free map {}, learned from {} track{} (descriptor {})", (*map)->hash.substr(0, 8), (*map)->trainedOn,
                                   (*map)->trainedOn == 1 ? "" : "s", kDescriptorVersion);
    }
    if (const auto index = m_parts->vectors()) {
        status.index = {.size = (*index)->size(), .dims = static_cast<int>(range(Part::Overall).size), .builtAt = (*index)->vectors().createdAt()};
    } else if (index.error().code != ErrorCode::NotFound) {
        return fail(index.error());
    }
    return status;
}

Result<Seed> Answers::anyAlbum() const
{
    const auto index = m_parts->vectors();
    if (!index) return fail(index.error());
    const auto shelf = m_parts->library.albums(1);
    if (!shelf) return fail(shelf.error());
    // One by an artist with others beside it: the fuller half of the shelf has more to say; its middle, so that it stays the same.
    std::vector<store::AlbumRow> rows = *shelf;
    std::ranges::stable_sort(rows, std::ranges::greater{}, &store::AlbumRow::tracks);
    std::ranges::rotate(rows, rows.begin() + static_cast<std::ptrdiff_t>(rows.size() / 3));
    for (const store::AlbumRow &row : rows) {
        auto album = m_parts->library.album(row.id);
        if (!album) return fail(std::move(album).error());
        const bool heard = std::ranges::any_of(album->tracks, [&](RecordingId id) { return (*index)->vectors().row(id).has_value(); });
        if (!heard) continue;
        const auto tracks = m_parts->library.albumTracks(row.id);
        if (!tracks) return fail(tracks.error());
        if (tracks->empty()) continue;
        // A folder may hold more than the album; then one of its tracks says better what is meant.
        std::string path(parentPath(tracks->front().path));
        const auto below = m_parts->library.tracksUnder(path);
        if (!below) return fail(below.error());
        if (std::ranges::any_of(*below, [&](const Track &track) { return track.album != row.id; })) path = tracks->front().path;
        return Seed{.kind = Seed::Kind::Album, .path = std::move(path), .label = album->artist + " – " + album->title,
                    .recordings = std::move(album->tracks), .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    }
    // A collection without album tags still has tracks.
    for (const std::int64_t id : (*index)->vectors().ids()) {
        const std::array recording{RecordingId(id)};
        const auto tracks = m_parts->library.tracks(recording);
        if (!tracks) return fail(tracks.error());
        if (tracks->empty()) continue;
        return Seed{.kind = Seed::Kind::Track, .path = tracks->front().path, .label = labelOf(tracks->front()), .recordings = {RecordingId(id)}, .outside = {}, .heard = {}, .heardAs = {}, .part = {}, .focus = {}};
    }
    return fail(ErrorCode::NotFound, "no music has been listened to yet; name a folder that holds some: taraf rescan ~/Music");
}

} // namespace taraf::answer
