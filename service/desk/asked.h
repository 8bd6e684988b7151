/// @file What questions have in common.
#pragma once

#include "fields.h"
#include "seeds.h"

#include <vector>

namespace taraf::service {

inline constexpr std::size_t kMost = 10'000;

[[nodiscard]] Focus focusOf(Fields &fields);
[[nodiscard]] std::vector<Named> namedIn(const std::vector<std::string> &names);
/// Seeds, a part of the only one, and clips; at least one of them.
[[nodiscard]] std::vector<Named> askedWith(Fields &fields);
/// Its "rules" and "explain".
template<class Question> void takeRules(Fields &fields, Question &question)
{
    question.rules = fields.texts(QStringLiteral("rules"));
    question.explain = fields.flag(QStringLiteral("explain"));
}

} // namespace taraf::service
