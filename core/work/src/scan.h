/// @file What the phases of one rescan share.
#pragma once

#include "background.h"

#include "taraf/store/library.h"
#include "taraf/work/rescan.h"

namespace taraf::work {

/// A rescan as it was asked for. Both libraries of the landing get it; each opens the store for itself.
struct Order {
    Home home;
    RescanOptions options; ///< jobs: at least 1
    unsigned readers = 1;  ///< files in hand while tags are read
    UnixTime now{0};
    std::stop_token stop;
    ProgressSink progress; ///< not empty
    NoteSink note;         ///< not empty

    void tell(const std::string &phase, std::uint64_t done, std::uint64_t total, const std::string &item = {}) const
    {
        progress({.phase = phase, .done = done, .total = total, .item = item});
    }
    /// To be called before each file. Waits where the scan is nobody's who sits in front of it.
    void waitForMains(const std::stop_token &stopped) const
    {
        if (options.attendance == Attendance::Unattended) power.waitForMains(stopped, [&] { note("on battery; going on when the machine is on the mains"); });
    }

    Power power{};
};

/// One rescan under way. The phases run one after the other in the thread that called rescan(); it alone uses the library.
struct Scan {
    const Order &order;
    store::Library &library;
    RescanResult result;
};

/// Walks the roots, reads what is new or changed, and says whose recording each file is.
[[nodiscard]] Result<> readPhase(Scan &scan, const std::vector<store::Root> &roots);

} // namespace taraf::work
