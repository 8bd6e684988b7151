#include "entry_text.h"
#include "location.h"
#include "readers.h"
#include "taraf/base/path.h"
#include "xspf_rules.h"

#include <QByteArray>
#include <QString>
#include <QXmlStreamReader>
#include <cctype>
#include <limits>
#include <set>
#include <vector>

namespace taraf::playlists {
namespace {

/// One document. The first refusal ends it.
class XspfReader
{
public:
    XspfReader(QXmlStreamReader &xml, const std::string &baseFolder, Strictness strictness)
        : m_xml(xml), m_bases{baseUri(baseFolder)}, m_strict(strictness == Strictness::Strict)
    {
    }

    /// What was read before `error()`, if that is set.
    const Playlist &playlist() const { return m_playlist; }
    const std::optional<Error> &error() const { return m_error; }

    void run()
    {
        bool rootSeen = false;
        while (!m_xml.atEnd() && !m_error) {
            switch (next()) {
            case QXmlStreamReader::StartElement:
                if (!rootSeen) root();
                rootSeen = true;
                break;
            default: break;
            }
        }
        if (m_error) return;
        if (m_xml.hasError()) {
            refuse(ErrorCode::Corrupt, "no well-formed XML (" + m_xml.errorString().toStdString() + "); save the list again");
        } else if (!rootSeen) {
            refuse(ErrorCode::Corrupt, "no <playlist>; this is no XSPF");
        }
    }

private:
    QXmlStreamReader::TokenType next()
    {
        const QXmlStreamReader::TokenType token = m_xml.readNext();
        if (token == QXmlStreamReader::StartElement && ++m_depth > kDeepestElement) {
            refuse(ErrorCode::Unsupported, "elements nested deeper than " + std::to_string(kDeepestElement) + "; this is no playlist");
        }
        if (token == QXmlStreamReader::EndElement) --m_depth;
        return token;
    }

    [[nodiscard]] bool going() const { return !m_error && !m_xml.hasError() && !m_xml.atEnd(); }

    void refuse(ErrorCode code, const std::string &what)
    {
        if (m_error) return;
        m_error = failAt(code, static_cast<std::size_t>(m_xml.lineNumber()), static_cast<std::size_t>(m_xml.columnNumber()) + 1, what).error();
    }

    void refuseIfStrict(const std::string &what)
    {
        if (m_strict) refuse(ErrorCode::Corrupt, what);
    }

    [[nodiscard]] std::string element() const { return "<" + m_xml.name().toString().toStdString() + ">"; }

    void root()
    {
        if (m_xml.name() != QStringView(u"playlist")) {
            refuse(ErrorCode::Corrupt, "the document is a " + element() + ", not a <playlist>; this is no XSPF");
            return;
        }
        m_namespace = m_xml.namespaceUri().toString();
        if (m_namespace != QStringView(kXspfNamespace)) refuseIfStrict("<playlist> needs xmlns=\"http://xspf.org/ns/0/\"");
        if (m_xml.attributes().value(QStringLiteral("version")) != QStringView(u"1")) refuseIfStrict("<playlist> needs version=\"1\"");
        checkAttributes(u"version");
        enterBase();
        bool tracks = false;
        children(Parent::Playlist, [&](const ElementRule &rule) {
            const QStringView name(rule.name);
            if (name == QStringView(u"title")) {
                const std::string title = text(rule);
                if (m_playlist.title.empty()) m_playlist.title = title;
            } else if (name == QStringView(u"trackList")) {
                tracks = true;
                children(Parent::TrackList, [&](const ElementRule &) { track(); });
            } else if (name == QStringView(u"attribution")) {
                children(Parent::Attribution, [&](const ElementRule &inner) { text(inner); });
            } else {
                other(rule);
            }
        });
        leaveBase();
        if (!tracks && !m_xml.hasError()) refuseIfStrict("<playlist> needs a <trackList>");
    }

    void track()
    {
        if (m_playlist.entries.size() >= kMostEntries) {
            refuse(ErrorCode::Unsupported, "more than " + std::to_string(kMostEntries) + " entries; split the list");
            return;
        }
        PlaylistEntry entry;
        children(Parent::Track, [&](const ElementRule &rule) {
            const QStringView name(rule.name);
            if (name == QStringView(u"location")) {
                enterBase();
                takeLocation(entry, text(rule, Spaces::Trimmed));
                leaveBase();
            } else if (name == QStringView(u"title")) {
                entry.title = text(rule);
            } else if (name == QStringView(u"creator")) {
                entry.artist = text(rule);
            } else if (name == QStringView(u"album")) {
                entry.album = text(rule);
            } else if (name == QStringView(u"duration")) {
                entry.duration = Milliseconds{number(text(rule))};
            } else if (name == QStringView(u"trackNum")) {
                const std::int64_t track = number(text(rule));
                entry.track = track <= 99'999 ? static_cast<int>(track) : 0;
            } else {
                other(rule);
            }
        });
        // A track whose end was cut off is none; one without a location may still be found by its names.
        if (!m_error && !m_xml.hasError()) m_playlist.entries.push_back(std::move(entry));
    }

