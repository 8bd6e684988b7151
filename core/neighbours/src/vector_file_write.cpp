#include "checksum.h"
#include "quantise.h"
#include "kernels.h"
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

bool isZero(std::span<const float> vector) noexcept
{
    return std::ranges::all_of(vector, [](float x) { return x == 0.0F; });
}

Calibrations calibrate(const VectorRows &rows)
{
    std::array<Moments, kPartCount> moments;
    const auto addPair = [&](std::size_t a, std::size_t b) {
        std::array<float, kVectorSize> left{};
        std::array<float, kVectorSize> right{};
        fromHalves(rows.halves(a), left.data());
        fromHalves(rows.halves(b), right.data());
        for (std::size_t i = 0; i < kPartCount; ++i) {
            const auto partOf = [&](std::span<const float> vector) { return vector.subspan(kParts[i].offset, kParts[i].size); };
            if (isZero(partOf(left)) || isZero(partOf(right))) continue;
            moments[i].add(static_cast<double>(
                kernels().dotHalves(rows.halves(a).data() + kParts[i].offset, right.data() + kParts[i].offset, kParts[i].size)));
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

/// A part's codes and, if asked for, its scales, a block of rows at a time.
Result<> writeCodes(SectionWriter &out, const VectorRows &rows, const PartRange &part)
{
    constexpr std::size_t blockRows = 4096;
    std::vector<std::int8_t> codes(std::min(blockRows, rows.size()) * part.size);
    std::array<float, kVectorSize> floats{};
    for (std::size_t from = 0; from < rows.size(); from += blockRows) {
        const std::size_t count = std::min(blockRows, rows.size() - from);
        for (std::size_t i = 0; i < count; ++i) {
            fromHalves(rows.halves(from + i).subspan(part.offset, part.size), floats.data());
            quantise(std::span(floats).first(part.size), codes.data() + i * part.size);
        }
        if (auto written = out.write(std::as_bytes(std::span(codes).first(count * part.size))); !written) return written;
    }
    return out.pad();
}

Result<> writeScales(SectionWriter &out, const VectorRows &rows, const PartRange &part)
{
    std::vector<float> scales(rows.size());
    std::array<float, kVectorSize> floats{};
    std::array<std::int8_t, kVectorSize> codes{};
    for (std::size_t row = 0; row < rows.size(); ++row) {
        fromHalves(rows.halves(row).subspan(part.offset, part.size), floats.data());
        scales[row] = quantise(std::span(floats).first(part.size), codes.data());
    }
    if (auto written = out.write(std::as_bytes(std::span(scales))); !written) return written;
    return out.pad();
}

} // namespace

Result<> writeVectorFile(const std::string &path, const VectorRows &rows, std::uint64_t mapGeneration, UnixTime created)
{
    if (rows.size() > kMostRows) return fail(ErrorCode::InvalidArgument, "an index holds at most " + std::to_string(kMostRows) + " recordings");
    VectorHeader header;
    header.mapGeneration = mapGeneration;
    header.buildId = rows.buildId(mapGeneration);
    header.rows = rows.size();
    header.fileSize = VectorLayout(rows.size()).fileSize;
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
        if (auto written = out.write(std::as_bytes(rows.ids())); !written) return written;
        if (auto written = out.pad(); !written) return written;
        for (const PartRange &part : kParts) {
            if (auto written = writeScales(out, rows, part); !written) return written;
        }
        for (const PartRange &part : kParts) {
            if (auto written = writeCodes(out, rows, part); !written) return written;
        }
        for (std::size_t row = 0; row < rows.size();) {
            // The rows lie one after the other in memory.
            const std::size_t count = std::min<std::size_t>(4096, rows.size() - row);
            const std::span halves(rows.halves(row).data(), count * kVectorSize);
            if (auto written = out.write(std::as_bytes(halves)); !written) return written;
            row += count;
        }
        if (auto padded = out.pad(); !padded) return padded;
        const VectorTrailer trailer{out.checksumSoFar()};
        return append(std::as_bytes(std::span(&trailer, 1)));
    });
}

} // namespace taraf::neighbours
