#include "xspf_rules.h"

#include <QDate>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <span>

namespace taraf::playlists {
namespace {

constexpr std::array<ElementRule, 14> kPlaylist{{{u"title", Content::Text, true, nullptr},
                                                 {u"creator", Content::Text, true, nullptr},
                                                 {u"annotation", Content::Text, true, nullptr},
                                                 {u"info", Content::Text, true, nullptr},
                                                 {u"location", Content::Text, true, nullptr},
                                                 {u"identifier", Content::Text, true, nullptr},
                                                 {u"image", Content::Text, true, nullptr},
                                                 {u"date", Content::DateTime, true, nullptr},
                                                 {u"license", Content::Text, true, nullptr},
                                                 {u"attribution", Content::Elements, true, nullptr},
                                                 {u"link", Content::Text, false, u"rel"},
                                                 {u"meta", Content::Text, false, u"rel"},
                                                 {u"extension", Content::Anything, false, u"application"},
                                                 {u"trackList", Content::Elements, true, nullptr}}};

constexpr std::array<ElementRule, 13> kTrack{{{u"location", Content::Text, false, nullptr},
                                              {u"identifier", Content::Text, false, nullptr},
                                              {u"title", Content::Text, true, nullptr},
                                              {u"creator", Content::Text, true, nullptr},
                                              {u"annotation", Content::Text, true, nullptr},
                                              {u"info", Content::Text, true, nullptr},
                                              {u"image", Content::Text, true, nullptr},
                                              {u"album", Content::Text, true, nullptr},
                                              {u"trackNum", Content::Number, true, nullptr},
                                              {u"duration", Content::Number, true, nullptr},
                                              {u"link", Content::Text, false, u"rel"},
                                              {u"meta", Content::Text, false, u"rel"},
                                              {u"extension", Content::Anything, false, u"application"}}};

constexpr std::array<ElementRule, 1> kTrackList{{{u"track", Content::Elements, false, nullptr}}};

constexpr std::array<ElementRule, 2> kAttribution{{{u"location", Content::Text, false, nullptr},
                                                   {u"identifier", Content::Text, false, nullptr}}};

std::span<const ElementRule> rulesOf(Parent parent) noexcept
{
    switch (parent) {
    case Parent::Playlist: return kPlaylist;
    case Parent::Attribution: return kAttribution;
    case Parent::TrackList: return kTrackList;
    case Parent::Track: return kTrack;
    }
    return {};
}

} // namespace

const ElementRule *ruleFor(Parent parent, QStringView element) noexcept
{
    for (const ElementRule &rule : rulesOf(parent)) {
        if (element == QStringView(rule.name)) return &rule;
    }
    return nullptr;
}

bool isNonNegativeInteger(QStringView text) noexcept
{
    const bool minus = text.startsWith(u'-');
    if (minus || text.startsWith(u'+')) text = text.mid(1);
    // "-0" is one too.
    return !text.isEmpty() && std::ranges::all_of(text, [&](QChar c) { return minus ? c == u'0' : c >= u'0' && c <= u'9'; });
}

bool isDateTime(QStringView text)
{
    static const QRegularExpression form(QStringLiteral(
        "\\A-?([0-9]{4,9})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]+))?(?:Z|[+-]([0-9]{2}):([0-9]{2}))?\\z"));
    const QRegularExpressionMatch match = form.matchView(text);
    if (!match.hasMatch()) return false;
    const auto number = [&](int group) { return match.capturedView(group).toInt(); };
    if (number(1) == 0 || (match.capturedLength(1) > 4 && match.capturedView(1).startsWith(u'0'))) return false;
    // The calendar repeats every 400 years, and QDate's does not reach as far.
    if (!QDate::isValid(2000 + number(1) % 400, number(2), number(3))) return false;
    const bool endOfDay = number(4) == 24 && number(5) == 0 && number(6) == 0;
    if (!(number(4) < 24 || endOfDay) || number(5) > 59 || number(6) > 59) return false;
    return number(8) < 14 ? number(9) <= 59 : number(8) == 14 && number(9) == 0;
}

} // namespace taraf::playlists
