/// What is read without FFmpeg must be what is read with it: libraries full of hashes exist.

#include "probe_files.h"

#include "demuxer.h"
#include "mpeg_stream.h"

#include <fcntl.h>
#include <map>
#include <unistd.h>

extern "C" {
#include <libavutil/log.h>
}

namespace taraf::probe {
namespace {

using test::contentOf;

struct Reading {
    AudioHash hash{};
    Milliseconds hashed{};
    Milliseconds shown{};
    int sampleRate = 0;
    int channels = 0;
    bool operator==(const Reading &) const = default;
};

Reading readingOf(const Survey &survey, int sampleRate, int channels)
{
    const auto milliseconds = [](double seconds) { return Milliseconds(std::llround(seconds * 1000)); };
    return {survey.ends.hash(survey.hashSeconds), milliseconds(survey.hashSeconds), milliseconds(survey.seconds), sampleRate, channels};
}

class OpenFile
{
public:
    explicit OpenFile(const std::string &path) : m_fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    ~OpenFile() { ::close(m_fd); }
    [[nodiscard]] FileView view() const { return FileView(m_fd); }

private:
    int m_fd;
};

std::optional<Reading> plainly(const std::string &path)
{
    const OpenFile file(path);
    const FileView view = file.view();
    const auto stream = readMpegStream(view, audioWindow(view));
    if (!stream) return std::nullopt;
    return readingOf(stream->survey, stream->sampleRate, stream->channels);
}

std::optional<Reading> byFfmpeg(const std::string &path)
{
    const OpenFile file(path);
    const FileView view = file.view();
    auto demuxer = Demuxer::open(view, "a.mp3");
    if (!demuxer) return std::nullopt;
    auto found = survey(*demuxer, view, "a.mp3");
    if (!found || found->ends.isEmpty()) return std::nullopt;
    complete(*found, *demuxer, view, "a.mp3");
    return readingOf(*found, (*demuxer)->stream().codecpar->sample_rate, (*demuxer)->stream().codecpar->ch_layout.nb_channels);
}

/// MP3s of the tone in the corpus by their encoder's options.
class MpegFiles : public ::testing::Test
{
protected:
    void SetUp() override { av_log_set_level(AV_LOG_QUIET); }

    std::string encode(const std::string &name, const std::string &options)
    {
        EXPECT_TRUE(test::ffmpeg(Corpus::get().path("source.wav"), "-c:a libmp3lame " + options, m_folder / name)) << name;
        return m_folder / name;
    }

