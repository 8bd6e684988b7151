#include "library_fixture.h"

#include <algorithm>

namespace taraf::store::test {
namespace {

class History : public LibraryTest
{
protected:
    std::vector<std::string> lostPaths()
    {
        std::vector<std::string> paths;
        for (const NamedFile &file : must(m_library.lost())) paths.push_back(file.path);
        return paths;
    }
    /// A playable file with a recording and audio of its own.
    FileId addHeard(const std::string &path, const std::string &title = "Title")
    {
        FileRecord file = record(path, newRecording());
        file.audioHash = hashOf(m_serial);
        file.tags.title = title;
        return must(m_library.saveFile(file, kNow));
    }
    void decide(RecordingId former, RecordingId present)
    {
        must(m_library.decide({.former = former, .present = present, .verdict = Verdict::Same, .decidedAt = kNow}));
    }
    RecordingId recordingAt(const std::string &path) { return must(m_library.recordingByPath(path))->recording; }
};

TEST_F(History, AMissingFilesRecordingIsLostUntilItReturns)
{
    const FileId file = add("/music/a.mp3");
    EXPECT_TRUE(lostPaths().empty());
    must(m_library.markMissing(std::array{file}, kNow));
    EXPECT_EQ(lostPaths(), std::vector<std::string>{"/music/a.mp3"});
    must(m_library.markReturned(std::array{file}, kNow));
    EXPECT_TRUE(lostPaths().empty());
}

TEST_F(History, AReplacedFilesNameIsKept)
{
    const RecordingId old = newRecording();
    FileRecord file = record("/music/a.mp3", old);
    file.tags.title = "Old";
    file.tags.artists = {"A", "B"};
    must(m_library.saveFile(file, kNow));
    file.recording = newRecording();
    file.tags.title = "New";
    must(m_library.saveFile(file, kNow + UnixTime{5}));

    const auto lost = must(m_library.lost());
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].recording, old);
    EXPECT_EQ(lost[0].title, "Old");
    EXPECT_EQ(lost[0].artists, (std::vector<std::string>{"A", "B"}));
    EXPECT_EQ(lost[0].path, "/music/a.mp3");
    EXPECT_EQ(lost[0].duration, Milliseconds{200'000});
    const auto present = must(m_library.present());
    ASSERT_EQ(present.size(), 1U);
    EXPECT_EQ(present[0].title, "New");
}

TEST_F(History, ARemovedRootsNamesAndDatesAreKept)
{
    const RecordingId recording = newRecording();
    must(m_library.saveFile(record("/music/a.mp3", recording), kNow));
    must(m_library.removeRoot(m_root));
    EXPECT_EQ(lostPaths(), std::vector<std::string>{"/music/a.mp3"});
    m_root = must(m_library.addRoot("/music", kNow + UnixTime{100}));
    must(m_library.saveFile(record("/music/a.mp3", recording), kNow + UnixTime{100}));
    EXPECT_EQ(outside(m_path, "SELECT first_seen FROM files"), std::to_string(kNow.count())) << "the date it was first seen stays";
}

TEST_F(History, SameGivesFilesAndEvidenceAndCanBeUndone)
{
    const FileId gone = addHeard("/music/a.mp3");
    const RecordingId former = recordingAt("/music/a.mp3");
    addHeard("/music/a.flac");
    const RecordingId present = recordingAt("/music/a.flac");
    must(m_library.markMissing(std::array{gone}, kNow));

    must(m_library.decide({.former = former, .present = present, .verdict = Verdict::Same, .decidedAt = kNow}));
    EXPECT_EQ(recordingAt("/music/a.flac"), former);
    const auto byHash = must(m_library.recordingsByHash(hashOf(2)));
    EXPECT_TRUE(std::ranges::any_of(byHash, [&](const RecordingMatch &match) { return match.recording == former && match.path == "/music/a.flac"; }));
    EXPECT_EQ(must(m_library.decisions()).size(), 1U);
    EXPECT_EQ(m_library.decide({.former = former, .present = present, .verdict = Verdict::Different, .decidedAt = kNow}).error().code, ErrorCode::InvalidArgument);

    must(m_library.undoDecision(former, present));
    EXPECT_EQ(recordingAt("/music/a.flac"), present);
    for (const RecordingMatch &match : must(m_library.recordingsByHash(hashOf(2)))) EXPECT_EQ(match.recording, present);
    EXPECT_TRUE(must(m_library.decisions()).empty());
    EXPECT_EQ(m_library.undoDecision(former, present).error().code, ErrorCode::NotFound);
    must(m_library.check());
}

TEST_F(History, APathMayChangeItsRecordingAgainAndAgain)
{
    const RecordingId a = newRecording();
    const RecordingId b = newRecording();
    for (int round = 0; round < 3; ++round) {
        for (const RecordingId recording : {a, b}) {
            FileRecord file = record("/music/a.mp3", recording);
            file.tags.title = "Round " + std::to_string(round);
            must(m_library.saveFile(file, kNow + UnixTime{round}));
        }
    }
    const auto lost = must(m_library.lost());
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].recording, a);
    EXPECT_EQ(lost[0].title, "Round 2") << "by the newest name";
    for (int round = 0; round < 2; ++round) {
        must(m_library.removeRoot(m_root));
        m_root = must(m_library.addRoot("/music", kNow));
        must(m_library.saveFile(record("/music/a.mp3", a), kNow));
    }
}

