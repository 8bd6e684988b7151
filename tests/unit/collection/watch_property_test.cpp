#include "taraf/collection/watch.h"

#include "taraf/collection/walk.h"
#include "taraf/test/folder.h"

#include <array>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <random>
#include <thread>

namespace taraf::collection {
namespace {

namespace fs = std::filesystem;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

/// A library that walks again what it is told, and nothing else.
class Follower
{
public:
    using Files = std::map<std::string, std::pair<std::uint64_t, FileTime>>;

    void walk(const Names &folders)
    {
        for (const std::string &folder : folders) {
            const std::array one{folder};
            const auto walk = collection::walk(one, {}, {});
            if (!walk || walk->roots[0].state != RootState::Here) continue; // what it was in is told as well
            std::erase_if(m_files, [&](const auto &file) { return file.first.starts_with(folder + "/"); });
            for (const FoundFile &file : walk->files) m_files[file.path] = {file.size, file.modified};
        }
    }
    const Files &files() const { return m_files; }

private:
    Files m_files;
};

class RandomTree
{
public:
    RandomTree(std::string root, unsigned seed) : m_root(std::move(root)), m_random(seed) {}

    void change()
    {
        std::error_code ignored;
        const std::string one = any();
        const std::string other = any() + name();
        switch (m_random() % 8) {
        case 0: fs::create_directories(one + name() + name() + name(), ignored); break;
        case 1: fs::rename(one, other, ignored); break;
        case 2: if (one != m_root) fs::remove_all(one, ignored); break;
        case 3: fs::rename(one + name() + ".mp3", other + ".mp3", ignored); break;
        default: {
            fs::create_directories(one, ignored);
            const std::string deep = one + (m_random() % 2 == 0 ? name() : "");
            fs::create_directories(deep, ignored);
            std::ofstream(deep + name() + ".mp3") << std::string(m_random() % 50, 'x');
        }
        }
    }

private:
    std::string name() { return "/" + std::string(1, static_cast<char>('a' + m_random() % 3)); }
    /// A folder that may be there.
    std::string any()
    {
        std::string path = m_root;
        for (auto depth = m_random() % 4; depth > 0; --depth) path += name();
        return path;
    }

    std::string m_root;
    std::mt19937 m_random;
};

TEST(WatchOfRandomTrees, TellsEverythingToWhoWalksWhatIsTold)
{
    for (unsigned seed = 1; seed <= 6; ++seed) {
        const TemporaryFolder folder;
        RandomTree tree(folder.path(), seed);
        for (int i = 0; i < 20; ++i) tree.change();
        WatchOptions options;
        options.quiet = Milliseconds{15}; // so that many batches are told amid the changes
        options.longest = Milliseconds{40};
        const Names roots{folder.path()};
        auto watch = Watch::start(roots, options, {});
        ASSERT_TRUE(watch);
        Follower follower;
        follower.walk({folder.path()});
        const std::jthread changing([&] {
            for (int i = 0; i < 400; ++i) {
                tree.change();
                if (i % 40 == 0) std::this_thread::sleep_for(Milliseconds{20});
            }
            std::ofstream(folder / "last.mp3") << "x";
        });
        while (!follower.files().contains(folder / "last.mp3")) {
            const auto batch = watch->next({});
            ASSERT_TRUE(batch);
            follower.walk(*batch);
        }
        // What came in with the last file is told in the same batch or in one after it.
        std::stop_source source;
        const std::jthread stopper([&] {
            std::this_thread::sleep_for(Milliseconds{300});
            source.request_stop();
        });
        while (const auto batch = watch->next(source.get_token())) follower.walk(*batch);
        Follower whole;
        whole.walk({folder.path()});
        ASSERT_EQ(follower.files(), whole.files()) << "seed " << seed;
        EXPECT_GT(whole.files().size(), 1U);
    }
}

} // namespace
} // namespace taraf::collection
