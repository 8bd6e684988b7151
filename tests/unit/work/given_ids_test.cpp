#include "given_ids.h"

#include "heard_songs.h"
#include "taraf/base/home.h"
#include "taraf/test/folder.h"

#include <filesystem>
#include <gtest/gtest.h>
#include <optional>

namespace taraf::work {
namespace {

template<class T> T must(Result<T> result)
{
    if (!result) throw std::runtime_error(result.error().message);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

store::HeardSong song(const std::string &title)
{
    return {.id = {}, .artist = "A", .title = title, .album = {}, .recordingId = {}, .releaseId = {}, .artistId = {}, .duration = Milliseconds{0}, .matchKey = 0, .recording = {}};
}

class GivenIdsTest : public testing::Test
{
protected:
    store::Library open() const { return must(store::Library::open(m_home.library(), store::Access::ReadWrite)); }
    /// As an import begins: songs, users and a source, each confirmed in a transaction.
    void begin()
    {
        must(store::Listens(m_library).addSong(song("old")));
        store::Listens listens(m_library);
        HeardSongs songs;
        const std::int64_t version = must(m_library.dataVersion());
        m_ids.emplace(m_library, version, must(songs.load(listens)));
        EXPECT_FALSE(confirm());
        must(m_ids->setSource("test"));
        must(m_ids->addUser("somebody"));
        must(m_ids->addSong(song("new")));
    }
    Result<bool> tryToConfirm()
    {
        auto transaction = must(store::Transaction::begin(m_library));
        return m_ids->confirm();
    }
    bool confirm() { return must(tryToConfirm()); }

    test::TemporaryFolder m_folder;
    Home m_home{.data = m_folder / "data", .cache = m_folder / "cache"};
    store::Library m_library = [this] {
        std::filesystem::create_directories(m_home.data);
        return open();
    }();
    std::optional<GivenIds> m_ids;
};

TEST_F(GivenIdsTest, AreLookedAtAgainOnlyWhenAnotherProgramWrote)
{
    begin();
    EXPECT_FALSE(confirm()) << "what it wrote itself is known to it";
    store::Library other = open();
    must(store::Listens(other).addSong(song("somebody pressed play")));
    EXPECT_TRUE(confirm());
    EXPECT_FALSE(confirm());
    EXPECT_EQ(m_ids->songs(), 2U);
}

TEST_F(GivenIdsTest, AreRefusedWhenAnotherLibraryTookThePlace)
{
    const std::string copy = m_folder / "copy.db", newer = m_folder / "newer.db";
    must(m_library.backUp(copy));
    begin();
    must(m_library.backUp(newer));
    // The same songs in the place: users and sources may have other numbers there.
    must(store::Library::restore(m_home.library(), newer));
    EXPECT_TRUE(confirm());
    // One whose songs have the same numbers, but are others.
    must(store::Library::restore(m_home.library(), copy));
    store::Library other = open();
    must(store::Listens(other).addSong(song("x")));
    must(store::Listens(other).addSong(song("y")));
    const auto confirmed = tryToConfirm();
    ASSERT_FALSE(confirmed);
    EXPECT_EQ(confirmed.error().code, ErrorCode::Busy);
}

TEST_F(GivenIdsTest, UsersAndSourceFollowTheLibrary)
{
    begin();
    const store::ListenerId user = m_ids->user(0);
    const store::SourceId source = m_ids->source();
    const std::string copy = m_folder / "copy.db";
    {
        // The same songs with the same numbers; another listener and another source came first.
        store::Library made = must(store::Library::open(copy, store::Access::ReadWrite));
        store::Listens listens(made);
        must(listens.listener("else"));
        must(listens.source("else"));
        must(listens.addSong(song("old")));
        must(listens.addSong(song("new")));
    }
    must(store::Library::restore(m_home.library(), copy));
    EXPECT_TRUE(confirm());
    EXPECT_NE(m_ids->user(0), user);
    EXPECT_NE(m_ids->source(), source);
}

} // namespace
} // namespace taraf::work
