#include "test_set.h"

#include "lines.h"
#include "parts.h"
#include "taraf/base/path.h"

#include <algorithm>

namespace taraf::answer {
namespace {

bool isOfTags(const std::string &labels) { return labels == "artist" || labels == "album" || labels == "genre"; }
bool isTable(const std::string &labels) { return labels != "folder" && !isOfTags(labels); }

std::string withoutSlash(std::string path)
{
    while (path.ends_with('/')) path.pop_back();
    return path;
}

std::string inQuotes(const std::string &path) { return "\"" + displayText(path) + "\""; }

std::string tracksThat(std::size_t count, std::string_view one, std::string_view many)
{
    return std::to_string(count) + (count == 1 ? " track " + std::string(one) : " tracks " + std::string(many));
}

} // namespace

Result<TestSet> TestSet::gather(const Home &home, const EvaluationQuestion &question, const neighbours::Index *index)
{
    TestSet set;
    set.m_labels = question.labels;
    auto given = absolutePath(question.folder);
    if (!given) return fail(std::move(given).error());
    set.m_folder = set.m_given = withoutSlash(*std::move(given));
    if (!isTable(question.labels)) set.m_columns.push_back({.name = question.labels, .isNumeric = false, .classes = {}, .numbers = {}, .names = {}});

    const bool isNeeded = index != nullptr || isOfTags(question.labels);
    const auto found = set.takeLibrary(home, question.folder, index, isNeeded);
    if (!found) return fail(found.error());
    set.m_grows = !*found;
    if (set.m_unheard > 0) set.m_notes.push_back(tracksThat(set.m_unheard, "has", "have") + " not been listened to: taraf rescan says why");
    if (isTable(question.labels)) {
        if (auto taken = set.takeTable(question.labels); !taken) return fail(std::move(taken).error());
        set.m_grows = false;
    }
    if (!set.m_grows) {
        std::size_t unlabelled = 0;
        for (std::uint32_t track = 0; track < set.size(); ++track) unlabelled += set.isLabelled(track) ? 0U : 1U;
        if (unlabelled > 0) set.m_notes.push_back(tracksThat(unlabelled, "has no label and is left out", "have no label and are left out"));
    }
    return set;
}

Result<bool> TestSet::takeLibrary(const Home &home, const std::string &named, const neighbours::Index *index, bool isNeeded)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!library) {
        if (library.error().code != ErrorCode::NotFound) return fail(std::move(library).error());
        if (!isNeeded) return false;
        return fail(ErrorCode::NotFound, "there is no library yet; scan the folder first: taraf rescan " + inQuotes(m_given));
    }
    auto spellings = spellingsOf(named);
    if (!spellings) return fail(std::move(spellings).error());
    const auto roots = library->roots();
    if (!roots) return fail(roots.error());
    for (const store::Root &root : *roots) {
        if (auto below = absolutePath(root.path + "/" + named); below && !named.starts_with('/')) spellings->push_back(*std::move(below));
    }
    for (const std::string &spelling : *spellings) {
        m_folder = withoutSlash(spelling);
        auto read = library->eachTrackUnder(m_folder, [&](const Track &track) { take(track, index); });
        if (!read) return fail(std::move(read).error());
        if (size() > 0) return true;
        if (m_unheard > 0) return fail(ErrorCode::NotFound, "nothing below " + displayText(m_folder) + " has been listened to; let the scan run to its end: taraf rescan " + inQuotes(m_folder));
    }
    m_folder = m_given;
    if (!isNeeded) return false;
    return fail(ErrorCode::NotFound, displayText(m_given) + " holds no music that has been scanned; scan it first: taraf rescan " + inQuotes(m_given));
}

void TestSet::take(const Track &track, const neighbours::Index *index)
{
    // A copy is the same music: one track under both names.
    if (const auto known = m_byRecording.find(track.recording); known != m_byRecording.end()) {
        m_byPath.try_emplace(track.path, known->second);
        return;
    }
    if (index != nullptr && !index->vectors().row(track.recording)) {
        ++m_unheard;
        return;
    }
    const std::uint32_t number = add(track.path);
    m_byRecording.emplace(track.recording, number);
    m_recordings[number] = track.recording;
    for (const std::string &artist : track.tags.artists.empty() ? track.tags.albumArtists : track.tags.artists) {
        const std::string key = comparable(artist);
        if (isNobody(key)) continue;
        if (m_labels == "artist" && m_artists[number].empty()) label(number, key);
        m_artists[number].push_back(m_artistNumbers(key));
    }
    if (track.album.isValid()) m_albums[number].push_back(m_albumNumbers("#" + std::to_string(track.album.value())));
    if (m_labels == "album" && track.album.isValid()) label(number, "#" + std::to_string(track.album.value()));
    if (m_labels == "genre" && !track.tags.genres.empty()) label(number, comparable(track.tags.genres.front()));
}

