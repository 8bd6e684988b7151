#include "checksum.h"
#include "hubs.h"
#include "quantise.h"
#include "taraf/base/file.h"
#include "taraf/neighbours/vector_file.h"
#include "taraf/neighbours/vector_rows.h"
#include "vector_layout.h"

#include <algorithm>
#include <cmath>

namespace taraf::neighbours {
namespace {

/// Pairs of rows for the calibration: a standard error of the mean below 1 % of a deviation.
constexpr std::uint64_t kCalibrationPairs = 20000;

/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
std::uint64_t nextRandom(std::uint64_t &state) noexcept
{
    std::uint64_t z = state += 0x9E3779B97F4A7C15U;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9U;
    z = (z ^ z >> 27) * 0x94D049BB133111EBU;
    return z ^ z >> 31;
}

/// Mean and deviation of what it is given (Welford, 1962).
class Moments
{
public:
    void add(double value) noexcept
    {
        ++m_count;
        const double off = value - m_mean;
        m_mean += off / static_cast<double>(m_count);
        m_squares += off * (value - m_mean);
    }
    [[nodiscard]] Calibration result() const noexcept
    {
        if (m_count < 2) return {};
        return {static_cast<float>(m_mean), static_cast<float>(std::sqrt(m_squares / static_cast<double>(m_count - 1)))};
    }

private:
    std::uint64_t m_count = 0;
    double m_mean = 0.0;
    double m_squares = 0.0;
};

float cosineOf(std::span<const std::int16_t> a, std::span<const std::int16_t> b, float scales) noexcept
{
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += std::int32_t{a[i]} * std::int32_t{b[i]};
    return scales * static_cast<float>(sum);
}

Calibrations calibrate(const VectorRows &rows)
{
    std::array<Moments, kPartCount> moments;
    const auto addPair = [&](std::size_t a, std::size_t b) {
        for (std::size_t i = 0; i < kPartCount; ++i) {
            const auto left = rows.codes(a).subspan(kParts[i].offset, kParts[i].size);
            const auto right = rows.codes(b).subspan(kParts[i].offset, kParts[i].size);
            const float scales = scaleOf(left) * scaleOf(right);
            if (scales > 0.0F) moments[i].add(static_cast<double>(cosineOf(left, right, scales)));
        }
    };
    const std::uint64_t count = rows.size();
    if (count < 2) return {};
    if (count * (count - 1) / 2 <= kCalibrationPairs) {
        for (std::size_t a = 0; a < count; ++a) {
            for (std::size_t b = a + 1; b < count; ++b) addPair(a, b);
        }
    } else {
        std::uint64_t state = count;
        for (std::uint64_t pair = 0; pair < kCalibrationPairs; ++pair) {
            const std::size_t a = nextRandom(state) % count;
            const std::size_t b = (a + 1 + nextRandom(state) % (count - 1)) % count;
            addPair(a, b);
        }
    }
    Calibrations result{};
    std::ranges::transform(moments, result.begin(), &Moments::result);
    return result;
}

/// Appends sections, each padded to the alignment, and keeps the checksum of what went through.
class SectionWriter
{
public:
    explicit SectionWriter(const FileWriter &append) : m_append(append) {}

    [[nodiscard]] Result<> write(std::span<const std::byte> bytes)
    {
        m_checksum.add(bytes);
        m_written += bytes.size();
        return m_append(bytes);
    }
    [[nodiscard]] Result<> pad()
    {
        constexpr std::array<std::byte, kAlignment> zeros{};
        return write(std::span(zeros).first(aligned(m_written) - m_written));
    }
    [[nodiscard]] std::uint64_t checksumSoFar() const noexcept { return m_checksum.value(); }

private:
    const FileWriter &m_append;
    Checksum m_checksum;
    std::uint64_t m_written = 0;
};

/// A section of a part, made row by row, a block of rows at a time: `make` fills what a row has of it.
template<class T> Result<> writeRows(SectionWriter &out, std::size_t rows, std::size_t perRow, const auto &make)
{
    constexpr std::size_t blockRows = 4096;
    std::vector<T> block(std::min(blockRows, rows) * perRow);
    for (std::size_t from = 0; from < rows; from += blockRows) {
        const std::size_t count = std::min(blockRows, rows - from);
        for (std::size_t i = 0; i < count; ++i) make(from + i, block.data() + i * perRow);
        if (auto written = out.write(std::as_bytes(std::span(block).first(count * perRow))); !written) return written;
    }
    return out.pad();
}

/// Which row of the old file each row is, unchanged; kMostRows for none.
std::vector<std::uint32_t> unchangedRows(const VectorRows &rows, const VectorFile &old)
{
    std::vector<std::uint32_t> unchanged(rows.size(), kMostRows);
    std::size_t at = 0;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        while (at < old.size() && old.id(at) < rows.id(row)) ++at;
        if (at < old.size() && old.id(at) == rows.id(row) && old.isSame(at, rows.codes(row))) unchanged[row] = static_cast<std::uint32_t>(at);
    }
    return unchanged;
}

/// Adding tracks must not change what is said of others, unless there were too few to say anything.
bool keepsAnchors(const VectorFile *old, const VectorRows &rows) noexcept
{
    return old != nullptr && old->anchors().count >= std::min<std::size_t>(kMostAnchors, rows.size() / 2);
}

} // namespace

