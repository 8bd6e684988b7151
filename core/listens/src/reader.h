#pragma once

#include "out.h"

#include <memory>
#include <optional>

namespace taraf::listens {

inline constexpr std::size_t kLongestRow = 1 << 20;      ///< bytes of a line, or of an element of a JSON array
inline constexpr std::size_t kLongestPlaylist = 4 << 20; ///< Spotify's longest hold 10,000 tracks of 300 to 400 bytes; parsed, a byte takes up to 12

/// Takes the bytes of one file as they come, and gives its rows.
class Reader
{
public:
    Reader() = default;
    Reader(const Reader &) = delete;
    Reader &operator=(const Reader &) = delete;
    virtual ~Reader() = default;

    virtual void take(std::string_view bytes) = 0;
    virtual void end() = 0;
};

/// Lines without their ends ("\n", "\r\n") and a mark at the beginning of the file. A NUL or a lone CR is part of a line.
class Lines : public Reader
{
public:
    using Each = std::function<void(std::string_view line, std::uint64_t number)>;
    Lines(Out &out, Each each) : m_out(out), m_each(std::move(each)) {}
    void take(std::string_view bytes) override;
    void end() override;

private:
    void line(std::string_view bytes);
    void keep(std::string_view bytes);

    Out &m_out;
    Each m_each;
    std::string m_begun; ///< of a line that goes on in the next bytes
    bool m_isTooLong = false;
    std::uint64_t m_number = 0;
};

/// The objects in the arrays of a JSON text: of "[{…},{…}]", or of "{"key":[{…}]}" with the array's key. Only what stands between them is looked at; whether
/// they are right is found when they are parsed.
class Elements : public Reader
{
public:
    using Each = std::function<void(std::string_view key, std::string_view element, std::uint64_t number)>;
    Elements(Out &out, Each each, std::size_t longest = kLongestRow) : m_out(out), m_each(std::move(each)), m_longest(longest) {}
    void take(std::string_view bytes) override;
    void end() override;

private:
    const char *readString(const char *at, const char *end);
    void keep(const char *from, const char *to);
    void element(const char *from, const char *to);

    Out &m_out;
    Each m_each;
    std::size_t m_longest;
    std::string m_begun;         ///< of an element that goes on in the next bytes
    std::string m_string, m_key; ///< the last string outside of elements; the key of this array
    std::uint64_t m_number = 0;  ///< of elements
    std::uint64_t m_depth = 0;   ///< of brackets, in an element
    bool m_isInArray = false, m_isInString = false, m_isEscaped = false, m_isTooLong = false;
};

/// What a file is, as far as its readers differ.
enum class Kind : std::uint8_t {
    ListenBrainzListens,
    ListenBrainzArray,
    ListenBrainzFeedback,
    ListenBrainzUser,
    SpotifyExtended,
    SpotifyAccount,
    SpotifyLibrary,
    SpotifyPlaylists,
    SpotifyOthers, ///< videos, podcasts and audiobooks
    LastFm1K,
    LastFm360K,
    LastFmCsv,
    Rockbox,
    Maloja,
};

[[nodiscard]] Format formatOf(Kind kind) noexcept;

/// By its name and its first bytes. With a format, only what is of it; a file that is no archive is then believed to be.
[[nodiscard]] std::optional<Kind> kindOf(std::string_view name, std::string_view head, std::optional<Format> format, bool isInArchive);

inline constexpr std::string_view kLastFm1KName = "userid-timestamp-artid-artname-traid-traname.tsv";
inline constexpr std::string_view kLastFm1KChecksum = "64747b21563e3d2aa95751e0ddc46b68";

[[nodiscard]] std::unique_ptr<Reader> makeReader(Kind kind, Out &out, std::string_view name);

// The readers of each source.
[[nodiscard]] std::unique_ptr<Reader> lastFm1K(Out &out);
[[nodiscard]] std::unique_ptr<Reader> lastFm360K(Out &out);
[[nodiscard]] std::unique_ptr<Reader> lastFmCsv(Out &out);
[[nodiscard]] std::unique_ptr<Reader> listenBrainz(Out &out, Kind kind, std::string_view name);
/// The loves and hates of a page that the service gives.
[[nodiscard]] std::unique_ptr<Reader> listenBrainzFeedback(Out &out);
[[nodiscard]] std::unique_ptr<Reader> maloja(Out &out);
[[nodiscard]] std::unique_ptr<Reader> rockbox(Out &out);
[[nodiscard]] std::unique_ptr<Reader> spotify(Out &out, Kind kind, std::string_view name);

} // namespace taraf::listens
