/// @file The options --rule and --explain, the same wherever a question is asked.
#pragma once

#include "documents.h"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace taraf::cli {

struct RulesOption {
    std::vector<std::string> rules; ///< NAME=VALUE
    bool explain = false;
};

inline void addRules(CLI::App &command, RulesOption &option)
{
    command.add_option("--rule", option.rules, "A rule for this question alone; taraf rules lists them")->type_name("NAME=VALUE")->allow_extra_args(false)
        ->check(CLI::Validator([](const std::string &text) { return text.find('=') == std::string::npos ? "a rule is NAME=VALUE, such as versions=all" : std::string(); }, ""));
    command.add_flag("--explain", option.explain, "Print the arithmetic of each row");
}

/// Into a question's document.
inline void putRules(QJsonObject &question, const RulesOption &option)
{
    QJsonObject rules = question.value(u"rules").toObject();
    for (const std::string &rule : option.rules) {
        const auto sign = rule.find('=');
        rules[text(rule.substr(0, sign))] = text(rule.substr(sign + 1));
    }
    if (!rules.isEmpty()) question[u"rules"] = rules;
    if (option.explain) question[u"explain"] = true;
}

} // namespace taraf::cli
