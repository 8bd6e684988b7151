#include "documents.h"

#include <QJsonDocument>

#include <cstdio>

namespace taraf::cli {

Result<> print(const QJsonObject &document)
{
    const QByteArray bytes = QJsonDocument(document).toJson(QJsonDocument::Indented);
    const auto size = static_cast<std::size_t>(bytes.size());
    if (std::fwrite(bytes.constData(), 1, size, stdout) != size || std::fflush(stdout) != 0) {
        return fail(ErrorCode::Io, "the answer can't be written to the standard output");
    }
    return {};
}

} // namespace taraf::cli
