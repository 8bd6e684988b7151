/// @file Decoded audio becomes a descriptor, on the CPU or on a CUDA device, by one and the same code.
#pragma once

#include "taraf/analysis/layout.h"
#include "taraf/base/audio.h"
#include "taraf/base/error.h"
#include "taraf/base/vectors.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace taraf::analysis {

/// Where the work is done.
enum class Device : std::uint8_t {
    Auto, ///< CUDA where there is a device, else the CPU, which note() then says
    Cpu,
    Cuda, ///< an error where there is none
};

/// What the samples are. It decides how short they may be.
enum class Extent : std::uint8_t {
    Track, ///< at least kShortestAnalysed (10 s)
    Clip,  ///< a passage somebody chose: at least kShortestClip
};

inline constexpr Seconds kShortestClip{3.0};

/// More than this much of a track is not looked at; callers decode kAnalysisSpan at most.
inline constexpr Seconds kLongestAnalysed{1200.0};

/// Parts are equal in time and at least this long; a track has 1 to 4 of them.
inline constexpr Seconds kShortestSegment{15.0};

/// Threads: describe() may be called from several threads at once, each with its own batch. It works on the calling thread
/// alone (torch's pools are set to one thread by make()), so callers use one worker per core on the CPU, one or two on CUDA.
class Analyser
{
public:
    /// Errors: NoDevice (CUDA was asked for and is not here; the message names the remedy), Internal.
    [[nodiscard]] static Result<Analyser> make(Device device);

    Analyser(Analyser &&) noexcept;
    Analyser &operator=(Analyser &&) noexcept;
    ~Analyser();

    /// One result per element, in order; an element that fails does not harm the others.
    /// `values` is the mean of the segments. The numbers don't depend on the gain (but for Pattern::Level), nor on what
    /// else is in the batch: on the CPU bit for bit, on CUDA to about 1e-4.
    /// Errors: TooShort; Unsupported (silence: nothing but one constant value); InvalidArgument (not finite, too long);
    /// OutOfMemory, Internal.
    /// Cost: about 45 ms of one core and 60 MB for 120 s of audio.
    [[nodiscard]] std::vector<Result<Descriptor>> describe(std::span<const Pcm *const> batch, Extent extent = Extent::Track) const;
    [[nodiscard]] Result<Descriptor> describe(const Pcm &pcm, Extent extent = Extent::Track) const;

    /// "cpu" or "cuda".
    [[nodiscard]] const std::string &deviceName() const noexcept;
    /// One sentence for people where Auto fell back to the CPU; else empty.
    [[nodiscard]] const std::string &note() const noexcept;
    /// How many equally long tracks are best handed over at once: 1 on the CPU, more on CUDA.
    [[nodiscard]] std::size_t preferredBatch() const noexcept;

private:
    struct State;
    explicit Analyser(std::shared_ptr<const State> state) noexcept;
    std::shared_ptr<const State> m_state;
};

} // namespace taraf::analysis
