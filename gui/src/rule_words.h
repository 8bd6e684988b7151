#pragma once

#include <QString>

namespace taraf::gui {

/// A rule's name in a few words, in people's language; one that is not known here is called as tarafd calls it.
[[nodiscard]] QString ruleLabel(const QString &name);
/// What tarafd says of it, in people's language where that is known here.
[[nodiscard]] QString ruleSentence(const QString &about);
/// "tracks", "seconds", "days", and the words that a rule can be set to.
[[nodiscard]] QString ruleWord(const QString &word);

} // namespace taraf::gui
