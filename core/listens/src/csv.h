#pragma once

#include "taraf/listens/read.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::listens {

/// What a column is of, in the order in which one is preferred to another of the same.
enum class Column : std::uint8_t { Artist, Title, Album, Time, ArtistId, RecordingId, ReleaseId };
inline constexpr std::size_t kColumns = 7;
inline constexpr std::size_t kNoColumn = 64;

/// How the lines of a CSV of scrobbles are laid out.
struct CsvLayout {
    char delimiter = ',';
    bool hasHead = true;
    std::array<std::size_t, kColumns> at{}; ///< each column's place, or kNoColumn
};

/// From the first line that is no comment. Nothing: it is none that is known.
[[nodiscard]] std::optional<CsvLayout> layoutOf(std::string_view line);

/// "# …", also as Libre.fm mangles it into UTF-7: "+ACM- …".
[[nodiscard]] bool isCsvComment(std::string_view line) noexcept;

/// Fields as RFC 4180 has them: quoted where they begin with a quote. false: a quote isn't closed.
[[nodiscard]] bool splitCsv(std::string_view line, char delimiter, std::vector<std::string> &fields);

} // namespace taraf::listens
