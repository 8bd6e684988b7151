/// @file A library in a folder of its own, and rows to put into it.
#pragma once

#include "taraf/store/library.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>
#include <sqlite3.h>
#include <string>

namespace taraf::store::test {

using taraf::test::TemporaryFolder;

inline constexpr UnixTime kNow{1'700'000'000};
inline constexpr std::uint32_t kVersion = 3;

/// The value, or the test's end with the error's words.
template<class T> T must(Result<T> result)
{
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return *std::move(result);
}

inline AudioHash hashOf(std::uint32_t number)
{
    AudioHash hash{};
    for (std::size_t i = 0; i < 4; ++i) hash[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
    return hash;
}

/// Some SQL from outside the room. The first column of the first row as text.
inline std::string outside(const std::string &path, const std::string &sql)
{
    sqlite3 *database = nullptr;
    std::string answer = "can't open";
    if (sqlite3_open(path.c_str(), &database) == SQLITE_OK) {
        answer.clear();
        char *message = nullptr;
        const auto take = [](void *into, int columns, char **values, char **) -> int {
            auto &text = *static_cast<std::string *>(into);
            if (text.empty() && columns > 0 && values[0] != nullptr) text = values[0];
            return 0;
        };
        if (sqlite3_exec(database, sql.c_str(), take, &answer, &message) != SQLITE_OK) answer = message == nullptr ? "failed" : message;
        sqlite3_free(message);
    }
    sqlite3_close(database);
    return answer;
}

class LibraryTest : public testing::Test
{
protected:
    TemporaryFolder m_folder;
    std::string m_path = m_folder / "data/library.db";
    Library m_library = must(Library::open(m_path, Access::ReadWrite));
    RootId m_root = must(m_library.addRoot("/music", kNow));
    std::uint32_t m_serial = 0;

    FileRecord record(std::string path, RecordingId recording)
    {
        FileRecord file{.root = m_root, .path = std::move(path), .size = 1000, .modified = FileTime{1'600'000'000'123'456'789}, .recording = recording, .album = {}, .tags = {}, .stream = {}};
        file.stream.duration = Milliseconds{200'000};
        file.stream.bitrate = 320;
        file.tags.title = "Title";
        file.tags.artists = {"Artist"};
        return file;
    }
    RecordingId newRecording()
    {
        return must(m_library.newRecording({.audioHash = hashOf(++m_serial), .duration = Milliseconds{200'000}, .releaseTrack = {}}, kNow));
    }
    /// A playable file with a recording of its own.
    FileId add(const std::string &path) { return must(m_library.saveFile(record(path, newRecording()), kNow)); }
};

} // namespace taraf::store::test
