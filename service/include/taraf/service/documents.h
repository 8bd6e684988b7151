/// @file The JSON documents that answers travel in: on the command line, and over D-Bus as a{sv}.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"

#include <QJsonArray>
#include <QJsonObject>

#include <string_view>

namespace taraf::service {

/// Valid text whatever the bytes; "uri" carries what "path" cannot.
[[nodiscard]] QString text(std::string_view bytes);

/// {"path","uri","artist","title","album","recording","track","duration"} (seconds; 0 unknown); of an answer "why" too,
/// "score" and "match" where asked for, and "versions" (each with its "why") and "arithmetic" (label, value, text) where there are any.
enum class Scores { With, Without };
[[nodiscard]] QJsonObject document(const answer::TrackAnswer &track, Scores scores);
[[nodiscard]] QJsonObject document(const Track &track);
/// Adds "rating" (0 to 10) and "feeling" ("love", "hate", "reject", "none"). Tracks and albums have them where something was said.
void addOpinion(QJsonObject &object, const Opinion &opinion);
/// An album by its tracks, of which there is at least one: {"path","uri","artist","album","count"}.
[[nodiscard]] QJsonObject albumDocument(const std::vector<Track> &tracks);
/// {"path","uri","artist","title","album","score","match","why","tracks"}; the path is the folder of its tracks. Versions and arithmetic as above.
[[nodiscard]] QJsonObject document(const answer::AlbumAnswer &album);
[[nodiscard]] QJsonObject document(const answer::OtherVersion &version);
[[nodiscard]] QJsonObject document(const answer::OtherAlbum &album);
/// {"title","tracks","notes"}
[[nodiscard]] QJsonObject document(const answer::RadioAnswer &radio);
[[nodiscard]] QJsonObject document(const answer::Status &status);
/// {"error":{"code","message"}}
[[nodiscard]] QJsonObject document(const Error &error);

/// The playlist of a document with "title" and "tracks".
[[nodiscard]] Playlist playlistOf(const QJsonObject &document);

} // namespace taraf::service
