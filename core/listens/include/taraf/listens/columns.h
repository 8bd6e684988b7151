/// @file What the columns of a listening history hold: how full they are, how many values they have and which is the most frequent.
#pragma once

#include "taraf/base/listen.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace taraf::listens {

struct ColumnFacts {
    std::string name;            ///< "user", "artist", "artist_id", "title", "recording_id", "album", "day"
    std::uint64_t nulls = 0;     ///< rows without a value
    std::uint64_t distinct = 0;  ///< values; two texts in ten thousand million count as one
    std::string most;            ///< the most frequent value; of equally frequent ones the first to come
    std::uint64_t mostRows = 0;
};

/// Counts rows as they come; memory grows with distinct values, not with rows. Threads: one at a time.
class Columns
{
public:
    Columns();
    ~Columns();

    void take(const Listen &listen);

    [[nodiscard]] std::uint64_t rows() const noexcept;
    [[nodiscard]] std::vector<ColumnFacts> facts() const;
    /// Seconds since the epoch; 0 where no row came.
    [[nodiscard]] UnixTime first() const noexcept;
    [[nodiscard]] UnixTime last() const noexcept;

private:
    struct Column;
    std::vector<Column> m_columns;
    std::vector<std::uint32_t> m_days; ///< rows of each day since the epoch, UTC
    UnixTime m_first{0}, m_last{0};
    std::uint64_t m_rows = 0;
};

} // namespace taraf::listens
