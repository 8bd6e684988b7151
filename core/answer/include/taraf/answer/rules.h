/// @file The rules in force, as people see and set them. What they do: room recommend, rules.h.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/export.h"
#include "taraf/base/home.h"

#include <string>
#include <string_view>
#include <vector>

namespace taraf::answer {

/// One rule. `values` has an entry for each kind of question it counts in: "similar", "albums", "radio", "path".
struct RuleInForce {
    struct Value {
        std::string_view question;
        std::string text;     ///< in force
        std::string fallback; ///< what it is where nothing was kept
    };
    std::string_view name;     ///< "per-artist"
    std::string range;         ///< "0 to 10000"
    std::string_view unit;     ///< may be empty
    std::string_view sentence; ///< what it does
    bool isKept = false;       ///< somebody set it; then it is the same for all questions
    std::vector<Value> values;
};

/// All rules. Without a library, the defaults. Errors: Corrupt, Database, Io. Threads: any.
[[nodiscard]] TARAF_EXPORT Result<std::vector<RuleInForce>> rulesInForce(const Home &home);

/// Keeps a rule for all questions from now on. Errors: InvalidArgument (no such rule, or a text out of its range), NotFound (no library), Busy,
/// Database, Io. Threads: any.
[[nodiscard]] TARAF_EXPORT Result<> keepRule(const Home &home, std::string_view name, std::string_view text);

/// Back to its default. One that was not kept is no error. Errors: as keepRule().
[[nodiscard]] TARAF_EXPORT Result<> resetRule(const Home &home, std::string_view name);

} // namespace taraf::answer
