#include "label_table.h"

#include "lines.h"
#include "taraf/base/path.h"
#include "taraf/base/track.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace taraf::answer {
namespace {

std::string_view trimmed(std::string_view cell)
{
    while (cell.starts_with(' ')) cell.remove_prefix(1);
    while (cell.ends_with(' ')) cell.remove_suffix(1);
    return cell;
}

std::optional<double> numberIn(std::string_view cell)
{
    if (cell.starts_with('+')) cell.remove_prefix(1);
    double number = 0;
    const auto read = std::from_chars(cell.data(), cell.data() + cell.size(), number);
    if (read.ptr != cell.data() + cell.size() || read.ec != std::errc()) return std::nullopt;
    return number;
}

template<class T> void putAt(std::vector<T> &values, std::size_t place, T value, T none)
{
    if (values.size() <= place) values.resize(place + 1, none);
    values[place] = value;
}

constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

Result<> LabelReader::begin(std::string_view line, bool isHeader)
{
    m_begun = true;
    if (!line.contains('\t')) return fail(ErrorCode::Corrupt, "has no tab; a line is a path, a tab and a label");
    [[maybe_unused]] const auto path = takeField(line);
    const auto count = static_cast<std::size_t>(std::ranges::count(line, '\t')) + 1;
    if (count > kMostColumns) return fail(ErrorCode::Corrupt, "has more than " + std::to_string(kMostColumns) + " columns of labels");
    for (std::size_t i = 0; i < count; ++i) {
        const std::string_view cell = trimmed(takeField(line));
        std::string name = isHeader && !cell.empty() ? displayText(cell) : "column " + std::to_string(i + 2);
        if (std::ranges::any_of(m_columns, [&](const Reading &other) { return other.column.name == name; })) {
            return fail(ErrorCode::Corrupt, "names two columns " + name + "; give each a name of its own");
        }
        m_columns.emplace_back().column.name = std::move(name);
    }
    return {};
}

Result<> LabelReader::take(std::string_view line)
{
    if (trimmed(line).empty()) return {};
    std::string_view rest = line;
    const std::string_view path = takeField(rest);
    const auto track = m_find(path);
    if (!m_begun) {
        const bool isHeader = comparable(path) == "path" || (!track && !path.contains('/'));
        if (auto begun = begin(line, isHeader); !begun || isHeader) return begun;
    }
    if (path.size() == line.size()) return fail(ErrorCode::Corrupt, "has no tab; a line is a path, a tab and a label");
    if (static_cast<std::size_t>(std::ranges::count(rest, '\t')) >= m_columns.size()) {
        return fail(ErrorCode::Corrupt, "has more columns than the first line");
    }
    if (!isUtf8(rest)) return fail(ErrorCode::Corrupt, "has a label that is not UTF-8");
    if (!track) {
        ++m_strangers;
    } else {
        if (*track < m_seen.size() && m_seen[*track]) return fail(ErrorCode::Corrupt, "labels " + displayText(path) + " a second time; a track has one line");
        putAt(m_seen, *track, true, false);
        ++m_tracks;
    }
    for (Reading &reading : m_columns) label(reading, track, trimmed(takeField(rest)));
    return {};
}

void LabelReader::label(Reading &reading, std::optional<std::uint32_t> track, std::string_view cell)
{
    if (cell.empty()) return;
    const auto number = numberIn(cell);
    if (number && !std::isfinite(*number)) return;
    (number ? reading.hasNumbers : reading.hasWords) = true;
    if (!track) return;
    LabelColumn &column = reading.column;
    const auto [known, isNew] = reading.known.try_emplace(std::string(cell), static_cast<std::uint32_t>(column.names.size()));
    if (isNew) column.names.emplace_back(cell);
    putAt(column.classes, *track, known->second, kNoLabel);
    putAt(column.numbers, *track, number.value_or(kNoNumber), kNoNumber);
}

Result<LabelTable> LabelReader::finish() &&
{
    if (m_columns.empty()) return fail(ErrorCode::Corrupt, "is empty; a line is a path, a tab and a label");
    if (m_tracks == 0) {
        return fail(ErrorCode::Corrupt, "names no track of the collection; its first column has to be paths, absolute or from the folder on (Artist/Album/1.mp3)");
    }
    LabelTable table{.columns = {}, .strangers = m_strangers};
    for (Reading &reading : m_columns) {
        if (reading.column.names.empty()) continue;
        reading.column.isNumeric = reading.hasNumbers && !reading.hasWords;
        if (!reading.column.isNumeric) reading.column.numbers.clear();
        table.columns.push_back(std::move(reading.column));
    }
    if (table.columns.empty()) return fail(ErrorCode::Corrupt, "labels no track: every cell is empty");
    return table;
}

} // namespace taraf::answer
