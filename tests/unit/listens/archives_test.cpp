#include "archives.h"
#include "collected.h"

#include <fstream>

namespace taraf::listens {
namespace {

using Type = KCompressionDevice::CompressionType;
constexpr std::array kTypes{Type::GZip, Type::BZip2, Type::Xz, Type::Zstd};

std::string rows(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) text += "user_000001\t2009-04-08T01:57:47Z\t\tArtist " + std::to_string(i) + "\t\tTitle\n";
    return text;
}

TEST(Archives, KnownByTheirBytesNotByTheirNames)
{
    const std::string plain = rows(3);
    std::vector<std::string> all{plain, tarOf({{"x", plain}}), zipOf({{"x", plain}})};
    for (const Type type : kTypes) {
        all.push_back(packed(plain, type));
        all.push_back(packed(tarOf({{"x", plain}}), type));
    }
    for (const std::string &bytes : all) {
        const Collected read = readText("list.jpg", bytes);
        ASSERT_TRUE(read.outcome) << read.outcome.error().message;
        EXPECT_EQ(read.listens.size(), 3);
    }
}

TEST(Archives, StreamsBehindOneAnotherAreOne)
{
    // As pigz, pbzip2, pixz and pzstd write, at lengths that end on and around the ends of what is read at once.
    for (const Type type : kTypes) {
        for (const std::size_t count : {1U, 4000U, 40'000U}) {
            const std::string one = packed(rows(count), type);
            EXPECT_EQ(readText("x", one + one + one).listens.size(), 3 * count) << int(type);
            const Collected behind = readText("x", one + std::string(1000, '\0'));
            EXPECT_EQ(behind.listens.size(), count) << int(type);
            EXPECT_EQ(behind.code(), ErrorCode::Corrupt) << int(type);
        }
    }
}

TEST(Archives, EveryNameATarHas)
{
    const std::string text = rows(1);
    const std::string deep(200, 'd');
    std::string tar = inTar("PaxHeaders/x", "99 path=name\n", 'x') + inTar("short", text);
    EXPECT_EQ(readText("x.tar", tar).code(), ErrorCode::Corrupt) << "a line of pax that is shorter than it says";

    tar = inTar("././@LongLink", deep + "/long\0", 'L') + inTar("short", text + "x\n") + inTar("file", text + "x\n", '0', "folder") +
          inTar("PaxHeaders/x", "23 path=../../pax/name\n", 'x') + inTar("short", text + "x\n") + inTar("/a folder/", "", '5') + inTar("link", "", '2') +
          inTar("/etc/absolute", text + "x\n") + std::string(1024, '\0');
    const Collected all = readText("x.tar", tar);
    ASSERT_TRUE(all.outcome) << all.outcome.error().message;
    EXPECT_EQ(all.rejections, (std::vector<std::string>{deep + "/long:2 not 6 columns", "folder/file:2 not 6 columns", "../../pax/name:2 not 6 columns",
                                                        "/etc/absolute:2 not 6 columns"}));
    EXPECT_EQ(all.listens.size(), 4);
}

TEST(Archives, CutOffGivesWhatCameBefore)
{
    const std::string plain = rows(60'000);
    for (const Type type : kTypes) {
        const std::string whole = packed(plain, type);
        const Collected all = readText("x", std::string_view(whole).substr(0, whole.size() * 9 / 10));
        EXPECT_EQ(all.code(), ErrorCode::Corrupt) << int(type);
        EXPECT_NE(all.outcome.error().message.find("ends too early"), std::string::npos) << all.outcome.error().message;
        EXPECT_GT(all.listens.size(), 1000) << int(type);
    }
    const std::string tar = tarOf({{"x", plain}});
    const Collected all = readText("x", std::string_view(tar).substr(0, tar.size() / 2));
    EXPECT_EQ(all.code(), ErrorCode::Corrupt);
    EXPECT_GT(all.listens.size(), 1000);
    EXPECT_EQ(readText("x", std::string_view(tar).substr(0, 700)).code(), ErrorCode::Corrupt);
    const std::string zip = zipOf({{"x", plain}});
    EXPECT_EQ(readText("x", std::string_view(zip).substr(0, zip.size() - 30)).code(), ErrorCode::Corrupt);
}

TEST(Archives, DamageIsFound)
{
    const std::string plain = rows(60'000);
    for (const Type type : {Type::GZip, Type::BZip2, Type::Xz}) { // a zstd need not have a checksum
        std::string bytes = packed(plain, type);
        for (std::size_t i = 0; i < 64; ++i) bytes[bytes.size() / 2 + i] = static_cast<char>(i * 37);
        EXPECT_EQ(readText("x", bytes).code(), ErrorCode::Corrupt) << int(type);
    }
    std::string tar = tarOf({{"x", rows(20)}, {"y", rows(20)}});
    tar.replace(tar.find("y", 512 + rows(20).size()), 1, "z");
    EXPECT_EQ(readText("x", tar).code(), ErrorCode::Corrupt);
}

TEST(Archives, BombsEnd)
{
    // 1.1 GB of nothing in 1 MB of gzip, in members that are the same.
    const std::string part = packed(std::string(std::size_t{11} << 20U, '\n'), Type::GZip);
    std::string bomb = packed(rows(1), Type::GZip);
    for (int i = 0; i < 100; ++i) bomb += part;
    const Collected all = readText("x.gz", bomb);
    EXPECT_EQ(all.code(), ErrorCode::Corrupt);
    EXPECT_NE(all.outcome.error().message.find("200 times"), std::string::npos) << all.outcome.error().message;
    EXPECT_EQ(all.listens.size(), 1);
}

TEST(Archives, ArchivesInArchivesStayShut)
{
    const std::string inner = zipOf({{"x", rows(1)}});
    EXPECT_EQ(readText("x", zipOf({{"inner.zip", inner}, {"inner.gz", packed(rows(1), Type::GZip)}})).code(), ErrorCode::Unsupported);
    EXPECT_EQ(readText("x", packed(packed(rows(1), Type::GZip), Type::GZip)).code(), ErrorCode::Unsupported);
}

TEST(Archives, TheNumberOfFilesIsBounded)
{
    std::string tar;
    for (int i = 0; i < 20'100; ++i) tar += inTar("x", "");
    EXPECT_EQ(readText("x.tar", tar).code(), ErrorCode::Corrupt);
}

TEST(Archives, ZipsThatLie)
{
    const std::string good = zipOf({{"x", rows(2000)}});
    ASSERT_EQ(readText("x", good).listens.size(), 2000);
    const std::size_t directory = good.rfind("PK\x01\x02"), end = good.rfind("PK\x05\x06");
    const auto with = [&good](std::size_t at, std::string_view bytes) {
        std::string zip = good;
        zip.replace(at, bytes.size(), bytes);
        return readText("x", zip);
    };
    using namespace std::string_view_literals;
    EXPECT_EQ(with(directory + 8, "\x01\x00"sv).code(), ErrorCode::Unsupported) << "encrypted";
    EXPECT_EQ(with(directory + 10, "\x63\x00"sv).code(), ErrorCode::Unsupported) << "packed in another way";
    EXPECT_EQ(with(directory + 20, "\xF0\xFF\xFF\x7F"sv).code(), ErrorCode::Corrupt) << "longer than the file";
    EXPECT_EQ(with(directory + 28, "\xFF\xFF"sv).code(), ErrorCode::Corrupt) << "a name longer than the directory";
    EXPECT_EQ(with(directory + 42, "\xF0\xFF\xFF\x7F"sv).code(), ErrorCode::Corrupt) << "beyond the file";
    EXPECT_EQ(with(directory + 42, "\x05\x00\x00\x00"sv).code(), ErrorCode::Corrupt) << "at no head";
    EXPECT_EQ(with(directory + 16, "\0\0\0\0"sv).code(), ErrorCode::Corrupt) << "another checksum";
    EXPECT_EQ(with(directory + 24, "\0\0\0\0"sv).code(), ErrorCode::Corrupt) << "another length";
    EXPECT_EQ(with(end + 10, "\x09\x00"sv).code(), ErrorCode::Corrupt) << "more entries than there are";
    EXPECT_EQ(with(end + 12, "\xF0\xFF\xFF\x7F"sv).code(), ErrorCode::Corrupt) << "a directory of 2 GB";
    EXPECT_EQ(with(end + 16, "\xF0\xFF\xFF\x7F"sv).code(), ErrorCode::Corrupt) << "a directory beyond the file";
}

TEST(Archives, WhatIsNone)
{
    const test::TemporaryFolder folder;
    EXPECT_EQ(readFile(folder / "absent").code(), ErrorCode::NotFound);
    EXPECT_EQ(readFile(folder.path()).code(), ErrorCode::Unsupported);
    EXPECT_EQ(readFile("/dev/null").code(), ErrorCode::Unsupported);
    EXPECT_EQ(readText("x", "").code(), ErrorCode::Unsupported);
    const Collected text = readText("x", "Dear diary,\nI heard nothing today.\n");
    EXPECT_EQ(text.code(), ErrorCode::Unsupported);
    EXPECT_NE(text.outcome.error().message.find("lastfm-1k"), std::string::npos) << text.outcome.error().message;
    EXPECT_EQ(readText("x", zipOf({})).code(), ErrorCode::Unsupported);
}

TEST(Archives, ReadingStops)
{
    const test::TemporaryFolder folder;
    const std::string path = folder.write("x.gz", packed(rows(200'000), Type::GZip));
    std::stop_source source;
    Sink sink;
    std::size_t given = 0;
    sink.listen = [&](const Listen &) {
        if (++given == 10) source.request_stop();
    };
    std::vector<Progress> told;
    sink.progress = [&told](const Progress &progress) { told.push_back(progress); };
    const auto outcome = read(path, {}, sink, source.get_token());
    ASSERT_FALSE(outcome);
    EXPECT_EQ(outcome.error().code, ErrorCode::Cancelled);
    EXPECT_LT(given, 100'000);
    ASSERT_FALSE(told.empty());
    EXPECT_LE(told.back().done, told.back().total);
    EXPECT_EQ(told.back().total, std::filesystem::file_size(path));
}

} // namespace
} // namespace taraf::listens
