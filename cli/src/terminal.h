/// @file What people see on a terminal: progress, tables, durations.
#pragma once

#include "taraf/base/progress.h"
#include "taraf/base/units.h"

#include <chrono>
#include <cstdio>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::cli {

/// How wide a terminal cell string is; wide East Asian characters count two, combining ones none.
[[nodiscard]] std::size_t displayWidth(std::string_view utf8);

/// The text cut to a number of cells, with "…" where something was cut, and without control characters.
[[nodiscard]] std::string fitted(std::string_view utf8, std::size_t cells);

/// "4:05", "1:02:03".
[[nodiscard]] std::string clock(Milliseconds duration);

/// "3 s", "14 min", "2 h 5 min": how long is left, in words.
[[nodiscard]] std::string inWords(std::chrono::seconds duration);

/// "12,345".
[[nodiscard]] std::string grouped(std::uint64_t number);

/// "1 track", "2 tracks".
[[nodiscard]] std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// The columns of the terminal; without end where output goes elsewhere, so that nothing is cut there.
[[nodiscard]] std::size_t terminalWidth();

/// Rows in columns that fit the terminal: the widest columns give way first. `right` names the columns set to the right.
class Table
{
public:
    explicit Table(std::vector<std::size_t> rightColumns = {}) : m_right(std::move(rightColumns)) {}
    /// `below`: lines that follow the row, set in.
    void add(std::vector<std::string> row, std::vector<std::string> below = {})
    {
        m_rows.push_back(std::move(row));
        m_below.push_back(std::move(below));
    }
    void print(std::FILE *out) const;

private:
    std::vector<std::size_t> m_right;
    std::vector<std::vector<std::string>> m_rows;
    std::vector<std::vector<std::string>> m_below; ///< one a row
};

/// Draws progress on stderr: a bar on a terminal, a line every few seconds elsewhere, nothing when quiet.
class ProgressDisplay
{
public:
    enum class Style { Bar, Lines, Nothing };
    [[nodiscard]] static Style usualStyle();

    explicit ProgressDisplay(Style style) : m_style(style) {}
    ProgressDisplay(const ProgressDisplay &) = delete;
    ProgressDisplay &operator=(const ProgressDisplay &) = delete;
    ~ProgressDisplay() { clear(); }

    void show(const Progress &progress);
    /// A sentence above the bar.
    void note(std::string_view sentence);
    void clear();

private:
    using Clock = std::chrono::steady_clock;
    struct Moment {
        Clock::time_point at;
        std::uint64_t done;
    };
    [[nodiscard]] std::string pace(const Progress &progress) const;

    Style m_style;
    std::string m_phase;
    std::deque<Moment> m_recent;
    Clock::time_point m_shown{};
    bool m_drawn = false;
};

} // namespace taraf::cli
