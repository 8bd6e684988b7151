#include "library_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace taraf::store::test {
namespace {

class Descriptors : public LibraryTest
{
protected:
    static Descriptor descriptor(float first)
    {
        Descriptor made{.values = {first, -2.0F, 0.25F}, .segments = {}};
        made.segments = {made.values, {first + 1, -2.0F, 0.5F}};
        return made;
    }
    RecordingId playable(const std::string &path)
    {
        const auto recording = newRecording();
        must(m_library.saveFile(record(path, recording), kNow));
        return recording;
    }
    DescriptorHead head(RecordingId recording) { return {recording, kVersion, "cpu", kNow}; }
};

TEST_F(Descriptors, RoundTrip)
{
    const auto recording = playable("/music/a.mp3");
    EXPECT_EQ(must(m_library.descriptor(recording, kVersion)).has_value(), false);
    must(m_library.saveDescriptor(head(recording), descriptor(5)));
    must(m_library.saveDescriptor(head(recording), descriptor(1)));
    const auto back = must(m_library.descriptor(recording, kVersion));
    ASSERT_TRUE(back);
    EXPECT_EQ(back->values, descriptor(1).values);
    ASSERT_EQ(back->segments.size(), 2U);
    EXPECT_EQ(back->segments, descriptor(1).segments);
    EXPECT_FALSE(must(m_library.descriptor(recording, kVersion + 1)));
    EXPECT_EQ(m_library.saveDescriptor(head(RecordingId(99)), descriptor(1)).error().code, ErrorCode::NotFound);
    EXPECT_EQ(m_library.saveDescriptor(head(recording), {{NAN}, {}}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(Descriptors, AreMissedUntilTheyAreThereOrFailed)
{
    const auto b = playable("/music/b.mp3");
    const auto a = playable("/music/a.mp3");
    const auto c = playable("/music/c.mp3");
    auto missing = must(m_library.unanalysed(kVersion));
    ASSERT_EQ(missing.size(), 3U);
    EXPECT_EQ(missing[0].recording, a);
    EXPECT_EQ(missing[0].path, "/music/a.mp3");
    EXPECT_EQ(missing[0].duration, Milliseconds{200'000});
    EXPECT_EQ(missing[1].recording, b);

    must(m_library.saveDescriptor(head(a), descriptor(1)));
    must(m_library.saveDescriptorFailure(head(b), {ErrorCode::TooShort, "only 3 s"}));
    missing = must(m_library.unanalysed(kVersion));
    ASSERT_EQ(missing.size(), 1U);
    EXPECT_EQ(missing[0].recording, c);
    EXPECT_EQ(must(m_library.unanalysed(kVersion + 1)).size(), 3U);

    const auto failures = must(m_library.failures(kVersion));
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_EQ(failures[0].path, "/music/b.mp3");
    EXPECT_EQ(failures[0].step, Failure::Step::Listening);
    EXPECT_EQ(failures[0].error, (Error{ErrorCode::TooShort, "only 3 s"}));
    EXPECT_FALSE(must(m_library.descriptor(b, kVersion)));
    auto counts = must(m_library.counts(kVersion));
    EXPECT_EQ(counts.analysed, 1U);
    EXPECT_EQ(counts.failed, 1U);
    EXPECT_EQ(counts.tracks, 3U);

    must(m_library.forgetDescriptors(std::array{a, b}));
    EXPECT_EQ(must(m_library.unanalysed(kVersion)).size(), 3U);
}

TEST_F(Descriptors, StreamInTheOrderOfAudioHashes)
{
    std::vector<RecordingId> byHash;
    for (const std::uint32_t number : {50U, 20U, 90U, 10U}) {
        const auto recording = must(m_library.newRecording({hashOf(number), Milliseconds{1000}, {}}, kNow));
        must(m_library.saveFile(record("/music/" + std::to_string(number) + ".mp3", recording), kNow));
        must(m_library.saveDescriptor(head(recording), descriptor(static_cast<float>(number))));
    }
    const auto gone = must(m_library.newRecording({hashOf(1), Milliseconds{1000}, {}}, kNow)); // without a file
    must(m_library.saveDescriptor(head(gone), descriptor(0)));
    std::vector<float> order;
    must(m_library.eachHeard(kVersion, "", [&](const HeardRow &each) {
        order.push_back(each.descriptor.values[0]);
        return true;
    }));
    EXPECT_EQ(order, (std::vector<float>{10, 20, 50, 90}));
    order.clear();
    must(m_library.eachHeard(kVersion, "", [&](const HeardRow &each) {
        order.push_back(each.descriptor.values[0]);
        return order.size() < 2;
    }));
    EXPECT_EQ(order.size(), 2U);
}

TEST_F(Descriptors, DamagedOnesAreAnError)
{
    const auto recording = playable("/music/a.mp3");
    must(m_library.saveDescriptor(head(recording), descriptor(1)));
    outside(m_path, "UPDATE descriptors SET content = x'00'");
    EXPECT_EQ(m_library.descriptor(recording, kVersion).error().code, ErrorCode::Corrupt);
    EXPECT_EQ(m_library.eachHeard(kVersion, "", [](const HeardRow &) { return true; }).error().code, ErrorCode::Corrupt);
}

TEST_F(Descriptors, MapsTheNewestIsCurrentAndTwoAreKept)
{
    EXPECT_FALSE(must(m_library.currentMap(kVersion)));
    const auto map = [](std::string hash, std::uint64_t on) {
        return MapRecord{.hash = std::move(hash), .version = kVersion, .trainedOn = on, .content = {std::byte{1}, std::byte{0}, std::byte{255}}, .createdAt = kNow};
    };
    must(m_library.saveMap(map("a", 10)));
    must(m_library.saveMap(map("b", 20)));
    auto current = must(m_library.currentMap(kVersion));
    ASSERT_TRUE(current);
    EXPECT_EQ(current->hash, "b");
    EXPECT_EQ(current->trainedOn, 20U);
    EXPECT_EQ(current->content, map("", 0).content);
    EXPECT_EQ(current->createdAt, kNow);
    must(m_library.saveMap(map("a", 30)));
    EXPECT_EQ(must(m_library.currentMap(kVersion))->trainedOn, 30U);
    must(m_library.saveMap(map("c", 40)));
    EXPECT_EQ(outside(m_path, "SELECT group_concat(hash) FROM (SELECT hash FROM maps ORDER BY id)"), "a,c");
    EXPECT_FALSE(must(m_library.currentMap(kVersion + 1)));
}

} // namespace
} // namespace taraf::store::test
