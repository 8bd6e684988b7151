/// @file bench_listens make ROWS [SEED]: a tar of Last.fm-1K's shape on stdout, the same for the same seed.
///       bench_listens read FILE: reads it, counting, and tells how long it took.
/// The real set has 19,150,868 rows of 992 users, 107,528 artists with and 69,420 without an MBID, users one after the other and newest first, about nine
/// rows that are damaged, and some MBIDs and titles that are missing.

#include "taraf/listens/read.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

namespace {

using taraf::UnixTime;

constexpr std::uint64_t kUsers = 992, kTracks = 1'500'000, kArtists = 176'948;
constexpr std::uint64_t kRowsOfADamagedOne = 2'000'000;
constexpr std::int64_t kNewest = 1'241'136'000; // 2009-05-01

/// Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", 2014 (splitmix64).
std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EB;
    return x ^ (x >> 31U);
}

class Dice
{
public:
    explicit Dice(std::uint64_t seed) : m_state(mixed(seed)) {}
    std::uint64_t next() { return mixed(m_state++); }
    std::uint64_t below(std::uint64_t end) { return next() % end; }
    double part() { return static_cast<double>(next() >> 11U) * 0x1p-53; }

private:
    std::uint64_t m_state;
};

void appendId(std::string &line, std::uint64_t of)
{
    constexpr const char *digits = "0123456789abcdef";
    std::uint64_t bits = mixed(of ^ 0xABCD);
    for (int i = 0; i < 32; ++i) {
        if (i == 8 || i == 12 || i == 16 || i == 20) line += '-';
        if (i == 16) bits = mixed(bits);
        line += digits[(bits >> (4U * static_cast<unsigned>(i % 16))) & 15U];
    }
}

void appendName(std::string &line, std::uint64_t of, std::uint64_t words)
{
    constexpr std::array syllables{"ra", "de", "lo", "mi", "sun", "ta", "ver", "no", "ki", "the", "an", "bl\xC3\xB6", "or", "sha", "li", "gre", "mo", "nu", "st",
                                   "c\xC3\xA9", "\xE6\x9C\xA8", "wa", "ing", "er", "fi", "ne", "ho", "us", "pa", "ju", "en", "so"};
    Dice dice(of);
    for (std::uint64_t word = 0; word < words; ++word) {
        if (word > 0) line += ' ';
        const std::uint64_t count = 1 + dice.below(3);
        const std::size_t from = line.size();
        for (std::uint64_t i = 0; i < count; ++i) line += syllables[dice.below(syllables.size())];
        if (line[from] >= 'a' && line[from] <= 'z') line[from] = static_cast<char>(line[from] - 'a' + 'A');
    }
    const std::uint64_t quirk = dice.below(500);
    if (quirk == 0) line += " \"Live\"";
    if (quirk == 1) line += "'s (feat. \"X";
}

void appendTime(std::string &line, std::int64_t at)
{
    const auto days = std::chrono::floor<std::chrono::days>(std::chrono::sys_seconds(std::chrono::seconds(at)));
    const std::chrono::year_month_day date(days);
    const auto rest = at - std::chrono::duration_cast<std::chrono::seconds>(days.time_since_epoch()).count();
    const auto two = [&line](std::uint64_t number, char after) {
        line += static_cast<char>('0' + number / 10 % 10);
        line += static_cast<char>('0' + number % 10);
        line += after;
    };
    const auto year = static_cast<std::uint64_t>(static_cast<int>(date.year()));
    line += static_cast<char>('0' + year / 1000);
    line += static_cast<char>('0' + year / 100 % 10);
    two(year % 100, '-');
    two(static_cast<unsigned>(date.month()), '-');
    two(static_cast<unsigned>(date.day()), 'T');
    two(static_cast<std::uint64_t>(rest) / 3600, ':');
    two(static_cast<std::uint64_t>(rest) / 60 % 60, ':');
    two(static_cast<std::uint64_t>(rest) % 60, 'Z');
}

/// The first tracks are played most often: by 1/(rank + 2000), with which the first has a share of 1/13,000.
std::uint64_t popular(Dice &dice)
{
    constexpr double shift = 2000;
    return std::min(kTracks - 1, static_cast<std::uint64_t>(shift * (std::pow((kTracks + shift) / shift, dice.part()) - 1)));
}

/// The first have forty of the most played, the last about eight.
std::uint64_t artistOf(std::uint64_t track)
{
    return std::min(kArtists - 1, static_cast<std::uint64_t>(kArtists * std::pow(static_cast<double>(track) / kTracks, 1.15)));
}