    /// The first location that is a local file, else the first.
    static void keepBetter(PlaylistEntry &entry, PlaylistEntry &&found)
    {
        if (!entry.path.empty() || (found.path.empty() && !entry.uri.empty())) return;
        entry.path = std::move(found.path);
        entry.uri = std::move(found.uri);
    }

    void takeLocation(PlaylistEntry &entry, const std::string &location)
    {
        if (location.empty()) return;
        PlaylistEntry found;
        setUri(found, m_bases.back(), location);
        keepBetter(entry, std::move(found));
    }

    static std::int64_t number(const std::string &text)
    {
        bool good = false;
        const qlonglong value = QString::fromStdString(text).toLongLong(&good);
        return good && value > 0 && value <= std::numeric_limits<std::int32_t>::max() ? value : 0;
    }

    /// The elements inside this one, each known one handed on. Reads to the end of this one.
    template<class Each> void children(Parent parent, const Each &each)
    {
        std::set<QString> seen;
        const int depth = m_depth;
        while (going()) {
            const QXmlStreamReader::TokenType token = next();
            if (token == QXmlStreamReader::EndElement && m_depth < depth) return;
            if (token == QXmlStreamReader::Characters && !m_xml.isWhitespace()) refuseIfStrict("text where only elements may be; remove it");
            if (token != QXmlStreamReader::StartElement || m_error) continue;

            const ElementRule *rule = m_xml.namespaceUri() == m_namespace ? ruleFor(parent, m_xml.name()) : nullptr;
            if (rule == nullptr) {
                refuseIfStrict(element() + " is not allowed here; put it into an <extension>");
                skip();
                continue;
            }
            if (rule->once && !seen.insert(m_xml.name().toString()).second) refuseIfStrict(element() + " comes twice; remove one");
            checkAttributes(rule->needs);
            if (rule->content == Content::Elements) enterBase();
            each(*rule);
            if (rule->content == Content::Elements) leaveBase();
        }
    }

    void checkAttributes(const char16_t *needed)
    {
        if (!m_strict) return;
        bool there = needed == nullptr;
        for (const QXmlStreamAttribute &attribute : m_xml.attributes()) {
            const bool base = attribute.namespaceUri() == QStringView(kXmlNamespace) && attribute.name() == QStringView(u"base");
            const bool own = needed != nullptr && attribute.namespaceUri().isEmpty() && attribute.name() == QStringView(needed);
            there = there || own;
            if (!base && !own) {
                refuse(ErrorCode::Corrupt, element() + " can't have the attribute " + attribute.qualifiedName().toString().toStdString() + "; remove it");
            }
        }
        if (!there) refuse(ErrorCode::Corrupt, element() + " needs the attribute " + QStringView(needed).toString().toStdString());
    }

    enum class Spaces : std::uint8_t { Kept, Trimmed };

    /// This element's text, its outer blanks kept or not. Reads to its end.
    std::string text(const ElementRule &rule, Spaces spaces = Spaces::Kept)
    {
        QString out;
        const int depth = m_depth;
        while (going()) {
            const QXmlStreamReader::TokenType token = next();
            if (token == QXmlStreamReader::EndElement && m_depth < depth) break;
            if (token == QXmlStreamReader::StartElement) refuseIfStrict(element() + " where only text may be; remove the markup");
            if (token == QXmlStreamReader::Characters || token == QXmlStreamReader::EntityReference) out += m_xml.text();
        }
        out = spaces == Spaces::Trimmed ? out.trimmed() : out;
        if (rule.content == Content::Number && !isNonNegativeInteger(out.trimmed())) refuseIfStrict("not a whole number of 0 or more");
        if (rule.content == Content::DateTime && !isDateTime(out.trimmed())) refuseIfStrict("not a date like 2005-01-08T17:10:47-05:00");
        return cleaned(rule.content == Content::Text ? out.toStdString() : out.trimmed().toStdString());
    }

    void other(const ElementRule &rule)
    {
        if (rule.content == Content::Anything) {
            skip();
        } else {
            text(rule);
        }
    }

    void skip()
    {
        const int depth = m_depth;
        while (going()) {
            if (next() == QXmlStreamReader::EndElement && m_depth < depth) return;
        }
    }

    void enterBase()
    {
        const QString base = m_xml.attributes().value(QString::fromUtf16(kXmlNamespace), QStringLiteral("base")).toString();
        m_bases.push_back(base.isEmpty() ? m_bases.back() : resolved(m_bases.back(), base.trimmed().toStdString()));
    }
    void leaveBase() { m_bases.pop_back(); }

