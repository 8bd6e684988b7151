#include "fields.h"

#include <cmath>
#include <format>

namespace taraf::service {

void Fields::refuse(std::string message)
{
    if (!m_mistake) m_mistake = std::move(message);
}

QJsonValue Fields::take(const QString &key)
{
    m_unread.removeAll(key);
    return m_document.value(key);
}

bool Fields::flag(const QString &key)
{
    const QJsonValue value = take(key);
    if (!value.isUndefined() && !value.isBool()) refuse(std::format("\"{}\" is true or false", key.toStdString()));
    return value.toBool();
}

double Fields::number(const QString &key, double otherwise, double least, double most)
{
    const QJsonValue value = take(key);
    if (value.isUndefined()) return otherwise;
    const double number = value.toDouble(std::nan(""));
    if (number >= least && number <= most) return number;
    refuse(std::format("\"{}\" is a number from {} to {}", key.toStdString(), least, most));
    return otherwise;
}

std::size_t Fields::count(const QString &key, std::size_t otherwise, std::size_t least, std::size_t most)
{
    const double number = this->number(key, static_cast<double>(otherwise), static_cast<double>(least), static_cast<double>(most));
    if (number == std::floor(number)) return static_cast<std::size_t>(number);
    refuse(std::format("\"{}\" is a whole number", key.toStdString()));
    return otherwise;
}

std::string Fields::string(const QString &key, std::string otherwise)
{
    const QJsonValue value = take(key);
    if (value.isUndefined()) return otherwise;
    if (!value.isString()) refuse(std::format("\"{}\" is text", key.toStdString()));
    return value.toString().toStdString();
}

std::vector<std::string> Fields::names(const QString &key)
{
    const QJsonValue value = take(key);
    std::vector<std::string> names;
    if (value.isString()) names.push_back(value.toString().toStdString());
    else if (value.isArray()) {
        for (const QJsonValue each : value.toArray()) names.push_back(each.toString().toStdString());
    } else if (!value.isUndefined()) {
        refuse(std::format("\"{}\" is a list of names", key.toStdString()));
    }
    for (const std::string &name : names) {
        if (name.empty()) refuse(std::format("\"{}\" holds something that is no name", key.toStdString()));
    }
    return names;
}

std::vector<QJsonObject> Fields::objects(const QString &key)
{
    const QJsonValue value = take(key);
    std::vector<QJsonObject> objects;
    if (!value.isUndefined() && !value.isArray()) refuse(std::format("\"{}\" is a list", key.toStdString()));
    for (const QJsonValue each : value.toArray()) {
        if (!each.isObject()) refuse(std::format("\"{}\" is a list of maps", key.toStdString()));
        objects.push_back(each.toObject());
    }
    return objects;
}

std::vector<std::pair<std::string, std::string>> Fields::texts(const QString &key)
{
    const QJsonValue value = take(key);
    std::vector<std::pair<std::string, std::string>> texts;
    if (!value.isUndefined() && !value.isObject()) refuse(std::format("\"{}\" is a map of names to values", key.toStdString()));
    const QJsonObject object = value.toObject();
    for (auto each = object.begin(); each != object.end(); ++each) texts.emplace_back(each.key().toStdString(), each.value().toVariant().toString().toStdString());
    return texts;
}

Result<> Fields::checked()
{
    if (!m_mistake && !m_unread.isEmpty()) m_mistake = std::format("there is no \"{}\" in this question", m_unread.first().toStdString());
    if (m_mistake) return fail(ErrorCode::InvalidArgument, *m_mistake);
    return {};
}

} // namespace taraf::service
