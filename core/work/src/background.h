/// @file Work that waits its turn: behind everything else on the machine, and for the mains.
#pragma once

#include <atomic>
#include <functional>
#include <stop_token>
#include <string>

namespace taraf::work {

/// From now on everybody else goes first: nice 10, and the disk only while nobody else wants it. For the whole process and the children it starts;
/// to be called before there are threads. What the system refuses is left as it is.
void letOthersGoFirst();

/// What the machine runs on, as the kernel says (/sys/class/power_supply; "Power supply class", docs.kernel.org).
class Power
{
public:
    /// An empty folder: $TARAF_POWER_SUPPLIES, else the kernel's.
    explicit Power(std::string folder = {});

    /// A battery of the machine is being emptied, and nothing that feeds it is connected. False where it can't be told.
    [[nodiscard]] bool isOnBattery() const;

    /// Returns when the machine is not on battery, or on stop. `paused` is called if there is something to wait for, by the first of several
    /// threads. Looks every ten seconds.
    void waitForMains(const std::stop_token &stop, const std::function<void()> &paused) const;

private:
    std::string m_folder;
    mutable std::atomic<int> m_waiting{0}; ///< threads
};

} // namespace taraf::work