    QXmlStreamReader &m_xml;
    std::vector<std::string> m_bases; ///< xml:base of the open elements, resolved
    bool m_strict;
    QString m_namespace;
    int m_depth = 0;
    Playlist m_playlist;
    std::optional<Error> m_error;
};

bool startsIgnoringCase(std::string_view text, std::string_view upper) noexcept
{
    if (text.size() < upper.size()) return false;
    for (std::size_t i = 0; i < upper.size(); ++i) {
        if (std::toupper(static_cast<unsigned char>(text[i])) != upper[i]) return false;
    }
    return true;
}

/// Entities of a document's own are how a small file becomes a huge one, or asks for other files: refused before they are read. UTF-16 has
/// its zero bytes passed over.
Result<> checkEntities(std::string_view bytes)
{
    std::string narrow;
    if (bytes.substr(0, 1024).find('\0') != std::string_view::npos) {
        std::ranges::copy_if(bytes, std::back_inserter(narrow), [](char c) { return c != '\0'; });
        bytes = narrow;
    }
    for (std::size_t at = bytes.find("<!"); at != std::string_view::npos; at = bytes.find("<!", at + 2)) {
        if (bytes.substr(at).starts_with("<!--")) {
            const std::size_t end = bytes.find("-->", at + 4);
            if (end == std::string_view::npos) return {};
            at = end;
        } else if (bytes.substr(at).starts_with("<![CDATA[")) {
            const std::size_t end = bytes.find("]]>", at + 9);
            if (end == std::string_view::npos) return {};
            at = end;
        } else if (startsIgnoringCase(bytes.substr(at), "<!ENTITY")) {
            const auto line = static_cast<std::size_t>(std::ranges::count(bytes.substr(0, at), '\n')) + 1;
            return failAt(ErrorCode::Unsupported, line, "entities of its own are not read; remove the <!DOCTYPE>");
        }
    }
    return {};
}

/// The first line with bytes that are not UTF-8, counted from 1.
std::size_t badLine(std::string_view bytes) noexcept
{
    std::size_t line = 1;
    for (std::size_t end = bytes.find('\n'); end != std::string_view::npos && isUtf8(bytes.substr(0, end)); end = bytes.find('\n')) {
        bytes.remove_prefix(end + 1);
        ++line;
    }
    return line;
}

bool isReference(std::string_view text) noexcept
{
    for (const std::string_view known : {"&amp;", "&lt;", "&gt;", "&quot;", "&apos;"}) {
        if (text.starts_with(known)) return true;
    }
    if (!text.starts_with("&#")) return false;
    const bool hex = text.starts_with("&#x");
    std::size_t i = hex ? 3 : 2;
    const std::size_t first = i;
    while (i < text.size() && (hex ? std::isxdigit(static_cast<unsigned char>(text[i])) : std::isdigit(static_cast<unsigned char>(text[i])))) ++i;
    return i > first && i < text.size() && text[i] == ';';
}

/// What careless programs write: bare ampersands, and control characters that XML forbids.
std::string repaired(std::string_view bytes)
{
    std::string out;
    out.reserve(bytes.size() + 64);
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') continue;
        out += bytes[i];
        if (bytes[i] == '&' && !isReference(bytes.substr(i))) out += "amp;";
    }
    return out;
}

struct Reading {
    Playlist playlist;
    std::optional<Error> error;
};

Reading readOnce(std::string_view bytes, const std::string &baseFolder, Strictness strictness)
{
    QXmlStreamReader xml(QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size())));
    xml.setEntityExpansionLimit(0);
    XspfReader reader(xml, baseFolder, strictness);
    reader.run();
    return {reader.playlist(), reader.error()};
}

bool isUtf16(std::string_view bytes) noexcept { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

bool declaresAnother(std::string_view bytes) noexcept
{
    const std::string_view head = bytes.substr(0, 200);
    const std::size_t declared = head.find("encoding=");
    return declared != std::string_view::npos && !startsIgnoringCase(head.substr(std::min(declared + 10, head.size())), "UTF-8");
}

} // namespace

Result<Playlist> readXspf(std::string_view bytes, const std::string &baseFolder, Strictness strictness)
{
    if (auto checked = checkEntities(bytes); !checked) return fail(std::move(checked).error());
    std::string converted;
    if (!isUtf16(bytes) && !declaresAnother(bytes) && !isUtf8(bytes)) {
        // Qt passes over a character that the end cuts off.
        if (strictness == Strictness::Strict) return failAt(ErrorCode::Corrupt, badLine(bytes), "bytes that are not UTF-8; save the list again");
        converted = toText(bytes);
        bytes = converted;
    }
    Reading reading = readOnce(bytes, baseFolder, strictness);
    if (!reading.error) return std::move(reading.playlist);
    const bool damaged = reading.error->code == ErrorCode::Corrupt && strictness == Strictness::Lenient;
    if (!damaged) return fail(std::move(*reading.error));
    if (!isUtf16(bytes)) {
        Reading again = readOnce(repaired(bytes), baseFolder, strictness);
        if (!again.error) return std::move(again.playlist);
        if (again.error->code == ErrorCode::Unsupported) return fail(std::move(*again.error));
        if (again.playlist.entries.size() > reading.playlist.entries.size()) reading = std::move(again);
    }
    // Cut off or damaged further on: what came before is there.
    if (!reading.playlist.entries.empty()) return std::move(reading.playlist);
    return fail(std::move(*reading.error));
}

} // namespace taraf::playlists
