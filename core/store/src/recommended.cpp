#include "taraf/store/recommended.h"

#include "connection.h"

namespace taraf::store {

Result<std::vector<Recommendation>> Recommended::all(ListenerId listener)
{
    return m_impl->read([&]() -> Result<std::vector<Recommendation>> {
        std::vector<Recommendation> all;
        Bound row = m_impl->use(Query::ListRecommendations);
        row.id(1, listener);
        while (row.step()) {
            const std::string_view kind = row.view(0);
            for (const OpinionOf of : kOpinionsOf) {
                if (name(of) == kind) all.push_back({.of = of, .subject = row.integer(1), .name = row.text(2), .givenAt = UnixTime{row.integer(3)}});
            }
        }
        return all;
    });
}

Result<> Recommended::add(ListenerId listener, std::span<const Recommendation> given)
{
    return m_impl->write([&]() -> Result<> {
        for (const Recommendation &each : given) {
            const std::string kind(name(each.of));
            m_impl->use(Query::AddRecommendation).id(1, listener).text(2, kind).integer(3, each.subject).text(4, each.name).integer(5, each.givenAt.count()).run();
        }
        return {};
    });
}

Result<> Recommended::forget(ListenerId listener)
{
    return m_impl->write([&]() -> Result<> {
        m_impl->use(Query::ForgetRecommendations).id(1, listener).run();
        return {};
    });
}

} // namespace taraf::store
