#include "taraf/answer/rules.h"

#include "parts.h"

namespace taraf::answer {
std::string settingOf(std::string_view rule) { return "rule." + std::string(rule); }

Result<std::vector<RuleInForce>> rulesInForce(const Home &home)
{
    std::optional<store::Library> library;
    auto opened = store::Library::open(home.library(), store::Access::ReadOnly);
    if (!opened && opened.error().code != ErrorCode::NotFound) return fail(std::move(opened).error());
    if (opened) library = std::move(*opened);

    std::vector<RuleInForce> all;
    for (const recommend::RuleDescription &rule : recommend::describe()) {
        RuleInForce each{.name = rule.name, .range = rule.range, .unit = rule.unit, .sentence = rule.sentence, .isKept = false, .values = {}};
        std::optional<std::string> kept;
        if (library) {
            auto found = library->setting(settingOf(rule.name));
            if (!found) return fail(std::move(found).error());
            kept = std::move(*found);
        }
        for (const recommend::Asking asking : rule.countsIn) {
            recommend::Rules rules = recommend::rulesFor(asking);
            const auto fallback = recommend::text(rules, rule.name);
            if (!fallback) return fail(fallback.error());
            if (kept) each.isKept = recommend::set(rules, rule.name, *kept).has_value();
            const auto text = recommend::text(rules, rule.name);
            if (!text) return fail(text.error());
            each.values.push_back({.question = recommend::name(asking), .text = *text, .fallback = *fallback});
        }
        all.push_back(std::move(each));
    }
    return all;
}

Result<> keepRule(const Home &home, std::string_view name, std::string_view text)
{
    recommend::Rules rules;
    if (auto set = recommend::set(rules, name, text); !set) return set;
    const auto sane = recommend::text(rules, name);
    if (!sane) return fail(sane.error());
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    return library->setSetting(settingOf(name), *sane);
}

Result<> resetRule(const Home &home, std::string_view name)
{
    if (auto known = recommend::text({}, name); !known) return fail(std::move(known).error());
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    return library->removeSetting(settingOf(name));
}

} // namespace taraf::answer
