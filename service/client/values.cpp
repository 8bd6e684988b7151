#include "taraf/service/values.h"

#include "taraf/service/names.h"

#include <QDBusArgument>
#include <QDBusVariant>
#include <QJsonArray>

#include <algorithm>
#include <array>

namespace taraf::service {
namespace {

/// Keys whose numbers have a fraction. JSON doesn't tell 1 from 1.0, D-Bus does.
constexpr std::array kFractions{u"score", u"duration", u"from", u"to", u"seconds", u"value"};

QVariant valueOf(const QString &key, const QJsonValue &json)
{
    if (json.isObject()) return toValues(json.toObject());
    if (json.isArray()) {
        QVariantList list;
        for (const QJsonValue each : json.toArray()) list.append(valueOf(key, each));
        return list;
    }
    if (json.isDouble()) {
        if (std::ranges::any_of(kFractions, [&](const char16_t *each) { return key == QStringView(each); })) return json.toDouble();
        const QVariant number = json.toVariant();
        return number.typeId() == QMetaType::Double ? number : QVariant(json.toInteger());
    }
    return json.toVariant();
}

QVariant unpacked(const QVariant &value);

QVariant unpacked(const QDBusArgument &argument)
{
    switch (argument.currentType()) {
    case QDBusArgument::BasicType:
    case QDBusArgument::VariantType: return unpacked(argument.asVariant());
    case QDBusArgument::ArrayType: {
        QVariantList list;
        argument.beginArray();
        while (!argument.atEnd()) list.append(unpacked(argument));
        argument.endArray();
        return list;
    }
    case QDBusArgument::MapType: {
        QVariantMap map;
        argument.beginMap();
        while (!argument.atEnd()) {
            argument.beginMapEntry();
            const QString key = unpacked(argument).toString();
            map.insert(key, unpacked(argument));
            argument.endMapEntry();
        }
        argument.endMap();
        return map;
    }
    default: return {}; // structures are in no question of ours
    }
}

QVariant unpacked(const QVariant &value)
{
    if (value.metaType() == QMetaType::fromType<QDBusArgument>()) return unpacked(value.value<QDBusArgument>());
    if (value.metaType() == QMetaType::fromType<QDBusVariant>()) return unpacked(value.value<QDBusVariant>().variant());
    if (value.typeId() == QMetaType::QVariantList) {
        QVariantList list;
        for (const QVariant &each : value.toList()) list.append(unpacked(each));
        return list;
    }
    if (value.typeId() == QMetaType::QVariantMap) {
        QVariantMap map = value.toMap();
        for (QVariant &each : map) each = unpacked(each);
        return map;
    }
    return value;
}

constexpr std::array kCodes{ErrorCode::Cancelled, ErrorCode::NotFound, ErrorCode::InvalidArgument, ErrorCode::Corrupt, ErrorCode::Unsupported,
                            ErrorCode::TooShort,  ErrorCode::Io,       ErrorCode::Database,        ErrorCode::Busy,    ErrorCode::Timeout,
                            ErrorCode::Crashed,   ErrorCode::OutOfMemory, ErrorCode::NoDevice,     ErrorCode::Internal};

} // namespace

QVariantMap toValues(const QJsonObject &document)
{
    QVariantMap values;
    for (auto each = document.begin(); each != document.end(); ++each) {
        if (!each.value().isNull()) values.insert(each.key(), valueOf(each.key(), each.value()));
    }
    return values;
}

QJsonObject fromValues(const QVariantMap &values) { return QJsonObject::fromVariantMap(unpacked(QVariant(values)).toMap()); }

QString errorName(ErrorCode code)
{
    QString camel;
    bool starts = true;
    for (const char c : name(code)) {
        const bool letter = (c >= 'a' && c <= 'z');
        if (letter) camel += starts ? QChar::fromLatin1(static_cast<char>(c - 'a' + 'A')) : QChar::fromLatin1(c);
        starts = !letter;
    }
    return QString::fromLatin1(kErrors) + camel;
}

ErrorCode errorCode(const QString &name)
{
    const auto found = std::ranges::find_if(kCodes, [&](ErrorCode code) { return errorName(code) == name; });
    return found == kCodes.end() ? ErrorCode::Internal : *found;
}

} // namespace taraf::service
