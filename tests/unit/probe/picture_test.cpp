#include "probe_files.h"

#include <taglib/fileref.h>
#include <taglib/tpropertymap.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

namespace taraf::probe {
namespace {

using test::contentOf;

/// Four quarters: red, green over blue, white.
constexpr std::string_view kQuarters = "RGBW";

/// The colours in the middles of a picture's quarters, by their letters.
std::string quarters(const Picture &picture)
{
    std::string letters;
    for (const int row : {1, 3}) {
        for (const int column : {1, 3}) {
            const auto x = static_cast<std::size_t>(picture.width * column / 4), y = static_cast<std::size_t>(picture.height * row / 4);
            const std::uint8_t *const pixel = &picture.pixels[4 * (y * static_cast<std::size_t>(picture.width) + x)];
            const auto is = [&](int red, int green, int blue) { return std::abs(pixel[0] - red) < 12 && std::abs(pixel[1] - green) < 12 && std::abs(pixel[2] - blue) < 12; };
            letters += is(255, 0, 0) ? 'R' : is(0, 255, 0) ? 'G' : is(0, 0, 255) ? 'B' : is(255, 255, 255) ? 'W' : is(76, 76, 76) ? '1' : is(150, 150, 150) ? '2' : is(29, 29, 29) ? '3' : '?';
        }
    }
    return letters;
}

/// A picture of 300 × 200 with these quarters, as ImageMagick writes it with `options`.
void paint(const std::string &path, std::initializer_list<std::string_view> options = {}, std::string_view size = "300x200!")
{
    std::string command = "magick -size 1x1 xc:red xc:lime +append '(' xc:blue xc:white +append ')' -append -sample '" + std::string(size) + "'";
    for (const std::string_view option : options) command += " " + std::string(option);
    ASSERT_EQ(std::system((command + " '" + path + "'").c_str()), 0) << command; // NOLINT: tests run what they wrote themselves
}

TEST(Picture, EachKindIsReadScaledAndTrue)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    struct Kind {
        const char *name;
        std::initializer_list<std::string_view> options;
        std::string_view expected = kQuarters;
    };
    const Kind kinds[] = {{"a.jpg", {"-quality", "95", "-sampling-factor", "2x2"}}, {"444.jpg", {"-quality", "95", "-sampling-factor", "1x1"}},
                          {"progressive.jpeg", {"-quality", "95", "-interlace", "JPEG"}}, {"grey.jpg", {"-grayscale", "Rec601Luma", "-quality", "95"}, "123W"},
                          {"cmyk.jpg", {"-colorspace", "CMYK", "-quality", "95"}}, {"a.png", {"-define", "png:color-type=2"}},
                          {"deep.png", {"-define", "png:color-type=6", "-define", "png:bit-depth=16"}}, {"palette.png", {"-define", "png:color-type=3"}},
                          {"interlaced.png", {"-interlace", "PNG"}}, {"grey.png", {"-grayscale", "Rec601Luma", "-define", "png:color-type=0"}, "123W"},
                          {"a.webp", {"-quality", "95"}}, {"lossless.webp", {"-define", "webp:lossless=true"}}};
    for (const Kind &kind : kinds) {
        SCOPED_TRACE(kind.name);
        const std::string path = folder / kind.name;
        paint(path, kind.options);
        const auto picture = client.picture(path, 160);
        ASSERT_TRUE(picture) << picture.error().message;
        EXPECT_EQ(std::pair(picture->width, picture->height), std::pair(160, 107));
        EXPECT_EQ(quarters(*picture), kind.expected);
        EXPECT_EQ(picture->pixels[3], 255);
        // What is small already stays as it is.
        const auto whole = client.picture(path, 400);
        ASSERT_TRUE(whole);
        EXPECT_EQ(std::pair(whole->width, whole->height), std::pair(300, 200));
        EXPECT_EQ(quarters(*whole), kind.expected);
    }
    paint(folder / "glass.png", {"-alpha", "set", "-channel", "A", "-evaluate", "set", "50%"});
    const auto glass = client.picture(folder / "glass.png", 160);
    ASSERT_TRUE(glass);
    EXPECT_NEAR(glass->pixels[3], 128, 1);
    EXPECT_EQ(quarters(*glass), kQuarters);
    paint(folder / "thin.png", {}, "4000x2!");
    const auto thin = client.picture(folder / "thin.png", 160);
    ASSERT_TRUE(thin);
    EXPECT_EQ(std::pair(thin->width, thin->height), std::pair(160, 1));
}

TEST(Picture, TurnsAsExifSays)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    paint(folder / "a.jpg", {"-quality", "95"});
    const std::string plain = contentOf(folder / "a.jpg");
    // Source: JEITA, "Exif 2.3", 2010, section 4.6.4: where the stored first row and column belong.
    const std::pair<char, std::string> shown[] = {{1, "RGBW"}, {2, "GRWB"}, {3, "WBGR"}, {4, "BWRG"}, {5, "RBGW"}, {6, "BRWG"}, {7, "WGBR"}, {8, "GWRB"}};
    for (const auto &[orientation, expected] : shown) {
        std::string exif("\xFF\xE1\0\x22" "Exif\0\0" "MM\0\x2A\0\0\0\x08" "\0\x01" "\x01\x12\0\x03\0\0\0\x01\0?\0\0" "\0\0\0\0", 36);
        exif[29] = orientation;
        const auto picture = client.picture(folder.write("turned.jpg", plain.substr(0, 2) + exif + plain.substr(2)), 160);
        ASSERT_TRUE(picture) << picture.error().message;
        EXPECT_EQ(quarters(*picture), expected) << static_cast<int>(orientation);
        EXPECT_EQ(picture->width, orientation < 5 ? 160 : 107);
    }
}

