/// @file The folders that are watched, by path and by what the kernel calls them.
#pragma once

#include "notices.h"

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace taraf::collection {

class WatchedFolders
{
public:
    struct Folder {
        int watch = kRefused;     ///< below 0: polled
        bool isLinked = false;    ///< reached through a link
        bool hasNoMedia = false;  ///< nothing in it matters, but that file
        std::uint32_t walk = 0;   ///< the last one that entered it
        FileTime modified{0};     ///< as last looked at; 0: too fresh to tell a later change by
    };
    using All = std::map<std::string, Folder, std::less<>>;

    explicit WatchedFolders(std::shared_ptr<const Notices> notices) : m_notices(std::move(notices)) {}

    void add(const std::string &path, const Folder &folder);
    /// A folder and all below it.
    void remove(std::string_view path);
    /// Of a folder and all below it, those that `walk` did not enter.
    void removeUnlessEntered(std::string_view path, std::uint32_t walk);
    /// The kernel has ended a watch.
    void removeWatch(int watch);

    [[nodiscard]] const All &all() const noexcept { return m_all; }
    [[nodiscard]] const Folder *find(std::string_view path) const;
    /// The path of a watch; null if it is none of ours (any more).
    [[nodiscard]] const std::string *pathOf(int watch) const;
    [[nodiscard]] std::size_t polled() const noexcept { return m_polled; }

private:
    All::iterator erase(All::iterator folder);

    std::shared_ptr<const Notices> m_notices;
    All m_all;
    std::unordered_map<int, All::iterator> m_byWatch;
    std::size_t m_polled = 0;
};

} // namespace taraf::collection
