/// @file What is looked for in a library by other things than a path: who made it, what it is called by others, when, what it is like.
#pragma once

#include "taraf/base/traits.h"
#include "taraf/store/library.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::store {

/// A view of a library that is open, and that it must not outlive. Recordings are those that can be played, by id, each once. An answer looks at every file: some 30 ms
/// at 100,000. Errors of all: those of Library. Threads: those of the library.
class Catalogue
{
public:
    explicit Catalogue(Library &library) noexcept : m_impl(library.m_impl.get()) {}

    /// One of the names that it is tagged with is that one, as comparable() has it.
    [[nodiscard]] Result<std::vector<RecordingId>> byArtist(std::string_view name);
    [[nodiscard]] Result<std::vector<RecordingId>> ofGenre(std::string_view name);
    /// Genres in whose names the first word of it is, the most frequent first.
    [[nodiscard]] Result<std::vector<std::string>> genresLike(std::string_view name);
    /// Both included.
    [[nodiscard]] Result<std::vector<RecordingId>> ofYears(int first, int last);
    /// Its tags have that id, whatever it is of: recording, release, release group, track, work, artist. `id` in lower case.
    [[nodiscard]] Result<std::vector<RecordingId>> withMusicBrainzId(std::string_view id);

    /// Of those that were heard.
    [[nodiscard]] Result<> eachTraits(std::span<const RecordingId> recordings, const std::function<void(RecordingId, const Traits &)> &take);
    /// How often the library's owner played each, as far as is known: listens, or what a player counted where that is more.
    [[nodiscard]] Result<std::vector<std::uint64_t>> plays(std::span<const RecordingId> recordings);

private:
    Library::Impl *m_impl;
};

} // namespace taraf::store
