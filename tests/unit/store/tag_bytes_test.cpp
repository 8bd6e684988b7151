#include "tag_bytes.h"

#include <gtest/gtest.h>
#include <random>
#include <utility>

namespace taraf::store {
namespace {

TEST(Names, RoundTrip)
{
    const std::vector<std::vector<std::string>> lists{
        {}, {""}, {"A"}, {"A", "B"}, {"", ""}, {"", "A", ""}, {"\x1F"}, {"\x1E"}, {"\x1ES", "\x1EN", "a\x1F"}, {std::string("a\0b", 3), "\xFF\xFE"}};
    for (const auto &names : lists) EXPECT_EQ(unpackNames(packNames(names)), names);
    EXPECT_EQ(packNames({"A", "B"}), "A\x1F"
                                     "B");
}

TEST(TagBytes, DamageIsAnErrorNotACrash)
{
    Tags tags;
    tags.albumArtists = {"One", "Two"};
    tags.comment = std::string(300, 'x');
    tags.art = EmbeddedArt{.hash = {}, .bytes = 5};
    tags.rating = 0.5F;
    tags.plays = 1234;
    const std::string good = packTags(tags, {});
    StreamInfo stream;
    Tags back;
    ASSERT_TRUE(unpackTags(good, back, stream));
    EXPECT_EQ(back, tags);
    for (std::size_t size = 0; size < good.size(); ++size) {
        EXPECT_FALSE(unpackTags(std::string_view(good).substr(0, size), back, stream)) << size;
    }
    EXPECT_TRUE(unpackTags(good + "more of a later version", back, stream));
    std::string first = good.substr(0, good.size() - 2); // before there were plays, of which 1234 takes two bytes
    first[0] = 1;
    back = {};
    ASSERT_TRUE(unpackTags(first, back, stream));
    EXPECT_EQ(std::exchange(back.plays, 1234), 0);
    EXPECT_EQ(back, tags);
    std::mt19937 random(3);
    for (int i = 0; i < 20'000; ++i) {
        std::string bad = good;
        for (int flips = 0; flips < 3; ++flips) bad[random() % bad.size()] = static_cast<char>(random());
        (void)unpackTags(bad, back, stream); // any outcome but a crash or a huge allocation
    }
}

} // namespace
} // namespace taraf::store
