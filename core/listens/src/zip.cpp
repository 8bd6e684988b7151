/// @file Reads a ZIP by its directory at the end, bounded in memory whatever the file. KZip keeps an object an entry without a bound,
/// and believes the heads before the directory.
/// Source: PKWARE, ".ZIP File Format Specification", version 6.3.10, 2022, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
#include "members.h"

#include <algorithm>
#include <array>

namespace taraf::listens {
namespace {

constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLongestComment = 65'535;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kLocalSize = 30;
constexpr std::uint64_t kLargestDirectory = 4 << 20;
constexpr std::uint32_t kIsZip64 = 0xFFFFFFFF;

std::unexpected<Error> damaged() { return fail(ErrorCode::Corrupt, "the ZIP is damaged or cut off; copy or download it again"); }

template<class Number> Number littleEndian(std::string_view bytes, std::size_t at) noexcept
{
    Number value = 0;
    for (std::size_t i = sizeof(Number); i-- > 0;) value = static_cast<Number>(value << 8U | static_cast<unsigned char>(bytes[at + i]));
    return value;
}
constexpr auto u16 = littleEndian<std::uint16_t>;
constexpr auto u32 = littleEndian<std::uint32_t>;
constexpr auto u64 = littleEndian<std::uint64_t>;

struct Directory {
    std::uint64_t from = 0, size = 0, entries = 0;
};

struct Entry {
    std::string_view name;
    std::uint16_t flags = 0, method = 0;
    std::uint32_t checksum = 0;
    std::uint64_t packed = 0, unpacked = 0, head = 0;
};

/// What is packed in a ZIP, with the head and the checksums of a gzip around it, so that they are checked.
/// Source: Deutsch, RFC 1952, 1996, section 2.3.
class AsGzip : public Bytes
{
public:
    AsGzip(std::unique_ptr<Bytes> body, std::uint32_t checksum, std::uint64_t size) : m_body(std::move(body))
    {
        for (const std::uint64_t number : {std::uint64_t{checksum}, size}) {
            for (unsigned i = 0; i < 4; ++i) m_tail += static_cast<char>(number >> (8 * i) & 0xFFU);
        }
    }

    Result<std::size_t> read(char *to, std::size_t size) override
    {
        if (const std::size_t got = take(m_head, to, size); got > 0) return got;
        auto got = m_body->read(to, size);
        return got && *got == 0 ? take(m_tail, to, size) : got;
    }

private:
    static std::size_t take(std::string &from, char *to, std::size_t size)
    {
        const std::size_t got = from.copy(to, size);
        from.erase(0, got);
        return got;
    }

    std::string m_head{"\x1F\x8B\x08\0\0\0\0\0\0\xFF", 10}, m_tail;
    std::unique_ptr<Bytes> m_body;
};

class Zip
{
public:
    Zip(int file, Meter &meter) : m_file(file), m_meter(meter) {}

    Result<> each(const EachMember &each)
    {
        auto directory = findDirectory();
        if (!directory) return fail(std::move(directory).error());
        if (directory->entries > kMostMembers || directory->size > kLargestDirectory) {
            return fail(ErrorCode::Corrupt, "the ZIP has more than 10,000 files; it is not read");
        }
        auto bytes = part(directory->from, directory->size);
        if (!bytes) return fail(std::move(bytes).error());
        std::string_view rest = *bytes;
        for (std::uint64_t i = 0; i < directory->entries; ++i) {
            Entry entry;
            if (!takeEntry(rest, entry)) return damaged();
            if (entry.name.ends_with('/')) continue;
            if (auto done = read(entry, each); !done) return done;
        }
        return {};
    }

private:
    Result<std::string> part(std::uint64_t from, std::uint64_t size)
    {
        if (from > m_meter.size || size > m_meter.size - from) return damaged();
        std::string bytes(size, '\0');
        auto got = FileBytes(m_file, m_meter, from, from + size).fill(bytes.data(), size);
        if (!got) return fail(std::move(got).error());
        if (*got != size) return damaged();
        return bytes;
    }

    Result<Directory> findDirectory()
    {
        const std::uint64_t size = std::min<std::uint64_t>(m_meter.size, kEndSize + kLongestComment);
        auto tail = part(m_meter.size - size, size);
        if (!tail) return fail(std::move(tail).error());
        const std::size_t at = tail->rfind("PK\x05\x06");
        if (at == std::string::npos || tail->size() - at < kEndSize) return damaged();
        Directory found{u32(*tail, at + 16), u32(*tail, at + 12), u16(*tail, at + 10)};
        const bool isLarge = found.from == kIsZip64 || found.size == kIsZip64 || found.entries == 0xFFFF;
        if (isLarge && at >= 20 && tail->compare(at - 20, 4, "PK\x06\x07") == 0) {
            auto end = part(u64(*tail, at - 20 + 8), 56);
            if (!end) return fail(std::move(end).error());
            if (!end->starts_with("PK\x06\x06")) return damaged();
            found = {u64(*end, 48), u64(*end, 40), u64(*end, 32)};
        }
        return found;
    }

    static bool takeEntry(std::string_view &rest, Entry &entry)
    {
        if (rest.size() < kEntrySize || !rest.starts_with("PK\x01\x02")) return false;
        const std::size_t name = u16(rest, 28), extra = u16(rest, 30), comment = u16(rest, 32);
        if (rest.size() < kEntrySize + name + extra + comment) return false;
        entry = {rest.substr(kEntrySize, name), u16(rest, 8), u16(rest, 10), u32(rest, 16), u32(rest, 20), u32(rest, 24), u32(rest, 42)};
        std::string_view fields = rest.substr(kEntrySize + name, extra);
        while (fields.size() >= 4) {
            const std::uint16_t id = u16(fields, 0);
            const std::size_t size = u16(fields, 2);
            if (fields.size() < 4 + size) break;
            std::string_view field = fields.substr(4, size);
            fields.remove_prefix(4 + size);
            if (id != 1) continue;
            for (std::uint64_t *value : {&entry.unpacked, &entry.packed, &entry.head}) {
                if (*value != kIsZip64) continue;
                if (field.size() < 8) return false;
                *value = u64(field, 0);
                field.remove_prefix(8);
            }
        }
        rest.remove_prefix(kEntrySize + name + extra + comment);
        return true;
    }

    Result<> read(const Entry &entry, const EachMember &each)
    {
        if ((entry.flags & 1U) != 0) return fail(ErrorCode::Unsupported, "the ZIP is encrypted; unpack it and name the files in it");
        if (entry.method != 0 && entry.method != 8) return fail(ErrorCode::Unsupported, "the ZIP is packed in a rare way; unpack it and name the files in it");
        auto local = part(entry.head, kLocalSize);
        if (!local) return fail(std::move(local).error());
        if (!local->starts_with("PK\x03\x04")) return damaged();
        const std::uint64_t from = entry.head + kLocalSize + u16(*local, 26) + u16(*local, 28);
        if (from > m_meter.size || entry.packed > m_meter.size - from) return damaged();
        std::unique_ptr<Bytes> bytes = std::make_unique<FileBytes>(m_file, m_meter, from, from + entry.packed);
        if (entry.method == 8 && entry.packed > 0) {
            bytes = std::make_unique<Unpacked>(std::make_unique<AsGzip>(std::move(bytes), entry.checksum, entry.unpacked), Packing::Gzip, m_meter);
        }
        return each({std::string(entry.name), true}, *bytes);
    }

    int m_file;
    Meter &m_meter;
};

} // namespace

Result<> eachInZip(int file, Meter &meter, const EachMember &each) { return Zip(file, meter).each(each); }

} // namespace taraf::listens
