/// @file Reading a question's document: each field once, and nothing that was not understood passes unnoticed.
#pragma once

#include "taraf/base/error.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace taraf::service {

/// The first mistake is kept; what is read after it has its default. Ask error() once all has been read.
class Fields
{
public:
    explicit Fields(const QJsonObject &document) : m_document(document), m_unread(document.keys()) {}

    [[nodiscard]] bool has(QStringView key) const { return m_document.contains(key); }
    [[nodiscard]] bool flag(const QString &key);
    [[nodiscard]] double number(const QString &key, double otherwise, double least, double most);
    [[nodiscard]] std::size_t count(const QString &key, std::size_t otherwise, std::size_t least, std::size_t most);
    [[nodiscard]] std::string string(const QString &key, std::string otherwise = {});
    /// A list of strings, none of them empty; a string alone is a list of one.
    [[nodiscard]] std::vector<std::string> names(const QString &key);
    [[nodiscard]] std::vector<QJsonObject> objects(const QString &key);
    /// A map of names to texts; numbers are written out.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts(const QString &key);

    void refuse(std::string message);
    /// What was wrong, or a field that nobody asked for. InvalidArgument.
    [[nodiscard]] Result<> checked();

private:
    [[nodiscard]] QJsonValue take(const QString &key);

    QJsonObject m_document;
    QStringList m_unread;
    std::optional<std::string> m_mistake;
};

} // namespace taraf::service
