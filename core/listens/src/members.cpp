#include "members.h"

#include <array>

namespace taraf::listens {
namespace {

constexpr std::size_t kHead = 8;

/// "a.tsv" of "a.tsv.gz".
std::string withoutPacking(std::string_view name)
{
    for (const std::string_view ending : {".gz", ".bz2", ".xz", ".zst"}) {
        if (name.ends_with(ending)) return std::string(name.substr(0, name.size() - ending.size()));
    }
    return std::string(name);
}

} // namespace

Result<> eachMember(int file, std::string_view name, Meter &meter, const EachMember &each)
{
    std::array<char, kHead> head{};
    auto got = FileBytes(file, meter, 0, meter.size).fill(head.data(), head.size());
    if (!got) return fail(std::move(got).error());
    const std::string_view beginning(head.data(), *got);
    if (beginning.starts_with("PK\x03\x04") || beginning.starts_with("PK\x05\x06")) return eachInZip(file, meter, each);

    std::unique_ptr<Bytes> bytes = std::make_unique<FileBytes>(file, meter, 0, meter.size);
    const Packing packing = packingOf(beginning);
    if (packing != Packing::None) bytes = std::make_unique<Unpacked>(std::move(bytes), packing, meter);
    Ahead ahead(std::move(bytes));
    if (isTarHead(ahead.peek(kTarBlock))) return eachInTar(ahead, each);
    return each({withoutPacking(name), false}, ahead);
}

} // namespace taraf::listens
