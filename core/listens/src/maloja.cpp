/// @file Maloja's export.
/// Source: krateng/maloja, maloja/proccontrol/tasks/export.py, as of 2026.
#include "json.h"
#include "reader.h"
#include "text.h"

namespace taraf::listens {
namespace {

void read(Out &out, Json &json, std::string_view text, std::uint64_t number)
{
    const auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    Listen listen;
    const auto at = numberIn(*row, "time");
    const auto played = numberIn(*row, "duration");
    const auto track = objectIn(*row, "track");
    if (!at) return out.reject(number, "no time");
    if (!track) return out.reject(number, "no track");
    listen.at = UnixTime{*at};
    std::string artists;
    if (const auto names = arrayIn(*track, "artists")) {
        for (const auto each : *names) {
            if (std::string_view name; each.get(name) == simdjson::SUCCESS) artists.append(artists.empty() ? "" : ", ").append(name);
        }
    }
    listen.artist = artists;
    listen.title = textIn(*track, "title");
    const auto length = numberIn(*track, "length");
    if (const auto album = objectIn(*track, "album")) listen.album = textIn(*album, "albumtitle");
    listen.duration = ofSeconds(length.value_or(0));
    listen.played = ofSeconds(played.value_or(0));
    out.listen(listen, number);
}

} // namespace

std::unique_ptr<Reader> maloja(Out &out)
{
    return std::make_unique<Elements>(out, [&out, json = std::make_shared<Json>()](std::string_view key, std::string_view text, std::uint64_t number) {
        if (key == "scrobbles") read(out, *json, text, number);
    });
}

} // namespace taraf::listens