TEST_F(History, UndoingTakesBackWhatCameAfterTheDecision)
{
    const FileId gone = addHeard("/music/a.mp3");
    const RecordingId former = recordingAt("/music/a.mp3");
    addHeard("/music/a.flac");
    const RecordingId present = recordingAt("/music/a.flac");
    must(m_library.markMissing(std::array{gone}, kNow));
    decide(former, present);
    // A copy of the joined file, found by its audio.
    FileRecord copy = record("/music/copy.flac", former);
    copy.audioHash = hashOf(2);
    must(m_library.saveFile(copy, kNow));
    must(m_library.undoDecision(former, present));
    EXPECT_EQ(recordingAt("/music/a.flac"), present);
    EXPECT_EQ(recordingAt("/music/copy.flac"), present);
}

TEST_F(History, DecisionsAreUndoneInTheOrderTheyLie)
{
    const FileId fileA = addHeard("/music/a.mp3");
    addHeard("/music/b.mp3");
    const FileId fileC = addHeard("/music/c.mp3");
    const RecordingId a = recordingAt("/music/a.mp3");
    const RecordingId b = recordingAt("/music/b.mp3");
    const RecordingId c = recordingAt("/music/c.mp3");
    must(m_library.markMissing(std::array{fileA, fileC}, kNow));
    decide(a, b);
    decide(c, a);
    EXPECT_EQ(recordingAt("/music/b.mp3"), c);
    EXPECT_EQ(m_library.undoDecision(a, b).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(m_library.decide({.former = newRecording(), .present = b, .verdict = Verdict::Same, .decidedAt = kNow}).error().code, ErrorCode::InvalidArgument);
    must(m_library.undoDecision(c, a));
    EXPECT_EQ(recordingAt("/music/b.mp3"), a);
    EXPECT_EQ(recordingAt("/music/a.mp3"), a);
    must(m_library.undoDecision(a, b));
    EXPECT_EQ(recordingAt("/music/b.mp3"), b);
    for (const RecordingMatch &match : must(m_library.recordingsByHash(hashOf(2)))) EXPECT_EQ(match.recording, b);
    must(m_library.check());
}

TEST_F(History, DecidingLeavesNamesAsTheyWere)
{
    const FileId gone = addHeard("/music/old.mp3", "Old");
    const RecordingId former = recordingAt("/music/old.mp3");
    addHeard("/music/new.flac", "New");
    const RecordingId present = recordingAt("/music/new.flac");
    must(m_library.markMissing(std::array{gone}, kNow));
    const auto name = [&] {
        const auto lost = must(m_library.lost());
        return lost.size() == 1 ? lost[0].path + " " + lost[0].title : std::to_string(lost.size()) + " lost";
    };
    EXPECT_EQ(name(), "/music/old.mp3 Old");
    decide(former, present);
    must(m_library.undoDecision(former, present));
    EXPECT_EQ(name(), "/music/old.mp3 Old");
    EXPECT_EQ(outside(m_path, "SELECT count(*) FROM former_files"), "0");
}

TEST_F(History, AJoinedRecordingIsFoundAsTheOneItWasJoinedTo)
{
    // The former has the larger id: it was known for less long.
    addHeard("/music/a.flac");
    const RecordingId present = recordingAt("/music/a.flac");
    const FileId gone = addHeard("/music/a.mp3");
    const RecordingId former = recordingAt("/music/a.mp3");
    must(m_library.markMissing(std::array{gone}, kNow));
    decide(former, present);
    must(m_library.removeRoot(m_root));
    for (const RecordingMatch &match : must(m_library.recordingsByHash(hashOf(1)))) EXPECT_EQ(match.recording, former);
    EXPECT_FALSE(must(m_library.recordingsByHash(hashOf(1))).empty());
}

TEST_F(History, DifferentIsOnlyRemembered)
{
    add("/music/a.mp3");
    add("/music/b.mp3");
    const RecordingId a = recordingAt("/music/a.mp3");
    const RecordingId b = recordingAt("/music/b.mp3");
    must(m_library.decide({.former = a, .present = b, .verdict = Verdict::Different, .decidedAt = kNow}));
    EXPECT_EQ(recordingAt("/music/b.mp3"), b);
    EXPECT_EQ(must(m_library.decisions())[0].verdict, Verdict::Different);
    EXPECT_EQ(m_library.decide({.former = a, .present = a, .verdict = Verdict::Same, .decidedAt = kNow}).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(m_library.decide({.former = a, .present = RecordingId(77), .verdict = Verdict::Same, .decidedAt = kNow}).error().code, ErrorCode::NotFound);
}

TEST_F(History, EveryChangeOfAVectorIsLogged)
{
    const auto changed = [&] {
        const VectorChanges changes = must(m_library.vectorChanges());
        must(m_library.forgetVectorChanges(changes.upTo));
        return changes.recordings;
    };
    const FileId file = add("/music/a.mp3");
    const RecordingId recording = recordingAt("/music/a.mp3");
    EXPECT_TRUE(changed().empty()) << "without a descriptor there is no vector";

    const DescriptorHead head{.recording = recording, .version = kVersion, .device = "cpu", .analysedAt = kNow};
    const std::vector<RecordingId> it{recording};
    must(m_library.saveDescriptor(head, {.values = {1.0F, 2.0F}, .segments = {}}));
    EXPECT_EQ(changed(), it);
    must(m_library.saveDescriptor(head, {.values = {3.0F, 2.0F}, .segments = {}}));
    EXPECT_EQ(changed(), it);
    must(m_library.saveFile(record("/music/a.mp3", recording), kNow));
    EXPECT_TRUE(changed().empty()) << "other tags are no other sound";
    must(m_library.markMissing(std::array{file}, kNow));
    EXPECT_EQ(changed(), it);
    must(m_library.markReturned(std::array{file}, kNow));
    EXPECT_EQ(changed(), it);
    must(m_library.saveFailure({.root = m_root, .path = "/music/a.mp3", .size = 1, .modified = FileTime{1}, .error = {ErrorCode::Corrupt, "x"}}, kNow));
    EXPECT_EQ(changed(), it);
    const RecordingId other = newRecording();
    must(m_library.saveFile(record("/music/a.mp3", other), kNow));
    EXPECT_EQ(changed(), (std::vector<RecordingId>{recording, other}));
    must(m_library.forgetDescriptors(it));
    EXPECT_EQ(changed(), it);
    must(m_library.saveFile(record("/music/b.mp3", recording), kNow));
    must(m_library.saveDescriptor(head, {.values = {3.0F, 2.0F}, .segments = {}}));
    EXPECT_EQ(changed(), it);
    must(m_library.removeRoot(m_root));
    EXPECT_EQ(changed(), (std::vector<RecordingId>{recording, other}));
}

TEST_F(History, WhatCameAfterTheLookIsNotForgotten)
{
    add("/music/a.mp3");
    const RecordingId recording = recordingAt("/music/a.mp3");
    const DescriptorHead head{.recording = recording, .version = kVersion, .device = "cpu", .analysedAt = kNow};
    must(m_library.saveDescriptor(head, {.values = {1.0F}, .segments = {}}));
    const VectorChanges seen = must(m_library.vectorChanges());
    must(m_library.saveDescriptor(head, {.values = {2.0F}, .segments = {}}));
    must(m_library.forgetVectorChanges(seen.upTo));
    EXPECT_EQ(must(m_library.vectorChanges()).recordings, std::vector<RecordingId>{recording});
}

TEST_F(History, ExclusionsAreKept)
{
    EXPECT_TRUE(must(m_library.exclusions()).empty());
    must(m_library.addExclusion("/Podcasts/", kNow));
    must(m_library.addExclusion("/Podcasts/", kNow));
    must(m_library.addExclusion("\\.part$", kNow));
    EXPECT_EQ(must(m_library.exclusions()), (std::vector<std::string>{"/Podcasts/", "\\.part$"}));
    must(m_library.removeExclusion("/Podcasts/"));
    EXPECT_EQ(m_library.removeExclusion("/Podcasts/").error().code, ErrorCode::NotFound);
    EXPECT_EQ(must(m_library.exclusions()).size(), 1U);
}

} // namespace
} // namespace taraf::store::test
