/// @file A small convolutional network that was trained on the collection it serves, and what it makes of a track.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/vectors.h"
#include "taraf/learn/spectrogram.h"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace taraf::learn {

/// Where the work is done.
enum class Device : std::uint8_t {
    Auto, ///< CUDA where there is a device, else the CPU
    Cpu,
    Cuda, ///< an error where there is none
};

/// Errors: NoDevice.
[[nodiscard]] Result<> checkDevice(Device device);

using taraf::kNetworkSize; ///< numbers a network gives of a track
using NetworkVector = std::array<float, kNetworkSize>;

struct Embedding {
    NetworkVector whole;                 ///< of unit length
    std::array<NetworkVector, 2> halves; ///< of the first and the second half of what was heard, likewise
};

/// A trained network. Copies are cheap (they share the weights). Threads: const functions from any, also at once.
class Network
{
public:
    /// The bytes of serialise(). Errors: Corrupt, Unsupported (another format); the message names the remedy.
    [[nodiscard]] static Result<Network> parse(std::string_view bytes);
    [[nodiscard]] std::string serialise() const;

    /// Names the content: the same for the same weights.
    [[nodiscard]] std::uint64_t hash() const noexcept;
    [[nodiscard]] std::uint64_t seed() const noexcept;
    [[nodiscard]] std::uint32_t trainedOn() const noexcept; ///< tracks

    /// Works on the CPU, on the calling thread alone; about 15 ms. The same bits for the same spectrogram, whatever else is going on.
    /// Errors: InvalidArgument (no spectrogram), OutOfMemory, Internal.
    [[nodiscard]] Result<Embedding> embed(const Spectrogram &track) const;

    struct State;
    explicit Network(std::shared_ptr<const State> state) noexcept; ///< for the room itself

private:
    std::shared_ptr<const State> m_state;
};

} // namespace taraf::learn
