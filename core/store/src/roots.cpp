#include "connection.h"

#include "taraf/base/path.h"

namespace taraf::store {

Result<RootId> Library::addRoot(std::string_view absolutePath, UnixTime now)
{
    if (!absolutePath.starts_with('/')) {
        return fail(ErrorCode::InvalidArgument, displayText(absolutePath) + " is no absolute path, as a root has to be");
    }
    return m_impl->write([&]() -> Result<RootId> {
        Bound known = m_impl->use(Query::FindRoot);
        if (known.bytes(1, absolutePath).step()) return known.id<RootId>(0);
        m_impl->use(Query::AddRoot).bytes(1, absolutePath).integer(2, now.count()).run();
        return RootId(m_impl->lastId());
    });
}

Result<std::vector<Root>> Library::roots()
{
    return m_impl->read([&]() -> Result<std::vector<Root>> {
        std::vector<Root> all;
        Bound row = m_impl->use(Query::ListRoots);
        while (row.step()) {
            all.push_back({.id = row.id<RootId>(0),
                           .path = row.text(1),
                           .addedAt = UnixTime{row.integer(2)},
                           .volume = row.text(3),
                           .lastSeen = UnixTime{row.integer(4)}});
        }
        return all;
    });
}

Result<> Library::removeRoot(RootId root)
{
    return m_impl->write([&]() -> Result<> {
        if (m_impl->use(Query::RemoveRoot).id(1, root).run() == 0) return fail(ErrorCode::NotFound, "there is no such root");
        return {};
    });
}

Result<> Library::sawRoot(RootId root, std::string_view volume, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        const std::string name(volume);
        if (m_impl->use(Query::SeeRoot).id(1, root).text(2, name).integer(3, now.count()).run() == 0) {
            return fail(ErrorCode::NotFound, "there is no such root");
        }
        return {};
    });
}

Result<std::vector<std::string>> Library::exclusions()
{
    return m_impl->read([&]() -> Result<std::vector<std::string>> {
        std::vector<std::string> all;
        Bound row = m_impl->use(Query::ListExclusions);
        while (row.step()) all.push_back(row.text(0));
        return all;
    });
}

Result<> Library::addExclusion(std::string_view expression, UnixTime now)
{
    return m_impl->write([&]() -> Result<> {
        const std::string text(expression);
        m_impl->use(Query::AddExclusion).text(1, text).integer(2, now.count()).run();
        return {};
    });
}

Result<> Library::removeExclusion(std::string_view expression)
{
    return m_impl->write([&]() -> Result<> {
        const std::string text(expression);
        if (m_impl->use(Query::RemoveExclusion).text(1, text).run() == 0) return fail(ErrorCode::NotFound, "'" + text + "' is not left out");
        return {};
    });
}

} // namespace taraf::store
