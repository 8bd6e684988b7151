#include "context.h"
#include "focus_option.h"
#include "index_option.h"

#include "taraf/answer/answers.h"

#include <cinttypes>

namespace taraf::cli {
namespace {

struct Request {
    std::size_t k = 10;
    Focus focus = Focus::Overall;
    answer::IndexChoice index = answer::IndexChoice::Auto;
};

/// TSV cannot carry a tab or a line's end; such bytes are written as in URIs.
void writePath(std::FILE *out, std::string_view path)
{
    for (const char c : path) {
        if (c == '\t' || c == '\n' || c == '\r') std::fprintf(out, "%%%02X", static_cast<unsigned>(c));
        else std::fputc(c, out);
    }
}

Result<Exit> neighbours(const Context &context, const Request &request)
{
    const auto answers = answer::Answers::open(context.home);
    if (!answers) return fail(answers.error());
    const auto written = answers->neighbours(request.k, request.focus, request.index, [](const answer::NeighbourRow &row) -> Result<> {
        writePath(stdout, row.query);
        std::fprintf(stdout, "\t%zu\t", row.rank);
        writePath(stdout, row.neighbour);
        std::fprintf(stdout, "\t%.4f\n", static_cast<double>(row.score));
        if (std::ferror(stdout) != 0) return fail(ErrorCode::Io, "the neighbours can't be written to the standard output");
        return {};
    }, context.stop);
    if (!written) return fail(written.error());
    if (std::fflush(stdout) != 0) return fail(ErrorCode::Io, "the neighbours can't be written to the standard output");
    return Exit::Done;
}

} // namespace

void addNeighbours(CLI::App &app, Action &chosen)
{
    const auto request = std::make_shared<Request>();
    CLI::App *command = app.add_subcommand("neighbours", "List every track's nearest, as tab-separated values");
    command->add_option("-k", request->k, "How many a track")->check(CLI::Range(1, 10000).description(""))->type_name("N")->capture_default_str();
    addFocus(*command, request->focus);
    addIndex(*command, request->index);
    command->footer("Example:\n  taraf neighbours -k 10 > neighbours.tsv\n\n"
                    "Columns: path, rank, path of the neighbour, score. The score is the cosine, less for a neighbour that is near to everything.\n"
                    "No rule about duration, artist or versions applies.");
    command->callback([&chosen, request] { chosen = [request](const Context &context) { return neighbours(context, *request); }; });
}

} // namespace taraf::cli
