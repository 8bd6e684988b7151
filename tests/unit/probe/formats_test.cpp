#include "probe_files.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <taglib/apetag.h>
#include <taglib/fileref.h>
#include <taglib/tpropertymap.h>

namespace taraf::probe {
namespace {

class Formats : public ::testing::TestWithParam<Format>
{
protected:
    void SetUp() override { ASSERT_TRUE(Corpus::get().isComplete()) << "ffmpeg and mpcenc (packages ffmpeg, musepack-tools) make the files of this test"; }
    std::string path() const { return Corpus::get().path(GetParam().name); }
    Client client{{}, program()};
};

/// Is second `k` of the stairs what is heard from `at` on?
void expectStairs(const Pcm &pcm, int firstSecond, int count)
{
    const std::span<const float> samples(pcm.samples);
    for (int k = 0; k < count; ++k) {
        const auto from = static_cast<std::size_t>((k + 0.15) * kAnalysisRate);
        const auto size = static_cast<std::size_t>(0.7 * kAnalysisRate);
        ASSERT_LE(from + size, samples.size());
        EXPECT_GT(test::shareAt(samples.subspan(from, size), test::stairFrequency(firstSecond + k), kAnalysisRate), 0.9) << "second " << firstSecond + k;
    }
}

TEST_P(Formats, IsHeardWhole)
{
    const auto report = client.read({path(), Audio::Decode, {}});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_FALSE(report->audioError) << report->audioError->message;
    ASSERT_TRUE(report->pcm);
    EXPECT_NEAR(static_cast<double>(report->stream.duration.count()), 1000.0 * kStairSeconds, 100);
    EXPECT_NEAR(report->pcm->duration().count(), kStairSeconds, 0.1);
    EXPECT_TRUE(report->hashed);
    EXPECT_EQ(report->stream.channels, 2);
    EXPECT_GE(report->stream.sampleRate, 32000);
    EXPECT_GE(report->stream.bitrate, 0);
    EXPECT_EQ(report->stream.bitDepth > 1, GetParam().isLossless || GetParam().isSilent);
    if (!GetParam().isSilent) expectStairs(*report->pcm, 0, kStairSeconds);
}

TEST_P(Formats, IsHeardFromAGivenMoment)
{
    const auto report = client.read({path(), Audio::Decode, Span{Seconds{11}, Seconds{16}}});
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_TRUE(report->pcm) << report->audioError->message;
    EXPECT_NEAR(report->pcm->duration().count(), 5, 0.001);
    if (!GetParam().isSilent) expectStairs(*report->pcm, 11, 5);
    if (GetParam().isLossless) {
        const auto plain = client.read({Corpus::get().path("source.wav"), Audio::Decode, Span{Seconds{11}, Seconds{16}}});
        ASSERT_TRUE(plain && plain->pcm);
        EXPECT_EQ(plain->pcm->samples, report->pcm->samples) << "lossless, so the very same samples";
    }
}

TEST_P(Formats, GivesTheSameTwice)
{
    const auto once = client.read({path(), Audio::Decode, {}});
    Client another({}, program());
    const auto twice = another.read({path(), Audio::Decode, {}});
    const auto unheard = another.read({path(), Audio::None, {}});
    ASSERT_TRUE(once && once->pcm && twice && twice->pcm && unheard);
    EXPECT_EQ(once->pcm->samples, twice->pcm->samples);
    EXPECT_EQ(once->audioHash, twice->audioHash);
    EXPECT_EQ(once->audioHash, unheard->audioHash) << "the hash does not depend on whether samples were asked for";
    EXPECT_EQ(once->stream.duration, unheard->stream.duration);
    EXPECT_FALSE(unheard->pcm);
    EXPECT_FALSE(unheard->audioError);
}

TEST_P(Formats, KeepsItsHashWhateverItsTagsAndName)
{
    const auto before = client.read({path(), Audio::Decode, {}});
    ASSERT_TRUE(before && before->hashed && before->pcm);
    const test::TemporaryFolder folder;
    const std::string extension = std::filesystem::path(path()).extension();

    // Tags written into the file, with a picture where there is room for one.
    const std::string tagged = folder / ("tagged" + extension);
    std::filesystem::copy_file(path(), tagged);
    {
        TagLib::FileRef file(tagged.c_str());
        if (!file.isNull()) {
            TagLib::PropertyMap properties;
            properties["TITLE"] = TagLib::StringList("Another title");
            properties["COMMENT"] = TagLib::StringList(std::string(70000, 'c'));
            file.setProperties(properties);
            TagLib::VariantMap picture;
            picture["data"] = TagLib::ByteVector(300000, 'p');
            picture["mimeType"] = TagLib::String("image/png");
            picture["pictureType"] = TagLib::String("Front Cover");
            file.setComplexProperties("PICTURE", {picture});
            EXPECT_TRUE(file.save());
        }
    }
    const auto after = client.read({tagged, Audio::Decode, {}});
    ASSERT_TRUE(after) << after.error().message;
    EXPECT_EQ(after->audioHash, before->audioHash);
    EXPECT_EQ(after->pcm->samples, before->pcm->samples);

    // The same packets, written by another program.
    if (GetParam().options != nullptr) {
        const std::string copied = folder / ("copied" + extension);
        ASSERT_TRUE(test::ffmpeg(path(), "-map 0:a -c copy -metadata title=Other -metadata artist=Somebody", copied));
        const auto copy = client.read({copied, Audio::None, {}});
        ASSERT_TRUE(copy) << copy.error().message;
        EXPECT_EQ(copy->audioHash, before->audioHash);
    }
    // Without a name that helps. Formats with a weak signature may not be known then, but never be taken for another sound.
    const std::string nameless = folder / "nameless";
    std::filesystem::copy_file(path(), nameless);
    if (const auto unnamed = client.read({nameless, Audio::None, {}})) {
        EXPECT_EQ(unnamed->audioHash, before->audioHash);
    }
}

INSTANTIATE_TEST_SUITE_P(All, Formats, ::testing::ValuesIn(kFormatsMade), [](const auto &made) {
    std::string name = made.param.name;
    for (char &letter : name) {
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '_';
    }
    return name;
});

/// "TAG" with a title: 128 bytes at the end of a file.
std::string id3v1(const std::string &title)
{
    std::string tag(128, '\0');
    tag.replace(0, 3, "TAG").replace(3, title.size(), title);
    tag[127] = 17;
    return tag;
}

TEST(AudioHash, IgnoresWhatHangsBehindTheAudio)
{
    const Corpus &corpus = Corpus::get();
    const test::TemporaryFolder folder;
    Client client({}, program());
    for (const char *name : {"cbr.mp3", "no-xing.mp3", "adts.aac", "a.flac", "a.wv", "a.ape", "a.mpc", "a.tta"}) {
        const auto before = client.read({corpus.path(name), Audio::None, {}});
        ASSERT_TRUE(before) << before.error().message;
        const std::string longer = folder / name;
        std::filesystem::copy_file(corpus.path(name), longer);
        TagLib::APE::Tag ape;
        ape.setTitle(std::string(5000, 'x'));
        const TagLib::ByteVector bytes = ape.render();
        std::ofstream(longer, std::ios::binary | std::ios::app) << std::string(bytes.data(), bytes.size()) << id3v1("old");
        const auto after = client.read({longer, Audio::None, {}});
        ASSERT_TRUE(after) << after.error().message;
        EXPECT_EQ(after->audioHash, before->audioHash) << name;
    }
}

TEST(AudioHash, TellsSoundsApart)
{
    const Corpus &corpus = Corpus::get();
    const test::TemporaryFolder folder;
    Client client({}, program());
    // Same length, same encoder, another sound; and the same sound, a tenth of a second longer.
    std::map<std::string, AudioHash> seen;
    for (const char *name : {"a.flac", "cbr.mp3", "aac.m4a"}) {
        const auto report = client.read({corpus.path(name), Audio::None, {}});
        ASSERT_TRUE(report);
        seen[name] = report->audioHash;
    }
    const std::string quiet = folder / "quiet.wav";
    test::writeWav(quiet, test::stairs(kStairSeconds, 44100, 0.49F), 44100);
    const std::string longer = folder / "longer.wav";
    test::writeWav(longer, test::stairs(kStairSeconds + 0.1, 44100), 44100);
    for (const std::string &source : {quiet, longer}) {
        for (const auto &[name, options] : std::map<std::string, const char *>{{"x.flac", "-ac 2"}, {"x.mp3", "-ac 2 -b:a 192k"}, {"x.m4a", "-ac 2 -c:a aac -b:a 128k"}}) {
            ASSERT_TRUE(test::ffmpeg(source, options, folder / name));
            const auto report = client.read({folder / name, Audio::None, {}});
            ASSERT_TRUE(report);
            seen[source + name] = report->audioHash;
        }
    }
    std::set<AudioHash> different;
    for (const auto &[name, hash] : seen) different.insert(hash);
    EXPECT_EQ(different.size(), 9U);
}

TEST(Decoding, TakesTheMiddleOfALongTrack)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    const std::string wav = folder / "long.wav";
    test::writeWav(wav, test::stairs(150, 8000), 8000);
    for (const char *name : {"long.mp3", "long.flac", "long.ogg", "long.m4a"}) {
        ASSERT_TRUE(test::ffmpeg(wav, "-ar 44100", folder / name));
        const auto report = client.read({folder / name, Audio::Decode, {}});
        ASSERT_TRUE(report && report->pcm) << name;
        EXPECT_NEAR(report->pcm->duration().count(), 120, 0.001) << name;
        expectStairs(*report->pcm, 15, 60); // above, the tone is past what 8 kHz can carry cleanly
    }
}

TEST(Decoding, AveragesTheChannels)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    const auto loudness = [&](const std::string &path) {
        const auto report = client.read({path, Audio::Decode, {}});
        EXPECT_TRUE(report && report->pcm);
        double energy = 0;
        for (const float sample : report->pcm->samples) energy += static_cast<double>(sample * sample);
        return std::sqrt(energy / static_cast<double>(report->pcm->samples.size()));
    };
    const std::vector<float> mono = test::stairs(12, 22050);
    std::vector<float> left, opposite;
    for (const float sample : mono) {
        left.insert(left.end(), {sample, 0.0F});
        opposite.insert(opposite.end(), {sample, -sample});
    }
    test::writeWav(folder / "mono.wav", mono, 22050);
    test::writeWav(folder / "left.wav", left, 22050, 2);
    test::writeWav(folder / "opposite.wav", opposite, 22050, 2);
    const double whole = loudness(folder / "mono.wav");
    EXPECT_NEAR(whole, 0.5 / std::sqrt(2.0), 0.001);
    EXPECT_NEAR(loudness(folder / "left.wav"), whole / 2, 0.001);
    EXPECT_LT(loudness(folder / "opposite.wav"), 0.001);
    ASSERT_TRUE(test::ffmpeg(folder / "mono.wav", "-af 'pan=5.1|FL=c0|FR=c0|FC=c0'", folder / "six.flac"));
    EXPECT_GT(loudness(folder / "six.flac"), whole / 2);
    EXPECT_LE(loudness(folder / "six.flac"), whole * 1.01) << "no louder than full scale";
}

TEST(Decoding, MonkeysAudioSounds)
{
    const char *const data = std::getenv("TARAF_TEST_DATA");
    if (data == nullptr) GTEST_SKIP() << "needs conformance data: set TARAF_TEST_DATA";
    Client client({}, program());
    const auto report = client.read({std::string(data) + "/odd-audio/mac-399.ape", Audio::Decode, Span{Seconds{0}, Seconds{3.5}}});
    ASSERT_TRUE(report && report->pcm);
    double peak = 0;
    for (const float sample : report->pcm->samples) peak = std::max(peak, static_cast<double>(std::abs(sample)));
    EXPECT_GT(peak, 0.1);
}

} // namespace
} // namespace taraf::probe