Result<> writeVectorFile(const std::string &path, const VectorRows &rows, std::uint64_t mapGeneration, UnixTime created, const VectorFile *old)
{
    if (rows.size() >= kMostRows) return fail(ErrorCode::InvalidArgument, "an index holds fewer than " + std::to_string(kMostRows) + " recordings");
    const bool keeps = keepsAnchors(old, rows);
    const ChosenAnchors chosen = keeps ? ChosenAnchors(old->anchors()) : ChosenAnchors(rows);
    const Anchors anchors = chosen.view();
    const std::vector<std::uint32_t> unchanged = keeps ? unchangedRows(rows, *old) : std::vector<std::uint32_t>(rows.size(), kMostRows);

    VectorHeader header;
    header.mapGeneration = mapGeneration;
    header.buildId = rows.buildId(mapGeneration);
    header.rows = rows.size();
    header.anchors = anchors.count;
    header.fileSize = VectorLayout(rows.size(), anchors.count).fileSize;
    header.created = created.count();
    const Calibrations calibrations = calibrate(rows);
    for (std::size_t i = 0; i < kPartCount; ++i) {
        header.partSizes[i] = static_cast<std::uint32_t>(kParts[i].size);
        header.means[i] = calibrations[i].mean;
        header.deviations[i] = calibrations[i].deviation;
    }
    const auto bytes = std::as_bytes(std::span(&header, 1));
    header.checksum = checksum(bytes.first(offsetof(VectorHeader, checksum)));

    return writeAtomically(path, [&](const FileWriter &append) -> Result<> {
        if (auto written = append(bytes); !written) return written;
        SectionWriter out(append);
        const auto writeWhole = [&out]<class T>(std::span<const T> section) {
            auto written = out.write(std::as_bytes(section));
            return written ? out.pad() : written;
        };
        /// `make` is told the part's codes of a row.
        const auto writeParts = [&]<class T>(T, const auto &perRow, const auto &make) {
            Result<> written;
            for (const PartRange &part : kParts) {
                if (!written) break;
                written = writeRows<T>(out, rows.size(), perRow(part), [&](std::size_t row, T *made) {
                    make(part, row, rows.codes(row).subspan(part.offset, part.size), made);
                });
            }
            return written;
        };
        const auto one = [](const PartRange &) { return std::size_t{1}; };
        const auto size = [](const PartRange &part) { return part.size; };
        using Codes = std::span<const std::int16_t>;
        auto written = writeWhole(rows.ids());
        if (written) written = writeParts(float{}, one, [](const PartRange &, std::size_t, Codes codes, float *scale) { *scale = scaleOf(codes); });
        if (written) {
            written = writeParts(Calibration{}, one, [&](const PartRange &part, std::size_t row, Codes codes, Calibration *spread) {
                *spread = unchanged[row] != kMostRows ? old->spreads(part.part)[unchanged[row]] : spreadTo(anchors, part, codes);
            });
        }
        if (written) {
            written = writeParts(std::int8_t{}, size, [](const PartRange &, std::size_t, Codes codes, std::int8_t *high) {
                std::ranges::transform(codes, high, highOf);
            });
        }
        if (written) {
            written = writeParts(std::int8_t{}, size, [](const PartRange &, std::size_t, Codes codes, std::int8_t *low) {
                std::ranges::transform(codes, low, lowOf);
            });
        }
        for (std::size_t i = 0; i < kPartCount && written; ++i) written = writeWhole(anchors.scales[i]);
        for (std::size_t i = 0; i < kPartCount && written; ++i) written = writeWhole(anchors.codes[i]);
        if (!written) return written;
        const VectorTrailer trailer{out.checksumSoFar()};
        return append(std::as_bytes(std::span(&trailer, 1)));
    });
}

} // namespace taraf::neighbours
