/// @file One mix being made.
#pragma once

#include "past.h"

#include "taraf/answer/mixes.h"
#include "taraf/recommend/mix_parameters.h"

#include <functional>
#include <string>
#include <vector>

namespace taraf::answer {

/// What a mix is made by.
struct MixSettings {
    recommend::MixKind kind;
    recommend::MixParameters parameters;
    RuleTexts ruleTexts;          ///< those of the question
    recommend::Rules rules;       ///< all that are in force
    std::uint64_t seed = 1;
};

/// The lists, or why there are none. Tracks have no more than their recording and why they are there.
struct Mixed {
    std::vector<MixList> lists;
    std::string nothing;
};

/// "3 May 2026", local time. The rest of a sentence is English, whatever the locale.
[[nodiscard]] std::string dateOf(recommend::Instant at);
[[nodiscard]] std::string counted(std::uint64_t count, const char *one, const char *many);
/// Not filled yet.
[[nodiscard]] TrackAnswer trackOf(RecordingId recording, std::string why);

class Mixing
{
public:
    Mixing(const Answers &answers, Answers::Parts &parts, Past &past, const MixSettings &settings) : m_answers(answers), m_parts(parts), m_past(past), m_settings(settings) {}

    /// Errors: those of the library and the index; NotFound (nothing has been listened to).
    [[nodiscard]] Result<Mixed> make();

private:
    using Why = std::function<std::string(std::size_t place)>; ///< of one among the ranked
    enum class Order { AsRanked, InFlow };

    [[nodiscard]] Result<Mixed> loved();
    [[nodiscard]] Result<Mixed> ranked(const std::vector<recommend::RankedTrack> &tracks, const Why &why, std::string nothing);
    [[nodiscard]] Result<Mixed> revisitAlbums();
    [[nodiscard]] Result<Mixed> topArtists();
    [[nodiscard]] Result<Mixed> smart();
    [[nodiscard]] Result<Mixed> unheard();
    [[nodiscard]] Result<Mixed> fresh();
    [[nodiscard]] Result<Mixed> radio();

    /// Of these the ones that are listed.
    [[nodiscard]] Result<MixList> list(std::span<const RecordingId> recordings, const Why &why, Order order);
    /// Songs like these; no tracks where none of them was listened to.
    [[nodiscard]] Result<MixList> like(std::span<const RecordingId> seeds);
    [[nodiscard]] recommend::HeardOften heardOften(const recommend::Song &song) const;
    [[nodiscard]] Result<recommend::Calibration> calibration();
    /// So many of these, by chance.
    [[nodiscard]] std::vector<RecordingId> drawn(std::span<const RecordingId> recordings, std::size_t count) const;
    /// "no listens are known …", or what is said otherwise.
    [[nodiscard]] Result<std::string> lacking(std::string otherwise);

    const Answers &m_answers;
    Answers::Parts &m_parts;
    Past &m_past;
    const MixSettings &m_settings;
};

} // namespace taraf::answer
