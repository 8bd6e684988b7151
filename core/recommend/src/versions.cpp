#include "taraf/recommend/versions.h"

#include "taraf/base/track.h"

#include <algorithm>
#include <array>
#include <format>
#include <span>

namespace taraf::recommend {
namespace {

using Words = std::vector<std::string_view>;

bool isAnyOf(std::string_view word, std::span<const std::string_view> words) { return std::ranges::find(words, word) != words.end(); }

bool isDigit(char c) { return c >= '0' && c <= '9'; }

/// "2011", "3", "50th", "12" of 12".
bool isNumber(std::string_view word)
{
    if (word.empty() || !isDigit(word.front())) return false;
    const std::size_t digits = std::min(word.find_first_not_of("0123456789"), word.size());
    const std::string_view rest = word.substr(digits);
    return rest.empty() || rest == "th" || rest == "st" || rest == "nd" || rest == "rd" || rest == "s";
}

bool isRoman(std::string_view word) { return !word.empty() && word.find_first_not_of("ivx") == std::string_view::npos; }

/// Letters, digits and bytes above 127 make words; an apostrophe joins; "&" and "+" are words of their own.
std::string plain(std::string_view text)
{
    std::string out;
    const auto space = [&] {
        if (!out.empty() && out.back() != ' ') out += ' ';
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
        if (text.substr(i).starts_with("\u2019") || text.substr(i).starts_with("\u2018") || text.substr(i).starts_with("\u2010")
            || text.substr(i).starts_with("\u2013") || text.substr(i).starts_with("\u2014") || text.substr(i).starts_with("\u2026")
            || text.substr(i).starts_with("\u201c") || text.substr(i).starts_with("\u201d")) {
            if (text[i + 2] != '\x99' && text[i + 2] != '\x98') space();
            i += 2;
        } else if (isLetter || static_cast<unsigned char>(c) > 127) {
            out += c;
        } else if (c == '&' || c == '+') {
            space();
            out += "and ";
        } else if (c != '\'' && c != '`') {
            space();
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

Words wordsOf(std::string_view text)
{
    Words words;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find(' '), text.size());
        if (space > 0) words.push_back(text.substr(0, space));
        text.remove_prefix(std::min(space + 1, text.size()));
    }
    return words;
}

// ---------------------------------------------------------------- what a group says

struct Marker {
    std::string_view word;
    VersionKind kind;
};

/// Whatever stands before.
constexpr std::array kEnding{
    Marker{"version", VersionKind::Plain},  Marker{"versión", VersionKind::Plain}, Marker{"versione", VersionKind::Plain},
    Marker{"versao", VersionKind::Plain},   Marker{"versão", VersionKind::Plain},  Marker{"fassung", VersionKind::Plain},
    Marker{"mix", VersionKind::Remix},      Marker{"remix", VersionKind::Remix},   Marker{"rmx", VersionKind::Remix},
    Marker{"rework", VersionKind::Remix},   Marker{"bootleg", VersionKind::Remix}, Marker{"edit", VersionKind::Edit},
    Marker{"session", VersionKind::Live},   Marker{"sessions", VersionKind::Live}, Marker{"cover", VersionKind::Plain},
    Marker{"remaster", VersionKind::Remaster}, Marker{"remastered", VersionKind::Remaster}, Marker{"ремикс", VersionKind::Remix},
};

/// Whatever follows.
constexpr std::array kBeginning{
    Marker{"feat", VersionKind::Plain},       Marker{"ft", VersionKind::Plain},          Marker{"featuring", VersionKind::Plain},
    Marker{"remaster", VersionKind::Remaster}, Marker{"remastered", VersionKind::Remaster}, Marker{"remasterisé", VersionKind::Remaster},
    Marker{"remasterizado", VersionKind::Remaster}, Marker{"remasterizada", VersionKind::Remaster}, Marker{"rimasterizzato", VersionKind::Remaster},
    Marker{"remix", VersionKind::Remix},      Marker{"remixed", VersionKind::Remix},     Marker{"recorded", VersionKind::Live},
    Marker{"version", VersionKind::Plain},    Marker{"versión", VersionKind::Plain},     Marker{"versione", VersionKind::Plain},
};

/// By themselves, or among their like and kCompany.
constexpr std::array kAlone{
    Marker{"live", VersionKind::Live},         Marker{"unplugged", VersionKind::Live},       Marker{"vivo", VersionKind::Live},
    Marker{"directo", VersionKind::Live},      Marker{"ライブ", VersionKind::Live},           Marker{"concert", VersionKind::Live},
    Marker{"demo", VersionKind::Demo},         Marker{"demos", VersionKind::Demo},           Marker{"outtake", VersionKind::Demo},
    Marker{"rehearsal", VersionKind::Demo},    Marker{"take", VersionKind::Demo},            Marker{"alternate", VersionKind::Demo},
    Marker{"acoustic", VersionKind::Acoustic}, Marker{"acoustique", VersionKind::Acoustic},  Marker{"acústico", VersionKind::Acoustic},
    Marker{"acústica", VersionKind::Acoustic}, Marker{"acustica", VersionKind::Acoustic},    Marker{"akustisch", VersionKind::Acoustic},
    Marker{"stripped", VersionKind::Acoustic}, Marker{"instrumental", VersionKind::Instrumental}, Marker{"karaoke", VersionKind::Instrumental},
    Marker{"instrumentale", VersionKind::Instrumental}, Marker{"acapella", VersionKind::Acoustic}, Marker{"cappella", VersionKind::Acoustic},
    Marker{"mono", VersionKind::Mono},         Marker{"stereo", VersionKind::Mono},          Marker{"extended", VersionKind::Edit},
    Marker{"single", VersionKind::Edit},       Marker{"edit", VersionKind::Edit},            Marker{"remaster", VersionKind::Remaster},
    Marker{"remastered", VersionKind::Remaster}, Marker{"remasterisé", VersionKind::Remaster}, Marker{"リマスター", VersionKind::Remaster},
    Marker{"remasterizado", VersionKind::Remaster}, Marker{"rimasterizzato", VersionKind::Remaster}, Marker{"リミックス", VersionKind::Remix},
    Marker{"remix", VersionKind::Remix},       Marker{"mix", VersionKind::Remix},            Marker{"bonus", VersionKind::Plain},
    Marker{"bonustrack", VersionKind::Plain},  Marker{"deluxe", VersionKind::Plain},         Marker{"explicit", VersionKind::Plain},
    Marker{"clean", VersionKind::Plain},       Marker{"original", VersionKind::Plain},       Marker{"version", VersionKind::Plain},
};

constexpr std::array<std::string_view, 47> kCompany{
    "track", "edition", "anniversary", "special", "expanded", "album", "radio", "studio", "digital", "digitally", "early", "rough", "first", "second",
    "full", "long", "short", "piano", "vocal", "and", "the", "a", "en", "ao", "al", "dal", "in", "public", "club", "years", "year", "us", "uk", "lp", "ep",
    "mtv", "bbc", "kexp", "new", "final", "alternative", "home", "tv", "inch", "set", "audio", "hd"};

/// "live at …": what may follow, with more after it.
constexpr std::array<std::string_view, 6> kPlaces{"at", "from", "in", "on", "vom", "aus"};
constexpr std::array<std::string_view, 10> kNoPlaces{"me", "you", "my", "your", "a", "peace", "fear", "love", "sin", "hope"};

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kInConcert{
    {{"en", "vivo"}, {"en", "directo"}, {"en", "concert"}, {"en", "public"}, {"ao", "vivo"}, {"dal", "vivo"}, {"in", "concert"}}};

/// What the words in a bracket or after a dash say of a version; nothing if they are a part of the title.
std::optional<VersionKind> said(const Words &words)
{
    if (words.empty()) return std::nullopt;
    std::optional<VersionKind> kind;
    const auto add = [&](VersionKind more) { kind = std::max(kind.value_or(more), more); };
    const auto markOf = [](const auto &markers, std::string_view word) -> std::optional<VersionKind> {
        const auto found = std::ranges::find(markers, word, &Marker::word);
        return found == markers.end() ? std::nullopt : std::optional(found->kind);
    };

    bool isClosed = true;
    bool isMarked = false;
    std::optional<VersionKind> closed;
    for (const std::string_view word : words) {
        if (const auto mark = markOf(kAlone, word)) {
            // "take" is one only with its number.
            if (word != "take" || isNumber(words.back())) isMarked = true;
            closed = std::max(closed.value_or(*mark), *mark);
        } else if (!isNumber(word) && !isAnyOf(word, kCompany)) {
            isClosed = false;
        }
    }
    const bool isInTheMix = words.size() > 1 && (words.back() == "mix" || words.back() == "edit") && isAnyOf(words[words.size() - 2], std::array<std::string_view, 2>{"the", "a"});
    if (isClosed && isMarked && !isInTheMix) add(*closed);

    // The words that end or begin one say what it is; others say it more exactly: "(acoustic version)", "(live session)".
    const auto addAll = [&](VersionKind first) {
        add(first);
        for (const std::string_view word : words) {
            if (const auto mark = markOf(kAlone, word)) add(*mark);
        }
    };
    if (const auto ending = markOf(kEnding, words.back()); ending && !isInTheMix) addAll(*ending);
    const auto beginning = markOf(kBeginning, words.front());
    if (beginning && words.front().starts_with("vers")) addAll(*beginning); // "(versione acustica)"
    else if (beginning) add(*beginning);
    // "2011 remaster by X", "digitally remastered in 2003".
    if (std::ranges::any_of(words, [](std::string_view word) { return word == "remaster" || word == "remastered"; })) add(VersionKind::Remaster);

    const auto isPlace = [&](std::size_t at) { return at + 1 < words.size() && isAnyOf(words[at], kPlaces) && !isAnyOf(words[at + 1], kNoPlaces); };
    for (std::size_t i = 0; i < words.size() && i < 3; ++i) {
        if (words[i] == "live" && isPlace(i + 1)) add(VersionKind::Live);
        const bool isInConcert = i + 1 < words.size() && std::ranges::any_of(kInConcert, [&](const auto &pair) { return pair.first == words[i] && pair.second == words[i + 1]; });
        if (isInConcert) add(VersionKind::Live);
    }
    if ((words.front() == "acoustic" || words.front() == "unplugged" || words.front() == "demo" || words.front() == "instrumental") && isPlace(1)) {
        add(*markOf(kAlone, words.front()));
    }
    // "(from "The Lion King")", "(from the motion picture …)".
    if (words.front() == "from" && words.size() > 1) {
        const bool isFilm = std::ranges::any_of(words, [](std::string_view word) { return word == "soundtrack" || word == "picture" || word == "film" || word == "movie"; });
        if (isFilm) add(VersionKind::Plain);
    }
    return kind;
}

std::optional<VersionKind> saidBy(std::string_view group)
{
    const std::string text = plain(group);
    return said(wordsOf(text));
}

// ---------------------------------------------------------------- taking a title apart

struct Bracket {
    std::string_view open, close;
};
constexpr std::array kBrackets{Bracket{"(", ")"}, Bracket{"[", "]"}, Bracket{"{", "}"}, Bracket{"（", "）"}, Bracket{"【", "】"}};

bool isBlank(std::string_view text) { return plain(text).empty(); }

/// Takes off the brackets that say a version. A closing one may be missing at the end.
void takeBrackets(std::string &title, std::vector<VersionKind> &kinds)
{
    for (const Bracket &bracket : kBrackets) {
        for (std::size_t from = title.find(bracket.open); from != std::string::npos;) {
            const std::size_t inside = from + bracket.open.size();
            std::size_t end = inside;
            int depth = 1;
            while (end < title.size()) {
                const std::string_view rest = std::string_view(title).substr(end);
                if (rest.starts_with(bracket.close) && --depth == 0) break;
                if (rest.starts_with(bracket.open)) ++depth;
                ++end;
            }
            const auto kind = saidBy(std::string_view(title).substr(inside, end - inside));
            const std::size_t after = std::min(end + bracket.close.size(), title.size());
            const bool isRestBlank = isBlank(title.substr(0, from)); // never at the start: "(Sittin' on) the dock of the bay"
            if (kind && !isRestBlank) {
                kinds.push_back(*kind);
                title.replace(from, after - from, " ");
                from = title.find(bracket.open, from);
            } else {
                from = title.find(bracket.open, inside);
            }
        }
    }
}

/// Takes off what stands after the last dashes.
void takeEnds(std::string &title, std::vector<VersionKind> &kinds)
{
    constexpr std::array<std::string_view, 4> dashes{" - ", " – ", " — ", " / "};
    for (bool again = true; again;) {
        again = false;
        std::size_t last = std::string::npos;
        std::size_t size = 0;
        for (const std::string_view dash : dashes) {
            const std::size_t at = title.rfind(dash);
            if (at != std::string::npos && (last == std::string::npos || at > last)) {
                last = at;
                size = dash.size();
            }
        }
        if (last == std::string::npos || isBlank(title.substr(0, last))) return;
        const std::string_view end = std::string_view(title).substr(last + size);
        const auto kind = saidBy(end);
        if (!kind && !isBlank(end)) return;
        if (kind) kinds.push_back(*kind);
        title.resize(last);
        again = true;
    }
}

/// " feat. X" without brackets. "6 ft. under" has a number before it.
std::size_t guestsAt(std::string_view name)
{
    constexpr std::array<std::string_view, 3> words{" feat. ", " ft. ", " featuring "};
    std::size_t first = std::string_view::npos;
    for (const std::string_view word : words) {
        const std::size_t at = name.find(word);
        if (at != std::string_view::npos && at > 0 && !isDigit(name[at - 1])) first = std::min(first, at);
    }
    return first;
}

/// Names of movements, and of what albums have besides songs.
bool saysLittle(const Words &words)
{
    constexpr std::array<std::string_view, 68> names{
        "intro", "outro", "introduction", "interlude", "intermezzo", "skit", "untitled", "unknown", "track", "part", "prelude", "prologue", "epilogue", "overture", "reprise",
        "theme", "titles", "credits", "opening", "ending", "end", "intermission", "silence", "hidden", "song", "piece", "finale", "no", "op", "in", "and", "the", "ma",
        "allegro", "adagio", "andante", "andantino", "presto", "prestissimo", "largo", "larghetto", "lento", "grave", "allegretto", "moderato", "vivace", "scherzo",
        "menuetto", "menuet", "minuet", "minuetto", "rondo", "trio", "aria", "gigue", "sarabande", "allemande", "courante", "gavotte", "bourree", "fugue", "fuga", "con",
        "non", "troppo", "molto", "assai", "recitativo"};
    return std::ranges::all_of(words, [&](std::string_view word) { return isNumber(word) || isRoman(word) || isAnyOf(word, names) || word.size() == 1; });
}

/// The artist as versions are told by: without guests and a "the" in front.
std::string artistCore(std::string_view key)
{
    std::string name = plain(key.substr(0, guestsAt(key)));
    if (name.starts_with("the ") && name.size() > 4) name.erase(0, 4);
    return name.empty() ? std::string(key) : name;
}

bool shareArtistCore(const Song &a, const Song &b)
{
    return shareArtist(a, b) || std::ranges::any_of(a.artistKeys, [&](const std::string &one) {
        return !isNobody(one) && std::ranges::any_of(b.artistKeys, [&](const std::string &other) { return !isNobody(other) && artistCore(one) == artistCore(other); });
    });
}

} // namespace

SongTitle songTitle(std::string_view titleKey)
{
    SongTitle out;
    std::string title(titleKey);
    std::vector<VersionKind> kinds;
    takeBrackets(title, kinds);
    takeEnds(title, kinds);
    if (const std::size_t guests = guestsAt(title); guests != std::string_view::npos) title.resize(guests);
    takeEnds(title, kinds); // "song - live feat. x"

    out.core = plain(title);
    while (out.core.starts_with("the ") && out.core.size() > 4) out.core.erase(0, 4);
    for (std::size_t at = 0; (at = out.core.find("pt ", at)) != std::string::npos; ++at) {
        if (at == 0 || out.core[at - 1] == ' ') out.core.replace(at, 2, "part");
    }
    if (out.core.empty()) out.core = titleKey; // "???"
    for (const VersionKind kind : kinds) out.kind = std::max(out.kind, kind);
    out.saysLittle = saysLittle(wordsOf(out.core));
    return out;
}

bool isDurationNear(Milliseconds a, Milliseconds b) noexcept
{
    return std::chrono::abs(a - b) <= std::max(Milliseconds{3'000}, std::max(a, b) * 3 / 100);
}

bool areVersions(const Song &a, const SongTitle &titleA, const Song &b, const SongTitle &titleB, const Spread &overall)
{
    if (titleA.core.empty() || titleA.core != titleB.core || !shareArtistCore(a, b)) return false;
    const bool knowsDuration = a.duration.count() > 0 && b.duration.count() > 0;
    const bool knowsSound = a.vector.size() == kVectorSize && b.vector.size() == kVectorSize;
    const bool saysLittle = titleA.saysLittle || titleB.saysLittle;
    if (!knowsDuration && !knowsSound) return !saysLittle;
    const float wanted = titleA.kind == titleB.kind ? kSoundNear : kSoundNearSaid;
    const bool isDuration = knowsDuration && isDurationNear(a.duration, b.duration);
    if (isDuration && !saysLittle) return true;
    const bool isSound = knowsSound && standardScore(cosine(a.vector, b.vector, weights(Focus::Overall)), overall) >= wanted;
    return saysLittle ? isDuration && isSound : isSound;
}

bool areSameRecording(const Song &a, const SongTitle &titleA, const Song &b, const SongTitle &titleB, const Spread &overall)
{
    const bool isFar = a.duration.count() > 0 && b.duration.count() > 0 && std::chrono::abs(a.duration - b.duration) > kSameRecording;
    return !isFar && a.titleKey == b.titleKey && areVersions(a, titleA, b, titleB, overall);
}

std::string versionReason(const Song &shown, const SongTitle &shownTitle, const Song &other, const SongTitle &otherTitle)
{
    if (otherTitle.kind == shownTitle.kind) {
        if (shown.album.isValid() && other.album.isValid() && shown.album != other.album) return "the same song on another album";
        return "the same song once more";
    }
    switch (otherTitle.kind) {
    case VersionKind::Plain: return "plain version of the same song";
    case VersionKind::Remaster: return "remaster of the same song";
    case VersionKind::Mono: return "mono or stereo version of the same song";
    case VersionKind::Edit: return "shorter or longer edit of the same song";
    case VersionKind::Instrumental: return "instrumental version of the same song";
    case VersionKind::Acoustic: return "acoustic version of the same song";
    case VersionKind::Demo: return "demo of the same song";
    case VersionKind::Remix: return "remix of the same song";
    case VersionKind::Live: return "live version of the same song";
    }
    return "the same song once more";
}

std::optional<std::size_t> MetSongs::versionOf(const Song &song, const SongTitle &title) const { return first(song, title, areVersions); }
std::optional<std::size_t> MetSongs::sameRecording(const Song &song, const SongTitle &title) const { return first(song, title, areSameRecording); }

std::optional<std::size_t> MetSongs::first(const Song &song, const SongTitle &title, Test test) const
{
    std::optional<std::size_t> first;
    if (title.core.empty()) return first;
    for (const std::string &artist : song.artistKeys) {
        if (isNobody(artist)) continue;
        const auto named = m_byName.find(artistCore(artist) + '\n' + title.core);
        if (named == m_byName.end()) continue;
        const auto found = std::ranges::find_if(named->second, [&](std::size_t place) { return test(song, title, *m_songs[place].first, m_songs[place].second, m_overall); });
        if (found != named->second.end()) first = std::min(first.value_or(*found), *found);
    }
    return first;
}

std::size_t MetSongs::add(const Song &song, SongTitle title)
{
    for (const std::string &artist : song.artistKeys) {
        if (isNobody(artist) || title.core.empty()) continue;
        std::vector<std::size_t> &named = m_byName[artistCore(artist) + '\n' + title.core];
        if (named.empty() || named.back() != m_songs.size()) named.push_back(m_songs.size());
    }
    m_songs.emplace_back(&song, std::move(title));
    return m_songs.size() - 1;
}

} // namespace taraf::recommend
