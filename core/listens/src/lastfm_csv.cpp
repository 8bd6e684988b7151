/// @file CSVs of scrobbles, as the tools write them that fetch them from Last.fm, and Libre.fm itself.
/// Source: the tools' output: benjaminbenben/lastfm-to-csv (no head), lastfm.ghan.nl/export (uts,utc_time,…), lastfmstats.com (';' and milliseconds),
/// Libre.fm (Artist,Track,Album,Time), as of 2026; Shafranovich, RFC 4180, 2005.
#include "csv.h"
#include "reader.h"
#include "text.h"

#include <algorithm>
#include <utility>

namespace taraf::listens {
namespace {

/// Names of columns, lower-case; of two for the same the one that stands first here is taken.
constexpr std::array<std::pair<std::string_view, Column>, 24> kHeads{{
    {"artist", Column::Artist},           {"artist_name", Column::Artist},      {"artist name", Column::Artist},
    {"track", Column::Title},             {"title", Column::Title},             {"track_name", Column::Title},
    {"track name", Column::Title},        {"song", Column::Title},              {"name", Column::Title},
    {"album", Column::Album},             {"release_name", Column::Album},      {"album name", Column::Album},
    {"uts", Column::Time},                {"timestamp", Column::Time},          {"listened_at", Column::Time},
    {"time", Column::Time},               {"utc_time", Column::Time},           {"datetime", Column::Time},
    {"date", Column::Time},               {"artist_mbid", Column::ArtistId},    {"track_mbid", Column::RecordingId},
    {"recording_mbid", Column::RecordingId}, {"album_mbid", Column::ReleaseId}, {"release_mbid", Column::ReleaseId},
}};

std::optional<CsvLayout> fromHead(const std::vector<std::string> &fields, char delimiter)
{
    CsvLayout layout{.delimiter = delimiter};
    layout.at.fill(kNoColumn);
    for (const auto &[head, column] : kHeads) {
        std::size_t &at = layout.at[std::to_underlying(column)];
        for (std::size_t i = 0; i < std::min(fields.size(), kNoColumn) && at == kNoColumn; ++i) {
            // lastfmstats.com puts the user behind: "Date#rj".
            const std::string field = lowered(trimmed(fields[i]));
            if (field.substr(0, head == "date" ? field.find('#') : std::string::npos) == head) at = i;
        }
    }
    const auto has = [&layout](Column column) { return layout.at[std::to_underlying(column)] != kNoColumn; };
    return has(Column::Artist) && has(Column::Title) && has(Column::Time) ? std::optional(layout) : std::nullopt;
}

std::optional<CsvLayout> withoutHead(const std::vector<std::string> &fields)
{
    if (fields.size() != 4 || !timeIn(fields[3])) return std::nullopt;
    CsvLayout layout{.hasHead = false};
    layout.at.fill(kNoColumn);
    // Libre.fm writes artist, track, album and a number; lastfm-to-csv artist, album, track and a date.
    const bool isNumber = wholeNumber(trimmed(fields[3])).has_value();
    layout.at[std::to_underlying(Column::Artist)] = 0;
    layout.at[std::to_underlying(Column::Title)] = isNumber ? 1 : 2;
    layout.at[std::to_underlying(Column::Album)] = isNumber ? 2 : 1;
    layout.at[std::to_underlying(Column::Time)] = 3;
    return layout;
}

class Scrobbles
{
public:
    explicit Scrobbles(Out &out) : m_out(out) {}

    void read(std::string_view line, std::uint64_t number)
    {
        if (!m_layout) {
            if (isCsvComment(line)) return;
            m_layout = layoutOf(line);
            if (!m_layout) return m_out.reject(number, "no columns that are known");
            if (m_layout->hasHead) return;
        }
        if (!splitCsv(line, m_layout->delimiter, m_fields)) return m_out.reject(number, "a quote that is not closed");
        const auto at = timeIn(field(Column::Time));
        if (!at) return m_out.reject(number, "no time"); // among them what was playing just then
        m_out.listen({.at = *at, .artist = field(Column::Artist), .title = field(Column::Title), .album = field(Column::Album),
                      .recordingId = trimmed(field(Column::RecordingId)), .releaseId = trimmed(field(Column::ReleaseId)),
                      .artistId = trimmed(field(Column::ArtistId))},
                     number);
    }

private:
    [[nodiscard]] std::string_view field(Column column) const
    {
        const std::size_t at = m_layout->at[std::to_underlying(column)];
        return at < m_fields.size() ? std::string_view(m_fields[at]) : std::string_view();
    }

    Out &m_out;
    std::optional<CsvLayout> m_layout;
    std::vector<std::string> m_fields;
};

} // namespace

bool isCsvComment(std::string_view line) noexcept { return line.starts_with('#') || line.starts_with("+ACM-"); }

bool splitCsv(std::string_view line, char delimiter, std::vector<std::string> &fields)
{
    std::size_t count = 0;
    const auto next = [&]() -> std::string & {
        if (count == fields.size()) fields.emplace_back();
        fields[count].clear();
        return fields[count++];
    };
    while (true) {
        std::string &field = next();
        if (line.starts_with('"')) {
            line.remove_prefix(1);
            while (true) {
                const std::size_t quote = line.find('"');
                if (quote == std::string_view::npos) return false;
                field += line.substr(0, quote);
                line.remove_prefix(quote + 1);
                if (!line.starts_with('"')) break;
                field += '"';
                line.remove_prefix(1);
            }
        }
        const std::size_t end = line.find(delimiter);
        field += line.substr(0, end);
        if (end == std::string_view::npos || count == kNoColumn) break; // nobody has so many
        line.remove_prefix(end + 1);
    }
    fields.resize(count);
    return true;
}

std::optional<CsvLayout> layoutOf(std::string_view line)
{
    std::vector<std::string> fields;
    for (const char delimiter : {',', ';', '\t'}) {
        if (!splitCsv(line, delimiter, fields)) continue;
        if (auto layout = fromHead(fields, delimiter)) return layout;
    }
    return splitCsv(line, ',', fields) ? withoutHead(fields) : std::nullopt;
}

std::unique_ptr<Reader> lastFmCsv(Out &out)
{
    return std::make_unique<Lines>(out, [scrobbles = std::make_shared<Scrobbles>(out)](std::string_view line, std::uint64_t number) { scrobbles->read(line, number); });
}

} // namespace taraf::listens
