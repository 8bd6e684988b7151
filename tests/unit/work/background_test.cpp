#include "background.h"

#include "taraf/test/folder.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace taraf::work {
namespace {

class PowerTest : public testing::Test
{
protected:
    void supply(const std::string &name, const std::vector<std::pair<std::string, std::string>> &attributes)
    {
        for (const auto &[attribute, value] : attributes) m_folder.write(name + "/" + attribute, value + "\n");
    }
    [[nodiscard]] bool isOnBattery() const { return Power(m_folder.path()).isOnBattery(); }

    test::TemporaryFolder m_folder;
};

TEST_F(PowerTest, ADesktopIsNeverOnBattery)
{
    EXPECT_FALSE(isOnBattery());
    EXPECT_FALSE(Power(m_folder / "none").isOnBattery());
    supply("hidpp_battery_0", {{"type", "Battery"}, {"scope", "Device"}, {"status", "Discharging"}});
    EXPECT_FALSE(isOnBattery()) << "a mouse's battery is not the machine's";
}

TEST_F(PowerTest, ALaptopIsWhileItsBatteryIsEmptied)
{
    supply("BAT0", {{"type", "Battery"}, {"status", "Discharging"}});
    EXPECT_TRUE(isOnBattery());
    supply("AC", {{"type", "Mains"}, {"online", "0"}});
    EXPECT_TRUE(isOnBattery());
    supply("AC", {{"type", "Mains"}, {"online", "1"}});
    EXPECT_FALSE(isOnBattery()) << "some discharge a little on the mains";
    supply("AC", {{"type", "Mains"}, {"online", "0"}});
    supply("BAT0", {{"type", "Battery"}, {"status", "Not charging"}});
    EXPECT_FALSE(isOnBattery());
    supply("BAT1", {{"type", "Battery"}, {"status", "Discharging"}});
    EXPECT_TRUE(isOnBattery());
    supply("ucsi", {{"type", "USB"}, {"online", "1"}});
    EXPECT_FALSE(isOnBattery());
}

TEST_F(PowerTest, WaitingEndsWithTheStop)
{
    supply("BAT0", {{"type", "Battery"}, {"status", "Discharging"}});
    std::stop_source stop;
    const std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        stop.request_stop();
    });
    int told = 0;
    Power(m_folder.path()).waitForMains(stop.get_token(), [&] { ++told; });
    EXPECT_EQ(told, 1);
    supply("BAT0", {{"type", "Battery"}, {"status", "Charging"}});
    Power(m_folder.path()).waitForMains({}, [&] { ++told; });
    EXPECT_EQ(told, 1);
}

TEST(Background, LetsOthersGoFirst)
{
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        letOthersGoFirst();
        const bool nice = ::getpriority(PRIO_PROCESS, 0) >= 10;
        const bool idle = ::syscall(SYS_ioprio_get, 1, 0) >> 13 == 3;
        ::_exit(nice && idle ? 0 : 1);
    }
    int status = -1;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0);
}

} // namespace
} // namespace taraf::work
