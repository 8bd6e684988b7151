#include "crew.h"

#include <atomic>
#include <gtest/gtest.h>
#include <latch>
#include <set>

namespace taraf::work {
namespace {

using namespace std::chrono_literals;

/// Stands for a drive that never answers: "hang" waits until the test lets it go.
struct Drive {
    std::latch answers{1};
    std::atomic<int> returned = 0;
};

class CrewTest : public testing::Test
{
protected:
    struct Reader {
        std::shared_ptr<Drive> drive;
        Result<int> read(const std::string &path, const std::stop_token &)
        {
            if (path.starts_with("/slow")) {
                std::this_thread::sleep_for(700ms);
                return fail(ErrorCode::Io, path + " can't be read");
            }
            if (path.starts_with("/hang")) {
                drive->answers.wait();
                ++drive->returned;
            }
            return static_cast<int>(path.size());
        }
    };
    struct Product {
        std::size_t file;
        Result<int> length;
    };
    using TestCrew = Crew<Reader, int, Product>;

    std::vector<Product> work(std::vector<Reading> files, CrewOptions options)
    {
        TestCrew crew(std::move(files), std::move(options), [drive = m_drive] { return Reader{drive}; },
                      [](std::size_t file, Result<int> length) { return Product{file, std::move(length)}; });
        std::vector<Product> products;
        while (auto next = crew.next()) products.push_back(std::move(*next));
        m_abandoned = crew.hasAbandoned();
        return products;
    }
    void TearDown() override { m_drive->answers.count_down(); }

    std::shared_ptr<Drive> m_drive = std::make_shared<Drive>();
    bool m_abandoned = false;
};

TEST_F(CrewTest, EveryFileIsReadOnce)
{
    std::vector<Reading> files;
    for (int i = 0; i < 1000; ++i) files.push_back({"/" + std::string(static_cast<std::size_t>(i % 7), 'x'), 0});
    for (const unsigned workers : {1U, 5U}) {
        std::set<std::size_t> seen;
        for (const Product &product : work(files, {.workers = workers, .ahead = 3})) {
            EXPECT_TRUE(seen.insert(product.file).second);
            EXPECT_EQ(product.length.value(), static_cast<int>(files[product.file].path.size()));
        }
        EXPECT_EQ(seen.size(), files.size());
        EXPECT_FALSE(m_abandoned);
    }
}

TEST_F(CrewTest, NoFilesAreNoWork) { EXPECT_TRUE(work({}, {.workers = 3}).empty()); }

TEST_F(CrewTest, ADriveThatDoesNotAnswerCostsItsFilesAlone)
{
    std::vector<Reading> files{{"/good/1", 0}, {"/hang/1", 1}, {"/good/2", 0}, {"/hang/2", 1}, {"/good/3", 0}, {"/hang/3", 1}, {"/good/4", 0}};
    const auto products = work(files, {.workers = 1, .patience = 100ms});
    ASSERT_EQ(products.size(), files.size());
    for (const Product &product : products) {
        if (files[product.file].drive == 0) {
            EXPECT_TRUE(product.length);
        } else if (product.file == 1) {
            EXPECT_EQ(product.length.error().code, ErrorCode::Io);
            EXPECT_TRUE(product.length.error().message.starts_with("/hang/1 ")) << product.length.error().message;
        } else {
            EXPECT_EQ(product.length.error().code, ErrorCode::NotFound) << "the others are not waited for, one after the other";
        }
    }
    EXPECT_TRUE(m_abandoned);
    EXPECT_EQ(m_drive->returned, 0);
}

TEST_F(CrewTest, AThreadThatComesBackTouchesNothing)
{
    (void)work({{"/hang/1", 1}, {"/good", 0}}, {.workers = 2, .patience = 50ms});
    EXPECT_TRUE(m_abandoned);
    m_drive->answers.count_down();
    for (int i = 0; i < 200 && m_drive->returned == 0; ++i) std::this_thread::sleep_for(10ms);
    EXPECT_EQ(m_drive->returned, 1);
    m_drive = std::make_shared<Drive>(); // the latch is spent
}

TEST_F(CrewTest, StoppingDoesNotWaitForTheDrive)
{
    std::stop_source stop;
    std::jthread later([&] {
        std::this_thread::sleep_for(100ms);
        stop.request_stop();
    });
    const auto products = work({{"/hang/1", 1}, {"/good", 0}}, {.workers = 1, .patienceWhenStopping = 50ms, .stop = stop.get_token()});
    ASSERT_EQ(products.size(), 1U);
    EXPECT_EQ(products[0].length.error().code, ErrorCode::Io);
    EXPECT_TRUE(m_abandoned);
}

TEST_F(CrewTest, WhatFailsAfterALongSilenceIsItsDrives)
{
    const std::vector<Reading> files{{"/slow/1", 1}, {"/slow/2", 1}, {"/slow/3", 1}, {"/good", 0}};
    const auto products = work(files, {.workers = 1, .silence = 500ms});
    ASSERT_EQ(products.size(), files.size());
    EXPECT_EQ(products[0].length.error().code, ErrorCode::Io);
    EXPECT_EQ(products[1].length.error().code, ErrorCode::NotFound) << "the others are not waited for";
    EXPECT_EQ(products[2].length.error().code, ErrorCode::NotFound);
    EXPECT_TRUE(products[3].length);
    EXPECT_FALSE(m_abandoned);
}

TEST_F(CrewTest, TellsThatThereIsNothingYet)
{
    int idle = 0;
    (void)work({{"/slow/1", 1}}, {.workers = 1, .idle = [&] { ++idle; }});
    EXPECT_GE(idle, 1);
}

TEST_F(CrewTest, IsAskedBeforeEachFile)
{
    std::atomic<int> asked = 0;
    const std::vector<Reading> files(20, Reading{"/a", 0});
    EXPECT_EQ(work(files, {.workers = 3, .mayGoOn = [&](const std::stop_token &) { ++asked; }}).size(), 20U);
    EXPECT_GE(asked, 20);
}

TEST_F(CrewTest, MayEndBeforeItsWorkIsTaken)
{
    const std::vector<Reading> files(500, Reading{"/a", 0});
    TestCrew crew(files, {.workers = 4, .ahead = 2}, [drive = m_drive] { return Reader{drive}; },
                  [](std::size_t file, Result<int> length) { return Product{file, std::move(length)}; });
    EXPECT_TRUE(crew.next());
}

} // namespace
} // namespace taraf::work
