/// @file The whole way from samples to descriptors, for tracks of one length.
#pragma once

#include "cepstrum.h"
#include "harmony.h"
#include "patterns.h"
#include "rhythm.h"
#include "spectrum.h"

#include "taraf/analysis/analyser.h"

#include <span>
#include <vector>

namespace taraf::analysis {

/// How many parts a track of so many samples is cut into, 1 to 4.
[[nodiscard]] std::int64_t partsOf(std::size_t samples);

class Engine
{
public:
    Engine(at::Device device, Fourier fourier);

    [[nodiscard]] at::Device device() const { return m_device; }

    /// Tracks of one length (number of samples). Results in their order. May throw what torch throws.
    [[nodiscard]] std::vector<Result<Descriptor>> describe(std::span<const Pcm *const> tracks) const;

private:
    at::Device m_device;
    Fourier m_fourier;
    SpectrumTables m_spectrum;
    PatternTables m_patterns;
    CepstrumTables m_cepstrum;
    RhythmTables m_rhythm;
    HarmonyTables m_harmony;
};

} // namespace taraf::analysis
