#include "taraf/listens/columns.h"

#include "taraf/base/fingerprint.h"

#include <algorithm>
#include <array>
#include <format>
#include <unordered_map>

namespace taraf::listens {
namespace {

constexpr std::array<std::string_view, 6> kTexts{"user", "artist", "artist_id", "title", "recording_id", "album"};
constexpr std::int64_t kDay = 86'400;

struct Same {
    std::size_t operator()(std::int64_t hash) const noexcept { return static_cast<std::size_t>(hash); } // it is one already
};

} // namespace

struct Columns::Column {
    struct Value {
        std::uint32_t rows = 0;
        std::uint64_t text = 0; ///< where it begins in `texts`
        std::uint32_t size = 0;
    };
    std::unordered_map<std::int64_t, Value, Same> values;
    std::string texts;
    Value *last = nullptr; ///< rows of one user follow each other
    std::string lastCopy;
    std::uint64_t nulls = 0;

    void take(std::string_view value)
    {
        if (value.empty()) {
            ++nulls;
            return;
        }
        if (last != nullptr && value == lastCopy) {
            ++last->rows;
            return;
        }
        const auto [at, isNew] = values.try_emplace(fingerprint({value}));
        if (isNew) {
            at->second = {.rows = 0, .text = texts.size(), .size = static_cast<std::uint32_t>(value.size())};
            texts += value;
        }
        ++at->second.rows;
        last = &at->second; // a table of nodes: it stays where it is
        lastCopy = value;
    }
};

Columns::Columns() : m_columns(kTexts.size()) {}
Columns::~Columns() = default;

void Columns::take(const Listen &listen)
{
    ++m_rows;
    const std::array<std::string_view, kTexts.size()> values{listen.user, listen.artist, listen.artistId, listen.title, listen.recordingId, listen.album};
    for (std::size_t i = 0; i < values.size(); ++i) m_columns[i].take(values[i]);
    const std::int64_t at = listen.at.count();
    if (at <= 0 || at > UINT32_MAX) return;
    if (m_first.count() == 0 || listen.at < m_first) m_first = listen.at;
    m_last = std::max(m_last, listen.at);
    const auto day = static_cast<std::size_t>(at / kDay);
    if (day >= m_days.size()) m_days.resize(day + 1);
    ++m_days[day];
}

std::uint64_t Columns::rows() const noexcept { return m_rows; }
UnixTime Columns::first() const noexcept { return m_first; }
UnixTime Columns::last() const noexcept { return m_last; }

std::vector<ColumnFacts> Columns::facts() const
{
    std::vector<ColumnFacts> all;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const Column &column = m_columns[i];
        ColumnFacts &facts = all.emplace_back(ColumnFacts{.name = std::string(kTexts[i]), .nulls = column.nulls, .distinct = column.values.size(), .most = {}});
        const Column::Value *most = nullptr;
        for (const auto &[key, value] : column.values) {
            if (most == nullptr || value.rows > most->rows || (value.rows == most->rows && value.text < most->text)) most = &value;
        }
        if (most == nullptr) continue;
        facts.most = column.texts.substr(most->text, most->size);
        facts.mostRows = most->rows;
    }
    ColumnFacts &days = all.emplace_back(ColumnFacts{.name = "day", .nulls = m_rows, .distinct = static_cast<std::uint64_t>(std::ranges::count_if(m_days, [](std::uint32_t rows) { return rows > 0; })), .most = {}});
    for (const std::uint32_t rows : m_days) days.nulls -= rows;
    if (const auto most = std::ranges::max_element(m_days); most != m_days.end()) {
        days.most = std::format("{:%F}", std::chrono::sys_days(std::chrono::days(most - m_days.begin())));
        days.mostRows = *most;
    }
    return all;
}

} // namespace taraf::listens
