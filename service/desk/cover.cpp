#include "questions.h"

#include "fields.h"
#include "taraf/base/path.h"
#include "taraf/service/documents.h"

namespace taraf::service {

Result<QJsonObject> cover(work::Covers &covers, const QJsonObject &asked, const std::stop_token &stop)
{
    Fields fields(asked);
    std::string path = fields.string(QStringLiteral("uri"));
    if (auto named = pathOfUri(path)) path = *std::move(named);
    if (!path.starts_with('/')) fields.refuse("a cover is asked for with a file's or a folder's URI, not " + displayText(path));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    const auto cover = covers.of(path, stop);
    if (!cover) return fail(cover.error());
    if (!*cover) return QJsonObject();
    return QJsonObject{{QStringLiteral("path"), text((*cover)->path)}, {QStringLiteral("uri"), text(fileUri((*cover)->path))}, {QStringLiteral("of_folder"), (*cover)->isOfFolder}};
}

} // namespace taraf::service
