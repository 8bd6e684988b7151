#include "decoding.h"

#include "taraf/base/path.h"

namespace taraf::work {

Result<Pcm> samplesOf(Result<probe::Report> report, const std::string &path)
{
    if (!report) return fail(std::move(report).error());
    if (report->audioError) return fail(std::move(*report->audioError));
    if (!report->pcm) return fail(ErrorCode::Corrupt, displayText(path) + " holds no audio that can be decoded");
    return std::move(*report->pcm);
}

Result<std::vector<Reading>> readingsOf(Scan &scan, const std::vector<store::Unanalysed> &tracks)
{
    const auto roots = scan.library.roots();
    if (!roots) return fail(roots.error());
    std::vector<Reading> readings;
    readings.reserve(tracks.size());
    for (const store::Unanalysed &track : tracks) {
        std::size_t drive = 0;
        std::size_t longest = 0;
        for (std::size_t i = 0; i < roots->size(); ++i) {
            const std::string &root = (*roots)[i].path;
            if (track.path.starts_with(root) && root.size() >= longest) {
                drive = i;
                longest = root.size();
            }
        }
        readings.push_back({track.path, drive});
    }
    return readings;
}

bool isAboutTheFile(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
    case ErrorCode::NotFound:
    case ErrorCode::Io:
    case ErrorCode::Internal:
    case ErrorCode::NoDevice: return false;
    default: return true;
    }
}

} // namespace taraf::work
