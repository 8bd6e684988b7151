/// @file The tracks that ask and answer each other when likeness is judged, and what is said about them.
#pragma once

#include "label_table.h"
#include "taraf/answer/evaluate.h"
#include "taraf/neighbours/index.h"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace taraf::answer {

/// Numbers for names, in the order of their appearance.
class Numbering
{
public:
    std::uint32_t operator()(std::string key) { return m_numbers.try_emplace(std::move(key), static_cast<std::uint32_t>(m_numbers.size())).first->second; }
    [[nodiscard]] std::size_t size() const noexcept { return m_numbers.size(); }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
};

/// Tracks below a folder, by numbers from 0: those of the library, or, for a foreign list, those that tables name. Threads: one at a time.
class TestSet
{
public:
    /// Reads the library and the labels. `index`: only its recordings; null: a foreign list is judged, and where the library has nothing
    /// below the folder, and labels are "folder" or a table, it is not needed. Errors: as evaluate().
    [[nodiscard]] static Result<TestSet> gather(const Home &home, const EvaluationQuestion &question, const neighbours::Index *index);

    /// The track a table means: absolute, or from the folder on. Without a library, tracks come by being named.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view field);

    [[nodiscard]] std::size_t size() const noexcept { return m_recordings.size(); }
    [[nodiscard]] const std::string &folder() const noexcept { return m_folder; }
    [[nodiscard]] RecordingId recording(std::uint32_t track) const { return m_recordings[track]; }
    [[nodiscard]] const std::vector<std::vector<std::uint32_t>> &artists() const noexcept { return m_artists; }
    [[nodiscard]] const std::vector<std::vector<std::uint32_t>> &albums() const noexcept { return m_albums; }
    [[nodiscard]] const std::vector<LabelColumn> &columns() const noexcept { return m_columns; }
    [[nodiscard]] bool isLabelled(std::uint32_t track, std::size_t column) const
    {
        const auto &classes = m_columns[column].classes;
        return track < classes.size() && classes[track] != kNoLabel;
    }
    [[nodiscard]] bool isLabelled(std::uint32_t track) const;
    [[nodiscard]] bool sharesArtist(std::uint32_t a, std::uint32_t b) const;
    [[nodiscard]] bool knowsArtists() const;

    /// No track comes any more, and those for which it is false are as if they had no label, album or artist.
    void close(const std::function<bool(std::uint32_t)> &isIn);

    /// What was left out, for people.
    [[nodiscard]] const std::vector<std::string> &notes() const noexcept { return m_notes; }

private:
    /// False: it has nothing below the folder, and is not needed.
    Result<bool> takeLibrary(const Home &home, const std::string &named, const neighbours::Index *index, bool isNeeded);
    void take(const Track &track, const neighbours::Index *index);
    Result<> takeTable(const std::string &file);
    std::uint32_t add(std::string path);
    void label(std::uint32_t track, const std::string &name);
    [[nodiscard]] std::string wholePath(std::string_view field) const;

    std::string m_labels;
    std::string m_folder, m_given; ///< absolute, without a '/' at the end: as the library spells it, as the person did
    bool m_grows = false;
    std::unordered_map<std::string, std::uint32_t> m_byPath;
    std::unordered_map<RecordingId, std::uint32_t> m_byRecording;
    std::vector<RecordingId> m_recordings; ///< not valid: none
    std::vector<std::vector<std::uint32_t>> m_artists, m_albums;
    Numbering m_artistNumbers, m_albumNumbers, m_classNumbers;
    std::vector<LabelColumn> m_columns;
    std::size_t m_unheard = 0;
    std::vector<std::string> m_notes;
};

} // namespace taraf::answer
