#include "questions.h"

#include "fields.h"
#include "taraf/answer/listens.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

#include <cmath>

namespace taraf::service {
namespace {

constexpr double kLongest = 30.0 * 86'400;
constexpr double kLatest = 1e11; // the year 5138: what is later is no time in seconds

} // namespace

Result<QJsonObject> heard(const Home &home, const QJsonObject &asked)
{
    Fields fields(asked);
    const std::string track = fields.string(QStringLiteral("track"));
    const auto milliseconds = [&](const QString &key) { return Milliseconds(std::llround(fields.number(key, 0, 0, kLongest) * 1000)); };
    answer::HeardTrack told{.path = {}, .artist = fields.string(QStringLiteral("artist")), .title = fields.string(QStringLiteral("title")), .album = fields.string(QStringLiteral("album")),
                            .at = UnixTime(std::llround(fields.number(QStringLiteral("at"), 0, 0, kLatest))), .played = milliseconds(QStringLiteral("played")),
                            .duration = milliseconds(QStringLiteral("duration")), .isSkip = fields.flag(QStringLiteral("skipped")), .source = fields.string(QStringLiteral("player"))};
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    if (auto path = track.starts_with("file:") ? pathOfUri(track) : Result<std::string>(track); path && path->starts_with('/')) told.path = *std::move(path);
    if (told.source.empty()) return fail(ErrorCode::InvalidArgument, "\"player\" says who played it");
    const auto recorded = answer::recordHeard(home, told);
    if (!recorded) return fail(recorded.error());
    const auto words = *recorded == answer::Recorded::New ? u"new" : *recorded == answer::Recorded::Known ? u"known" : u"nameless";
    return QJsonObject{{QStringLiteral("recorded"), QString(words)}};
}

} // namespace taraf::service
