/// @file Reads a tar as a stream; KTar would unpack a compressed one into a temporary file first.
/// Source: IEEE Std 1003.1-2017 (POSIX), pax, "ustar Interchange Format" and "pax Header Block"; GNU tar manual, "Basic Tar Format".
#include "members.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

namespace taraf::listens {
namespace {

constexpr std::size_t kLongestNote = 64 * 1024; ///< of a long name, or of what pax says about a file

std::unexpected<Error> cutOff() { return fail(ErrorCode::Corrupt, "the tar ends too early; copy or download it again"); }
std::unexpected<Error> damaged() { return fail(ErrorCode::Corrupt, "the tar is damaged; copy or download it again"); }

std::string_view untilNul(std::string_view field) noexcept { return field.substr(0, field.find('\0')); }

/// Octal digits, or GNU's: a first byte of 0x80, then big-endian.
std::optional<std::uint64_t> number(std::string_view field) noexcept
{
    std::uint64_t value = 0;
    if ((static_cast<unsigned char>(field[0]) & 0x80U) != 0) {
        if (static_cast<unsigned char>(field[0]) != 0x80) return std::nullopt;
        for (const char c : field.substr(1)) {
            if (value >> 55U != 0) return std::nullopt;
            value = value << 8U | static_cast<unsigned char>(c);
        }
        return value;
    }
    while (!field.empty() && field.front() == ' ') field.remove_prefix(1);
    field = field.substr(0, field.find_first_of(std::string_view(" \0", 2)));
    if (field.empty()) return 0;
    const auto [end, error] = std::from_chars(field.data(), field.data() + field.size(), value, 8);
    if (error != std::errc{} || end != field.data() + field.size() || value > std::uint64_t{1} << 55U) return std::nullopt;
    return value;
}

/// The content of one file, ended where it ends.
class Content : public Bytes
{
public:
    Content(Bytes &tar, std::uint64_t size) : m_tar(tar), m_left(size), m_padding((kTarBlock - size % kTarBlock) % kTarBlock) {}

    Result<std::size_t> read(char *to, std::size_t size) override
    {
        size = static_cast<std::size_t>(std::min<std::uint64_t>(size, m_left));
        if (size == 0) return 0;
        auto got = m_tar.read(to, size);
        if (!got) return got;
        if (*got == 0) return cutOff();
        m_left -= *got;
        return got;
    }

    /// To the next head.
    Result<> skip()
    {
        m_left += m_padding;
        m_padding = 0;
        std::array<char, 16384> scrap{};
        while (m_left > 0) {
            if (auto got = read(scrap.data(), scrap.size()); !got) return fail(std::move(got).error());
        }
        return {};
    }

private:
    Bytes &m_tar;
    std::uint64_t m_left;
    std::size_t m_padding;
};

Result<std::string> note(Bytes &tar, std::uint64_t size)
{
    if (size > kLongestNote) return damaged();
    Content content(tar, size);
    std::string text(size, '\0');
    if (auto got = content.fill(text.data(), size); !got) return fail(std::move(got).error());
    if (auto skipped = content.skip(); !skipped) return fail(std::move(skipped).error());
    return text;
}

/// What was said of the next file before its head.
struct Said {
    std::optional<std::string> name;
    std::optional<std::uint64_t> size;
};

/// Lines of "LENGTH KEY=VALUE\n".
bool readPax(std::string_view lines, Said &said)
{
    while (!lines.empty()) {
        std::size_t length = 0;
        const auto [end, error] = std::from_chars(lines.data(), lines.data() + lines.size(), length);
        const auto digits = static_cast<std::size_t>(end - lines.data());
        if (error != std::errc{} || length > lines.size() || length < digits + 2 || *end != ' ') return false;
        const std::string_view line = lines.substr(digits + 1, length - digits - 2);
        if (line.starts_with("path=")) said.name = line.substr(5);
        if (line.starts_with("size=")) {
            std::uint64_t size = 0;
            const auto [last, wrong] = std::from_chars(line.data() + 5, line.data() + line.size(), size);
            if (wrong != std::errc{} || last != line.data() + line.size() || size > std::uint64_t{1} << 55U) return false;
            said.size = size;
        }
        lines.remove_prefix(length);
    }
    return true;
}

std::string nameIn(std::string_view head)
{
    std::string name(untilNul(head.substr(0, 100)));
    const std::string_view prefix = untilNul(head.substr(345, 155));
    if (head.substr(257, 6) == std::string_view("ustar\0", 6) && !prefix.empty()) name = std::string(prefix) + "/" + name;
    return name;
}

} // namespace

bool isTarHead(std::string_view block) noexcept
{
    if (block.size() < kTarBlock) return false;
    unsigned sum = 0;
    for (std::size_t i = 0; i < kTarBlock; ++i) sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(block[i]);
    const auto said = number(block.substr(148, 8));
    return said && *said == sum && block[0] != '\0';
}

Result<> eachInTar(Bytes &tar, const EachMember &each)
{
    std::string block(kTarBlock, '\0');
    Said said;
    for (std::size_t heads = 0;; ++heads) {
        auto got = tar.fill(block.data(), block.size());
        if (!got) return fail(std::move(got).error());
        if (*got == 0 || (*got == kTarBlock && block.find_first_not_of('\0') == std::string::npos)) return {}; // some leave the empty blocks out
        if (*got < kTarBlock) return cutOff();
        if (!isTarHead(block)) return damaged();
        if (heads == 2 * kMostMembers) return fail(ErrorCode::Corrupt, "the tar has more than 10,000 files; it is not read further");
        const auto inHead = number(std::string_view(block).substr(124, 12));
        if (!inHead) return damaged();
        const char type = block[156];
        if (type == 'L' || type == 'x') {
            auto text = note(tar, *inHead);
            if (!text) return fail(std::move(text).error());
            if (type == 'L') said.name = untilNul(*text);
            if (type == 'x' && !readPax(*text, said)) return damaged();
            continue;
        }
        Content content(tar, said.size.value_or(*inHead));
        if (type == '0' || type == '\0' || type == '7') {
            if (auto done = each({said.name ? *said.name : nameIn(block), true}, content); !done) return done;
        }
        if (auto skipped = content.skip(); !skipped) return skipped;
        said = {};
    }
}

} // namespace taraf::listens
