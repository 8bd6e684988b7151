/// @file The bytes that a library keeps in its columns: lists of names, tags, descriptors and their segments.

#include "must.h"
#include "tag_bytes.h"
#include "taraf/store/pack.h"

#include <cmath>

namespace taraf::store {
namespace {

using fuzz::must;

void takeNames(std::string_view bytes)
{
    const auto names = unpackNames(bytes);
    must(unpackNames(packNames(names)) == names, "names come back");
}

void takeTags(std::string_view bytes)
{
    Tags tags;
    StreamInfo stream;
    if (!unpackTags(bytes, tags, stream)) return;
    const std::string packed = packTags(tags, stream);
    Tags again;
    StreamInfo streamAgain;
    must(unpackTags(packed, again, streamAgain).has_value(), "tags that were packed are unpacked");
    must(packTags(again, streamAgain) == packed, "tags come back"); // bytes, since a NaN is not equal to itself
}

void takeDescriptor(std::span<const std::byte> bytes)
{
    if (bytes.empty()) return;
    const std::size_t size = std::min(2 * std::to_integer<std::size_t>(bytes[0]), bytes.size() - 1);
    const auto values = unpackHalves(bytes.subspan(1, size));
    if (!values) return;
    const auto packed = packHalves(*values);
    must(std::ranges::equal(packed, bytes.subspan(1, size)), "halves are packed to the same bytes");

    const auto segments = unpackSegments(*values, bytes.subspan(1 + size));
    if (!segments) return;
    const auto again = packSegments(*values, *segments);
    must(again.has_value(), "segments that were unpacked can be packed");
    const auto back = unpackSegments(*values, *again);
    must(back && back->size() == segments->size(), "segments that were packed are unpacked");
}

} // namespace
} // namespace taraf::store

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf::store;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    takeNames(bytes);
    takeTags(bytes);
    takeDescriptor(std::as_bytes(std::span(data, size)));
    return 0;
}
