/// @file Tables of labels that people and other programs write.

#include "label_table.h"
#include "lines.h"
#include "must.h"
#include "taraf/base/path.h"
#include "taraf/base/track.h"

#include <cmath>
#include <map>

namespace {

using namespace taraf;
using answer::kNoLabel;
using fuzz::must;

struct Read {
    Result<answer::LabelTable> table;
    std::vector<std::string> paths; ///< of the tracks, by their number
};

/// A path with a slash is a track.
Read read(std::string_view bytes)
{
    std::map<std::string, std::uint32_t, std::less<>> numbers;
    std::vector<std::string> paths;
    answer::LabelReader reader([&](std::string_view path) -> std::optional<std::uint32_t> {
        must(answer::unescaped(path).size() <= path.size(), "undoing escapes makes nothing longer");
        if (!path.contains('/')) return std::nullopt;
        const auto [known, isNew] = numbers.try_emplace(std::string(path), static_cast<std::uint32_t>(numbers.size()));
        if (isNew) paths.emplace_back(path);
        return known->second;
    });
    for (std::size_t begin = 0; begin < bytes.size();) {
        const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
        if (auto taken = reader.take(bytes.substr(begin, end - begin)); !taken) return {fail(std::move(taken).error()), {}};
        begin = end + 1;
    }
    return {std::move(reader).finish(), std::move(paths)};
}

void isSound(const answer::LabelTable &table, std::size_t tracks)
{
    must(!table.columns.empty() && table.columns.size() <= answer::LabelReader::kMostColumns, "a table has columns, and not too many");
    for (const answer::LabelColumn &column : table.columns) {
        must(isUtf8(column.name) && !column.name.empty(), "a column has a name");
        must(column.classes.size() <= tracks && column.numbers.size() <= tracks, "labels are of tracks");
        must(column.isNumeric || column.numbers.empty(), "words have no numbers");
        for (std::size_t track = 0; track < column.classes.size(); ++track) {
            const std::uint32_t label = column.classes[track];
            must(label == kNoLabel || (label < column.names.size() && !column.names[label].empty()), "a label has a name");
            must(!column.isNumeric || std::isfinite(column.numbers[track]) == (label != kNoLabel), "a number is there where it is labelled");
        }
    }
}

std::string written(const answer::LabelTable &table, const std::vector<std::string> &paths)
{
    std::string out = "path";
    for (const answer::LabelColumn &column : table.columns) out += '\t' + column.name;
    for (std::size_t track = 0; track < paths.size(); ++track) {
        out += '\n' + paths[track];
        for (const answer::LabelColumn &column : table.columns) {
            const std::uint32_t label = track < column.classes.size() ? column.classes[track] : kNoLabel;
            out += '\t' + (label == kNoLabel ? std::string() : column.names[label]);
        }
    }
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    const Read first = read({reinterpret_cast<const char *>(data), size});
    if (!first.table) {
        must(isUtf8(first.table.error().message), "a refusal is UTF-8");
        return 0;
    }
    isSound(*first.table, first.paths.size());
    if (first.table->strangers > 0) return 0; // what they say decides what is a number, and is not kept
    const Read again = read(written(*first.table, first.paths));
    must(again.table.has_value(), "a table that was read can be written");
    must(again.paths == first.paths && again.table->columns.size() == first.table->columns.size(), "tracks and columns come back");
    for (std::size_t i = 0; i < again.table->columns.size(); ++i) {
        const answer::LabelColumn &a = first.table->columns[i], &b = again.table->columns[i];
        must(a.name == b.name && a.names == b.names && a.classes == b.classes && a.isNumeric == b.isNumeric, "labels come back");
    }
    return 0;
}
