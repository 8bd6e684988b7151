#include "map_state.h"

#include <bit>
#include <cmath>

namespace taraf::analysis {

std::vector<float> weightsOf(Part part, bool tuned)
{
    std::vector<float> weights;
    for (std::size_t i = 0; i < kComparedPatterns; ++i) {
        const PatternRange &pattern = kPatterns[i];
        const double share = tuned && plan(part).network > 0 && pattern.group == Group::Harmony ? kUnheard : 1.0;
        weights.insert(weights.end(), pattern.size(), static_cast<float>(share * static_cast<double>(plan(part).weights[i]) /
                                                              std::sqrt(static_cast<double>(pattern.size()))));
    }
    return weights;
}

const Prior &prior()
{
    static const Prior read = [] {
        const std::span<const unsigned char> bytes = priorBytes();
        Prior out;
        std::size_t at = 0;
        const auto take = [&] {
            std::uint32_t word = 0;
            for (std::size_t i = 0; i < 4; ++i) word |= static_cast<std::uint32_t>(bytes[at++]) << (8 * i);
            return std::bit_cast<float>(word);
        };
        for (auto *const list : {&out.mean, &out.deviation}) {
            for (std::size_t i = 0; i < kCompared; ++i) list->push_back(take());
        }
        for (auto *const list : {&out.factor, &out.scatter}) {
            for (std::size_t i = 0; i < Prior::kRank * kCompared; ++i) list->push_back(take());
        }
        out.rest = take();
        out.scatterRest = take();
        return out;
    }();
    return read;
}

} // namespace taraf::analysis
