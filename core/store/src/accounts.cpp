#include "taraf/store/accounts.h"

#include "connection.h"
#include "opinion_row.h"

#include <algorithm>

namespace taraf::store {

Result<AccountId> Accounts::account(std::string_view root, std::string_view name)
{
    return m_impl->write([&]() -> Result<AccountId> {
        const std::string at(root), called(name);
        return m_impl->use(Query::SaveAccount).text(1, at).text(2, called).returnedId<AccountId>();
    });
}

Result<UnixTime> Accounts::newest(AccountId account)
{
    return m_impl->read([&]() -> Result<UnixTime> {
        Bound row = m_impl->use(Query::FindAccountNewest);
        return row.id(1, account).step() ? UnixTime{row.integer(0)} : UnixTime{0};
    });
}

Result<> Accounts::setNewest(AccountId account, UnixTime newest)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::SetAccountNewest).id(1, account).integer(2, newest.count()).run();
        return {};
    });
}

Result<std::vector<Gap>> Accounts::gaps(AccountId account)
{
    return m_impl->read([&]() -> Result<std::vector<Gap>> {
        std::vector<Gap> all;
        Bound row = m_impl->use(Query::ListGaps);
        row.id(1, account);
        while (row.step()) all.push_back({.floor = UnixTime{row.integer(0)}, .ceiling = UnixTime{row.integer(1)}});
        return all;
    });
}

Result<> Accounts::setGaps(AccountId account, std::span<const Gap> gaps)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::RemoveGaps).id(1, account).run();
        for (const Gap &gap : gaps) m_impl->use(Query::AddGap).id(1, account).integer(2, gap.floor.count()).integer(3, gap.ceiling.count()).run();
        return {};
    });
}

Result<std::vector<NearListen>> Accounts::near(ListenerId listener, UnixTime at, std::int64_t matchKey, std::chrono::seconds within)
{
    return m_impl->read([&]() -> Result<std::vector<NearListen>> {
        std::vector<NearListen> all;
        Bound row = m_impl->use(Query::ListNearListens);
        row.id(1, listener).integer(2, (at - within).count()).integer(3, (at + within).count()).integer(4, matchKey);
        while (row.step()) {
            all.push_back({.at = UnixTime{row.integer(0)}, .heard = row.id<HeardId>(1), .source = row.id<SourceId>(2), .artist = row.text(4), .title = row.text(5), .album = row.text(6),
                           .matchKey = row.integer(7)});
        }
        return all;
    });
}

Result<> Accounts::mark(AccountId account, UnixTime at, HeardId heard, std::string_view refusal)
{
    return m_impl->write([&]() -> Result<> {
        const std::string reason(refusal);
        m_impl->use(Query::SaveSubmission).id(1, account).integer(2, at.count()).id(3, heard).text(4, reason).run();
        return {};
    });
}

Result<> Accounts::eachUnmarked(AccountId account, UnixTime from, const std::function<bool(const ListenRow &)> &take)
{
    return m_impl->read([&]() -> Result<> {
        Bound row = m_impl->use(Query::ListUnsubmitted);
        row.id(1, account).integer(2, from.count());
        while (row.step()) {
            if (!take({.listener = kSelf, .at = UnixTime{row.integer(0)}, .heard = row.id<HeardId>(1), .source = row.id<SourceId>(2), .played = Milliseconds{row.integer(3)}})) break;
        }
        return {};
    });
}

Result<std::uint64_t> Accounts::marked(AccountId account)
{
    return m_impl->read([&]() -> Result<std::uint64_t> { return static_cast<std::uint64_t>(m_impl->use(Query::CountSubmissions).id(1, account).number()); });
}

Result<std::vector<Refusal>> Accounts::refusals(AccountId account)
{
    return m_impl->read([&]() -> Result<std::vector<Refusal>> {
        std::vector<Refusal> all;
        Bound row = m_impl->use(Query::ListRefusals);
        row.id(1, account);
        while (row.step()) all.push_back({.at = UnixTime{row.integer(0)}, .heard = row.id<HeardId>(1), .reason = row.text(2)});
        return all;
    });
}

Result<> Accounts::forgetRefusals(AccountId account)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::ForgetRefusals).id(1, account).run();
        return {};
    });
}

Result<> Accounts::setMsid(HeardId heard, std::string_view msid)
{
    return m_impl->write([&]() -> Result<> {
        const std::string called(msid);
        m_impl->use(Query::SaveMsid).id(1, heard).text(2, called).run();
        return {};
    });
}

Result<HeardId> Accounts::heardByMsid(std::string_view msid)
{
    return m_impl->read([&]() -> Result<HeardId> {
        const std::string called(msid);
        Bound row = m_impl->use(Query::FindMsid);
        return row.text(1, called).step() ? row.id<HeardId>(0) : HeardId();
    });
}

Result<ScoresById> Accounts::feedback(AccountId account)
{
    return m_impl->read([&]() -> Result<ScoresById> {
        ScoresById all;
        Bound row = m_impl->use(Query::ListFeedback);
        row.id(1, account);
        while (row.step()) all.emplace(row.text(0), Score{.value = row.number(1), .isAgreed = row.flag(2)});
        return all;
    });
}

Result<> Accounts::setFeedback(AccountId account, const ScoresById &feedback)
{
    return m_impl->write([&]() -> Result<> {
        const auto former = this->feedback(account);
        if (!former) return fail(former.error());
        for (const auto &[subject, score] : *former) {
            if (!feedback.contains(subject)) m_impl->use(Query::RemoveFeedback).id(1, account).text(2, subject).run();
        }
        for (const auto &[subject, score] : feedback) m_impl->use(Query::SaveFeedback).id(1, account).text(2, subject).integer(3, score.value).integer(4, score.isAgreed ? 1 : 0).run();
        return {};
    });
}

Result<> Accounts::setFeedback(AccountId account, const std::string &subject, const Score &score)
{
    return m_impl->write([&]() -> Result<> {
        if (score.value == 0) m_impl->use(Query::RemoveFeedback).id(1, account).text(2, subject).run();
        else m_impl->use(Query::SaveFeedback).id(1, account).text(2, subject).integer(3, score.value).integer(4, score.isAgreed ? 1 : 0).run();
        return {};
    });
}

Result<> Accounts::takeBackFeeling(AccountId account, const std::string &subject, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::TakeBackFeeling).id(1, account).text(2, subject).integer(3, now.count()).run();
        return {};
    });
}

Result<std::vector<TrackFeeling>> Accounts::trackFeelings()
{
    return m_impl->read([&]() -> Result<std::vector<TrackFeeling>> {
        std::vector<TrackFeeling> all;
        Bound row = m_impl->use(Query::ListTrackFeelings);
        while (row.step()) {
            if (const auto recording = row.id<RecordingId>(0); all.empty() || all.back().recording != recording) {
                all.push_back({.recording = recording, .name = row.text(6), .opinion = opinionOf(row, 1), .changedAt = UnixTime{row.integer(3)}, .musicBrainzIds = {}, .msids = {}});
            }
            for (auto &[ids, column] : {std::pair(&all.back().musicBrainzIds, 4), {&all.back().msids, 5}}) {
                if (auto id = row.text(column); !id.empty() && std::ranges::find(*ids, id) == ids->end()) ids->push_back(std::move(id));
            }
        }
        return all;
    });
}

} // namespace taraf::store
