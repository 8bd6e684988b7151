/// @file Reading a file with a second chance.
#pragma once

#include "taraf/probe/client.h"

#include <chrono>
#include <string>

namespace taraf::work {

/// As Client::read(); a file that a child died of is tried once more, with a new child. Twice is the file's fault; once may have been
/// anybody's (the kernel, short of memory; a user), and must not leave a good track out until it changes.
[[nodiscard]] inline Result<probe::Report> examine(probe::Client &client, const probe::Request &request, const std::stop_token &stop)
{
    auto report = client.read(request, stop);
    // Internal: the child did not live to say that it works.
    const bool again = !report && (report.error().code == ErrorCode::Crashed || report.error().code == ErrorCode::Internal);
    if (again && !stop.stop_requested()) report = client.read(request, stop);
    return report;
}

/// How long a file may take whose drive answers: both its chances, and as long as a drive may keep silent.
[[nodiscard]] inline std::chrono::milliseconds patienceFor(std::chrono::seconds silence)
{
    return silence + std::chrono::ceil<std::chrono::milliseconds>(2 * probe::Limits{}.wall);
}

/// One worker's probe, for a Crew.
template<probe::Audio audio> class Reader
{
public:
    [[nodiscard]] Result<probe::Report> read(const std::string &path, const std::stop_token &stop)
    {
        return examine(m_client, {.path = path, .audio = audio, .span = {}}, stop);
    }

private:
    probe::Client m_client;
};

using TagReader = Reader<probe::Audio::None>;
using AudioReader = Reader<probe::Audio::Decode>;

} // namespace taraf::work
