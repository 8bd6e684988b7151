#include "taraf/work/job.h"

#include "taraf/test/folder.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

namespace taraf::work {
namespace {

/// A taraf-work that does what a line of shell says: how a job ends is what is tested here, not what it does.
class Job : public testing::Test
{
protected:
    void SetUp() override { ::setenv("TARAF_PROGRAMS", m_folder.path().c_str(), 1); }
    void TearDown() override { ::unsetenv("TARAF_PROGRAMS"); }

    Result<QJsonObject> run(const std::string &script, std::stop_token stop = {})
    {
        const std::string program = m_folder.write("taraf-work", "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(program, std::filesystem::perms::owner_all);
        const JobEvents events{.progress = [&](const Progress &progress) { m_progress.push_back(progress); },
                               .note = [&](const std::string &note) { m_notes.push_back(note); },
                               .scanned = [&](const QJsonObject &scan) { m_scans.push_back(scan); }};
        return runJob({"job", "an argument"}, events, stop);
    }

    test::TemporaryFolder m_folder;
    std::vector<Progress> m_progress;
    std::vector<std::string> m_notes;
    std::vector<QJsonObject> m_scans;
};

TEST_F(Job, HandsOnWhatTheChildSays)
{
    const auto result = run(R"(echo '{"progress":{"phase":"listening","done":3,"total":9,"item":"/a%20%FF"}}'
echo '{"note":"a drive is not there"}'
echo '{"scanned":{"added":3}}'
echo "{\"result\":{\"argument\":\"$2\"}}")");
    ASSERT_TRUE(result) << result.error().message;
    EXPECT_EQ(result->value(u"argument").toString().toStdString(), "an argument");
    ASSERT_EQ(m_progress.size(), 1U);
    EXPECT_EQ(m_progress[0].phase, "listening");
    EXPECT_EQ(m_progress[0].done, 3U);
    EXPECT_EQ(m_progress[0].item, "/a \xFF");
    EXPECT_EQ(m_notes, std::vector<std::string>{"a drive is not there"});
    ASSERT_EQ(m_scans.size(), 1U);
    EXPECT_EQ(m_scans[0].value(u"added").toInteger(), 3);
}

TEST_F(Job, HandsOnAnErrorWithItsCode)
{
    const auto result = run(R"(echo '{"error":{"code":"too short","message":"a.mp3 is too short"}}'; exit 1)");
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error(), (Error{ErrorCode::TooShort, "a.mp3 is too short"}));
}

TEST_F(Job, SaysThatTheChildDied)
{
    for (const char *script : {"exit 0", "exit 7", "kill -9 $$", R"(echo '{"result":{"half')", "echo no json; head -c 100000 /dev/zero"}) {
        const auto result = run(script);
        ASSERT_FALSE(result) << script;
        EXPECT_EQ(result.error().code, ErrorCode::Crashed) << script;
    }
}

TEST_F(Job, StopsAChildThatIsAsked)
{
    std::stop_source stop;
    const std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));
        stop.request_stop();
    });
    const auto begun = std::chrono::steady_clock::now();
    const auto result = run("exec sleep 600", stop.get_token());
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(60));
}

TEST_F(Job, AChildThatFinishesWhenStoppedIsBelieved)
{
    std::stop_source stop;
    stop.request_stop();
    const auto result = run(R"(trap 'echo "{\"result\":{}}"; exit 0' TERM
echo '{"note":"ready"}'
while :; do sleep 0.05; done)", stop.get_token());
    // Stopped before its trap was set it dies without a word; either way there is one answer.
    if (!result) {
        EXPECT_EQ(result.error().code, ErrorCode::Cancelled);
    }
}

TEST_F(Job, AChildThatDoesNotEndAfterItsResultIsNotWaitedFor)
{
    const auto begun = std::chrono::steady_clock::now();
    const auto result = run(R"(trap '' TERM
echo '{"result":{}}'
while :; do sleep 1; done)");
    EXPECT_TRUE(result);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(30));
}

TEST_F(Job, NeedsItsProgram)
{
    std::filesystem::remove(m_folder / "taraf-work");
    ::setenv("TARAF_PROGRAMS", (m_folder / "none").c_str(), 1);
    const auto result = runJob({}, {}, {});
    // The build folder may hold one beside the test; then it is found there, and refuses to do nothing.
    ASSERT_FALSE(result);
}

TEST_F(Job, LeavesNoChildAndNoDescriptorBehind)
{
    const auto open = [] {
        return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
    };
    const auto before = open();
    for (int i = 0; i < 20; ++i) (void)run(i % 2 == 0 ? R"(echo '{"result":{}}')" : "exit 1");
    EXPECT_EQ(open(), before);
}

} // namespace
} // namespace taraf::work
