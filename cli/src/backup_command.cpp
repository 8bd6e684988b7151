#include "documents.h"
#include "library_commands.h"

#include "taraf/answer/upkeep.h"
#include "taraf/base/path.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

QString when(UnixTime time) { return QDateTime::fromSecsSinceEpoch(time.count()).toString(QStringLiteral("yyyy-MM-dd HH:mm")); }

std::string megabytes(std::uint64_t bytes) { return bytes < 1'000'000 ? grouped((bytes + 999) / 1000) + " kB" : grouped((bytes + 500'000) / 1'000'000) + " MB"; }

QJsonObject document(const answer::Copy &copy)
{
    return {{QStringLiteral("path"), text(copy.path)}, {QStringLiteral("uri"), text(fileUri(copy.path))}, {QStringLiteral("bytes"), static_cast<qint64>(copy.bytes)},
            {QStringLiteral("made_at"), QDateTime::fromSecsSinceEpoch(copy.madeAt.count()).toUTC().toString(Qt::ISODate)}, {QStringLiteral("automatic"), copy.isAutomatic}};
}

Result<Exit> list(const Context &context)
{
    const auto copies = answer::copies(context.home);
    if (!copies) return fail(copies.error());
    if (context.output == Output::Json) {
        QJsonArray all;
        for (const answer::Copy &copy : *copies) all.append(document(copy));
        if (auto printed = print({{QStringLiteral("copies"), all}}); !printed) return fail(std::move(printed).error());
        return Exit::Done;
    }
    Table table({1});
    for (const answer::Copy &copy : *copies) table.add({when(copy.madeAt).toStdString(), megabytes(copy.bytes), copy.isAutomatic ? "by itself" : "", displayText(copy.path)});
    table.print(stdout);
    if (copies->empty()) std::printf("no copies yet; make one: taraf library backup\n");
    return Exit::Done;
}

Result<Exit> backUp(const Context &context, const std::string &file)
{
    ProgressDisplay display(context.progress);
    const auto copy = answer::backUp(context.home, file, context.stop, [&](const Progress &progress) { display.show(progress); });
    display.clear();
    if (!copy) return fail(copy.error());
    if (context.output == Output::Json) {
        if (auto printed = print(document(*copy)); !printed) return fail(std::move(printed).error());
    } else {
        std::printf("%s, %s, checked\n", displayText(copy->path).c_str(), megabytes(copy->bytes).c_str());
    }
    return Exit::Done;
}

Result<Exit> restore(const Context &context, const std::string &file)
{
    ProgressDisplay display(context.progress);
    const auto restored = answer::restore(context.home, file, context.stop, [&](const Progress &progress) { display.show(progress); });
    display.clear();
    if (!restored) return fail(restored.error());
    if (context.output == Output::Json) {
        if (auto printed = print({{QStringLiteral("files"), static_cast<qint64>(restored->files)}, {QStringLiteral("before"), text(restored->before)}}); !printed) {
            return fail(std::move(printed).error());
        }
        return Exit::Done;
    }
    std::printf("restored: %s\n", counted(restored->files, "file", "files").c_str());
    if (!restored->before.empty()) std::printf("what was there before is kept in %s\n", displayText(restored->before).c_str());
    std::printf("Now bring it up to date with your music: taraf rescan\n");
    return Exit::Done;
}

} // namespace

void addBackup(CLI::App &library, Action &chosen)
{
    struct Request {
        std::string file;
        bool list = false;
    };
    const auto request = std::make_shared<Request>();
    CLI::App *command = library.add_subcommand("backup", "Make a checked copy of the library while everything goes on");
    command->add_option("FILE", request->file, "Where; without it, beside the library in backups/");
    command->add_flag("--list", request->list, "List the copies in backups/");
    command->footer("Example:\n  taraf library backup /media/usb/taraf.db\n\nThe library is copied before each change of its format by itself.");
    command->callback([&chosen, request] {
        chosen = [request](const Context &context) -> Result<Exit> {
            if (request->list && !request->file.empty()) return fail(ErrorCode::InvalidArgument, "--list takes no FILE");
            return request->list ? list(context) : backUp(context, request->file);
        };
    });
}

void addRestore(CLI::App &library, Action &chosen)
{
    const auto file = std::make_shared<std::string>();
    CLI::App *command = library.add_subcommand("restore", "Go back to a copy; what is there now is kept as another copy");
    command->add_option("FILE", *file, "A copy: taraf library backup --list")->required();
    command->footer("Example:\n  taraf library restore ~/.local/share/taraf/backups/library-20261121-120000.db && taraf rescan");
    command->callback([&chosen, file] { chosen = [file](const Context &context) { return restore(context, *file); }; });
}

} // namespace taraf::cli
