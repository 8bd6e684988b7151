#include "taraf/learn/train.h"

#include "bytes.h"
#include "checkpoint.h"
#include "contrast.h"
#include "network_state.h"
#include "optimiser.h"

#include <c10/core/GradMode.h>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace taraf::learn {
namespace {

constexpr std::size_t kBatch = 96;
constexpr double kTemperature = 0.1;
constexpr std::size_t kFewestToJudge = 40;
constexpr std::size_t kKeptAside = 10; ///< one in so many
constexpr unsigned kJudgeEvery = 20;

class Training
{
public:
    Training(std::span<const Spectrogram> tracks, const TrainOptions &options, at::Device device)
        : m_options(options), m_device(device), m_scale(scaleOf(tracks)), m_weights(Weights::initial(options.seed).to(device)),
          m_best(m_weights.clone()), m_optimiser(m_weights.learned)
    {
        for (std::size_t i = 0; i < tracks.size(); ++i) {
            const bool aside = options.keepAside && tracks.size() >= kFewestToJudge && i % kKeptAside == kKeptAside - 1;
            (aside ? m_aside : m_tracks).push_back(&tracks[i]);
        }
        m_purpose = {.about = options.about + (device.is_cuda() ? " cuda" : " cpu") + " 16-32-64-128" + (options.keepAside ? "" : " all"), .seed = options.seed, .steps = options.steps,
                     .tracks = static_cast<std::uint32_t>(tracks.size())};
    }

    [[nodiscard]] bool isDone() const
    {
        const bool stale = !m_aside.empty() && m_step - m_bestStep > std::max(m_options.steps / 3, 2 * kJudgeEvery);
        return m_step >= m_options.steps || stale;
    }
    [[nodiscard]] unsigned steps() const { return m_step; }
    [[nodiscard]] unsigned bestStep() const { return m_bestStep; }

    void step()
    {
        for (Tensor &weight : m_weights.learned) weight.requires_grad_(true);
        const Tensor loss = contrast(forward(m_weights, batch(), Mode::Training), kTemperature);
        loss.backward();
        ++m_step;
        m_optimiser.follow(m_weights.learned, oneCycle(m_step - 1, m_options.steps), m_step);
        for (Tensor &weight : m_weights.learned) weight.requires_grad_(false);
        if (m_step % kJudgeEvery == 0 || m_step == m_options.steps) judge();
    }

    /// Errors: Io.
    Result<> keep() const
    {
        if (m_options.checkpoint.empty()) return {};
        return save(m_options.checkpoint, m_purpose,
                    {.step = m_step, .bestStep = m_bestStep, .best = m_bestLoss, .weights = m_weights.flat(), .optimiser = m_optimiser.flat(), .bestWeights = m_best.flat()});
    }

    /// Goes on from the checkpoint, where there is one of this training.
    void takeUp()
    {
        if (m_options.checkpoint.empty()) return;
        auto kept = load(m_options.checkpoint, m_purpose, Weights::count(), m_optimiser.count());
        if (!kept) {
            const ErrorCode why = kept.error().code;
            if (m_options.note && why != ErrorCode::NotFound && why != ErrorCode::InvalidArgument) m_options.note(kept.error().message + "; training starts anew");
            return;
        }
        m_step = kept->step;
        m_bestStep = kept->bestStep;
        m_bestLoss = kept->best;
        m_weights = Weights::fromFlat(kept->weights).to(m_device);
        m_best = Weights::fromFlat(kept->bestWeights).to(m_device);
        m_optimiser.restore(kept->optimiser);
    }

