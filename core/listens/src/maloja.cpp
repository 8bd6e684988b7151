/// @file Maloja's export.
/// Source: krateng/maloja, maloja/proccontrol/tasks/export.py, as of 2026.
#include "json.h"
#include "reader.h"
#include "text.h"

namespace taraf::listens {
namespace {

void read(Out &out, Json &json, std::string_view text, std::uint64_t number)
{
    auto row = json.row(text);
    if (!row) return out.reject(number, "no JSON object");
    Listen listen;
    const auto at = numberIn(*row, "time");
    const auto played = numberIn(*row, "duration");
    auto track = objectIn(*row, "track");
    if (!at) return out.reject(number, "no time");
    if (!track) return out.reject(number, "no track");
    listen.at = UnixTime{*at};
    std::string artists;
    simdjson::ondemand::array names;
    if (track->find_field_unordered("artists").get_array().get(names) == simdjson::SUCCESS) {
        for (auto each : names) {
            std::string_view name;
            if (each.get_string(true).get(name) != simdjson::SUCCESS) break;
            artists.append(artists.empty() ? "" : ", ").append(name);
        }
    }
    listen.artist = artists;
    listen.title = textIn(*track, "title");
    const auto length = numberIn(*track, "length");
    if (auto album = objectIn(*track, "album")) listen.album = textIn(*album, "albumtitle");
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
