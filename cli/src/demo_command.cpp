#include "context.h"
#include "documents.h"

#include "taraf/base/path.h"
#include "taraf/work/job.h"

namespace taraf::cli {

void addDemo(CLI::App &app, Action &chosen)
{
    const auto folder = std::make_shared<std::string>();
    CLI::App *command = app.add_subcommand("demo", "Write a small collection of synthesised music to try Taraf on");
    command->add_option("DIR", *folder, "A folder that is empty or not there yet")->required();
    command->footer("Example:\n  taraf demo ~/taraf-demo && taraf rescan ~/taraf-demo");
    command->callback([&chosen, folder] {
        chosen = [folder](const Context &context) -> Result<Exit> {
            auto path = absolutePath(*folder);
            if (!path) return fail(std::move(path).error());
            ProgressDisplay display(context.progress);
            const work::JobEvents events{.progress = [&](const Progress &progress) { display.show(progress); }, .note = {}, .scanned = {}};
            const auto made = work::runJob({"demo", *path}, events, context.stop);
            display.clear();
            if (!made) return fail(made.error());
            if (context.output == Output::Json) {
                if (auto printed = print(*made); !printed) return fail(std::move(printed).error());
                return Exit::Done;
            }
            const auto number = [&](QStringView key) { return static_cast<std::uint64_t>(made->value(key).toInteger()); };
            std::printf("%s by %s on %s (%s MB) in %s\n", counted(number(u"tracks"), "track", "tracks").c_str(),
                        counted(number(u"artists"), "artist", "artists").c_str(), counted(number(u"albums"), "album", "albums").c_str(),
                        grouped(number(u"bytes") / 1'000'000).c_str(), displayText(*path).c_str());
            return Exit::Done;
        };
    });
}

} // namespace taraf::cli