    [[nodiscard]] Network finish() const
    {
        const c10::InferenceMode inference;
        auto state = std::make_shared<Network::State>();
        // Ordinary tensors: those of training belong to autograd.
        state->weights = Weights::fromFlat(m_best.flat());
        state->scale = m_scale;
        state->seed = m_options.seed;
        state->trainedOn = static_cast<std::uint32_t>(m_tracks.size());
        std::array<double, kNetworkSize> sum{};
        for (const Spectrogram *track : m_tracks) {
            const NetworkVector vector = summary(vectorsOf(*track, m_best), nullptr);
            std::ranges::transform(sum, vector, sum.begin(), std::plus<>());
        }
        std::ranges::transform(sum, state->centre.begin(), [&](double total) { return static_cast<float>(total / static_cast<double>(m_tracks.size())); });
        state->hash = hashOf(contentBytes(*state));
        return Network(std::move(state));
    }

private:
    /// Two crops of each track, the second half of the rows in the order of the first.
    Tensor batch() const
    {
        Chance chance(m_options.seed, m_step + 1);
        std::vector<std::size_t> order(m_tracks.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const std::size_t count = std::min(kBatch, order.size());
        for (std::size_t i = 0; i < count; ++i) std::swap(order[i], order[i + chance.below(order.size() - i)]);
        Tensor crops = at::empty({static_cast<std::int64_t>(2 * count), 1, kBands, kCrop}, at::kFloat);
        const std::span all(crops.mutable_data_ptr<float>(), 2 * count * kCropSize);
        for (std::size_t row = 0; row < 2 * count; ++row) {
            const Spectrogram &track = *m_tracks[order[row % count]];
            const std::span out = all.subspan(row * kCropSize, kCropSize);
            const std::size_t piece = chance.below(track.pieces());
            crop(track, piece, chance.below(kPiece - kCrop + 1), m_scale, out);
            disturb(out, chance);
        }
        return crops.to(m_device);
    }

    Tensor vectorsOf(const Spectrogram &track, const Weights &weights) const
    {
        return forward(weights, cropsOf(track, m_scale).to(m_device), Mode::Listening).to(at::kCPU);
    }

    void judge()
    {
        if (m_aside.empty()) {
            m_best = m_weights.clone();
            m_bestStep = m_step;
            return;
        }
        const c10::InferenceMode inference;
        const auto count = static_cast<std::int64_t>(m_aside.size());
        Tensor halves = at::empty({2 * count, static_cast<std::int64_t>(kNetworkSize)});
        for (std::int64_t i = 0; i < count; ++i) {
            const Tensor vectors = vectorsOf(*m_aside[static_cast<std::size_t>(i)], m_weights);
            const auto half = vectors.size(0) / 2;
            for (const std::int64_t side : {0, 1}) {
                const NetworkVector vector = summary(vectors.narrow(0, side * half, half), nullptr);
                std::ranges::copy(vector, halves.mutable_data_ptr<float>() + (side * count + i) * static_cast<std::int64_t>(kNetworkSize));
            }
        }
        const double loss = contrast(halves, kTemperature).item<double>();
        if (!(loss < m_bestLoss)) return;
        m_bestLoss = loss;
        m_bestStep = m_step;
        const c10::InferenceMode ordinary(false);
        m_best = m_weights.clone();
    }

    const TrainOptions &m_options;
    at::Device m_device;
    std::vector<const Spectrogram *> m_tracks, m_aside;
    Scale m_scale;
    Weights m_weights, m_best; ///< on the device
    Optimiser m_optimiser;
    Purpose m_purpose;
    unsigned m_step = 0, m_bestStep = 0;
    double m_bestLoss = std::numeric_limits<double>::infinity();
};

Result<Trained> run(std::span<const Spectrogram> tracks, const TrainOptions &options, at::Device device, const std::stop_token &stop, const ProgressSink &progress)
{
    Training training(tracks, options, device);
    training.takeUp();
    const unsigned resumedAt = training.steps();
    while (!training.isDone()) {
        if (progress) progress({.phase = "training", .done = training.steps(), .total = options.steps, .item = {}});
        if (stop.stop_requested()) {
            if (auto kept = training.keep(); !kept) return fail(std::move(kept).error());
            return fail(ErrorCode::Cancelled, "stopped while training");
        }
        training.step();
        if (training.steps() % options.checkpointEvery == 0 || training.isDone()) {
            if (auto kept = training.keep(); !kept) return fail(std::move(kept).error());
        }
    }
    if (progress) progress({.phase = "training", .done = options.steps, .total = options.steps, .item = {}});
    return Trained{.network = training.finish(), .steps = training.steps(), .bestStep = training.bestStep(), .resumedAt = resumedAt};
}

} // namespace

Result<Trained> train(std::span<const Spectrogram> tracks, const TrainOptions &options, const std::stop_token &stop, const ProgressSink &progress)
{
    if (tracks.size() < kFewestTracks) {
        return fail(ErrorCode::InvalidArgument, "there are too few tracks to learn from: " + std::to_string(tracks.size()) + ", at least " +
                                                    std::to_string(kFewestTracks) + " are needed");
    }
    if (options.steps == 0 || options.checkpointEvery == 0) return fail(ErrorCode::InvalidArgument, "a training has at least one step");
    const auto device = deviceOf(options.device);
    if (!device) return fail(device.error());
    try {
        workAlone();
        const c10::AutoGradMode gradients(true);
        return run(tracks, options, *device, stop, progress);
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
}

} // namespace taraf::learn