TEST(Picture, IsFoundInEveryKindOfFileThatHoldsOne)
{
    const Corpus &corpus = Corpus::get();
    ASSERT_TRUE(corpus.isComplete());
    const test::TemporaryFolder folder;
    Client client({}, program());
    paint(folder / "front.png");
    paint(folder / "back.jpg", {"-flip"});
    const auto bytes = [&](const char *name) {
        const std::string content = contentOf(folder / name);
        return TagLib::ByteVector(content.data(), static_cast<unsigned>(content.size()));
    };
    const auto picture = [&](const char *name, const char *mime, const char *type) { return TagLib::VariantMap{{"data", bytes(name)}, {"mimeType", mime}, {"pictureType", type}}; };
    for (const Format &format : kFormatsMade) {
        const std::string name = format.name;
        SCOPED_TRACE(name);
        const std::string path = folder / name;
        std::filesystem::copy_file(corpus.path(name), path);
        const auto without = client.picture(path, 160);
        ASSERT_FALSE(without);
        EXPECT_EQ(without.error().code, ErrorCode::Unsupported);
        EXPECT_EQ(without.error().message, path + " holds no picture");
        const bool isMatroska = name.ends_with(".mka");
        if (isMatroska) {
            ASSERT_TRUE(test::ffmpeg(corpus.path(name), "-c copy -attach '" + folder / "front.png" + "' -metadata:s:t mimetype=image/png", path));
        } else {
            TagLib::FileRef file(path.c_str());
            // An MP4's pictures have no kinds: there the first counts.
            const bool isMp4 = name.ends_with(".m4a");
            const auto front = picture("front.png", "image/png", "Front Cover"), back = picture("back.jpg", "image/jpeg", "Back Cover");
            ASSERT_TRUE(file.setComplexProperties("PICTURE", isMp4 ? TagLib::List<TagLib::VariantMap>{front, back} : TagLib::List<TagLib::VariantMap>{back, front}));
            ASSERT_TRUE(file.save());
        }
        const auto with = client.picture(path, 160);
        ASSERT_TRUE(with) << with.error().message;
        EXPECT_EQ(quarters(*with), kQuarters);
        EXPECT_TRUE(client.read({path, Audio::None, {}})->tags.art);
    }
}

