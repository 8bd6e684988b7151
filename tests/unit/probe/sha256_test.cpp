#include "sha256.h"

#include <format>
#include <gtest/gtest.h>
#include <string>
#include <string_view>

namespace taraf::probe {
namespace {

std::string hex(Sha256 &sha)
{
    std::string text;
    for (const std::uint8_t byte : sha.finish()) text += std::format("{:02x}", byte);
    return text;
}

std::string hashOf(std::string_view text)
{
    Sha256 sha;
    sha.add(std::as_bytes(std::span(text)));
    return hex(sha);
}

/// Source: NIST, "Cryptographic Standards and Guidelines: Examples with Intermediate Values", SHA-256, and SHA256LongMsg.
TEST(Sha256, IsTheStandards)
{
    EXPECT_EQ(hashOf(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(hashOf("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hashOf("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"), "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    EXPECT_EQ(hashOf(std::string(1000000, 'a')), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, MakesNothingOfHowTheBytesArrive)
{
    std::string text;
    for (int i = 0; i < 400; ++i) text += static_cast<char>(i * 37);
    for (std::size_t size = 0; size <= 200; ++size) {
        const std::string_view whole = std::string_view(text).substr(0, size);
        for (const std::size_t step : {std::size_t{1}, std::size_t{7}, std::size_t{63}, std::size_t{64}, std::size_t{65}}) {
            Sha256 sha;
            for (std::size_t at = 0; at < size; at += step) sha.add(std::as_bytes(std::span(whole.substr(at, step))));
            ASSERT_EQ(hex(sha), hashOf(whole)) << size << " bytes, " << step << " at a time";
        }
    }
}

} // namespace
} // namespace taraf::probe
