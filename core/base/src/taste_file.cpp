#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "taraf/base/taste.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

// Head; factors, gram, lengths; heardBy; spellings, recordings; names and ids, each with its length in 32 bits before it; the checksum. Numbers as this machine has them in memory.

namespace taraf {
namespace {

constexpr std::size_t kLongest = std::size_t{8} << 30U;

struct Head {
    std::array<char, 8> magic{'t', 'a', 'r', 'a', 'f', 'C', 'F', '\1'};
    std::uint64_t library = 0, generation = 0;
    std::int64_t madeAt = 0;
    std::uint64_t listeners = 0, entries = 0, artists = 0, spellings = 0, recordings = 0;
    std::uint32_t rank = 0, weights = 0;
    float regularisation = 0, alpha = 0, meanLikeness = 0;
    std::uint32_t scales = 0;
};

struct Pair {
    std::int64_t key = 0;
    std::uint64_t number = 0;
};

/// FNV-1a (Fowler, Noll, Vo 1991) over words of eight bytes: against damage, not against forgers.
std::uint64_t checksum(std::string_view bytes)
{
    std::uint64_t hash = 0xCBF29CE484222325U;
    for (std::size_t i = 0; i < bytes.size(); i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + i, std::min<std::size_t>(8, bytes.size() - i));
        hash = (hash ^ word) * 0x100000001B3U;
        hash ^= hash >> 32U;
    }
    return hash;
}

void append(std::string &to, const void *bytes, std::size_t size) { to.append(static_cast<const char *>(bytes), size); }
template<class T> void append(std::string &to, const std::vector<T> &values) { append(to, values.data(), values.size() * sizeof(T)); }
void append(std::string &to, const std::vector<std::pair<std::int64_t, std::uint32_t>> &pairs)
{
    for (const auto &[key, number] : pairs) {
        const Pair pair{.key = key, .number = number};
        append(to, &pair, sizeof pair);
    }
}

class Reader
{
public:
    explicit Reader(std::string_view bytes) : m_left(bytes) {}

    bool take(void *to, std::size_t size)
    {
        if (size > m_left.size()) return false;
        if (size > 0) std::memcpy(to, m_left.data(), size);
        m_left.remove_prefix(size);
        return true;
    }
    template<class T> bool take(std::vector<T> &values, std::uint64_t count)
    {
        if (count > m_left.size() / sizeof(T)) return false;
        values.resize(count);
        return take(values.data(), count * sizeof(T));
    }
    bool take(std::vector<std::pair<std::int64_t, std::uint32_t>> &pairs, std::uint64_t count)
    {
        std::vector<Pair> all;
        if (!take(all, count)) return false;
        for (const Pair &each : all) pairs.emplace_back(each.key, static_cast<std::uint32_t>(each.number));
        return std::ranges::is_sorted(pairs);
    }
    bool take(std::vector<std::string> &texts, std::uint64_t count)
    {
        for (std::uint64_t i = 0; i < count; ++i) {
            std::uint32_t size = 0;
            if (!take(&size, sizeof size) || size > m_left.size()) return false;
            texts.emplace_back(m_left.substr(0, size));
            m_left.remove_prefix(size);
        }
        return true;
    }
    [[nodiscard]] bool isDone() const { return m_left.empty(); }

private:
    std::string_view m_left;
};

bool isWhole(const TasteModel &model)
{
    const auto isFinite = [](float value) { return std::isfinite(value); };
    return std::ranges::all_of(model.factors, isFinite) && std::ranges::all_of(model.gram, isFinite) && std::ranges::all_of(model.lengths, isFinite)
        && std::ranges::all_of(model.spellings, [&](const auto &each) { return each.second < model.size(); });
}

} // namespace

Result<> saveTaste(const std::string &path, const TasteModel &model)
{
    const Head head{.library = model.library, .generation = model.generation, .madeAt = model.madeAt.count(), .listeners = model.listeners, .entries = model.entries, .artists = model.size(),
                    .spellings = model.spellings.size(), .recordings = model.recordings.size(), .rank = model.rank, .weights = static_cast<std::uint32_t>(model.weights),
                    .regularisation = model.regularisation, .alpha = model.alpha, .meanLikeness = model.meanLikeness, .scales = model.scales ? 1U : 0U};
    std::string content;
    append(content, &head, sizeof head);
    append(content, model.factors);
    append(content, model.gram);
    append(content, model.lengths);
    append(content, model.heardBy);
    append(content, model.spellings);
    append(content, model.recordings);
    for (const auto *texts : {&model.names, &model.ids}) {
        for (const std::string &text : *texts) {
            const auto size = static_cast<std::uint32_t>(text.size());
            append(content, &size, sizeof size);
            content += text;
        }
    }
    const std::uint64_t sum = checksum(content);
    append(content, &sum, sizeof sum);
    return writeAtomically(path, content);
}

Result<TasteModel> loadTaste(const std::string &path)
{
    const auto content = readFile(path, kLongest);
    if (!content) return fail(content.error());
    const auto corrupt = [&] { return fail(ErrorCode::Corrupt, displayText(path) + " is damaged; make it anew: taraf recommend train"); };
    Head head;
    std::uint64_t sum = 0;
    if (content->size() < sizeof head + sizeof sum) return corrupt();
    std::memcpy(&head, content->data(), sizeof head);
    const std::string_view bytes = std::string_view(*content).substr(0, content->size() - sizeof sum);
    std::memcpy(&sum, content->data() + bytes.size(), sizeof sum);
    if (head.magic != Head{}.magic) return fail(ErrorCode::Unsupported, displayText(path) + " is of another Taraf; make it anew: taraf recommend train");
    if (sum != checksum(bytes) || head.rank == 0 || head.rank > 4096 || head.weights >= std::size(kTasteWeights) || head.artists > UINT32_MAX) return corrupt();
    TasteModel model{.library = head.library, .generation = head.generation, .madeAt = UnixTime{head.madeAt}, .listeners = head.listeners, .entries = head.entries,
                     .weights = static_cast<TasteWeights>(head.weights), .rank = head.rank, .regularisation = head.regularisation, .alpha = head.alpha, .scales = head.scales != 0,
                     .meanLikeness = head.meanLikeness};
    Reader reader(bytes.substr(sizeof head));
    const bool isRead = reader.take(model.factors, head.artists * head.rank) && reader.take(model.gram, std::uint64_t{head.rank} * head.rank) && reader.take(model.lengths, head.artists)
        && reader.take(model.heardBy, head.artists) && reader.take(model.spellings, head.spellings) && reader.take(model.recordings, head.recordings) && reader.take(model.names, head.artists)
        && reader.take(model.ids, head.artists) && reader.isDone();
    if (!isRead || !isWhole(model)) return corrupt();
    return model;
}

} // namespace taraf