TEST(Picture, HostileOnesAreRefusedAndNothingElseHappens)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    paint(folder / "good.png");
    paint(folder / "good.jpg", {"-quality", "95"}, "1200x800!");
    ASSERT_TRUE(client.picture(folder / "good.png", 160));
    const pid_t child = client.child();
    const std::string png = contentOf(folder / "good.png"), jpeg = contentOf(folder / "good.jpg");
    const auto refused = [&](const std::string &name, const std::string &content) {
        SCOPED_TRACE(name);
        const auto picture = client.picture(folder.write(name, content), 160);
        EXPECT_FALSE(picture);
        EXPECT_EQ(client.child(), child) << "the child lives";
        return picture ? ErrorCode::Internal : picture.error().code;
    };
    // 50,000 × 50,000: 2.5 thousand million pixels in a header.
    std::string bomb = png;
    bomb.replace(16, 8, std::string("\0\0\xC3\x50\0\0\xC3\x50", 8));
    EXPECT_EQ(refused("bomb.png", bomb), ErrorCode::Corrupt);
    bomb.replace(16, 8, std::string("\x7F\xFF\xFF\xFF\x7F\xFF\xFF\xFF", 8));
    EXPECT_EQ(refused("larger.png", bomb), ErrorCode::Corrupt);
    std::string wide = jpeg;
    const std::size_t frame = wide.find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    wide.replace(frame + 5, 4, "\xFF\xFF\xFF\xFF");
    EXPECT_EQ(refused("wide.jpg", wide), ErrorCode::Corrupt);
    for (const std::size_t size : {3UL, 200UL, jpeg.size() / 2, jpeg.size() - 200}) EXPECT_EQ(refused("short.jpg", jpeg.substr(0, size)), ErrorCode::Corrupt) << size;
    for (const std::size_t size : {12UL, 30UL, png.size() / 2}) EXPECT_EQ(refused("short.png", png.substr(0, size)), ErrorCode::Corrupt) << size;
    EXPECT_EQ(refused("cover.jpg", "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"), ErrorCode::Unsupported);
    EXPECT_EQ(refused("folder.jpg", "just words"), ErrorCode::Unsupported);
    EXPECT_EQ(refused("front.png", "GIF89a"), ErrorCode::Unsupported);
    // 200 MB that begin like a picture; they take no room on the disk.
    std::ofstream(folder / "huge.jpg", std::ios::binary) << jpeg;
    std::filesystem::resize_file(folder / "huge.jpg", 200'000'000);
    const auto huge = client.picture(folder / "huge.jpg", 160);
    ASSERT_FALSE(huge);
    EXPECT_EQ(huge.error().message, folder / "huge.jpg" + " is a picture of more than 32 MiB");
    EXPECT_EQ(client.child(), child);
    EXPECT_EQ(client.picture(folder / "good.png", 0).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(client.picture(folder / "good.png", kLargestEdge + 1).error().code, ErrorCode::InvalidArgument);
    EXPECT_EQ(client.picture(folder / "none.png", 160).error().code, ErrorCode::NotFound);
    EXPECT_TRUE(client.picture(folder / "good.png", 160));
}

TEST(Picture, EveryByteOfOneMayBeWrong)
{
    const test::TemporaryFolder folder;
    Client client({}, program());
    pid_t child = 0;
    for (const char *const name : {"a.jpg", "a.png", "a.webp"}) {
        paint(folder / name, {}, "40x30!");
        const std::string good = contentOf(folder / name);
        ASSERT_TRUE(client.picture(folder / name, 160));
        if (child == 0) child = client.child();
        for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 200) {
            std::string bytes = good;
            bytes[at] = static_cast<char>(bytes[at] ^ 0x55);
            const auto picture = client.picture(folder.write("broken", bytes), 160);
            EXPECT_TRUE(picture || picture.error().code != ErrorCode::Crashed) << name << " " << at;
        }
        EXPECT_EQ(client.child(), child);
    }
}

} // namespace
} // namespace taraf::probe
