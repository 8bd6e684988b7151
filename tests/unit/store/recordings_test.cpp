#include "library_fixture.h"

namespace taraf::store::test {
namespace {

class Recordings : public LibraryTest
{};

TEST_F(Recordings, AreFoundByEveryHashTheyHad)
{
    const auto id = newRecording(); // hash 1
    must(m_library.addEvidence(id, {.audioHash = hashOf(50), .duration = Milliseconds{200'040}, .releaseTrack = {}}, kNow));
    must(m_library.addEvidence(id, {.audioHash = hashOf(50), .duration = Milliseconds{200'040}, .releaseTrack = {}}, kNow));
    EXPECT_EQ(must(m_library.recordingsByHash(hashOf(1))).at(0).recording, id);
    const auto second = must(m_library.recordingsByHash(hashOf(50)));
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].duration, Milliseconds{200'040});
    EXPECT_TRUE(must(m_library.recordingsByHash(hashOf(51))).empty());
    EXPECT_EQ(m_library.addEvidence(RecordingId(99), {}, kNow).error().code, ErrorCode::NotFound);
}

TEST_F(Recordings, ComeWithTheirFiles)
{
    const auto recording = newRecording();
    const auto b = must(m_library.saveFile(record("/music/b.mp3", recording), kNow));
    const auto a = must(m_library.saveFile(record("/music/a.mp3", recording), kNow));
    must(m_library.markMissing(std::span(&b, 1), kNow));
    const auto matches = must(m_library.recordingsByHash(hashOf(1)));
    ASSERT_EQ(matches.size(), 2U);
    EXPECT_EQ(matches[0].file, a);
    EXPECT_EQ(matches[0].path, "/music/a.mp3");
    EXPECT_EQ(matches[0].state, FileState::Present);
    EXPECT_EQ(matches[1].file, b);
    EXPECT_EQ(matches[1].state, FileState::Missing);
}

TEST_F(Recordings, AreFoundByReleaseTrack)
{
    const std::string track = "2d1f0f33-6a0f-4f5a-9a51-111111111111";
    const auto one = must(m_library.newRecording({hashOf(1), Milliseconds{1000}, track}, kNow));
    const auto two = must(m_library.newRecording({hashOf(2), Milliseconds{2000}, track}, kNow));
    must(m_library.newRecording({hashOf(3), Milliseconds{3000}, ""}, kNow));
    const auto matches = must(m_library.recordingsByReleaseTrack(track));
    ASSERT_EQ(matches.size(), 2U);
    EXPECT_EQ(matches[0].recording, one);
    EXPECT_EQ(matches[1].recording, two);
    EXPECT_EQ(matches[1].duration, Milliseconds{2000});
    EXPECT_TRUE(must(m_library.recordingsByReleaseTrack("")).empty());
}

TEST_F(Recordings, AreFoundByPath)
{
    add("/music/a.mp3");
    const auto match = must(m_library.recordingByPath("/music/a.mp3"));
    ASSERT_TRUE(match);
    EXPECT_EQ(match->duration, Milliseconds{200'000});
    EXPECT_EQ(match->path, "/music/a.mp3");
    EXPECT_EQ(must(m_library.recordingByPath("/music/b.mp3")), std::nullopt);
}

} // namespace
} // namespace taraf::store::test
