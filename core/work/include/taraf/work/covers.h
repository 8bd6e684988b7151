/// @file Small pictures of albums and tracks, made in confinement and kept below the cache folder.
/// Light: whoever shows them maps none of the libraries that decode.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/home.h"
#include "taraf/probe/client.h"

#include <optional>
#include <set>
#include <stop_token>
#include <string>

namespace taraf::work {

/// Pixels along the longer side, at most: 52 of them, the largest that is shown, on a screen with three to one.
inline constexpr int kCoverEdge = 160;

struct Cover {
    std::string path;        ///< absolute: a PNG below the cache folder
    bool isOfFolder = false; ///< it stands for every file beside the one that was asked about
};

/// A taraf-probe of one's own, and what had no picture. Threads: one at a time; several of them may keep to one folder.
class Covers
{
public:
    explicit Covers(const Home &home);

    /// The picture in the folder of a file (the folder above where it is one of several discs), else the one in the file; of a folder its own, else that of the first
    /// of its files that has one. None where there is none or none that can be read. It is made once, and again when its source has changed.
    /// Opens nothing but the file or folder that is named and what lies in that folder and, for a disc, in the one above.
    /// Errors: Io (the cache can't be written), Internal (there is no taraf-probe that works), Cancelled.
    [[nodiscard]] Result<std::optional<Cover>> of(const std::string &path, const std::stop_token &stop);
    /// Lets the child go.
    void rest() { m_probe.reset(); }

private:
    [[nodiscard]] Result<std::string> thumbnail(const std::string &source, const std::stop_token &stop);
    [[nodiscard]] Result<std::string> firstOf(const std::vector<std::string> &sources, const std::stop_token &stop);
    void tidy();

    std::string m_folder;
    std::optional<probe::Client> m_probe;
    std::set<std::string> m_none; ///< names in the cache that will not be there
    int m_written = 0;
};

} // namespace taraf::work
