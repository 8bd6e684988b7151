/// @file The JSON documents of the contract.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"

#include <QJsonArray>
#include <QJsonObject>

#include <string_view>

namespace taraf::cli {

/// Valid text whatever the bytes; "uri" carries what "path" cannot.
[[nodiscard]] QString text(std::string_view bytes);

/// {"path","uri","artist","title","album","why"}, and "score" and "match" where asked for.
enum class Scores { With, Without };
[[nodiscard]] QJsonObject document(const answer::TrackAnswer &track, Scores scores);
[[nodiscard]] QJsonObject document(const answer::AlbumAnswer &album);
[[nodiscard]] QJsonObject document(const answer::Status &status);
[[nodiscard]] QJsonObject document(const Error &error);

/// Exactly one document on stdout. Errors: Io (stdout is closed or full).
[[nodiscard]] Result<> print(const QJsonObject &document);

} // namespace taraf::cli
