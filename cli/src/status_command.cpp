#include "asking.h"
#include "documents.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

void tell(const QJsonObject &status)
{
    const auto number = [](const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); };
    const auto words = [](const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); };
    std::printf("%s, %s; %s listened to", counted(number(status, u"tracks"), "track", "tracks").c_str(), counted(number(status, u"albums"), "album", "albums").c_str(),
                grouped(number(status, u"analysed")).c_str());
    if (number(status, u"failed") > 0) std::printf(", %s left out", grouped(number(status, u"failed")).c_str());
    std::printf("\n");
    const QJsonArray roots = status.value(u"roots").toArray();
    for (const QJsonValue each : roots) {
        const QJsonObject root = each.toObject();
        std::printf("  %s: %s%s%s\n", words(root, u"path").c_str(), counted(number(root, u"files"), "file", "files").c_str(),
                    number(root, u"missing") > 0 ? (", " + grouped(number(root, u"missing")) + " missing").c_str() : "",
                    root.value(u"present").toBool() ? "" : "; the folder is not there right now");
    }
    if (roots.isEmpty()) std::printf("  no folders yet; name one: taraf rescan ~/Music\n");
    if (!words(status, u"model").empty()) std::printf("model: %s\n", words(status, u"model").c_str());
    const QJsonObject index = status.value(u"index").toObject();
    if (number(index, u"size") > 0) {
        const QDateTime when = QDateTime::fromString(index.value(u"built_at").toString(), Qt::ISODate).toLocalTime();
        std::printf("index: %s of %d numbers, built %s\n", counted(number(index, u"size"), "vector", "vectors").c_str(), index.value(u"dims").toInt(),
                    qPrintable(when.toString(QStringLiteral("yyyy-MM-dd HH:mm"))));
    }
}

} // namespace

void addStatus(CLI::App &app, Action &chosen)
{
    CLI::App *command = app.add_subcommand("status", "Tell what is in the library");
    command->footer("Example:\n  taraf status --json");
    command->callback([&chosen] {
        chosen = [](const Context &context) -> Result<Exit> {
            const auto status = ask(context, service::Question::Status, {});
            if (!status) return fail(status.error());
            if (context.output == Output::Json) {
                if (auto printed = print(*status); !printed) return fail(std::move(printed).error());
            } else {
                tell(*status);
            }
            return Exit::Done;
        };
    });
}

} // namespace taraf::cli
