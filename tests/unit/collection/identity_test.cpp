#include "taraf/collection/identity.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>

namespace taraf::collection {
namespace {

constexpr Milliseconds kLength{200'000};

AudioHash hashOf(std::uint8_t number)
{
    AudioHash hash{};
    hash[0] = number;
    return hash;
}

class IdentityTest : public testing::Test
{
protected:
    /// A recording with a file of that path ("": none left).
    RecordingId know(std::uint8_t hash, const std::string &path, Presence presence, const std::string &releaseTrack = {}, Milliseconds duration = kLength)
    {
        const RecordingId recording(++m_last);
        put(recording, hash, path, presence, releaseTrack, duration);
        return recording;
    }
    void put(RecordingId recording, std::uint8_t hash, const std::string &path, Presence presence, const std::string &releaseTrack = {}, Milliseconds duration = kLength)
    {
        const FileId file = path.empty() ? FileId{} : FileId(100 + static_cast<std::int64_t>(m_byPath.size()));
        const Match match{recording, duration, file, path, presence, "Title", "Artist"};
        m_byHash[hashOf(hash)].push_back(match);
        if (!path.empty()) m_byPath[path] = match;
        if (!releaseTrack.empty()) m_byTrack[releaseTrack].push_back(match);
    }
    Identity identified(const Probed &probed)
    {
        const Lookup lookup{
            .byHash = [&](const AudioHash &hash) -> Result<std::vector<Match>> { return m_byHash[hash]; },
            .byPath = [&](std::string_view path) -> Result<std::optional<Match>> {
                const auto found = m_byPath.find(std::string(path));
                return found == m_byPath.end() ? std::nullopt : std::optional(found->second);
            },
            .byReleaseTrack = [&](std::string_view track) -> Result<std::vector<Match>> { return m_byTrack[std::string(track)]; },
            .isElsewhere = [&](RecordingId recording, std::string_view path) -> Result<bool> {
                return std::ranges::any_of(m_byPath, [&](const auto &file) {
                    return file.second.recording == recording && file.first != path && file.second.presence == Presence::Here;
                });
            }};
        auto byAudio = identifyByAudio(probed, lookup);
        if (!byAudio) throw std::runtime_error(byAudio.error().message);
        if (*byAudio) return **byAudio;
        auto identity = identifyOtherwise(probed, lookup);
        if (!identity) throw std::runtime_error(identity.error().message);
        return *identity;
    }
    FileId fileAt(const std::string &path) { return m_byPath.at(path).file; }

    std::int64_t m_last = 0;
    std::map<AudioHash, std::vector<Match>> m_byHash;
    std::map<std::string, Match> m_byPath;
    std::map<std::string, std::vector<Match>> m_byTrack;
};

TEST_F(IdentityTest, ARetaggedFileIsTheSameRecording)
{
    const auto recording = know(1, "/m/a.mp3", Presence::Here);
    const auto identity = identified({"/m/a.mp3", hashOf(1), kLength, {}, {}, {}});
    EXPECT_EQ(identity.recording, recording);
    EXPECT_EQ(identity.evidence, Evidence::AudioHash);
    EXPECT_EQ(identity.whereabouts, Whereabouts::SamePath);
}

TEST_F(IdentityTest, ARenamedFileIsMoved)
{
    const auto recording = know(1, "/m/old.mp3", Presence::Gone);
    const auto identity = identified({"/other root/new.mp3", hashOf(1), kLength, {}, {}, {}});
    EXPECT_EQ(identity.recording, recording);
    EXPECT_EQ(identity.whereabouts, Whereabouts::Moved);
    EXPECT_EQ(identity.from, fileAt("/m/old.mp3"));
}

TEST_F(IdentityTest, ACopyIsACopy)
{
    const auto recording = know(1, "/m/a.mp3", Presence::Here);
    const auto identity = identified({"/m/copy.mp3", hashOf(1), kLength, {}, {}, {}});
    EXPECT_EQ(identity.recording, recording);
    EXPECT_EQ(identity.whereabouts, Whereabouts::Copied);
    EXPECT_FALSE(identity.from.isValid());
}

TEST_F(IdentityTest, ARecordingWithoutFilesComesBack)
{
    const auto recording = know(1, "", Presence::Gone);
    const auto identity = identified({"/m/a.mp3", hashOf(1), kLength, {}, {}, {}});
    EXPECT_EQ(identity.recording, recording);
    EXPECT_EQ(identity.whereabouts, Whereabouts::Copied);
}

TEST_F(IdentityTest, EncodedAnewInPlaceIsTheSameRecording)
{
    const auto recording = know(1, "/m/a.mp3", Presence::Here);
    const auto identity = identified({"/m/a.mp3", hashOf(2), kLength + Milliseconds{26}, {}, {}, {}});
    EXPECT_EQ(identity.recording, recording);
    EXPECT_EQ(identity.evidence, Evidence::Path);
    EXPECT_EQ(identity.whereabouts, Whereabouts::SamePath);
}

TEST_F(IdentityTest, AnotherTitleUnderTheSameNameIsNewThoughEquallyLong)
{
    const auto recording = know(1, "/m/a.mp3", Presence::Here);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, {}, "Another", "Artist"}).whereabouts, Whereabouts::New);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, {}, "Title", "Somebody"}).whereabouts, Whereabouts::New);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, {}, "TITLE", ""}).recording, recording);
}

