/// @file Paths and URIs: what strangers write into playlists and command lines.

#include "must.h"
#include "taraf/base/path.h"
#include "taraf/base/track.h"

namespace {

using namespace taraf;
using fuzz::must;

void takeText(std::string_view bytes)
{
    must(percentDecoded(percentEncoded(bytes)) == bytes, "percent-encoding is undone");
    must(percentDecoded(bytes).size() <= bytes.size(), "decoding makes nothing longer");
    const std::string shown = displayText(bytes);
    must(isUtf8(shown), "what is shown is UTF-8");
    must(!isUtf8(bytes) || shown == bytes, "UTF-8 is shown as it is");
    const std::string plain = comparable(bytes);
    must(comparable(plain) == plain, "a name made comparable stays as it is");
}

void takeUri(std::string_view bytes)
{
    const auto path = pathOfUri(bytes);
    if (!path) {
        must(isUtf8(path.error().message), "a refusal is UTF-8");
        return;
    }
    must(path->starts_with('/') && !path->contains('\0'), "the path of a URI is absolute and has no NUL");
    must(pathOfUri(fileUri(*path)) == *path, "a path comes back from its URI");
}

void takePath(std::string_view bytes)
{
    const auto whole = absolutePath(bytes);
    must(whole && whole->starts_with('/'), "a path is made absolute");
    must(absolutePath(*whole) == *whole, "an absolute path stays as it is");
    const std::string framed = *whole + "/";
    for (const char *dots : {"//", "/./", "/../"}) must(*whole == "/" || !framed.contains(dots), "no dots and no empty names are left");
    must(*whole == "/" || std::string(parentPath(*whole)) + (parentPath(*whole) == "/" ? "" : "/") + std::string(fileName(*whole)) == *whole,
         "folder and name make the path");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    takeText(bytes);
    takeUri(bytes);
    takePath(bytes);
    return 0;
}
