#include "taraf/service/orders.h"

#include "fields.h"
#include "taraf/base/path.h"

namespace taraf::service {
namespace {

std::string deviceOf(Fields &fields)
{
    const std::string device = fields.string(QStringLiteral("device"), "auto");
    if (device != "auto" && device != "cpu" && device != "cuda") fields.refuse("\"device\" is auto, cpu or cuda");
    return device;
}

} // namespace

Result<Order> rescanOrder(const QStringList &folders, const QJsonObject &options)
{
    Fields fields(options);
    Order order{.arguments = {"rescan", "--device", deviceOf(fields), "--jobs", std::to_string(fields.count(QStringLiteral("jobs"), 0, 0, 256)),
                              "--patience", std::to_string(fields.count(QStringLiteral("patience"), 30, 1, 3600))}};
    if (fields.has(u"analysis") && !fields.flag(QStringLiteral("analysis"))) order.arguments.emplace_back("--no-analysis");
    if (fields.flag(QStringLiteral("full_speed"))) order.arguments.emplace_back("--full-speed");
    if (fields.flag(QStringLiteral("unattended"))) order.arguments.emplace_back("--unattended");
    if (fields.flag(QStringLiteral("vanished_is_gone"))) order.arguments.emplace_back("--vanished-is-gone");
    order.isMine = fields.flag(QStringLiteral("mine"));
    for (const QString &folder : folders) {
        std::string path = folder.toStdString();
        if (auto named = pathOfUri(path)) path = *std::move(named);
        if (!path.starts_with('/')) fields.refuse("a folder to scan is an absolute path, not " + displayText(path));
        order.arguments.push_back(std::move(path));
    }
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    return order;
}

Result<Order> tuneOrder(const QJsonObject &options)
{
    Fields fields(options);
    Order order{.arguments = {"tune", "--device", deviceOf(fields), "--jobs", std::to_string(fields.count(QStringLiteral("jobs"), 0, 0, 256)),
                              "--seed", std::to_string(fields.count(QStringLiteral("seed"), 1, 0, std::size_t{1} << 53U)),
                              "--steps", std::to_string(fields.count(QStringLiteral("steps"), 0, 0, 1'000'000))}};
    if (fields.flag(QStringLiteral("force"))) order.arguments.emplace_back("--force");
    if (fields.flag(QStringLiteral("full_speed"))) order.arguments.emplace_back("--full-speed");
    const std::string use = fields.string(QStringLiteral("use"));
    if (use == "tuned" || use == "untuned") order.arguments.push_back("--" + use);
    else if (!use.empty()) fields.refuse("\"use\" is tuned or untuned");
    order.isMine = fields.flag(QStringLiteral("mine"));
    if (auto checked = fields.checked(); !checked) return fail(std::move(checked).error());
    return order;
}

} // namespace taraf::service
