/// @file Questions as documents, answered as documents: the same whether tarafd does it or, where none runs, `taraf` itself.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"
#include "taraf/base/home.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <stop_token>

namespace taraf::service {

/// What a question is about. Seeds are names as Answers::find() takes them: a path, or a file URI for one that is no valid text.
///
/// Similar {"seeds":[name],"clips":[{"path","from","to","focus"}],"minus":[name],"from","to","count","focus","albums"} →
///         {"query":{"seeds","minus","focus"},"results":[…]}. "from" and "to" (seconds) take a part of the only seed.
/// Radio   {"seeds":[name],"length","per_artist","seed","focus"} → {"title","tracks":[…],"notes":[text]}
/// Search  {"words","count"} → {"tracks":[…],"albums":[{"path","uri","artist","album","count"}]}, at most "count" (20) of each
/// Status  {} → the document of `taraf status`
///
/// What is left out has the default of the command line; what is unknown or of the wrong kind is InvalidArgument, naming it.
enum class Question { Similar, Radio, Search, Status };

/// Where questions are answered. The library is opened by the first of them. Threads: any, one call at a time.
class Desk
{
public:
    explicit Desk(Home home) : m_home(std::move(home)) {}

    /// Files that the collection doesn't hold are listened to by a job (taraf-work), never opened here.
    /// Errors: those of Answers and of the job; Cancelled.
    [[nodiscard]] Result<QJsonObject> answer(Question question, const QJsonObject &asked, const std::stop_token &stop);

private:
    [[nodiscard]] Result<const answer::Answers *> answers();

    Home m_home;
    std::optional<answer::Answers> m_answers;
    std::uint64_t m_library = 0; ///< the inode of what they read
};

} // namespace taraf::service
