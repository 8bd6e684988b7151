#include "write_xspf.h"

#include "entry_text.h"

#include <QByteArray>
#include <QString>
#include <QXmlStreamWriter>
#include <limits>

namespace taraf::playlists {
namespace {

void writeText(QXmlStreamWriter &xml, const char *element, const std::string &text)
{
    if (const std::string clean = cleaned(text); !clean.empty()) xml.writeTextElement(QLatin1String(element), QString::fromStdString(clean));
}

void writeNumber(QXmlStreamWriter &xml, const char *element, std::int64_t number)
{
    // Players keep these in 32 bits.
    if (number > 0 && number <= std::numeric_limits<std::int32_t>::max()) xml.writeTextElement(QLatin1String(element), QString::number(number));
}

} // namespace

std::string renderXspf(const Playlist &playlist, const std::function<std::string(std::size_t)> &location)
{
    QByteArray bytes;
    QXmlStreamWriter xml(&bytes);
    xml.setAutoFormatting(true);
    xml.setAutoFormattingIndent(1);
    xml.writeStartDocument();
    xml.writeStartElement(QStringLiteral("playlist"));
    xml.writeAttribute(QStringLiteral("version"), QStringLiteral("1"));
    xml.writeDefaultNamespace(QStringLiteral("http://xspf.org/ns/0/"));
    // Before the trackList: Strawberry takes the first title of all for the playlist's.
    writeText(xml, "title", playlist.title);
    xml.writeStartElement(QStringLiteral("trackList"));
    for (std::size_t i = 0; i < playlist.entries.size(); ++i) {
        const std::string where = location(i);
        if (where.empty()) continue;
        const PlaylistEntry &entry = playlist.entries[i];
        xml.writeStartElement(QStringLiteral("track"));
        xml.writeTextElement(QStringLiteral("location"), QString::fromStdString(where));
        writeText(xml, "title", entry.title);
        writeText(xml, "creator", entry.artist);
        writeText(xml, "album", entry.album);
        writeNumber(xml, "duration", entry.duration.count());
        writeNumber(xml, "trackNum", entry.track);
        xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeEndElement();
    xml.writeEndDocument();
    return bytes.toStdString();
}

} // namespace taraf::playlists
