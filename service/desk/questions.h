/// @file The questions of desk.h, one function each.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/work/covers.h"

#include <QJsonObject>

#include <stop_token>

namespace taraf::service {

[[nodiscard]] Result<QJsonObject> similar(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> path(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> search(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);

[[nodiscard]] Result<QJsonObject> radio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> startRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> moreRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> tellRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> radios(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> radioTracks(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> removeRadio(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);

[[nodiscard]] Result<QJsonObject> mix(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> mixes(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> refreshMixes(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);

[[nodiscard]] Result<QJsonObject> writePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> savePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> playlists(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> playlistTracks(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> removePlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> bringBackPlaylist(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);

[[nodiscard]] Result<QJsonObject> rate(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> ratings(const answer::Answers &answers, const QJsonObject &asked, const std::stop_token &stop);

[[nodiscard]] Result<QJsonObject> cover(work::Covers &covers, const QJsonObject &asked, const std::stop_token &stop);
[[nodiscard]] Result<QJsonObject> heard(const Home &home, const QJsonObject &asked);

// Without a library there are settings all the same.
[[nodiscard]] Result<QJsonObject> settings(const Home &home, const QJsonObject &asked);
[[nodiscard]] Result<QJsonObject> set(const Home &home, const QJsonObject &asked);
[[nodiscard]] Result<QJsonObject> reset(const Home &home, const QJsonObject &asked);

[[nodiscard]] Result<QJsonObject> exclusions(const Home &home, const QJsonObject &asked);
[[nodiscard]] Result<QJsonObject> exclude(const Home &home, const QJsonObject &asked);
[[nodiscard]] Result<QJsonObject> include(const Home &home, const QJsonObject &asked);
[[nodiscard]] Result<QJsonObject> removeRoot(const Home &home, const QJsonObject &asked);

} // namespace taraf::service
