/// @file Accounts at services that keep listens: what came from there, what they were told, what they have still to be told.
#pragma once

#include "taraf/store/listens.h"

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::store {

using AccountId = Id<struct AccountTag>; ///< a user of a server

/// Listens from `floor` on and before `ceiling` have not all come yet. floor < ceiling.
struct Gap {
    UnixTime floor{0}, ceiling{0};

    friend bool operator==(const Gap &, const Gap &) = default;
};

/// A listen beside another, with what it names.
struct NearListen {
    UnixTime at{0};
    HeardId heard;
    SourceId source;
    std::string artist, title, album;
    std::int64_t matchKey = 0; ///< 0: nobody has worked it out yet
};

/// A listen that the service does not take.
struct Refusal {
    UnixTime at{0};
    HeardId heard;
    std::string reason;
};

/// What a service says of a song.
struct Score {
    int value = 0;          ///< 1 loved, -1 hated
    bool isAgreed = false;  ///< it was said here, too

    friend bool operator==(const Score &, const Score &) = default;
};
using ScoresById = std::map<std::string, Score, std::less<>>;

/// What somebody thinks of a track, with the ids by which a service may know it.
struct TrackFeeling {
    RecordingId recording;
    std::string name; ///< for people
    Opinion opinion;
    UnixTime changedAt{0};
    std::vector<std::string> musicBrainzIds, msids; ///< each once, of what was heard of it
};

/// The part of a library that is about accounts. Errors and threads: as Library, which must outlive it.
class Accounts
{
public:
    explicit Accounts(Library &library) noexcept : m_impl(library.m_impl.get()) {}

    /// Made where there is none.
    [[nodiscard]] Result<AccountId> account(std::string_view root, std::string_view name);

    /// The time of the latest listen that came from there; 0: none did.
    [[nodiscard]] Result<UnixTime> newest(AccountId account);
    /// An earlier one changes nothing.
    [[nodiscard]] Result<> setNewest(AccountId account, UnixTime newest);
    /// The latest first.
    [[nodiscard]] Result<std::vector<Gap>> gaps(AccountId account);
    /// Replaces them all.
    [[nodiscard]] Result<> setGaps(AccountId account, std::span<const Gap> gaps);

    /// Listens within `within` of `at` whose names compare alike, as far as is known.
    [[nodiscard]] Result<std::vector<NearListen>> near(ListenerId listener, UnixTime at, std::int64_t matchKey, std::chrono::seconds within);

    /// The account has kSelf's listen, or (with a reason) does not take it.
    [[nodiscard]] Result<> mark(AccountId account, UnixTime at, HeardId heard, std::string_view refusal = {});
    /// kSelf's listens from then on without a mark, in the order of time. `take` returns false to stop early; it must not write to this Library.
    [[nodiscard]] Result<> eachUnmarked(AccountId account, UnixTime from, const std::function<bool(const ListenRow &row)> &take);
    /// How many are marked without a reason.
    [[nodiscard]] Result<std::uint64_t> marked(AccountId account);
    [[nodiscard]] Result<std::vector<Refusal>> refusals(AccountId account);
    /// They have no mark any more.
    [[nodiscard]] Result<> forgetRefusals(AccountId account);

    /// What ListenBrainz calls a song.
    [[nodiscard]] Result<> setMsid(HeardId heard, std::string_view msid);
    /// Not valid: nothing is called so.
    [[nodiscard]] Result<HeardId> heardByMsid(std::string_view msid);

    /// What the service says, by its ids.
    [[nodiscard]] Result<ScoresById> feedback(AccountId account);
    /// Replaces all of it. What was agreed on stays so where the score is the same.
    [[nodiscard]] Result<> setFeedback(AccountId account, const ScoresById &feedback);
    /// 0: it says nothing.
    [[nodiscard]] Result<> setFeedback(AccountId account, const std::string &subject, const Score &score);
    /// kSelf's word about songs of that id is taken back, of which the service says nothing any more; stars stay.
    [[nodiscard]] Result<> takeBackFeeling(AccountId account, const std::string &subject, UnixTime now);
    /// By recording; opinions that were taken back are there, without a feeling.
    [[nodiscard]] Result<std::vector<TrackFeeling>> trackFeelings();

private:
    Library::Impl *m_impl;
};

} // namespace taraf::store
