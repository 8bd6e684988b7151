#include "scripted_server.h"
#include "taraf/listens/service.h"

#include <gtest/gtest.h>

#include <atomic>

namespace taraf::listens {
namespace {

using namespace std::chrono_literals;

const std::string kToken = "11111111-2222-3333-4444-555555555555";

std::string row(std::int64_t at, const std::string &title)
{
    return R"({"listened_at":)" + std::to_string(at) + R"(,"recording_msid":"03dcc65c-0e01-4f25-aa1f-0f469d10e2ad","user_name":"me","track_metadata":{"artist_name":"A","track_name":")" + title + "\"}}";
}

std::string page(const std::vector<std::string> &rows)
{
    std::string all;
    for (const std::string &each : rows) all.append(all.empty() ? "" : ",").append(each);
    return R"({"payload":{"count":)" + std::to_string(rows.size()) + R"(,"user_id":"me","listens":[)" + all + "]}}";
}

class ServiceTest : public testing::Test
{
protected:
    Service service(const std::string &root = {}, std::stop_token stop = {})
    {
        m_options.root = root.empty() ? m_server.root() : root;
        return {m_options, std::move(stop)};
    }
    Sink sink()
    {
        Sink sink;
        sink.listen = [this](const Listen &each) { m_titles.emplace_back(each.title); };
        sink.rejection = [this](const Rejection &each) { m_rejections.emplace_back(each.reason); };
        return sink;
    }
    Result<ListensPage> listens(std::optional<UnixTime> before = {})
    {
        return service().listens("me & co", before, sink());
    }
    [[nodiscard]] ErrorCode codeOf(const Result<ListensPage> &result) const { return result ? ErrorCode::Internal : result.error().code; }

