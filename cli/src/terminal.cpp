#include "terminal.h"

#include "taraf/base/path.h"

#include <algorithm>
#include <cwchar>
#include <sys/ioctl.h>
#include <unistd.h>

namespace taraf::cli {
namespace {

struct Glyph {
    std::string_view bytes;
    char32_t code;
};

/// Calls with each character of valid UTF-8.
template<class F> void eachGlyph(std::string_view text, F &&use)
{
    while (!text.empty()) {
        const auto lead = static_cast<unsigned char>(text[0]);
        const std::size_t length = std::min<std::size_t>(text.size(), lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4);
        char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t i = 1; i < length; ++i) code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
        use(Glyph{text.substr(0, length), code});
        text.remove_prefix(length);
    }
}

std::size_t cellsOf(char32_t code)
{
    const int width = ::wcwidth(static_cast<wchar_t>(code));
    return width < 0 ? 0 : static_cast<std::size_t>(width);
}

std::string padded(std::string text, std::size_t cells, bool toTheRight)
{
    const std::size_t width = displayWidth(text);
    const std::string space(cells > width ? cells - width : 0, ' ');
    return toTheRight ? space + text : text + space;
}

} // namespace

std::size_t displayWidth(std::string_view utf8)
{
    std::size_t cells = 0;
    eachGlyph(utf8, [&](const Glyph &glyph) { cells += cellsOf(glyph.code); });
    return cells;
}

std::string fitted(std::string_view utf8, std::size_t cells)
{
    // Control characters in a tag must not reach the terminal, least of all escape sequences.
    std::string clean;
    eachGlyph(utf8, [&](const Glyph &glyph) {
        if (glyph.code < 0x20 || (glyph.code >= 0x7F && glyph.code < 0xA0)) clean += ' ';
        else clean += glyph.bytes;
    });
    if (displayWidth(clean) <= cells) return clean;
    std::string out;
    std::size_t used = 0;
    bool full = false;
    eachGlyph(clean, [&](const Glyph &glyph) {
        const std::size_t width = cellsOf(glyph.code);
        full = full || used + width + 1 > cells;
        if (full) return;
        out += glyph.bytes;
        used += width;
    });
    return cells == 0 ? std::string() : out + "…";
}

std::string clock(Milliseconds duration)
{
    const auto seconds = std::chrono::round<std::chrono::seconds>(duration).count();
    char text[32];
    if (seconds >= 3600) {
        std::snprintf(text, sizeof text, "%lld:%02lld:%02lld", static_cast<long long>(seconds / 3600),
                      static_cast<long long>(seconds / 60 % 60), static_cast<long long>(seconds % 60));
    } else {
        std::snprintf(text, sizeof text, "%lld:%02lld", static_cast<long long>(seconds / 60), static_cast<long long>(seconds % 60));
    }
    return text;
}

std::string inWords(std::chrono::seconds duration)
{
    const auto seconds = duration.count();
    if (seconds < 60) return std::to_string(seconds) + " s";
    if (seconds < 3600) return std::to_string((seconds + 30) / 60) + " min";
    return std::to_string(seconds / 3600) + " h " + std::to_string(seconds / 60 % 60) + " min";
}

std::string grouped(std::uint64_t number)
{
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string counted(std::uint64_t number, std::string_view one, std::string_view many)
{
    return grouped(number) + " " + std::string(number == 1 ? one : many);
}

std::size_t terminalWidth()
{
    winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
    return 100'000;
}

void Table::print(std::FILE *out) const
{
    constexpr std::size_t gap = 2, least = 12;
    std::vector<std::size_t> widths;
    for (const auto &row : m_rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], displayWidth(row[i]));
    }
    std::size_t total = 0;
    for (const std::size_t width : widths) total += width + gap;
    while (total > terminalWidth() + gap) {
        const auto widest = std::ranges::max_element(widths);
        if (widest == widths.end() || *widest <= least) break;
        --*widest;
        --total;
    }
    for (std::size_t each = 0; each < m_rows.size(); ++each) {
        const auto &row = m_rows[each];
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            const bool right = std::ranges::contains(m_right, i);
            line += padded(fitted(row[i], widths[i]), widths[i], right) + std::string(gap, ' ');
        }
        line.erase(line.find_last_not_of(' ') + 1);
        std::fprintf(out, "%s\n", line.c_str());
        for (const std::string &more : m_below[each]) std::fprintf(out, "      %s\n", fitted(more, std::max<std::size_t>(terminalWidth(), 30) - 6).c_str());
    }
}

