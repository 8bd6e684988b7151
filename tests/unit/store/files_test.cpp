#include "library_fixture.h"

#include <map>

namespace taraf::store::test {
namespace {

class Files : public LibraryTest
{
protected:
    struct Seen {
        FileId file;
        RecordingId recording;
        std::uint64_t size;
        FileTime modified;
        FileState state;
    };
    std::map<std::string, Seen> known(RootId root)
    {
        std::map<std::string, Seen> all;
        must(m_library.eachFile(root, [&](const KnownFile &file) {
            all.emplace(file.path, Seen{file.file, file.recording, file.size, file.modified, file.state});
        }));
        return all;
    }
};

TEST_F(Files, AreKnownAsTheyWereRead)
{
    const auto recording = newRecording();
    const auto id = must(m_library.saveFile(record("/music/a.mp3", recording), kNow));
    const auto all = known(m_root);
    ASSERT_EQ(all.size(), 1U);
    const Seen &file = all.at("/music/a.mp3");
    EXPECT_EQ(file.file, id);
    EXPECT_EQ(file.recording, recording);
    EXPECT_EQ(file.size, 1000U);
    EXPECT_EQ(file.modified, FileTime{1'600'000'000'123'456'789});
    EXPECT_EQ(file.state, FileState::Present);
}

TEST_F(Files, KeepTheirIdWhenReadAgain)
{
    const auto id = add("/music/a.mp3");
    auto changed = record("/music/a.mp3", newRecording());
    changed.size = 5;
    changed.tags.title = "Other";
    EXPECT_EQ(must(m_library.saveFile(changed, kNow)), id);
    EXPECT_EQ(known(m_root).at("/music/a.mp3").size, 5U);
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->tags.title, "Other");
    EXPECT_EQ(must(m_library.counts(kVersion)).files, 1U);
}

TEST_F(Files, GoMissingAndComeBack)
{
    const auto id = add("/music/a.mp3");
    const auto recording = must(m_library.trackByPath("/music/a.mp3"))->recording;
    must(m_library.markMissing(std::span(&id, 1), kNow));
    EXPECT_EQ(known(m_root).at("/music/a.mp3").state, FileState::Missing);
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3")), std::nullopt);
    EXPECT_TRUE(must(m_library.tracks(std::span(&recording, 1))).empty());
    EXPECT_TRUE(must(m_library.slims(std::span(&recording, 1))).empty());
    EXPECT_TRUE(must(m_library.tracksUnder("/music")).empty());
    EXPECT_TRUE(must(m_library.unanalysed(kVersion)).empty());
    EXPECT_EQ(must(m_library.counts(kVersion)).missing, 1U);
    EXPECT_EQ(must(m_library.counts(kVersion)).tracks, 0U);

    must(m_library.markReturned(std::span(&id, 1), kNow));
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3"))->recording, recording);
    EXPECT_EQ(must(m_library.counts(kVersion)).missing, 0U);
}

TEST_F(Files, ThatCanNotBeReadAreNoTracks)
{
    const FileFailure failure{.root = m_root, .path = "/music/bad.mp3", .size = 7, .modified = FileTime{8}, .error = {ErrorCode::Corrupt, "no frames"}};
    const auto id = must(m_library.saveFailure(failure, kNow));
    const auto all = known(m_root);
    EXPECT_EQ(all.at("/music/bad.mp3").state, FileState::Failed);
    EXPECT_FALSE(all.at("/music/bad.mp3").recording.isValid());
    EXPECT_EQ(all.at("/music/bad.mp3").size, 7U);
    EXPECT_EQ(must(m_library.trackByPath("/music/bad.mp3")), std::nullopt);
    const auto failures = must(m_library.failures(kVersion));
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_EQ(failures[0].step, Failure::Step::Reading);
    EXPECT_EQ(failures[0].error, failure.error);
    EXPECT_EQ(must(m_library.counts(kVersion)).failed, 1U);

    // Repaired: the same row.
    EXPECT_EQ(must(m_library.saveFile(record("/music/bad.mp3", newRecording()), kNow)), id);
    EXPECT_TRUE(must(m_library.trackByPath("/music/bad.mp3")));
    EXPECT_TRUE(must(m_library.failures(kVersion)).empty());
}

TEST_F(Files, ThatBecomeUnreadableKeepTheirRecording)
{
    add("/music/a.mp3");
    const auto recording = known(m_root).at("/music/a.mp3").recording;
    must(m_library.saveFailure({m_root, "/music/a.mp3", 1, FileTime{1}, {ErrorCode::Crashed, "x"}}, kNow));
    EXPECT_EQ(known(m_root).at("/music/a.mp3").recording, recording);
    EXPECT_EQ(must(m_library.trackByPath("/music/a.mp3")), std::nullopt);
    EXPECT_EQ(must(m_library.recordingByPath("/music/a.mp3"))->recording, recording);
}

TEST_F(Files, MoveAlsoBetweenRoots)
{
    const auto other = must(m_library.addRoot("/other", kNow));
    const auto id = add("/music/a.mp3");
    must(m_library.markMissing(std::span(&id, 1), kNow));
    must(m_library.moveFile(id, other, "/other/b.mp3", kNow));
    EXPECT_TRUE(known(m_root).empty());
    EXPECT_EQ(known(other).at("/other/b.mp3").file, id);
    EXPECT_EQ(known(other).at("/other/b.mp3").state, FileState::Present);
    EXPECT_EQ(must(m_library.trackByPath("/other/b.mp3"))->tags.title, "Title");
}

TEST_F(Files, MovingOntoAKnownPathDropsThatRow)
{
    const auto a = add("/music/a.mp3");
    const auto b = add("/music/b.mp3");
    must(m_library.moveFile(a, m_root, "/music/b.mp3", kNow));
    const auto all = known(m_root);
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all.at("/music/b.mp3").file, a);
    EXPECT_EQ(m_library.moveFile(b, m_root, "/music/c.mp3", kNow).error().code, ErrorCode::NotFound);
    must(m_library.moveFile(a, m_root, "/music/b.mp3", kNow)); // where it is already
    EXPECT_EQ(known(m_root).size(), 1U);
}