Result<> TestSet::takeTable(const std::string &file)
{
    auto lines = Lines::open(file);
    if (!lines) {
        return fail(std::move(lines).error().within("the labels are neither folder, artist, album nor genre, and as a file"));
    }
    LabelReader reader([this](std::string_view path) { return find(path); });
    while (true) {
        const auto line = lines->next();
        if (!line) return fail(line.error());
        if (!*line) break;
        if (auto taken = reader.take(**line); !taken) return fail(taken.error().code, lines->where() + " " + taken.error().message);
    }
    auto table = std::move(reader).finish();
    if (!table) return fail(table.error().code, displayText(file) + " " + table.error().message);
    if (table->strangers > 0) m_notes.push_back(std::to_string(table->strangers) + (table->strangers == 1 ? " line of " : " lines of ") + displayText(file) + " name no track that is judged");
    for (LabelColumn &column : table->columns) {
        const std::string name = comparable(column.name);
        if (name != "artist" && name != "album") {
            m_columns.push_back(std::move(column));
            continue;
        }
        // Who made it is no label to be judged, it is what the filter goes by.
        for (std::uint32_t track = 0; track < column.classes.size(); ++track) {
            if (column.classes[track] == kNoLabel) continue;
            const std::string key = comparable(column.names[column.classes[track]]);
            if (name == "album") m_albums[track] = {m_albumNumbers(key)};
            else m_artists[track] = isNobody(key) ? std::vector<std::uint32_t>{} : std::vector{m_artistNumbers(key)};
        }
    }
    if (m_columns.empty()) return fail(ErrorCode::Corrupt, displayText(file) + " has no column of labels beside artist and album");
    return {};
}

std::uint32_t TestSet::add(std::string path)
{
    const auto number = static_cast<std::uint32_t>(size());
    m_recordings.emplace_back();
    m_artists.emplace_back();
    m_albums.emplace_back();
    if (m_labels == "folder") {
        const std::string_view below = std::string_view(path).substr(m_folder.size() + 1);
        if (below.contains('/')) label(number, std::string(below.substr(0, below.find('/'))));
    }
    m_byPath.emplace(std::move(path), number);
    return number;
}

void TestSet::label(std::uint32_t track, const std::string &name)
{
    LabelColumn &column = m_columns.front();
    column.classes.resize(track + std::size_t{1}, kNoLabel);
    column.classes[track] = m_classNumbers(name);
    if (m_classNumbers.size() > column.names.size()) column.names.push_back(name);
}

std::string TestSet::wholePath(std::string_view field) const
{
    if (field.starts_with("./")) field.remove_prefix(2);
    if (!field.starts_with('/')) return m_folder + "/" + std::string(field);
    if (m_given != m_folder && field.starts_with(m_given + "/")) return m_folder + std::string(field.substr(m_given.size()));
    return std::string(field);
}

std::optional<std::uint32_t> TestSet::find(std::string_view field)
{
    if (field.empty()) return std::nullopt;
    if (const auto known = m_byPath.find(wholePath(field)); known != m_byPath.end()) return known->second;
    std::string path = wholePath(unescaped(field));
    if (const auto known = m_byPath.find(path); known != m_byPath.end()) return known->second;
    // A word is the name of a column.
    if (!m_grows || !path.starts_with(m_folder + "/") || field.find_first_of("/.") == std::string_view::npos) return std::nullopt;
    return add(std::move(path));
}

bool TestSet::isLabelled(std::uint32_t track) const
{
    for (std::size_t column = 0; column < m_columns.size(); ++column) {
        if (isLabelled(track, column)) return true;
    }
    return false;
}

bool TestSet::sharesArtist(std::uint32_t a, std::uint32_t b) const
{
    return std::ranges::any_of(m_artists[a], [&](std::uint32_t each) { return std::ranges::contains(m_artists[b], each); });
}

bool TestSet::knowsArtists() const
{
    return std::ranges::any_of(m_artists, [](const auto &artists) { return !artists.empty(); });
}

void TestSet::close(const std::function<bool(std::uint32_t)> &isIn)
{
    m_grows = false;
    for (LabelColumn &column : m_columns) {
        column.classes.resize(size(), kNoLabel);
        if (column.isNumeric) column.numbers.resize(size(), std::numeric_limits<double>::quiet_NaN());
    }
    for (std::uint32_t track = 0; track < size(); ++track) {
        if (isIn(track)) continue;
        m_artists[track].clear();
        m_albums[track].clear();
        for (LabelColumn &column : m_columns) {
            column.classes[track] = kNoLabel;
            if (column.isNumeric) column.numbers[track] = std::numeric_limits<double>::quiet_NaN();
        }
    }
}

} // namespace taraf::answer
