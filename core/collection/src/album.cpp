#include "taraf/collection/identity.h"

#include "taraf/base/path.h"
#include "taraf/base/track.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace taraf::collection {
namespace {

constexpr std::string_view kVarious = "Various Artists";
constexpr char kSeparator = '\x1F';

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isWordCharacter(char c) { return isDigit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80U; }

/// Whether a lower-case name begins with "cd", "disc", "disk" or "dvd" and a number of at most two digits, as a word.
bool namesDisc(std::string_view name)
{
    for (const std::string_view word : {"cd", "disc", "disk", "dvd"}) {
        if (!name.starts_with(word)) continue;
        std::string_view rest = name.substr(word.size());
        while (!rest.empty() && std::string_view(" -_.#").contains(rest.front())) rest.remove_prefix(1);
        std::size_t digits = 0;
        while (digits < rest.size() && isDigit(rest[digits])) ++digits;
        return digits >= 1 && digits <= 2 && (digits == rest.size() || !isWordCharacter(rest[digits]));
    }
    return false;
}

/// "Wish" of "Wish (Disc 1)" and "Wish [CD 2: Live]".
std::string_view withoutDisc(std::string_view title)
{
    const char close = title.empty() ? '\0' : title.back();
    if (close != ')' && close != ']') return title;
    const std::size_t open = title.rfind(close == ')' ? '(' : '[');
    if (open == std::string_view::npos || open == 0 || !namesDisc(comparable(title.substr(open + 1, title.size() - open - 2)))) return title;
    std::string_view stem = title.substr(0, open);
    while (stem.ends_with(' ')) stem.remove_suffix(1);
    return stem.empty() ? title : stem;
}

/// "A" of "A feat. B".
std::string_view leadOf(std::string_view artist)
{
    const std::string lower = [&] {
        std::string text(artist);
        std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
        return text;
    }();
    std::size_t end = artist.size();
    for (const std::string_view word : {" feat. ", " feat ", " ft. ", " featuring ", " (feat"}) end = std::min(end, lower.find(word));
    return end == 0 ? artist : artist.substr(0, end);
}

std::string leadArtist(const Tags &tags) { return tags.artists.empty() ? std::string() : std::string(leadOf(tags.artists.front())); }

/// The files of a folder with one title.
class Group
{
public:
    Group(std::string folder, std::string title) : m_folder(std::move(folder)), m_title(std::move(title)) {}

    void add(const Tags &tags)
    {
        const std::string albumArtist = joined(tags.albumArtists);
        if (!albumArtist.empty()) m_albumArtists.emplace(comparable(albumArtist), albumArtist);
        if (!tags.musicBrainz.release.empty()) m_releases.insert(tags.musicBrainz.release);
        if (const std::string lead = leadArtist(tags); !lead.empty()) m_leads.emplace(comparable(lead), lead);
        m_isCompilation = m_isCompilation || tags.compilation;
    }

    [[nodiscard]] AlbumName nameOf(const Tags &tags) const
    {
        std::string artist = joined(tags.albumArtists);
        // A file that lacks what its neighbours of the same title agree on goes with them.
        if (artist.empty() && m_albumArtists.size() == 1) artist = m_albumArtists.begin()->second;
        std::string release = tags.musicBrainz.release;
        if (release.empty() && m_releases.size() == 1 && m_albumArtists.size() <= 1) release = *m_releases.begin();

        const std::string shown = artist.empty() ? artistOfAll() : artist;
        if (!release.empty()) return {"release" + (kSeparator + release), m_title, shown};
        const std::string title = kSeparator + comparable(m_title);
        if (!artist.empty()) return {"artist" + (kSeparator + comparable(artist)) + title, m_title, shown};
        return {"folder" + (kSeparator + percentEncoded(m_folder)) + title, m_title, shown};
    }

private:
    [[nodiscard]] std::string artistOfAll() const
    {
        if (m_isCompilation || m_leads.size() > 1) return std::string(kVarious);
        return m_leads.empty() ? std::string() : m_leads.begin()->second;
    }

    std::string m_folder;
    std::string m_title;
    std::map<std::string, std::string> m_albumArtists; ///< comparable -> as tagged
    std::map<std::string, std::string> m_leads;
    std::set<std::string> m_releases;
    bool m_isCompilation = false;
};

} // namespace

std::string albumFolder(std::string_view filePath)
{
    const std::string_view folder = parentPath(filePath);
    return std::string(namesDisc(comparable(fileName(folder))) ? parentPath(folder) : folder);
}

std::vector<AlbumName> albumsOfFolder(std::span<const FolderFile> files)
{
    std::map<std::string, Group> groups; // by comparable title
    const auto titleOf = [](const FolderFile &file) { return std::string(withoutDisc(file.tags->album)); };
    // The first by path gives a title its spelling, whatever the order they come in.
    std::vector<const FolderFile *> ordered;
    for (const FolderFile &file : files) ordered.push_back(&file);
    std::ranges::sort(ordered, {}, &FolderFile::path);
    for (const FolderFile *file : ordered) {
        const std::string title = titleOf(*file);
        const std::string key = comparable(title);
        if (!key.empty()) groups.try_emplace(key, albumFolder(file->path), title).first->second.add(*file->tags);
    }
    std::vector<AlbumName> names;
    names.reserve(files.size());
    for (const FolderFile &file : files) {
        const auto group = groups.find(comparable(titleOf(file)));
        names.push_back(group == groups.end() ? AlbumName{} : group->second.nameOf(*file.tags));
    }
    return names;
}

AlbumName albumOf(const Tags &tags, std::string_view filePath)
{
    const FolderFile file{std::string(filePath), &tags};
    return albumsOfFolder({&file, 1}).front();
}

} // namespace taraf::collection
