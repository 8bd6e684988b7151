#include "taraf/analysis/analyser.h"

#include "alone.h"
#include "engine.h"

#include <ATen/detail/CUDAHooksInterface.h>
#include <algorithm>
#include <map>
#include <new>
#include <utility>

namespace taraf::analysis {
namespace {

/// On CUDA this many tracks go through together: 120 s each take some 0.3 GB on the way.
constexpr std::size_t kCudaBatch = 16;

std::size_t cudaDevices()
{
    if (!at::hasCUDA()) return 0;
    const auto devices = at::detail::getCUDAHooks().deviceCount();
    return devices > 0 ? static_cast<std::size_t>(devices) : 0;
}

Error failure(const std::exception &error)
{
    if (dynamic_cast<const c10::OutOfMemoryError *>(&error) != nullptr || dynamic_cast<const std::bad_alloc *>(&error) != nullptr) {
        return {ErrorCode::OutOfMemory, "analysis: there is not enough memory; close other programs or analyse with fewer jobs"};
    }
    const std::string text = error.what();
    return {ErrorCode::Internal, "analysis: " + text.substr(0, text.find('\n'))};
}

} // namespace

struct Analyser::State {
    Engine engine;
    std::string deviceName;
    std::string note;
    std::size_t batch;
};

Analyser::Analyser(std::shared_ptr<const State> state) noexcept : m_state(std::move(state)) {}
Analyser::Analyser(Analyser &&) noexcept = default;
Analyser &Analyser::operator=(Analyser &&) noexcept = default;
Analyser::~Analyser() = default;

Result<Analyser> Analyser::make(Device device)
{
    try {
        workAlone();
        const c10::InferenceMode inference;
        const bool cuda = device != Device::Cpu && cudaDevices() > 0;
        if (device == Device::Cuda && !cuda) {
            return fail(ErrorCode::NoDevice, at::hasCUDA()
                            ? "no CUDA device was found; check that the driver is loaded (nvidia-smi), or use the device auto or cpu"
                            : "this build of libtorch knows no CUDA; install one that does (libtorch-cuda-dev, or set Torch_DIR to a PyTorch with CUDA) "
                              "and build again, or use the device auto or cpu");
        }
        const at::Device where = cuda ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
        return Analyser(std::make_shared<const State>(State{
            .engine = Engine(where, preferredFourier(where)),
            .deviceName = cuda ? "cuda" : "cpu",
            .note = device == Device::Auto && !cuda ? "no CUDA device was found, so the CPU is used" : "",
            .batch = cuda ? kCudaBatch : 1,
        }));
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
}

std::vector<Result<Descriptor>> Analyser::describe(std::span<const Pcm *const> batch, Extent extent) const
{
    std::vector<Result<Descriptor>> out(batch.size(), fail(ErrorCode::Internal, "not analysed"));
    const Seconds shortest = extent == Extent::Clip ? kShortestClip : kShortestAnalysed;
    // Tracks of one length go together.
    std::map<std::size_t, std::vector<std::size_t>> byLength;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        const Seconds duration = batch[i]->duration();
        if (duration < shortest) {
            out[i] = fail(ErrorCode::TooShort, "only " + std::to_string(static_cast<int>(duration.count())) + " s of audio; at least " +
                                                   std::to_string(static_cast<int>(shortest.count())) + " s are needed");
        } else if (duration > kLongestAnalysed) {
            out[i] = fail(ErrorCode::InvalidArgument, "more than 20 minutes of audio at once; hand over a shorter part");
        } else {
            byLength[batch[i]->samples.size()].push_back(i);
        }
    }
    const c10::InferenceMode inference;
    for (const auto &[length, indices] : byLength) {
        for (std::size_t from = 0; from < indices.size(); from += m_state->batch) {
            const std::span<const std::size_t> together = std::span(indices).subspan(from, std::min(m_state->batch, indices.size() - from));
            std::vector<const Pcm *> tracks;
            for (const std::size_t i : together) tracks.push_back(batch[i]);
            try {
                std::vector<Result<Descriptor>> described = m_state->engine.describe(tracks);
                for (std::size_t i = 0; i < together.size(); ++i) out[together[i]] = std::move(described[i]);
            } catch (const std::exception &error) {
                for (const std::size_t i : together) out[i] = fail(failure(error));
            }
        }
    }
    return out;
}

Result<Descriptor> Analyser::describe(const Pcm &pcm, Extent extent) const
{
    const Pcm *const one = &pcm;
    return std::move(describe(std::span(&one, 1), extent).front());
}

const std::string &Analyser::deviceName() const noexcept { return m_state->deviceName; }
const std::string &Analyser::note() const noexcept { return m_state->note; }
std::size_t Analyser::preferredBatch() const noexcept { return m_state->batch; }

} // namespace taraf::analysis