TEST_F(Files, IdsAreNeverUsedAgain)
{
    const auto first = add("/music/a.mp3");
    must(m_library.removeRoot(m_root));
    m_root = must(m_library.addRoot("/music", kNow));
    const auto second = add("/music/a.mp3");
    EXPECT_GT(second, first);
    EXPECT_EQ(outside(m_path, "DELETE FROM files; DELETE FROM evidence; DELETE FROM recordings; SELECT count(*) FROM recordings"), "0");
    const auto third = newRecording();
    EXPECT_GT(third.value(), 2);
    EXPECT_GT(add("/music/a.mp3"), second);
}

TEST_F(Files, RemovingARootKeepsItsRecordings)
{
    add("/music/a.mp3");
    const auto recording = known(m_root).at("/music/a.mp3").recording;
    must(m_library.removeRoot(m_root));
    EXPECT_TRUE(must(m_library.roots()).empty());
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM file_tags"), "0");
    const auto matches = must(m_library.recordingsByHash(hashOf(1)));
    ASSERT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches[0].recording, recording);
    EXPECT_FALSE(matches[0].file.isValid());
    EXPECT_TRUE(m_library.check());
    EXPECT_EQ(m_library.removeRoot(m_root).error().code, ErrorCode::NotFound);
}

TEST_F(Files, OfRowsThatDoNotExistAreRefused)
{
    auto file = record("/music/a.mp3", RecordingId(99));
    EXPECT_EQ(m_library.saveFile(file, kNow).error().code, ErrorCode::InvalidArgument);
    file.recording = newRecording();
    file.root = RootId(99);
    EXPECT_EQ(m_library.saveFile(file, kNow).error().code, ErrorCode::InvalidArgument);
    file.root = m_root;
    file.album = AlbumId(99);
    EXPECT_EQ(m_library.saveFile(file, kNow).error().code, ErrorCode::InvalidArgument);
    file.album = {};
    file.path = "relative.mp3";
    EXPECT_EQ(m_library.saveFile(file, kNow).error().code, ErrorCode::InvalidArgument);
    EXPECT_TRUE(known(m_root).empty());
}

TEST_F(Files, RootsRememberWhereTheyWereSeen)
{
    must(m_library.sawRoot(m_root, "ext4:1234", UnixTime{55}));
    const auto roots = must(m_library.roots());
    ASSERT_EQ(roots.size(), 1U);
    EXPECT_EQ(roots[0].volume, "ext4:1234");
    EXPECT_EQ(roots[0].lastSeen, UnixTime{55});
    EXPECT_EQ(roots[0].addedAt, kNow);
    EXPECT_EQ(must(m_library.addRoot("/music", kNow)), m_root);
    EXPECT_EQ(m_library.sawRoot(RootId(9), "", kNow).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.addRoot("music", kNow).error().code, ErrorCode::InvalidArgument);
}

} // namespace
} // namespace taraf::store::test