TEST_F(IdentityTest, WhatTookThePathOfAMovedFileIsNotItsRecording)
{
    const auto recording = know(1, "/m/a.mp3", Presence::Here);
    put(recording, 1, "/m/moved.mp3", Presence::Here);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, {}, "Title", "Artist"}).whereabouts, Whereabouts::New);
    m_byPath["/m/moved.mp3"].presence = Presence::Gone;
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, {}, "Title", "Artist"}).recording, recording);
}

TEST_F(IdentityTest, OtherAudioUnderTheSameNameIsNew)
{
    know(1, "/m/a.mp3", Presence::Here);
    const auto identity = identified({"/m/a.mp3", hashOf(2), kLength + Milliseconds{3000}, {}, {}, {}});
    EXPECT_EQ(identity.whereabouts, Whereabouts::New);
    EXPECT_FALSE(identity.recording.isValid());
}

TEST_F(IdentityTest, TheHashAloneIsNotEnough)
{
    know(1, "/m/a.mp3", Presence::Here);
    EXPECT_EQ(identified({"/m/b.mp3", hashOf(1), kLength * 2, {}, {}, {}}).whereabouts, Whereabouts::New);
}

TEST_F(IdentityTest, TheHashIsWorthMoreThanThePath)
{
    know(1, "/m/a.mp3", Presence::Here);
    const auto b = know(2, "/m/b.mp3", Presence::Here);
    // The two files were swapped, and are equally long.
    const auto identity = identified({"/m/a.mp3", hashOf(2), kLength, {}, {}, {}});
    EXPECT_EQ(identity.recording, b);
    EXPECT_EQ(identity.whereabouts, Whereabouts::Copied);
}

TEST_F(IdentityTest, TheReleaseTrackDecidesWhereItIsUnique)
{
    const auto recording = know(1, "/m/a.flac", Presence::Gone, "track-1");
    const auto moved = identified({"/m/a.mp3", hashOf(2), kLength + Milliseconds{50}, "track-1", {}, {}});
    EXPECT_EQ(moved.recording, recording);
    EXPECT_EQ(moved.evidence, Evidence::ReleaseTrack);
    EXPECT_EQ(moved.whereabouts, Whereabouts::Moved);
    EXPECT_EQ(moved.from, fileAt("/m/a.flac"));
    // Two files of the one recording are still one recording.
    put(recording, 1, "/m/b.flac", Presence::Here, "track-1");
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, "track-1", {}, {}}).recording, recording);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength * 2, "track-1", {}, {}}).whereabouts, Whereabouts::New);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, "track-2", {}, {}}).whereabouts, Whereabouts::New);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), kLength, "", {}, {}}).whereabouts, Whereabouts::New);
}

TEST_F(IdentityTest, AReleaseTrackOfTwoRecordingsDecidesNothing)
{
    know(1, "/m/a.flac", Presence::Gone, "track-1");
    know(2, "/m/b.flac", Presence::Here, "track-1");
    EXPECT_EQ(identified({"/m/c.mp3", hashOf(3), kLength, "track-1", {}, {}}).whereabouts, Whereabouts::New);
}

TEST_F(IdentityTest, OfSeveralRecordingsWithOneHashARulePicks)
{
    const auto oldest = know(1, "/m/a.mp3", Presence::Here);
    const auto gone = know(1, "/m/b.mp3", Presence::Gone);
    const auto here = know(1, "/m/c.mp3", Presence::Here);
    EXPECT_EQ(identified({"/m/c.mp3", hashOf(1), kLength, {}, {}, {}}).recording, here);
    EXPECT_EQ(identified({"/m/x.mp3", hashOf(1), kLength, {}, {}, {}}).recording, gone);
    m_byHash[hashOf(1)].erase(m_byHash[hashOf(1)].begin() + 1);
    EXPECT_EQ(identified({"/m/x.mp3", hashOf(1), kLength, {}, {}, {}}).recording, oldest);
}

TEST_F(IdentityTest, AnUnknownDurationIsNoEvidence)
{
    know(1, "/m/a.mp3", Presence::Here, "track-1", Milliseconds{0});
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(2), Milliseconds{0}, "track-1", {}, {}}).whereabouts, Whereabouts::New);
    EXPECT_EQ(identified({"/m/a.mp3", hashOf(1), Milliseconds{0}, {}, {}, {}}).whereabouts, Whereabouts::SamePath);
}

TEST_F(IdentityTest, AFailedLookupIsHandedOn)
{
    const Lookup broken{.byHash = [](const AudioHash &) -> Result<std::vector<Match>> { return fail(ErrorCode::Database, "no"); }, .byPath = {}, .byReleaseTrack = {}, .isElsewhere = {}};
    EXPECT_EQ(identifyByAudio({"/m/a.mp3", hashOf(1), kLength, {}, {}, {}}, broken).error().code, ErrorCode::Database);
}

} // namespace
} // namespace taraf::collection
