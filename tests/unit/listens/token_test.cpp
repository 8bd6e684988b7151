#include "taraf/listens/token.h"
#include "taraf/test/folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <sys/stat.h>

namespace taraf::listens {
namespace {

TEST(Token, LiesInAFileForTheUsersEyesOnlyWhereThereIsNoKeyring)
{
    ::setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere", 1);
    const test::TemporaryFolder folder;
    const std::string file = folder / "listenbrainz.token", account = "me at https://a", token = "11111111-2222";
    const mode_t mask = ::umask(0);
    const auto kept = keepToken(account, token, file);
    ::umask(mask);
    ASSERT_TRUE(kept) << kept.error().message;
    EXPECT_EQ(*kept, Keeper::File);
    struct stat about{};
    ASSERT_EQ(::stat(file.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U);
    EXPECT_EQ(findToken(Keeper::File, account, file).value_or(""), token);
    ASSERT_TRUE(keepToken(account, "another", file));
    EXPECT_EQ(findToken(Keeper::File, account, file).value_or(""), "another");
    EXPECT_EQ(findToken(Keeper::File, "me at https://b", file).error().code, ErrorCode::NotFound) << "another server's";

    ::chmod(file.c_str(), 0640);
    const auto refused = findToken(Keeper::File, account, file);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(refused.error().message.contains(file)) << refused.error().message;
    EXPECT_FALSE(refused.error().message.contains("another")) << refused.error().message;
    ASSERT_TRUE(forgetToken(Keeper::File, account, file));
    ASSERT_TRUE(forgetToken(Keeper::File, account, file)) << "twice is no error";
    EXPECT_EQ(findToken(Keeper::File, account, file).error().code, ErrorCode::NotFound);
    EXPECT_EQ(keepToken(account, token, folder / "nowhere/listenbrainz.token").error().code, ErrorCode::Io);
}

} // namespace
} // namespace taraf::listens
