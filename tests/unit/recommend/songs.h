/// @file Made-up songs with real vectors, for the tests of recommend.
#pragma once

#include "taraf/recommend/song.h"

#include <cmath>
#include <cstdint>
#include <deque>
#include <random>
#include <string>
#include <vector>

namespace taraf::recommend::test {

using Vector = std::vector<float>;

inline void toUnitParts(Vector &vector)
{
    for (const PartRange &part : kParts) {
        double squares = 0;
        for (std::size_t i = part.offset; i < part.offset + part.size; ++i) squares += static_cast<double>(vector[i]) * static_cast<double>(vector[i]);
        const double scale = squares > 0 ? 1.0 / std::sqrt(squares) : 0.0;
        for (std::size_t i = part.offset; i < part.offset + part.size; ++i) vector[i] = static_cast<float>(static_cast<double>(vector[i]) * scale);
    }
}

/// In every part the cosine to axisVector(0, x) is x's: (cos, sin) in the plane of the first two axes.
inline Vector planeVector(double cosine)
{
    Vector out(kVectorSize, 0.0F);
    for (const PartRange &part : kParts) {
        out[part.offset] = static_cast<float>(cosine);
        out[part.offset + 1] = static_cast<float>(std::sqrt(1.0 - cosine * cosine));
    }
    return out;
}

/// A collection that owns its vectors; the songs' spans stay valid as it grows.
class Shelf
{
public:
    explicit Shelf(std::uint64_t seed = 1) : m_random(seed) {}

    /// [0, below)
    std::size_t upTo(std::size_t below) { return m_random() % below; }
    float uniform() { return static_cast<float>(static_cast<double>(m_random() >> 11U) * 0x1.0p-53); }

    const Vector &vector(const Vector *near = nullptr, float spread = 1.0F)
    {
        Vector out(kVectorSize);
        for (std::size_t i = 0; i < kVectorSize; ++i) {
            out[i] = (uniform() + uniform() + uniform() - 1.5F) * spread * 0.12F + (near == nullptr ? 0.0F : (*near)[i]);
        }
        toUnitParts(out);
        return m_vectors.emplace_back(std::move(out));
    }

    const Vector &keep(Vector vector) { return m_vectors.emplace_back(std::move(vector)); }

    Song song(std::int64_t id, std::string artist, std::string title, const Vector &vector, std::int64_t album = 0)
    {
        Song out;
        out.recording = RecordingId(id);
        out.album = AlbumId(album);
        out.artistKeys = {std::move(artist)};
        out.titleKey = std::move(title);
        out.duration = Milliseconds{200'000 + 7'000 * (id % 20)};
        out.vector = vector;
        return out;
    }

    std::mt19937_64 &random() { return m_random; }

private:
    std::mt19937_64 m_random;
    std::deque<Vector> m_vectors;
};

} // namespace taraf::recommend::test
