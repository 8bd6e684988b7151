#include "context.h"
#include "documents.h"

#include "taraf/base/path.h"

#include <QDateTime>

namespace taraf::cli {
namespace {

void tell(const answer::Status &status)
{
    std::printf("%s, %s; %s listened to", counted(status.tracks, "track", "tracks").c_str(), counted(status.albums, "album", "albums").c_str(),
                grouped(status.analysed).c_str());
    if (status.failed > 0) std::printf(", %s left out", grouped(status.failed).c_str());
    std::printf("\n");
    for (const answer::RootStatus &root : status.roots) {
        std::printf("  %s: %s%s%s\n", displayText(root.path).c_str(), counted(root.files, "file", "files").c_str(),
                    root.missing > 0 ? (", " + grouped(root.missing) + " missing").c_str() : "", root.present ? "" : "; the folder is not there right now");
    }
    if (status.roots.empty()) std::printf("  no folders yet; name one: taraf rescan ~/Music\n");
    if (!status.model.empty()) std::printf("model: %s\n", status.model.c_str());
    if (status.index.size > 0) {
        const QString when = QDateTime::fromSecsSinceEpoch(status.index.builtAt.count()).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
        std::printf("index: %s of %d numbers, built %s\n", counted(status.index.size, "vector", "vectors").c_str(), status.index.dims, qPrintable(when));
    }
}

} // namespace

void addStatus(CLI::App &app, Action &chosen)
{
    CLI::App *command = app.add_subcommand("status", "Tell what is in the library");
    command->footer("Example:\n  taraf status --json");
    command->callback([&chosen] {
        chosen = [](const Context &context) -> Result<Exit> {
            const auto answers = answer::Answers::open(context.home);
            answer::Status status;
            if (answers) {
                auto asked = answers->status();
                if (!asked) return fail(std::move(asked).error());
                status = std::move(*asked);
            } else if (answers.error().code != ErrorCode::NotFound) {
                return fail(answers.error());
            }
            if (context.output == Output::Json) {
                if (auto printed = print(document(status)); !printed) return fail(std::move(printed).error());
            } else {
                tell(status);
            }
            return Exit::Done;
        };
    });
}

} // namespace taraf::cli
