#include "decoded.h"
#include "first_tracks.h"
#include "plan.h"

#include <map>

namespace taraf::demo {
namespace {

struct Heard {
    double onsets, crossings, brightness;
};

TEST(DemoSound, IsCleanAndTheStylesDiffer)
{
    const FirstTracks &demo = FirstTracks::made();
    ASSERT_TRUE(demo.summary);
    std::multimap<Style, Heard> styles;
    for (const TrackPlan &plan : planTracks(DemoOptions{}.seed, 1)) {
        const Decoded sound = decode(demo.folder / (plan.folder + "/" + plan.file));
        ASSERT_FALSE(sound.mono.empty());
        EXPECT_GE(sound.seconds(), 62) << plan.file;
        EXPECT_LE(sound.seconds(), 80) << plan.file;
        EXPECT_TRUE(sound.isFinite()) << plan.file;
        EXPECT_LT(sound.peak(), 1.0F) << plan.file;
        EXPECT_GT(sound.peak(), 0.2F) << plan.file;
        EXPECT_GT(sound.level(), -25) << plan.file;
        EXPECT_LT(sound.level(), -14) << plan.file;
        // It starts and ends in silence; no click at either end.
        for (std::size_t i = 0; i < 4; ++i) {
            EXPECT_LT(std::abs(sound.mono[i]), 0.02F) << plan.file;
            EXPECT_LT(std::abs(sound.mono[sound.mono.size() - 1 - i]), 0.002F) << plan.file;
        }
        double mean = 0;
        for (const float sample : sound.mono) mean += static_cast<double>(sample);
        EXPECT_LT(std::abs(mean / static_cast<double>(sound.mono.size())), 0.002) << plan.file;
        styles.emplace(plan.album->style, Heard{sound.onsetsPerSecond(), sound.zeroCrossingsPerSecond(), sound.brightness()});
        const Heard heard = std::prev(styles.upper_bound(plan.album->style))->second;
        RecordProperty("onsets " + plan.title, std::to_string(heard.onsets));
        RecordProperty("crossings " + plan.title, std::to_string(heard.crossings));
        RecordProperty("brightness " + plan.title, std::to_string(heard.brightness));
    }
    const auto range = [&](Style style, double Heard::*what) {
        double least = 1e9;
        double most = 0;
        for (auto [at, end] = styles.equal_range(style); at != end; ++at) {
            least = std::min(least, at->second.*what);
            most = std::max(most, at->second.*what);
        }
        return std::pair(least, most);
    };
    for (const auto &[style, heard] : styles) {
        if (style == Style::Ambient || style == Style::Strings) {
            EXPECT_LT(heard.onsets, 0.5) << "pads and bows begin softly, also in " << static_cast<int>(style);
        } else {
            EXPECT_GT(heard.onsets, 1) << "something is struck in " << static_cast<int>(style);
        }
        if (style != Style::Ambient) {
            EXPECT_LT(range(Style::Ambient, &Heard::brightness).second, heard.brightness) << "ambient is the darkest, not " << static_cast<int>(style);
        }
        if (style != Style::Chiptune) {
            EXPECT_GT(range(Style::Chiptune, &Heard::crossings).first, heard.crossings) << "chiptune crosses zero most, not " << static_cast<int>(style);
        }
    }
    EXPECT_GT(range(Style::Percussion, &Heard::onsets).first, 2 * range(Style::Strings, &Heard::onsets).second);
    EXPECT_GT(range(Style::Rock, &Heard::brightness).first, 2 * range(Style::Strings, &Heard::brightness).second);
    EXPECT_GT(range(Style::Electronic, &Heard::onsets).first, range(Style::Piano, &Heard::onsets).second);
}

} // namespace
} // namespace taraf::demo
