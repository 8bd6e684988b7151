#include "wire.h"

#include "taraf/base/path.h"

namespace taraf::probe {

void WireWriter::text(std::string_view value)
{
    number(static_cast<std::uint32_t>(value.size()));
    m_bytes.append(value);
}

void WireWriter::list(const std::vector<std::string> &values)
{
    number(static_cast<std::uint32_t>(values.size()));
    for (const std::string &value : values) text(value);
}

std::string WireReader::bytes(std::size_t limit)
{
    const auto size = number<std::uint32_t>();
    if (size > limit || size > m_rest.size()) {
        bad();
        return {};
    }
    std::string value(m_rest.substr(0, size));
    m_rest.remove_prefix(size);
    return value;
}

std::string WireReader::text(std::size_t limit)
{
    std::string value = bytes(limit);
    if (isUtf8(value) && !value.contains('\0')) return value;
    bad();
    return {};
}

std::vector<std::string> WireReader::list(std::size_t count, std::size_t limit)
{
    std::vector<std::string> values;
    const auto size = number<std::uint32_t>();
    if (size > count) {
        bad();
        return values;
    }
    for (std::uint32_t i = 0; i < size && m_ok; ++i) values.push_back(text(limit));
    return values;
}

} // namespace taraf::probe
