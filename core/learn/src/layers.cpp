#include "layers.h"

#include "chance.h"

#include <cmath>
#include <numeric>

namespace taraf::learn {
namespace {

struct Shapes {
    std::vector<std::vector<std::int64_t>> learned, running;

    Shapes()
    {
        for (std::size_t block = 0; block < kBlocks; ++block) {
            const std::int64_t in = kChannels[block], out = kChannels[block + 1];
            learned.insert(learned.end(), {{out, in, 3, 3}, {out}, {out}});
            running.insert(running.end(), {{out}, {out}});
        }
        const auto size = static_cast<std::int64_t>(kNetworkSize);
        learned.insert(learned.end(), {{kPooled, kPooled}, {kPooled}, {size, kPooled}, {size}});
    }
};

const Shapes &shapes()
{
    static const Shapes all;
    return all;
}

std::int64_t sizeOf(const std::vector<std::int64_t> &shape) { return std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>()); }

std::vector<Tensor> mapped(const std::vector<Tensor> &tensors, const auto &each)
{
    std::vector<Tensor> out;
    for (const Tensor &tensor : tensors) out.push_back(each(tensor));
    return out;
}

} // namespace

Weights Weights::initial(std::uint64_t seed)
{
    Chance chance(seed, 0);
    Weights weights;
    for (const auto &shape : shapes().learned) {
        const bool isMatrix = shape.size() > 1;
        // Of the vectors, a block's scale starts at one; the others at nothing.
        const bool isScale = weights.learned.size() < 3 * kBlocks && weights.learned.size() % 3 == 1;
        Tensor tensor = isScale ? at::ones(shape) : at::zeros(shape);
        if (isMatrix) {
            const double fanIn = static_cast<double>(sizeOf(shape)) / static_cast<double>(shape[0]);
            const double bound = std::sqrt(6.0 / fanIn);
            float *value = tensor.mutable_data_ptr<float>();
            for (std::int64_t i = 0; i < tensor.numel(); ++i) value[i] = static_cast<float>(chance.between(-bound, bound));
        }
        weights.learned.push_back(tensor);
    }
    for (std::size_t block = 0; block < kBlocks; ++block) {
        weights.running.push_back(at::zeros({kChannels[block + 1]}));
        weights.running.push_back(at::ones({kChannels[block + 1]}));
    }
    return weights;
}

Weights Weights::to(at::Device device) const
{
    const auto there = [&](const Tensor &tensor) { return tensor.detach().to(device, at::kFloat, false, true); };
    return {.learned = mapped(learned, there), .running = mapped(running, there)};
}

Weights Weights::clone() const
{
    const auto copy = [](const Tensor &tensor) { return tensor.detach().clone(); };
    return {.learned = mapped(learned, copy), .running = mapped(running, copy)};
}

std::size_t Weights::count()
{
    std::int64_t numbers = 0;
    for (const auto &shape : shapes().learned) numbers += sizeOf(shape);
    for (const auto &shape : shapes().running) numbers += sizeOf(shape);
    return static_cast<std::size_t>(numbers);
}

std::vector<float> Weights::flat() const
{
    std::vector<float> numbers;
    numbers.reserve(count());
    for (const auto *tensors : {&learned, &running}) {
        for (const Tensor &tensor : *tensors) {
            const Tensor here = tensor.detach().to(at::kCPU).contiguous();
            const float *from = here.const_data_ptr<float>();
            numbers.insert(numbers.end(), from, from + here.numel());
        }
    }
    return numbers;
}

Weights Weights::fromFlat(std::span<const float> numbers)
{
    TORCH_CHECK(numbers.size() == count(), "a network of another size");
    Weights weights;
    const float *from = numbers.data();
    const auto take = [&](const std::vector<std::int64_t> &shape) {
        Tensor tensor = at::empty(shape);
        std::copy_n(from, tensor.numel(), tensor.mutable_data_ptr<float>());
        from += tensor.numel();
        return tensor;
    };
    for (const auto &shape : shapes().learned) weights.learned.push_back(take(shape));
    for (const auto &shape : shapes().running) weights.running.push_back(take(shape));
    return weights;
}

Tensor forward(const Weights &weights, const Tensor &crops, Mode mode)
{
    constexpr double kMomentum = 0.1, kEpsilon = 1e-5;
    Tensor x = crops;
    for (std::size_t block = 0; block < kBlocks; ++block) {
        const Tensor *w = &weights.learned[3 * block];
        x = at::conv2d(x, w[0], {}, 1, 1);
        x = at::batch_norm(x, w[1], w[2], weights.running[2 * block], weights.running[2 * block + 1], mode == Mode::Training, kMomentum, kEpsilon, false);
        x = at::max_pool2d(at::relu(x), 2);
    }
    x = x.mean(2);
    const Tensor pooled = at::cat({x.mean(2), x.amax(2)}, 1);
    const Tensor *head = &weights.learned[3 * kBlocks];
    const Tensor vectors = at::linear(at::relu(at::linear(pooled, head[0], head[1])), head[2], head[3]);
    return vectors / at::norm(vectors, 2, 1, true).clamp_min(1e-12);
}

} // namespace taraf::learn
