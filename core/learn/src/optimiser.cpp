#include "optimiser.h"

#include <c10/core/GradMode.h>
#include <cmath>
#include <numbers>

namespace taraf::learn {
namespace {

constexpr double kHighestRate = 3e-3, kFirstRate = kHighestRate / 25, kLastRate = kFirstRate / 1e4;
constexpr double kMostInertia = 0.95, kLeastInertia = 0.85;
constexpr double kSquareInertia = 0.999, kDecay = 0.01, kEpsilon = 1e-8;

double between(double from, double to, double share) { return to + (from - to) / 2.0 * (1.0 + std::cos(std::numbers::pi * share)); }

} // namespace

Pace oneCycle(unsigned step, unsigned steps)
{
    const double at = steps < 2 ? 1.0 : static_cast<double>(step) / (steps - 1), top = 0.3;
    if (at < top) return {between(kFirstRate, kHighestRate, at / top), between(kMostInertia, kLeastInertia, at / top)};
    const double share = (at - top) / (1.0 - top);
    return {between(kHighestRate, kLastRate, share), between(kLeastInertia, kMostInertia, share)};
}

Optimiser::Optimiser(const std::vector<Tensor> &weights)
{
    for (const Tensor &weight : weights) {
        m_means.push_back(at::zeros_like(weight, at::MemoryFormat::Contiguous));
        m_squares.push_back(at::zeros_like(weight, at::MemoryFormat::Contiguous));
    }
}

void Optimiser::follow(std::vector<Tensor> &weights, Pace pace, unsigned step)
{
    const c10::NoGradGuard noGradients;
    const double meanCorrection = 1.0 - std::pow(pace.inertia, step), squareCorrection = 1.0 - std::pow(kSquareInertia, step);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        Tensor &weight = weights[i];
        const Tensor gradient = weight.grad();
        m_means[i].mul_(pace.inertia).add_(gradient, 1.0 - pace.inertia);
        m_squares[i].mul_(kSquareInertia).addcmul_(gradient, gradient, 1.0 - kSquareInertia);
        weight.mul_(1.0 - pace.rate * kDecay);
        const Tensor size = (m_squares[i] / squareCorrection).sqrt_().add_(kEpsilon);
        weight.addcdiv_(m_means[i], size, -pace.rate / meanCorrection);
        weight.mutable_grad().reset();
    }
}

std::size_t Optimiser::count() const
{
    std::int64_t numbers = 0;
    for (const Tensor &mean : m_means) numbers += 2 * mean.numel();
    return static_cast<std::size_t>(numbers);
}

std::vector<float> Optimiser::flat() const
{
    std::vector<float> numbers;
    numbers.reserve(count());
    for (const auto *tensors : {&m_means, &m_squares}) {
        for (const Tensor &tensor : *tensors) {
            const Tensor here = tensor.to(at::kCPU).contiguous();
            numbers.insert(numbers.end(), here.const_data_ptr<float>(), here.const_data_ptr<float>() + here.numel());
        }
    }
    return numbers;
}

void Optimiser::restore(std::span<const float> numbers)
{
    const c10::NoGradGuard noGradients;
    TORCH_CHECK(numbers.size() == count(), "an optimiser of another size");
    const float *from = numbers.data();
    for (auto *tensors : {&m_means, &m_squares}) {
        for (Tensor &tensor : *tensors) {
            Tensor here = at::empty(tensor.sizes());
            std::copy_n(from, here.numel(), here.mutable_data_ptr<float>());
            from += here.numel();
            tensor.copy_(here);
        }
    }
}

} // namespace taraf::learn
