#include "reader.h"

#include <cstring>

namespace taraf::listens {

void Lines::take(std::string_view bytes)
{
    while (!bytes.empty()) {
        const void *found = std::memchr(bytes.data(), '\n', bytes.size());
        if (found == nullptr) return keep(bytes);
        const auto length = static_cast<std::size_t>(static_cast<const char *>(found) - bytes.data());
        if (m_begun.empty() && !m_isTooLong) {
            line(bytes.substr(0, length));
        } else {
            keep(bytes.substr(0, length));
            line(m_begun);
            m_begun.clear();
        }
        m_isTooLong = false;
        bytes.remove_prefix(length + 1);
    }
}

void Lines::end()
{
    if (!m_begun.empty() || m_isTooLong) line(m_begun);
}

void Lines::keep(std::string_view bytes)
{
    if (m_isTooLong || m_begun.size() + bytes.size() > kLongestRow) {
        m_isTooLong = true;
        m_begun.clear();
    } else {
        m_begun += bytes;
    }
}

void Lines::line(std::string_view bytes)
{
    ++m_number;
    if (m_isTooLong || bytes.size() > kLongestRow) return m_out.reject(m_number, "a line longer than 1 MiB");
    if (m_number == 1 && bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.ends_with('\r')) bytes.remove_suffix(1);
    if (!bytes.empty()) m_each(bytes, m_number);
}

} // namespace taraf::listens
