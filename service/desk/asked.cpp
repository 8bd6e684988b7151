#include "asked.h"

#include "taraf/base/path.h"

#include <limits>

namespace taraf::service {
namespace {

constexpr double kForEver = std::numeric_limits<double>::infinity();

std::optional<Span> partOf(Fields &fields)
{
    if (!fields.has(u"from") && !fields.has(u"to")) return std::nullopt;
    const double from = fields.number(QStringLiteral("from"), 0, 0, 1e6), to = fields.number(QStringLiteral("to"), kForEver, 0, 1e6);
    return Span{Seconds(from), Seconds(to)};
}

} // namespace

Focus focusOf(Fields &fields)
{
    const std::string named = fields.string(QStringLiteral("focus"), std::string(name(Focus::Overall)));
    for (const Focus focus : {Focus::Overall, Focus::Genre, Focus::Mood, Focus::Instrumentation}) {
        if (name(focus) == named) return focus;
    }
    fields.refuse("\"focus\" is overall, genre, mood or instrumentation, not " + displayText(named));
    return Focus::Overall;
}

std::vector<Named> namedIn(const std::vector<std::string> &names)
{
    std::vector<Named> all;
    for (const std::string &each : names) all.push_back({.argument = each});
    return all;
}

std::vector<Named> askedWith(Fields &fields)
{
    std::vector<Named> all = namedIn(fields.names(QStringLiteral("seeds")));
    if (const auto part = partOf(fields)) {
        if (all.size() == 1) all.front().part = part;
        else fields.refuse("\"from\" and \"to\" take a part of one seed; for parts of several use \"clips\"");
    }
    for (const QJsonObject &clip : fields.objects(QStringLiteral("clips"))) {
        Fields each(clip);
        Named named{.argument = each.string(QStringLiteral("path")), .part = partOf(each)};
        if (each.has(u"focus")) named.focus = focusOf(each);
        if (auto checked = each.checked(); !checked) fields.refuse("in \"clips\": " + checked.error().message);
        all.push_back(std::move(named));
    }
    if (all.empty()) fields.refuse("name what it starts from: a track, an album, a playlist or any audio file");
    return all;
}

} // namespace taraf::service
