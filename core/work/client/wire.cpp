#include "wire.h"

#include <QJsonDocument>

namespace taraf::work {
namespace {

ErrorCode codeNamed(const QString &text)
{
    for (int code = 0; code <= static_cast<int>(ErrorCode::Internal); ++code) {
        const std::string_view known = name(static_cast<ErrorCode>(code));
        if (text == QLatin1StringView(known.data(), static_cast<qsizetype>(known.size()))) return static_cast<ErrorCode>(code);
    }
    return ErrorCode::Internal;
}

} // namespace

Error errorOf(const QJsonObject &document) { return {codeNamed(document.value(u"code").toString()), document.value(u"message").toString().toStdString()}; }

void take(const QByteArray &line, const JobEvents &events, Outcome &outcome)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    if (const auto progress = object.value(QLatin1StringView(wire::kProgress)); progress.isObject()) {
        if (!events.progress) return;
        const QJsonObject fields = progress.toObject();
        const QByteArray item = QByteArray::fromPercentEncoding(fields.value(u"item").toString().toLatin1());
        events.progress({.phase = fields.value(u"phase").toString().toStdString(),
                         .done = static_cast<std::uint64_t>(fields.value(u"done").toInteger()),
                         .total = static_cast<std::uint64_t>(fields.value(u"total").toInteger()),
                         .item = item.toStdString()});
    } else if (const auto note = object.value(QLatin1StringView(wire::kNote)); note.isString()) {
        if (events.note) events.note(note.toString().toStdString());
    } else if (const auto scanned = object.value(QLatin1StringView(wire::kScanned)); scanned.isObject()) {
        if (events.scanned) events.scanned(scanned.toObject());
    } else if (const auto result = object.value(QLatin1StringView(wire::kResult)); result.isObject()) {
        outcome.result = result.toObject();
    } else if (const auto error = object.value(QLatin1StringView(wire::kError)); error.isObject()) {
        outcome.error = errorOf(error.toObject());
    }
}

} // namespace taraf::work