    ScriptedServer m_server;
    ServiceOptions m_options{.root = {}, .token = kToken, .patience = 5s, .longest = 20s, .firstWait = 1ms, .tries = 3, .note = [this](const std::string &note) { m_notes.push_back(note); }};
    std::vector<std::string> m_titles, m_rejections, m_notes;
};

TEST_F(ServiceTest, APageAndItsSpan)
{
    m_server.thenAnswer(200, page({row(1'700'000'300, "c"), row(1'700'000'100, ""), row(1'700'000'200, "b")}));
    const auto read = listens(UnixTime{1'800'000'000});
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->rows, 3U);
    EXPECT_EQ(read->oldest, UnixTime{1'700'000'100}) << "of a row that can't be used, too";
    EXPECT_EQ(read->newest, UnixTime{1'700'000'300});
    EXPECT_EQ(m_titles, (std::vector<std::string>{"c", "b"}));
    EXPECT_EQ(m_rejections, std::vector<std::string>{"no title"});
    const std::string request = m_server.requests().at(0);
    EXPECT_TRUE(request.starts_with("GET /1/user/me%20%26%20co/listens?count=1000&max_ts=1800000000 HTTP/1.1\r\n")) << request;
    EXPECT_TRUE(request.contains("authorization: Token " + kToken)) << request;
    EXPECT_TRUE(request.contains("user-agent: Taraf/")) << request;
    m_server.thenAnswer(200, page({}));
    ASSERT_TRUE(listens());
    EXPECT_FALSE(m_server.requests().at(1).contains("max_ts"));
}

TEST_F(ServiceTest, WhatFailsInPassingIsTriedAgain)
{
    m_server.thenAnswer(503, "busy", "Retry-After: 0\r\n");
    m_server.thenAnswer(429, "slow down", "X-RateLimit-Reset-In: 1\r\n");
    m_server.thenAnswer(200, page({row(1'700'000'300, "c")}));
    EXPECT_TRUE(listens());
    EXPECT_EQ(m_server.requests().size(), 3U);

    // A body that ends before its end, whether its length was said or not. Qt may try again by itself.
    m_titles.clear();
    for (const std::string &cut : {"Content-Length: 5000\r\n\r\n" + page({row(1'700'000'300, "x")}), std::string("Transfer-Encoding: chunked\r\n\r\n5\r\n{\"pay")}) {
        ScriptedServer server;
        server.then([cut](const std::string &, const ScriptedServer::Say &say) { say("HTTP/1.1 200 OK\r\nConnection: close\r\n" + cut); });
        for (int i = 0; i < 5; ++i) server.thenAnswer(200, page({}));
        const auto read = service(server.root()).listens("me", {}, sink());
        EXPECT_TRUE(read) << read.error().message;
        EXPECT_GE(server.requests().size(), 2U);
    }
    EXPECT_EQ(m_titles, std::vector<std::string>{}) << "nothing is taken of what was cut off";

    for (const std::string &half : {std::string(), page({row(1'700'000'300, "a")}).substr(0, 100)}) {
        for (int i = 0; i < 3; ++i) m_server.thenAnswer(200, half);
        EXPECT_EQ(codeOf(listens()), ErrorCode::Io);
    }
    EXPECT_EQ(m_titles, std::vector<std::string>{});
    for (int i = 0; i < 3; ++i) m_server.thenAnswer(502, "<html>");
    EXPECT_EQ(codeOf(listens()), ErrorCode::Io);
    EXPECT_EQ(codeOf(listens()), ErrorCode::Io) << "it hangs up";
}

TEST_F(ServiceTest, TheRateLimitIsObeyed)
{
    m_options.tries = 1;
    m_server.thenAnswer(200, page({}), "X-RateLimit-Limit: 30\r\nX-RateLimit-Remaining: 0\r\nX-RateLimit-Reset-In: 1\r\n");
    m_server.thenAnswer(200, page({}), "X-RateLimit-Remaining: 29\r\nX-RateLimit-Reset-In: 600\r\n");
    m_server.thenAnswer(200, page({}));
    Service asked = service();
    const auto begun = std::chrono::steady_clock::now();
    ASSERT_TRUE(asked.listens("me", {}, {}));
    ASSERT_TRUE(asked.listens("me", {}, {}));
    EXPECT_GE(std::chrono::steady_clock::now() - begun, 900ms) << "it said: none left, for a second";
    ASSERT_TRUE(asked.listens("me", {}, {})) << "some left: no wait";

    m_options.tries = 3;
    m_server.thenAnswer(429, "", "X-RateLimit-Reset-In: 7200\r\n");
    const auto refused = service().listens("me", {}, {});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::Timeout);
    EXPECT_TRUE(refused.error().message.contains("120 minutes")) << refused.error().message;
}

TEST_F(ServiceTest, AWaitAndASilentServerCanBeLeft)
{
    m_server.thenAnswer(429, "", "X-RateLimit-Reset-In: 500\r\n");
    std::stop_source stop;
    m_options.note = [&](const std::string &) { stop.request_stop(); };
    const auto left = service({}, stop.get_token()).listens("me", {}, {});
    ASSERT_FALSE(left);
    EXPECT_EQ(left.error().code, ErrorCode::Cancelled);

    std::atomic<bool> isAsked = false, isOver = false;
    m_server.then([&](const std::string &, const ScriptedServer::Say &say) {
        say("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{");
        isAsked = true;
        isOver.wait(false);
    });
    std::stop_source again;
    std::jthread stops([&] {
        isAsked.wait(false);
        again.request_stop();
    });
    isAsked.notify_all();
    std::jthread notifies([&](const std::stop_token &end) { while (!end.stop_requested()) { isAsked.notify_all(); std::this_thread::sleep_for(5ms); } });
    EXPECT_EQ(codeOf(service({}, again.get_token()).listens("me", {}, {})), ErrorCode::Cancelled);
    isOver = true;
    isOver.notify_all();
}

TEST_F(ServiceTest, SlowIsNotSilent)
{
    m_options.patience = 1s;
    m_options.tries = 1;
    m_server.then([](const std::string &, const ScriptedServer::Say &say) {
        const std::string body = page({row(1'700'000'300, "c")});
        say("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n");
        for (std::size_t i = 0; i < body.size(); i += 16) {
            say(body.substr(i, 16));
            std::this_thread::sleep_for(20ms);
        }
    });
    EXPECT_TRUE(listens());
    std::atomic<bool> isOver = false;
    m_server.then([&](const std::string &, const ScriptedServer::Say &) { isOver.wait(false); });
    EXPECT_EQ(codeOf(listens()), ErrorCode::Timeout);
    isOver = true;
    isOver.notify_all();
    m_options.longest = 300ms;
    m_server.then([](const std::string &, const ScriptedServer::Say &say) {
        say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
        for (int i = 0; i < 200; ++i) {
            say("{");
            std::this_thread::sleep_for(5ms);
        }
    });
    EXPECT_EQ(codeOf(listens()), ErrorCode::Timeout) << "a drip without end";
}

TEST_F(ServiceTest, WhatIsNoAnswerIsRefusedWhole)
{
    for (const std::string &body : {std::string("<html>Please log in to the hotel's network</html>"), std::string("[]"), std::string("{}"), std::string(R"({"payload":{}})"),
                                    std::string(R"({"payload":{"listens":{}}})"), page({row(1'700'000'300, "a"), "7"}), page({row(1'700'000'300, "a"), R"({"track_metadata":{}})"})}) {
        m_server.thenAnswer(200, body);
        const auto read = listens();
        EXPECT_EQ(codeOf(read), ErrorCode::Corrupt) << body;
        EXPECT_TRUE(read.error().message.contains("127.0.0.1")) << read.error().message;
    }
    EXPECT_EQ(m_titles, std::vector<std::string>{});
    m_server.then([](const std::string &, const ScriptedServer::Say &say) {
        say("HTTP/1.1 200 OK\r\n\r\n");
        for (int i = 0; i < 40; ++i) say(std::string(1 << 20, ' '));
    });
    const auto read = listens();
    EXPECT_EQ(codeOf(read), ErrorCode::Corrupt);
    EXPECT_TRUE(read.error().message.contains("32 MiB")) << read.error().message;
    for (const int status : {404, 204}) {
        m_server.thenAnswer(status, "");
        EXPECT_EQ(codeOf(listens()), ErrorCode::NotFound);
    }
    m_server.thenAnswer(418, "");
    EXPECT_EQ(codeOf(listens()), ErrorCode::Unsupported);
    EXPECT_EQ(codeOf(service("http://127.0.0.1:1").listens("me", {}, {})), ErrorCode::Io);
}

TEST_F(ServiceTest, TheTokenStaysWithItsServer)
{
    ScriptedServer other;
    m_server.thenAnswer(302, "", "Location: " + other.root() + "/1/user/me/listens\r\n");
    const auto read = listens();
    EXPECT_EQ(codeOf(read), ErrorCode::Unsupported);
    EXPECT_TRUE(read.error().message.contains(other.root())) << read.error().message;
    EXPECT_TRUE(other.requests().empty());
    m_server.thenAnswer(307, "", "Location: /elsewhere\r\n");
    m_server.thenAnswer(200, page({}));
    EXPECT_TRUE(listens()) << "the same server";
    EXPECT_TRUE(m_server.requests().back().starts_with("GET /elsewhere "));
    for (int i = 0; i < 10; ++i) m_server.thenAnswer(302, "", "Location: /round\r\n");
    EXPECT_EQ(codeOf(listens()), ErrorCode::Unsupported);
}

TEST_F(ServiceTest, TokensAreTold)
{
    m_server.thenAnswer(200, R"({"code":200,"message":"Token valid.","valid":true,"user_name":"me"})");
    EXPECT_EQ(service().validate().value_or(""), "me");
    m_server.thenAnswer(200, R"({"code":200,"message":"Token invalid.","valid":false})");
    const auto wrong = service().validate();
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().code, ErrorCode::InvalidArgument);
    EXPECT_FALSE(wrong.error().message.contains(kToken));
    m_server.thenAnswer(401, R"({"code":401,"error":"Invalid authorization token."})");
    EXPECT_EQ(service().submit(std::vector<std::string>{"{}"}).error().code, ErrorCode::InvalidArgument);
}

TEST_F(ServiceTest, BatchesAreTakenOrRefused)
{
    const std::vector<std::string> one{"{\"a\":1}"}, two{"{\"a\":1}", "{\"b\":2}"};
    m_server.thenAnswer(200, R"({"status":"ok"})");
    EXPECT_EQ(service().submit(one).value(), std::nullopt);
    EXPECT_TRUE(m_server.requests().back().ends_with(R"({"listen_type":"single","payload":[{"a":1}]})"));
    m_server.thenAnswer(400, R"({"code":400,"error":"JSON document is too large: )" + kToken + "\"}");
    EXPECT_EQ(service().submit(two).value(), "the server refuses it (status 400)") << "who sends the token back is not shown";
    EXPECT_TRUE(m_server.requests().back().ends_with(R"({"listen_type":"import","payload":[{"a":1},{"b":2}]})"));
    m_server.thenAnswer(413, "<html>");
    EXPECT_EQ(service().submit(two).value(), "the server refuses it (status 413)");
    m_server.thenAnswer(200, "<html>a portal</html>");
    EXPECT_EQ(service().submit(two).error().code, ErrorCode::Corrupt) << "it was not taken";
    m_server.thenAnswer(200, R"({"status":"ok"})");
    EXPECT_EQ(service().sendFeedback("id", "", -1).value(), std::nullopt);
    EXPECT_TRUE(m_server.requests().back().ends_with(R"({"recording_mbid":"id","score":-1})"));
}

TEST_F(ServiceTest, FeedbackHasNamesWhereTheServerKnowsThem)
{
    m_server.thenAnswer(200, R"({"feedback":[{"created":1700000000,"recording_mbid":null,"recording_msid":"03dcc65c-0e01-4f25-aa1f-0f469d10e2ad","score":1,"track_metadata":{"artist_name":"A","track_name":"T",
        "mbid_mapping":{"recording_mbid":"c7d0bf6e-b2aa-4ffa-bded-2448415b39b0"}},"user_id":"me"},{"recording_mbid":"20DDEA3A-1ad2-4036-9ca7-5f3383ad31c1","score":-1}],"count":2,"offset":0,"total_count":2500})");
    std::vector<std::string> said;
    Sink sink;
    sink.opinion = [&](const NamedOpinion &each) {
        said.push_back(std::string(each.artist) + "|" + std::string(each.title) + "|" + std::string(each.recordingId) + "|" + std::string(each.sourceId) + "|" + std::string(taraf::name(each.opinion.feeling)) + "|" + std::to_string(each.at.count()));
    };
    const auto page = service().feedback("me", 1, 1000, sink);
    ASSERT_TRUE(page) << page.error().message;
    EXPECT_EQ(page->rows, 2U);
    EXPECT_EQ(page->total, 2500U);
    EXPECT_EQ(said, (std::vector<std::string>{"A|T|c7d0bf6e-b2aa-4ffa-bded-2448415b39b0|03dcc65c-0e01-4f25-aa1f-0f469d10e2ad|love|1700000000", "||20ddea3a-1ad2-4036-9ca7-5f3383ad31c1||hate|0"}));
    EXPECT_TRUE(m_server.requests().back().starts_with("GET /1/feedback/user/me/get-feedback?score=1&count=1000&offset=1000&metadata=true "));
}

TEST(Submission, HoldsWhatTheServerAsksFor)
{
    Submission listen{.at = UnixTime{1'700'000'000}, .artist = "A\nB", .title = "T\xFF", .album = "", .recordingId = "no id", .releaseId = "20DDEA3A-1ad2-4036-9ca7-5f3383ad31c1", .artistId = {},
                      .duration = 206'760ms, .played = 500ms, .player = "vlc", .from = {}};
    const auto text = written(listen);
    ASSERT_TRUE(text);
    EXPECT_TRUE(text->starts_with(R"({"listened_at":1700000000,"track_metadata":{"additional_info":{"duration_ms":206760,"media_player":"vlc","release_mbid":"20ddea3a-1ad2-4036-9ca7-5f3383ad31c1",)")) << *text;
    EXPECT_TRUE(text->ends_with("\"artist_name\":\"A B\",\"track_name\":\"T\uFFFD\"}}")) << *text;
    EXPECT_FALSE(text->contains("recording_mbid"));
    EXPECT_FALSE(text->contains("duration_played"));
    const auto why = [](const Submission &each) { return written(each).error_or(Error{ErrorCode::Internal, "taken"}).message; };
    const std::string nul("a\0b", 3), longName(4000, 'x');
    Submission bad = listen;
    bad.at = UnixTime{1'033'430'399};
    EXPECT_EQ(why(bad), "the time is before 2002-10-01");
    bad.at = UnixTime{1'033'430'400};
    EXPECT_EQ(why(bad), "taken");
    bad.at = UnixTime{4'102'444'800};
    EXPECT_EQ(why(bad), "the time is in the future");
    bad = listen;
    bad.title = nul;
    EXPECT_EQ(why(bad), "a NUL in a name");
    bad.title = " ";
    EXPECT_EQ(why(bad), "no title");
    bad.title = bad.album = longName;
    EXPECT_EQ(why(bad), "taken");
    bad.artist = longName;
    EXPECT_EQ(why(bad), "its names are too long together");
}

TEST(Root, IsAnAddressOfTheWeb)
{
    EXPECT_EQ(normalRoot("https://api.listenbrainz.org/").value_or(""), "https://api.listenbrainz.org");
    EXPECT_EQ(normalRoot("http://maloja.local:42010/apis/listenbrainz").value_or(""), "http://maloja.local:42010/apis/listenbrainz");
    for (const char *bad : {"", "api.listenbrainz.org", "ftp://a", "https://", "https://me:secret@a", "https://a?b=c", "file:///etc/passwd"}) EXPECT_FALSE(normalRoot(bad)) << bad;
}

} // namespace
} // namespace taraf::listens
