#include "reader.h"

#include <cstring>

namespace taraf::listens {
namespace {

constexpr std::size_t kLongestKey = 64;

}

/// The rest of a string, past its closing quote where it is there.
const char *Elements::readString(const char *at, const char *end)
{
    for (; at != end; ++at) {
        if (m_isEscaped) {
            m_isEscaped = false;
        } else if (*at == '\\') {
            m_isEscaped = true;
        } else if (*at == '"') {
            m_isInString = false;
            return at + 1;
        }
        if (!m_isInArray && m_string.size() < kLongestKey) m_string += *at;
    }
    return at;
}

void Elements::take(std::string_view bytes)
{
    const char *at = bytes.data();
    const char *const end = at + bytes.size();
    const char *from = at; // of the element, or of its part in these bytes
    while (at != end) {
        if (m_isInString) {
            at = readString(at, end);
            continue;
        }
        const char c = *at++;
        switch (c) {
        case '"':
            m_isInString = true;
            m_string.clear();
            break;
        case '{':
        case '[':
            if (m_isInArray) {
                if (m_depth++ == 0) from = at - 1;
            } else if (c == '[') {
                m_isInArray = true;
                m_key = m_string;
            }
            break;
        case '}':
        case ']':
            if (m_depth > 0) {
                if (--m_depth == 0) element(from, at);
            } else if (c == ']') {
                m_isInArray = false;
            }
            break;
        default: break;
        }
    }
    if (m_depth > 0) keep(from, end);
}

void Elements::end()
{
    if (m_isInArray || m_isInString) m_out.reject(m_number + 1, "the file ends within it");
}

void Elements::keep(const char *from, const char *to)
{
    const auto size = static_cast<std::size_t>(to - from);
    if (m_isTooLong || m_begun.size() + size > m_longest) {
        m_isTooLong = true;
        m_begun.clear();
    } else {
        m_begun.append(from, size);
    }
}

void Elements::element(const char *from, const char *to)
{
    ++m_number;
    const bool isWhole = m_begun.empty() && !m_isTooLong;
    if (!isWhole || static_cast<std::size_t>(to - from) > m_longest) keep(from, to);
    if (m_isTooLong) {
        m_out.reject(m_number, "longer than a row may be");
    } else {
        m_each(m_key, isWhole ? std::string_view(from, to) : std::string_view(m_begun), m_number);
    }
    m_begun.clear();
    m_isTooLong = false;
}

} // namespace taraf::listens
