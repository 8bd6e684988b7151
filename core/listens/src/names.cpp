#include "taraf/listens/names.h"

#include "taraf/base/fingerprint.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>

namespace taraf::listens {
namespace {

QString text(std::string_view bytes) { return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size())); }

QString plain(const QString &name)
{
    QString out;
    out.reserve(name.size());
    for (const QChar c : name.normalized(QString::NormalizationForm_KD).toCaseFolded()) {
        if (c == QLatin1Char('&') || c == QLatin1Char('+')) out += QLatin1String(" and ");
        else if (c.isLetterOrNumber() || c.isHighSurrogate() || c.isLowSurrogate()) out += c;
        else if (!c.isMark() && c != QLatin1Char('\'') && c != QChar(0x2019) && c != QLatin1Char('.')) out += QLatin1Char(' ');
    }
    out = out.simplified();
    if (out.startsWith(QLatin1String("the "))) out.remove(0, 4);
    return out.isEmpty() ? name.toCaseFolded().simplified() : out;
}

QString withoutGuests(const QString &name)
{
    static const QRegularExpression guests(QStringLiteral("[\\s(\\[]+(feat\\.?|ft\\.?|featuring)\\s.*$"), QRegularExpression::CaseInsensitiveOption);
    const QString host = QString(name).remove(guests);
    return host.isEmpty() ? name : host;
}

QString withoutIssue(const QString &title)
{
    static const QRegularExpression issue(
        QStringLiteral("\\s*(\\([^()]*\\b(re-?master(ed)?|edition|version originale|mono|stereo|deluxe|bonus track|explicit|clean)\\b[^()]*\\)|\\[[^\\[\\]]*\\b(re-?master(ed)?|edition|mono|stereo|deluxe|bonus "
                       "track|explicit|clean)\\b[^\\[\\]]*\\]|\\s[-–]\\s+([0-9]{4}\\s+)?(re-?master(ed)?|mono|stereo)(\\s+([0-9]{4}|version))?)\\s*$"),
        QRegularExpression::CaseInsensitiveOption);
    const QString song = QString(title).remove(issue);
    return song.isEmpty() ? title : song;
}

bool isAscii(std::string_view name) { return std::ranges::all_of(name, [](char c) { return static_cast<signed char>(c) >= 0; }); }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// plain(), for the most part of all names many times faster.
std::string plainAscii(std::string_view name)
{
    std::string out;
    out.reserve(name.size());
    const auto space = [&] { if (!out.empty() && out.back() != ' ') out += ' '; };
    for (const char c : name) {
        const char small = lower(c);
        if ((small >= 'a' && small <= 'z') || (small >= '0' && small <= '9')) {
            out += small;
        } else if (c == '&' || c == '+') {
            space();
            out += "and ";
        } else if (c != '\'' && c != '.') {
            space();
        }
    }
    if (out.ends_with(' ')) out.pop_back();
    if (out.starts_with("the ")) out.erase(0, 4);
    return out.empty() ? plain(text(name)).toStdString() : out;
}

std::string plainOf(std::string_view name) { return isAscii(name) ? plainAscii(name) : plain(text(name)).toStdString(); }

/// Whether a pattern above may find something.
bool mayHaveGuests(std::string_view name)
{
    for (std::size_t i = 1; i + 1 < name.size(); ++i) {
        if (lower(name[i]) == 'f' && (name[i - 1] == ' ' || name[i - 1] == '(' || name[i - 1] == '[') && (lower(name[i + 1]) == 't' || lower(name[i + 1]) == 'e')) return true;
    }
    return false;
}

bool mayHaveIssue(std::string_view title) { return title.ends_with(')') || title.ends_with(']') || title.contains(" - ") || title.contains(" \xE2\x80\x93 "); }

} // namespace

std::string plainName(std::string_view name) { return plainOf(name); }

std::string plainArtist(std::string_view artist) { return mayHaveGuests(artist) ? plain(withoutGuests(text(artist))).toStdString() : plainOf(artist); }

std::string plainTitle(std::string_view title)
{
    if (!mayHaveGuests(title) && !mayHaveIssue(title)) return plainOf(title);
    return plain(withoutIssue(withoutGuests(text(title)))).toStdString();
}

std::int64_t matchKey(std::string_view artist, std::string_view title)
{
    return fingerprint({plainArtist(artist), plainTitle(title)});
}

} // namespace taraf::listens
