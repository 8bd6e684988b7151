/// @file The first track of every album, written once for all tests of this program.
#pragma once

#include "taraf/demo/demo.h"
#include "taraf/test/folder.h"

#include <mutex>
#include <vector>

namespace taraf::demo {

struct FirstTracks {
    test::TemporaryFolder folder;
    Result<DemoSummary> summary = fail(ErrorCode::Internal, "not run");
    std::vector<Progress> told;

    static const FirstTracks &made()
    {
        static const FirstTracks once;
        return once;
    }
    static DemoOptions options(unsigned threads) { return {.threads = threads, .tracksPerAlbum = 1}; }

private:
    FirstTracks()
    {
        summary = writeDemo(folder.path(), options(3), {}, [this](const Progress &progress) { told.push_back(progress); });
    }
};

} // namespace taraf::demo
