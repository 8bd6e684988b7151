#include "connection.h"

namespace taraf::store {
namespace {

/// Each word as the start of one, in any order: "mile da" finds "Miles Davis". Nothing else of FTS5's language gets through.
std::string expressionOf(std::string_view words)
{
    std::string expression;
    bool isOpen = false;
    const auto close = [&] {
        if (isOpen) expression += "\"*";
        isOpen = false;
    };
    for (const char c : words) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isLetter = byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
        if (!isLetter) {
            close();
            continue;
        }
        if (!isOpen) expression += expression.empty() ? "\"" : " \"";
        isOpen = true;
        expression += c;
    }
    close();
    return expression;
}

template<class Id> Result<std::vector<Id>> found(Library::Impl &library, Query query, std::string_view words, std::size_t most)
{
    std::vector<Id> ids;
    const std::string expression = expressionOf(words);
    if (expression.empty()) return ids;
    return library.read([&]() -> Result<std::vector<Id>> {
        Bound row = library.use(query);
        row.text(1, expression).integer(2, static_cast<std::int64_t>(most));
        while (row.step()) ids.push_back(row.id<Id>(0));
        return ids;
    });
}

} // namespace

Result<std::vector<RecordingId>> Library::tracksNamed(std::string_view words, std::size_t most) { return found<RecordingId>(*m_impl, Query::FindTracksNamed, words, most); }
Result<std::vector<AlbumId>> Library::albumsNamed(std::string_view words, std::size_t most) { return found<AlbumId>(*m_impl, Query::FindAlbumsNamed, words, most); }

} // namespace taraf::store
