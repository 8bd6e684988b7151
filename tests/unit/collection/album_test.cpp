#include "taraf/collection/identity.h"

#include <deque>
#include <gtest/gtest.h>

namespace taraf::collection {
namespace {

class Shelf
{
public:
    Tags &add(std::string path, std::string album, std::vector<std::string> artists, std::vector<std::string> albumArtists = {})
    {
        Tags &tags = m_tags.emplace_back();
        tags.album = std::move(album);
        tags.artists = std::move(artists);
        tags.albumArtists = std::move(albumArtists);
        m_files.push_back({std::move(path), &tags});
        return tags;
    }
    [[nodiscard]] std::vector<AlbumName> names() const { return albumsOfFolder(m_files); }

private:
    std::deque<Tags> m_tags;
    std::vector<FolderFile> m_files;
};

TEST(AlbumFolder, IsAboveItsDiscs)
{
    EXPECT_EQ(albumFolder("/m/A/1.mp3"), "/m/A");
    for (const char *disc : {"CD1", "cd 02", "Disc 1", "disc-2 (live)", "Disk_3", "CD1 - The Hits", "DVD 1", "cd#1"}) {
        EXPECT_EQ(albumFolder("/m/A/" + std::string(disc) + "/1.mp3"), "/m/A") << disc;
    }
    for (const char *other : {"Disco 1", "CDs", "CD 1999", "Discovery", "CD1a", "1", "disc"}) {
        EXPECT_EQ(albumFolder("/m/A/" + std::string(other) + "/1.mp3"), "/m/A/" + std::string(other)) << other;
    }
}

TEST(Albums, WithoutATitleAreNone)
{
    Shelf shelf;
    shelf.add("/m/1.mp3", "", {"A"}, {"A"});
    shelf.add("/m/2.mp3", "  ", {"A"});
    for (const AlbumName &name : shelf.names()) EXPECT_EQ(name.key, "");
}

TEST(Albums, OfOneAlbumArtistAreOneWhereverTheyLie)
{
    Shelf here;
    here.add("/m/x/1.mp3", "The  Album", {"A", "B"}, {"Artist"});
    Shelf there;
    there.add("/m/y/2.mp3", "the album", {"C"}, {"ARTIST"});
    EXPECT_EQ(here.names()[0].key, there.names()[0].key);
    EXPECT_EQ(here.names()[0].artist, "Artist");
    Shelf other;
    other.add("/m/x/1.mp3", "The Album", {"A"}, {"Other"});
    EXPECT_NE(here.names()[0].key, other.names()[0].key);
}

TEST(Albums, TheReleaseIdIsWorthMost)
{
    Shelf shelf;
    shelf.add("/m/a/1.mp3", "Title", {"A"}, {"A"}).musicBrainz.release = "r1";
    shelf.add("/m/a/2.mp3", "Title", {"A"}, {"A"}).musicBrainz.release = "r2";
    shelf.add("/m/a/3.mp3", "Title", {"A"}, {"A"});
    const auto names = shelf.names();
    EXPECT_NE(names[0].key, names[1].key);
    EXPECT_NE(names[2].key, names[0].key); // which of the two, nobody knows
    Shelf elsewhere;
    elsewhere.add("/other/1.mp3", "Title (remaster)", {"A"}).musicBrainz.release = "r1";
    EXPECT_EQ(elsewhere.names()[0].key, names[0].key);

    Shelf partly;
    partly.add("/m/a/1.mp3", "Title", {"A"}, {"A"}).musicBrainz.release = "r1";
    partly.add("/m/a/2.mp3", "Title", {"A"}, {"A"});
    EXPECT_EQ(partly.names()[0].key, partly.names()[1].key);
}

TEST(Albums, TwoGreatestHitsStayApart)
{
    Shelf one;
    one.add("/m/A/Greatest Hits/1.mp3", "Greatest Hits", {"A"});
    Shelf two;
    two.add("/m/B/Greatest Hits/1.mp3", "Greatest Hits", {"B"});
    EXPECT_NE(one.names()[0].key, two.names()[0].key);
    EXPECT_EQ(one.names()[0].artist, "A");
    EXPECT_EQ(two.names()[0].artist, "B");
}

TEST(Albums, ACompilationWithoutAFlagStaysTogether)
{
    Shelf shelf;
    shelf.add("/m/Hits 99/1.mp3", "Hits 99", {"A"});
    shelf.add("/m/Hits 99/2.mp3", "Hits 99", {"B"});
    shelf.add("/m/Hits 99/3.mp3", "hits 99", {"C"});
    shelf.add("/m/Hits 99/4.mp3", "Another", {"C"});
    const auto names = shelf.names();
    EXPECT_EQ(names[0], names[1]);
    EXPECT_EQ(names[1], names[2]);
    EXPECT_EQ(names[0].artist, "Various Artists");
    EXPECT_EQ(names[0].title, "Hits 99");
    EXPECT_NE(names[3].key, names[0].key);
    EXPECT_EQ(names[3].artist, "C");
}

TEST(Albums, GuestsMakeNoCompilation)
{
    Shelf shelf;
    shelf.add("/m/x/1.mp3", "Album", {"A"});
    shelf.add("/m/x/2.mp3", "Album", {"A feat. B"});
    shelf.add("/m/x/3.mp3", "Album", {"a", "C"});
    const auto names = shelf.names();
    EXPECT_EQ(names[0], names[1]);
    EXPECT_EQ(names[0], names[2]);
    EXPECT_EQ(names[0].artist, "A");
}

TEST(Albums, AFlaggedCompilationIsByVariousArtists)
{
    Shelf shelf;
    shelf.add("/m/x/1.mp3", "Album", {"A"}).compilation = true;
    EXPECT_EQ(shelf.names()[0].artist, "Various Artists");
}

TEST(Albums, AFileThatLacksTheAlbumArtistGoesWithItsNeighbours)
{
    Shelf shelf;
    shelf.add("/m/x/1.mp3", "Album", {"A"}, {"Band"});
    shelf.add("/m/x/2.mp3", "Album", {"B"});
    const auto names = shelf.names();
    EXPECT_EQ(names[0], names[1]);
    EXPECT_EQ(names[0].artist, "Band");
}

TEST(Albums, DiscsBelongTogether)
{
    Shelf shelf;
    shelf.add("/m/x/CD1/1.mp3", "Album", {"A"});
    shelf.add("/m/x/CD2/1.mp3", "Album", {"B"});
    shelf.add("/m/x/CD3/1.mp3", "Album (Disc 3)", {"B"});
    shelf.add("/m/x/CD4/1.mp3", "Album [CD 4: Live]", {"B"});
    shelf.add("/m/x/CD4/2.mp3", "Album (Live)", {"B"});
    const auto names = shelf.names();
    for (int i = 1; i < 4; ++i) EXPECT_EQ(names[0], names[static_cast<std::size_t>(i)]);
    EXPECT_EQ(names[0].title, "Album");
    EXPECT_EQ(names[4].title, "Album (Live)");
    EXPECT_NE(names[4].key, names[0].key);
}

TEST(Albums, DoNotDependOnTheOrderOfTheFiles)
{
    Shelf forwards;
    forwards.add("/m/x/1.mp3", "ALBUM", {"A"});
    forwards.add("/m/x/2.mp3", "album", {"B"});
    Shelf backwards;
    backwards.add("/m/x/2.mp3", "album", {"B"});
    backwards.add("/m/x/1.mp3", "ALBUM", {"A"});
    EXPECT_EQ(forwards.names()[0], backwards.names()[1]);
    EXPECT_EQ(forwards.names()[0].title, "ALBUM");
}

TEST(Albums, AloneAFileHasANameToo)
{
    Tags tags;
    tags.album = "Album";
    tags.artists = {"A"};
    const AlbumName name = albumOf(tags, "/m/\xFF/1.mp3");
    EXPECT_EQ(name.title, "Album");
    EXPECT_EQ(name.artist, "A");
    EXPECT_TRUE(name.key.contains("%FF"));
}

} // namespace
} // namespace taraf::collection
