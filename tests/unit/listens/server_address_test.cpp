#include "taraf/listens/server.h"

#include "taraf/test/folder.h"

#include <cstdlib>
#include <gtest/gtest.h>

namespace taraf::listens {
namespace {

using taraf::test::TemporaryFolder;

/// A home of its own, and nothing of libpq's in the environment.
class ServerAddressTest : public testing::Test
{
protected:
    ServerAddressTest()
    {
        ::setenv("HOME", m_home.path().c_str(), 1);
        for (const char *name : {"PGHOST", "PGHOSTADDR", "PGSSLROOTCERT"}) ::unsetenv(name);
    }
    static ServerAddress of(const std::string &uri)
    {
        auto address = serverAddress(uri);
        EXPECT_TRUE(address) << uri << ": " << (address ? "" : address.error().message);
        return address.value_or(ServerAddress());
    }
    static std::string refusal(const std::string &uri)
    {
        const auto address = serverAddress(uri);
        EXPECT_FALSE(address) << uri;
        return address ? std::string() : address.error().message;
    }
    TemporaryFolder m_home;
};

constexpr const char *kUsual = " sslmode='verify-full' sslrootcert='system' tcp_user_timeout='60000'";

TEST_F(ServerAddressTest, IsTakenApartAsLibpqWould)
{
    EXPECT_EQ(of("postgresql://anna@nas:5433/taraf").options, std::string("application_name='taraf' connect_timeout='15' dbname='taraf' host='nas' port='5433'") + kUsual + " user='anna'");
    EXPECT_EQ(of("postgres://[::1]:5/x").options, std::string("application_name='taraf' connect_timeout='15' dbname='x' host='::1' port='5'") + kUsual);
    EXPECT_TRUE(of("postgresql://a,b:7/x").options.contains("host='a,b' port=',7'"));
    EXPECT_TRUE(of("postgresql:///taraf?host=/run/postgresql&connect_timeout=3").options.contains("connect_timeout='3' dbname='taraf' host='/run/postgresql'"));
    EXPECT_TRUE(of("postgresql://%2Frun%2Fpg/x").options.contains("host='/run/pg'"));
    EXPECT_TRUE(of("postgresql://o%27neil%5C@nas/x").options.contains(R"(user='o\'neil\\')")) << "nothing gets out of its quotes";
}

TEST_F(ServerAddressTest, TheServerHasToProveItsNameUnlessTheAddressSaysOtherwise)
{
    EXPECT_TRUE(of("postgresql://nas/x").caveat.empty());
    EXPECT_TRUE(of("postgresql://nas/x?sslrootcert=/ca.crt").options.contains("sslmode='verify-full' sslrootcert='/ca.crt'"));
    EXPECT_TRUE(of("postgresql://nas/x?sslmode=require").caveat.contains("sslmode=require"));
    EXPECT_TRUE(of("postgresql://nas/x?sslmode=disable").options.contains("sslmode='disable'"));
    EXPECT_TRUE(of("postgresql:///x?sslmode=disable").caveat.empty()) << "nothing leaves the machine";
    ::setenv("PGHOST", "nas", 1);
    EXPECT_FALSE(of("postgresql:///x?sslmode=disable").caveat.empty());
    m_home.write(".postgresql/root.crt", "");
    EXPECT_FALSE(of("postgresql://nas/x").options.contains("sslrootcert")) << "libpq takes the person's own";
}

TEST_F(ServerAddressTest, HasNoPasswordInIt)
{
    for (const char *uri : {"postgresql://anna:secret@nas/x", "postgresql://anna:@nas/x", "postgresql://nas/x?password=secret", "postgresql://nas/x?sslmode=require&sslpassword=secret"}) {
        const std::string why = refusal(uri);
        EXPECT_TRUE(why.contains(".pgpass"));
        EXPECT_FALSE(why.contains("secret"));
    }
}

TEST_F(ServerAddressTest, AnythingElseIsRefused)
{
    for (const char *uri : {"", "nas", "http://nas/x", "postgresql:/nas", "postgresql://nas/x?Host=y", "postgresql://nas/x?host", "postgresql://nas/x?=y", "postgresql://nas/a%00b", "postgresql://nas/a%0Ab",
                            "postgresql://nas/x?options=a%3Bhost=evil"}) {
        EXPECT_TRUE(refusal(uri).contains("postgresql://USER@HOST/DATABASE")) << uri;
    }
}

} // namespace
} // namespace taraf::listens