/// Gives every line to `write`.
template<class Write> void makeRows(std::uint64_t rows, std::uint64_t seed, const Write &write)
{
    std::string line;
    std::uint64_t done = 0, number = 0;
    for (std::uint64_t user = 0; user < kUsers; ++user) {
        Dice dice(seed * kUsers + user);
        // Some listen much more than others; the shares of all sum up to the rows.
        const auto until = static_cast<std::uint64_t>(static_cast<double>(rows) * std::pow(static_cast<double>(user + 1) / kUsers, 1.6));
        const std::uint64_t wanted = user + 1 == kUsers ? rows : std::min(rows, until);
        std::int64_t at = kNewest - static_cast<std::int64_t>(dice.below(30 * 86'400));
        const std::uint64_t pause = std::min<std::uint64_t>(3 * 86'400, 1'000'000'000 / (wanted - done + 1)); // a tenth of them fills three years
        std::string name = std::to_string(user + 1 + user / 120);
        name.insert(0, "user_" + std::string(6 - name.size(), '0'));
        std::uint64_t track = 0;
        for (; done < wanted; ++done) {
            const std::uint64_t what = dice.below(100);
            if (what < 50) track = (track + 1) % kTracks; // an album, or what is like it
            if (what >= 60) track = popular(dice);
            if (what >= 80) track = (track * 7919 + user * 1'000'003) % kTracks; // their own taste
            at -= static_cast<std::int64_t>(150 + dice.below(200) + (what % 10 == 0 ? dice.below(2 * pause) : 0));
            at = std::max<std::int64_t>(at, 1'108'339'200); // 2005-02-14
            const std::uint64_t artist = artistOf(track);
            line = name;
            line += '\t';
            appendTime(line, at);
            line += '\t';
            if (mixed(artist) % 176'948 < 107'528 || artist < 2000) appendId(line, artist);
            line += '\t';
            appendName(line, artist + (1U << 30U), 1 + artist % 3);
            line += '\t';
            if (mixed(track) % 9 != 0) appendId(line, track + (1U << 29U));
            line += '\t';
            if (mixed(track) % 10'000 != 7) appendName(line, track, 1 + track % 5);
            if (++number % kRowsOfADamagedOne == 120'260) line.insert(line.size() / 2, "\t");
            line += '\n';
            write(line);
        }
    }
}

void writeHead(const char *name, std::uint64_t size)
{
    std::array<char, 512> head{};
    std::snprintf(head.data(), 100, "lastfm-dataset-1K/%s", name);
    std::snprintf(head.data() + 100, 24, "0000644%c0000000%c0000000", '\0', '\0');
    std::snprintf(head.data() + 124, 13, "%011llo ", static_cast<unsigned long long>(size));
    std::snprintf(head.data() + 136, 13, "%011o ", 0U);
    std::memcpy(head.data() + 156, "0ustar\00000", 9);
    unsigned sum = 8 * ' ';
    for (const char c : head) sum += static_cast<unsigned char>(c);
    std::snprintf(head.data() + 148, 8, "%06o", sum);
    std::fwrite(head.data(), 1, head.size(), stdout);
}

void writeZeros(std::uint64_t count)
{
    const std::string zeros(count, '\0');
    std::fwrite(zeros.data(), 1, zeros.size(), stdout);
}

void writePadding(std::uint64_t size) { writeZeros((512 - size % 512) % 512); }

int make(std::uint64_t rows, std::uint64_t seed)
{
    const std::string readme = "Made by Taraf's bench in the shape of Last.fm-1K; nobody listened to this.\n";
    writeHead("README.txt", readme.size());
    std::fwrite(readme.data(), 1, readme.size(), stdout);
    writePadding(readme.size());
    std::uint64_t size = 0; // which a tar wants to know first
    makeRows(rows, seed, [&size](const std::string &line) { size += line.size(); });
    writeHead("userid-timestamp-artid-artname-traid-traname.tsv", size);
    makeRows(rows, seed, [](const std::string &line) { std::fwrite(line.data(), 1, line.size(), stdout); });
    writePadding(size);
    const std::string profile = "#id\tgender\tage\tcountry\tregistered\nuser_000001\tm\t\tJapan\tAug 13, 2006\n";
    writeHead("userid-profile.tsv", profile.size());
    std::fwrite(profile.data(), 1, profile.size(), stdout);
    writePadding(profile.size());
    writeZeros(1024);
    return std::fflush(stdout) == 0 ? 0 : 1;
}

int read(const std::string &path)
{
    std::uint64_t bytes = 0;
    taraf::listens::Sink sink;
    sink.listen = [&bytes](const taraf::Listen &listen) { bytes += listen.artist.size() + listen.title.size(); };
    const auto begun = std::chrono::steady_clock::now();
    const auto done = taraf::listens::read(path, std::nullopt, sink);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begun;
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().message.c_str());
        return 1;
    }
    std::printf("{\"seconds\":%.3f,\"rows\":%llu,\"rejected\":%llu,\"bytes_of_names\":%llu}\n", seconds.count(), static_cast<unsigned long long>(done->rows),
                static_cast<unsigned long long>(done->rejected), static_cast<unsigned long long>(bytes));
    return 0;
}

} // namespace

int main(int count, char **arguments)
{
    const std::string command = count > 2 ? arguments[1] : "";
    if (command == "make") return make(std::strtoull(arguments[2], nullptr, 10), count > 3 ? std::strtoull(arguments[3], nullptr, 10) : 1);
    if (command == "read") return read(arguments[2]);
    std::fprintf(stderr, "bench_listens make ROWS [SEED] | bench_listens read FILE\n");
    return 2;
}