    test::TemporaryFolder m_folder;
};

TEST_F(MpegFiles, PlainOnesAreReadAsFfmpegReadsThem)
{
    const std::map<std::string, std::string> options{
        {"cbr.mp3", "-b:a 128k"},
        {"cbr-bare.mp3", "-b:a 128k -write_xing 0"},
        {"vbr.mp3", "-abr 1 -b:a 160k"},
        {"vbr-bare.mp3", "-abr 1 -b:a 160k -write_xing 0"},
        {"mono.mp3", "-b:a 96k -ac 1"},
        {"mono-bare.mp3", "-b:a 96k -ac 1 -write_xing 0"},
        {"48.mp3", "-b:a 320k -ar 48000"},
        {"32-bare.mp3", "-b:a 160k -ar 32000 -write_xing 0"},
        {"22.mp3", "-b:a 80k -ar 22050"},
        {"24-bare.mp3", "-b:a 112k -ar 24000 -write_xing 0"},
        {"11-mono.mp3", "-b:a 64k -ar 11025 -ac 1"},
        {"8-bare.mp3", "-b:a 64k -ar 8000 -write_xing 0"},
        {"tags.mp3", "-b:a 192k -metadata title=Title -write_id3v1 1 -id3v2_version 3"},
    };
    for (const auto &[name, option] : options) {
        SCOPED_TRACE(name);
        const std::string path = encode(name, option);
        const auto plain = plainly(path);
        ASSERT_TRUE(plain) << "the plain way is for files like this";
        EXPECT_EQ(plain, byFfmpeg(path));
        EXPECT_NEAR(static_cast<double>(plain->shown.count()), kStairSeconds * 1000.0, 200);
    }
}

TEST_F(MpegFiles, OddOnesAreReadAsFfmpegReadsThemOrLeftToIt)
{
    const std::string claiming = contentOf(encode("claiming.mp3", "-b:a 128k -id3v2_version 0"));
    const std::string bare = contentOf(encode("bare.mp3", "-b:a 128k -write_xing 0 -id3v2_version 0"));
    const std::string mono = contentOf(encode("mono.mp3", "-b:a 128k -ac 1 -write_xing 0 -id3v2_version 0"));
    const std::string slow = contentOf(encode("slow.mp3", "-b:a 128k -ar 32000 -write_xing 0 -id3v2_version 0"));
    ASSERT_TRUE(claiming.size() > 300000 && bare.size() > 300000);
    const std::string junk(5000, '\x55');
    std::string lying = claiming;
    const std::size_t xing = lying.find("Info");
    ASSERT_LT(xing, 100U);
    lying[xing + 10] = static_cast<char>(lying[xing + 10] + 2); // 512 frames more
    std::string absurd = claiming;
    absurd[xing + 8] = '\x7F';
    std::map<std::string, std::string> files{
        {"lying", lying}, {"absurd", absurd},
        {"junk before", junk + bare}, {"junk behind", bare + junk}, {"zeros behind", bare + std::string(3000, '\0')},
        {"zeros before", std::string(3000, '\0') + bare}, {"claim twice", claiming + claiming}, {"two streams", bare + mono}, {"two rates", bare + slow},
        {"id3v1 twice", bare + "TAG" + std::string(125, 'x') + "TAG" + std::string(125, 'y')},
        {"half a claim", claiming.substr(0, claiming.size() / 2)}, {"little", bare.substr(0, 100000)}, {"very little", bare.substr(0, 3000)}};
    // Wherever it is cut off.
    for (std::size_t less = 1; less < 430; less += less < 8 ? 1 : 47) {
        files.emplace("bare less " + std::to_string(less), bare.substr(0, bare.size() - less));
        files.emplace("claiming less " + std::to_string(less), claiming.substr(0, claiming.size() - less));
    }
    int plain = 0;
    for (const auto &[name, bytes] : files) {
        SCOPED_TRACE(name);
        const std::string path = m_folder.write("odd.mp3", bytes);
        const auto reading = plainly(path);
        if (!reading) continue;
        ++plain;
        EXPECT_EQ(reading, byFfmpeg(path));
    }
    EXPECT_GE(plain, 20) << "the plain way has become too particular";
    for (const char *name : {"absurd", "junk before", "zeros behind", "two streams", "two rates", "little"}) {
        EXPECT_FALSE(plainly(m_folder.write("odd.mp3", files.at(name)))) << name;
    }
}

TEST_F(MpegFiles, FramesAreCountedByTheirSizeOnlyWhereThatIsConstant)
{
    const std::string bare = contentOf(encode("bare.mp3", "-b:a 128k -write_xing 0 -id3v2_version 0"));
    const std::string fast = contentOf(encode("fast.mp3", "-b:a 160k -write_xing 0 -id3v2_version 0"));
    const auto whole = plainly(m_folder / "bare.mp3");
    ASSERT_TRUE(whole);
    // Damage that moves nothing leaves the length of the stream as it was, wherever it is.
    for (std::size_t at = 90'000; at + 90'000 < bare.size(); at += 7'001) {
        std::string damaged = bare;
        damaged.replace(at, 3, "\x55\x55\x55");
        const auto reading = plainly(m_folder.write("odd.mp3", damaged));
        if (reading) {
            EXPECT_EQ(reading->shown, whole->shown) << at;
        }
    }
    // Another bit rate in the middle, with both ends alike: counted one by one, to what FFmpeg finds.
    const std::size_t third = bare.size() / 3;
    const auto frameFrom = [](const std::string &stream, std::size_t from) { return stream.find(stream.substr(0, 2), from); };
    const std::string mixed = bare.substr(0, frameFrom(bare, third)) + fast.substr(frameFrom(fast, third), frameFrom(fast, 2 * third) - frameFrom(fast, third)) +
                              bare.substr(frameFrom(bare, 2 * third));
    const std::string path = m_folder.write("mixed.mp3", mixed);
    const auto reading = plainly(path);
    if (reading) {
        EXPECT_EQ(reading, byFfmpeg(path));
    }
    // Shifted by what is not a whole number of frames.
    std::string shifted = bare;
    shifted.insert(bare.size() / 2, std::string(100, '\x55'));
    EXPECT_FALSE(plainly(m_folder.write("shifted.mp3", shifted)));
}

} // namespace
} // namespace taraf::probe