ProgressDisplay::Style ProgressDisplay::usualStyle() { return ::isatty(STDERR_FILENO) == 1 ? Style::Bar : Style::Lines; }

std::string ProgressDisplay::pace(const Progress &progress) const
{
    if (m_recent.size() < 2 || progress.total == 0) return {};
    const auto elapsed = std::chrono::duration<double>(m_recent.back().at - m_recent.front().at).count();
    const auto done = static_cast<double>(m_recent.back().done - m_recent.front().done);
    if (elapsed < 1.5 || done <= 0) return {};
    const auto left = std::chrono::seconds(static_cast<long long>(static_cast<double>(progress.total - progress.done) * elapsed / done + 0.5));
    return inWords(left) + " left";
}

void ProgressDisplay::show(const Progress &progress)
{
    const auto now = Clock::now();
    if (progress.phase != m_phase) {
        m_phase = progress.phase;
        m_recent.clear();
        m_shown = {};
    }
    if (m_recent.empty() || now - m_recent.back().at > std::chrono::milliseconds(250)) m_recent.push_back({now, progress.done});
    else m_recent.back().done = std::max(m_recent.back().done, progress.done);
    // The pace of the last half minute, so that one slow folder does not spoil the estimate for good.
    while (m_recent.size() > 2 && now - m_recent.front().at > std::chrono::seconds(30)) m_recent.pop_front();

    if (m_style == Style::Nothing) return;
    const bool finished = progress.total != 0 && progress.done >= progress.total;
    const auto interval = m_style == Style::Bar ? std::chrono::milliseconds(100) : std::chrono::milliseconds(5000);
    if (now - m_shown < interval && !(finished && m_style == Style::Bar)) return;
    m_shown = now;

    const std::string count = progress.total == 0 ? (progress.done == 0 ? "…" : grouped(progress.done)) : grouped(progress.done) + " of " + grouped(progress.total);
    const std::string left = pace(progress);
    if (m_style == Style::Lines) {
        std::fprintf(stderr, "%s: %s%s%s\n", m_phase.c_str(), count.c_str(), left.empty() ? "" : ", ", left.c_str());
        return;
    }
    winsize size{};
    const std::size_t width = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40 ? size.ws_col : 80;
    std::string line = m_phase;
    line += std::string(displayWidth(line) < 11 ? 11 - displayWidth(line) : 1, ' ');
    if (progress.total != 0) {
        constexpr std::size_t cells = 24;
        const auto eighths = static_cast<std::size_t>(static_cast<double>(cells * 8) * static_cast<double>(progress.done) / static_cast<double>(progress.total));
        constexpr std::string_view parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
        std::string bar;
        for (std::size_t i = 0; i < eighths / 8; ++i) bar += "█";
        bar += parts[eighths % 8];
        line += "▕" + padded(bar, cells, false) + "▏ ";
    }
    line += count;
    if (!left.empty()) line += " · " + left;
    const std::size_t used = displayWidth(line);
    if (used + 6 < width && !progress.item.empty()) line += "  " + fitted(displayText(fileName(progress.item)), width - used - 3);
    std::fprintf(stderr, "\r\033[K%s", fitted(line, width - 1).c_str());
    std::fflush(stderr);
    m_drawn = true;
}

void ProgressDisplay::note(std::string_view sentence)
{
    clear();
    std::fprintf(stderr, "%.*s\n", static_cast<int>(sentence.size()), sentence.data());
}

void ProgressDisplay::clear()
{
    if (!m_drawn) return;
    std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_drawn = false;
}

} // namespace taraf::cli
