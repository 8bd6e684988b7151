#include "seeds.h"

#include "taraf/base/path.h"
#include "taraf/work/job.h"

#include <QJsonArray>

namespace taraf::cli {
namespace {

Result<std::vector<float>> listen(const Context &context, const std::string &path, std::optional<Span> span)
{
    const Span part = span.value_or(Span{});
    const auto job = work::runJob({"listen", "--of", path, std::to_string(part.from.count()), std::to_string(part.to.count())}, {}, context.stop);
    if (!job) return fail(job.error());
    const QJsonObject heard = job->value(u"heard").toArray().first().toObject();
    if (heard.contains(u"error")) return fail(work::errorOf(heard.value(u"error").toObject()));
    std::vector<float> vector;
    for (const QJsonValue value : heard.value(u"vector").toArray()) vector.push_back(static_cast<float>(value.toDouble()));
    if (vector.size() != kVectorSize) return fail(ErrorCode::Internal, displayText(path) + ": listening gave no vector");
    return vector;
}

} // namespace

Result<std::vector<answer::Seed>> findSeeds(const Context &context, const answer::Answers &answers,
                                            const std::vector<std::string> &arguments, std::optional<Span> span)
{
    std::vector<answer::Seed> seeds;
    for (const std::string &argument : arguments) {
        auto found = answers.find(argument);
        if (!found) return fail(std::move(found).error());
        answer::Seed seed = std::move(*found);
        using Kind = answer::Seed::Kind;
        if (span && seed.kind != Kind::Track && seed.kind != Kind::Outside) {
            return fail(ErrorCode::InvalidArgument, "--from and --to take a part of one audio file, and " + displayText(seed.path) + " is none");
        }
        if (span || seed.kind == Kind::Outside) {
            auto heard = listen(context, seed.path, span);
            if (!heard) return fail(std::move(heard).error());
            seed.heard = std::move(*heard);
        }
        seeds.push_back(std::move(seed));
        // A playlist's strangers are seeds of their own.
        const std::vector<std::string> strangers = std::move(seeds.back().outside);
        seeds.back().outside.clear();
        for (const std::string &path : strangers) {
            auto heard = listen(context, path, {});
            if (!heard) {
                if (heard.error().code == ErrorCode::Cancelled) return fail(std::move(heard).error());
                continue; // one bad entry does not spoil a playlist
            }
            seeds.push_back({.kind = Kind::Outside, .path = path, .label = displayText(fileName(path)), .recordings = {}, .outside = {}, .heard = std::move(*heard)});
        }
        if (seeds.back().kind == Kind::Playlist && seeds.back().recordings.empty()) {
            return fail(ErrorCode::NotFound, "none of the entries of " + displayText(seeds.back().path) + " can be read");
        }
        std::erase_if(seeds, [](const answer::Seed &each) { return each.kind == Kind::Playlist && each.recordings.empty(); });
    }
    return seeds;
}

} // namespace taraf::cli
