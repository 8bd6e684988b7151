/// @file Bytes of a message, written and read with every length checked: neither side trusts the other.
#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace taraf::probe {

template<class T>
concept WireNumber = std::is_arithmetic_v<T> && !std::same_as<T, bool>;

/// Both ends run on one machine, so numbers keep its byte order.
class WireWriter
{
public:
    template<WireNumber T> void number(T value)
    {
        const auto bytes = std::bit_cast<std::array<char, sizeof(T)>>(value);
        m_bytes.append(bytes.data(), bytes.size());
    }
    void flag(bool value) { number(static_cast<std::uint8_t>(value ? 1 : 0)); }
    void text(std::string_view value);
    void list(const std::vector<std::string> &values);

    [[nodiscard]] const std::string &bytes() const noexcept { return m_bytes; }

private:
    std::string m_bytes;
};

/// Gives zero and empty once anything was wrong; ask ok() at the end.
class WireReader
{
public:
    explicit WireReader(std::string_view bytes) noexcept : m_rest(bytes) {}

    template<WireNumber T> [[nodiscard]] T number()
    {
        T value{};
        if (m_rest.size() < sizeof(T)) {
            bad();
            return value;
        }
        std::memcpy(&value, m_rest.data(), sizeof(T));
        m_rest.remove_prefix(sizeof(T));
        return value;
    }
    /// A number in [low, high]; a NaN is in no range.
    template<WireNumber T> [[nodiscard]] T number(T low, T high)
    {
        const T value = number<T>();
        if (value >= low && value <= high) return value;
        bad();
        return T{};
    }
    [[nodiscard]] bool flag() { return number<std::uint8_t>(0, 1) == 1; }
    /// Bytes, any.
    [[nodiscard]] std::string bytes(std::size_t limit);
    /// Valid UTF-8 without NUL.
    [[nodiscard]] std::string text(std::size_t limit);
    [[nodiscard]] std::vector<std::string> list(std::size_t count, std::size_t limit);

    void bad() noexcept
    {
        m_ok = false;
        m_rest = {};
    }
    /// Nothing was wrong and nothing is left over.
    [[nodiscard]] bool ok() const noexcept { return m_ok && m_rest.empty(); }

private:
    std::string_view m_rest;
    bool m_ok = true;
};

} // namespace taraf::probe
