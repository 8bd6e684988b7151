#include "background.h"

#include "taraf/base/file.h"

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <dirent.h>
#include <mutex>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace taraf::work {
namespace {

constexpr int kNice = 10;
// <linux/ioprio.h>; the C library has no name for the call.
constexpr int kIoprioWhoProcess = 1;
constexpr int kIoprioIdle = 3 << 13;
constexpr std::chrono::seconds kLook{10};

std::string line(const std::string &path)
{
    auto text = readFile(path, 4096).value_or("");
    while (text.ends_with('\n')) text.pop_back();
    return text;
}

} // namespace

void letOthersGoFirst()
{
    if (::getpriority(PRIO_PROCESS, 0) < kNice) (void)::setpriority(PRIO_PROCESS, 0, kNice);
    (void)::syscall(SYS_ioprio_set, kIoprioWhoProcess, 0, kIoprioIdle);
}

Power::Power(std::string folder) : m_folder(std::move(folder))
{
    if (!m_folder.empty()) return;
    const char *given = std::getenv("TARAF_POWER_SUPPLIES"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    m_folder = given != nullptr ? given : "/sys/class/power_supply";
}

bool Power::isOnBattery() const
{
    DIR *const stream = ::opendir(m_folder.c_str());
    if (stream == nullptr) return false;
    bool isDischarging = false;
    bool isFed = false;
    while (const dirent *entry = ::readdir(stream)) { // NOLINT(concurrency-mt-unsafe): the stream is ours alone
        const std::string name = static_cast<const char *>(entry->d_name);
        if (name.starts_with('.')) continue;
        const std::string supply = m_folder + "/" + name + "/";
        const std::string type = line(supply + "type");
        if (type == "Battery") {
            // A mouse has one too.
            isDischarging = isDischarging || (line(supply + "scope") != "Device" && line(supply + "status") == "Discharging");
        } else if (!type.empty()) {
            isFed = isFed || line(supply + "online") == "1";
        }
    }
    ::closedir(stream);
    return isDischarging && !isFed;
}

void Power::waitForMains(const std::stop_token &stop, const std::function<void()> &paused) const
{
    if (!isOnBattery()) return;
    if (m_waiting++ == 0 && paused) paused();
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any wake;
    while (!stop.stop_requested() && isOnBattery()) {
        wake.wait_for(lock, stop, kLook, [] { return false; });
    }
    --m_waiting;
}

} // namespace taraf::work
