#include "lines.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <cerrno>

namespace taraf::answer {

Result<Lines> Lines::open(const std::string &path)
{
    std::FILE *file = std::fopen(path.c_str(), "re");
    if (file != nullptr) return Lines(path, file);
    if (errno == ENOENT || errno == ENOTDIR) return fail(ErrorCode::NotFound, displayText(path) + " does not exist");
    return fail(ErrorCode::Io, displayText(path) + " can't be read: " + describeErrno(errno));
}

std::string Lines::where() const { return displayText(path()) + ", line " + std::to_string(m_number); }

Result<std::optional<std::string_view>> Lines::next()
{
    m_line.clear();
    ++m_number;
    int c = 0;
    while ((c = ::getc_unlocked(m_file.get())) != EOF && c != '\n') {
        if (c == 0) return fail(ErrorCode::Corrupt, where() + " holds binary data; a table is plain text with tabs between its columns");
        if (m_line.size() == kLongest) return fail(ErrorCode::Corrupt, where() + " is longer than 1 MiB; a table is plain text with a track a line");
        m_line += static_cast<char>(c);
    }
    if (std::ferror(m_file.get()) != 0) return fail(ErrorCode::Io, displayText(m_path) + " can't be read: " + describeErrno(errno));
    if (c == EOF && m_line.empty()) return std::nullopt;
    std::string_view line = m_line;
    if (m_number == 1 && line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view takeField(std::string_view &line)
{
    const std::size_t tab = line.find('\t');
    const std::string_view field = line.substr(0, tab);
    line.remove_prefix(tab == std::string_view::npos ? line.size() : tab + 1);
    return field;
}

std::string unescaped(std::string_view field)
{
    std::string path;
    for (std::size_t i = 0; i < field.size(); ++i) {
        const std::string_view three = field.substr(i, 3);
        const char plain = three == "%09" ? '\t' : three == "%0A" ? '\n' : three == "%0D" ? '\r' : '\0';
        path += plain == '\0' ? field[i] : plain;
        if (plain != '\0') i += 2;
    }
    return path;
}

} // namespace taraf::answer
