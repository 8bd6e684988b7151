/// @file The .scrobbler.log of Rockbox and other portable players.
/// Source: Audioscrobbler, "Portable Player Logging" 1.0 and 1.1, 2006.
#include "reader.h"
#include "text.h"

namespace taraf::listens {
namespace {

class Log
{
public:
    explicit Log(Out &out) : m_out(out) {}

    void read(std::string_view line, std::uint64_t number)
    {
        if (line.starts_with('#')) {
            if (line.starts_with("#TZ/")) m_isUtc = trimmed(line.substr(4)) == "UTC";
            return;
        }
        std::array<std::string_view, 8> columns; // the last came with 1.1
        std::size_t count = 0;
        for (; count < columns.size(); ++count) {
            const std::size_t tab = line.find('\t');
            columns[count] = line.substr(0, tab);
            if (tab == std::string_view::npos) break;
            line.remove_prefix(tab + 1);
        }
        if (count + 1 < 7) return m_out.reject(number, "not 7 columns");
        const auto at = wholeNumber(trimmed(columns[6]));
        if (!at) return m_out.reject(number, "no time");
        const std::string_view rating = trimmed(columns[5]);
        if (rating != "L" && rating != "S") return m_out.reject(number, "neither listened to nor skipped");
        Listen listen{.at = UnixTime{*at}, .artist = columns[0], .title = columns[2], .album = columns[1], .recordingId = trimmed(columns[7]), .isSkip = rating == "S"};
        if (listen.artist == "<Untagged>") listen.artist = {};
        listen.duration = ofSeconds(wholeNumber(trimmed(columns[4])).value_or(0));
        if (!m_isUtc) {
            listen.at = fromLocalTime(listen.at);
            if (!std::exchange(m_isTold, true)) m_out.note("the player did not know its time zone; its times were taken for this machine's local time");
        }
        m_out.listen(listen, number);
    }

private:
    Out &m_out;
    bool m_isUtc = false, m_isTold = false;
};

} // namespace

std::unique_ptr<Reader> rockbox(Out &out)
{
    return std::make_unique<Lines>(out, [log = std::make_shared<Log>(out)](std::string_view line, std::uint64_t number) { log->read(line, number); });
}

} // namespace taraf::listens
