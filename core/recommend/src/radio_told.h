/// @file What was told of a radio's tracks, in words. Private to the room.
#pragma once

#include "taraf/base/radio_state.h"
#include "taraf/base/traits.h"
#include "taraf/recommend/song.h"

#include <array>
#include <string>

namespace taraf::recommend {

/// Means of the traits of what was played to its end and of what was not wanted; what was told fades.
class RadioTold
{
public:
    void take(const Song &song, RadioState state)
    {
        if (!song.traits) return;
        if (state == RadioState::Played) m_wanted.add(*song.traits);
        if (state == RadioState::Skipped || state == RadioState::Rejected) m_unwanted.add(*song.traits);
    }
    void fade(float factor) noexcept
    {
        m_wanted.fade(factor);
        m_unwanted.fade(factor);
    }

    /// "It learned from your skips: less like loud, lively." A word stands for a mean kStandsOutBy deviations off the pool's; one that holds for both says nothing.
    [[nodiscard]] std::string words(const TraitScale &scale) const
    {
        std::string more, less;
        for (std::size_t i = 0; i < kTraitCount; ++i) {
            const auto trait = static_cast<Trait>(i);
            const float wanted = m_wanted.score(scale, trait), unwanted = m_unwanted.score(scale, trait);
            const bool wants = std::abs(wanted) >= kStandsOutBy, leaves = std::abs(unwanted) >= kStandsOutBy;
            if (wants && leaves && (wanted > 0) == (unwanted > 0)) continue;
            if (wants) more += (more.empty() ? "" : ", ") + std::string(word(trait, wanted > 0));
            if (leaves) less += (less.empty() ? "" : ", ") + std::string(word(trait, unwanted > 0));
        }
        std::string all;
        if (!more.empty()) all = "more like: " + more;
        if (!less.empty()) all += (all.empty() ? "" : "; ") + std::string("less like: ") + less;
        return all;
    }

private:
    static constexpr float kStandsOutBy = 0.6F;
    static constexpr float kFaded = 0.5F; ///< of one track; what is left of less is not talked about

    struct Mean {
        float weight = 0;
        Traits sum{};

        void add(const Traits &traits) noexcept
        {
            weight += 1;
            for (std::size_t i = 0; i < kTraitCount; ++i) sum[i] += traits[i];
        }
        void fade(float factor) noexcept
        {
            weight *= factor;
            for (float &value : sum) value *= factor;
        }
        [[nodiscard]] float score(const TraitScale &scale, Trait trait) const noexcept
        {
            if (weight < kFaded) return 0;
            Traits mean = sum;
            for (float &value : mean) value /= weight;
            return scale.score(mean, trait);
        }
    };
    Mean m_wanted, m_unwanted;
};

} // namespace taraf::recommend
