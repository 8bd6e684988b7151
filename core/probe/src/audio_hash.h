/// @file The first and the last of a stream's packets, how long it is by them, and the hash over that.
#pragma once

#include "demuxer.h"

#include "taraf/base/audio.h"
#include "taraf/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace taraf::probe {

/// 128 bits of the SHA-256 of some bytes.
[[nodiscard]] AudioHash shortSha256(std::span<const std::byte> bytes);

/// Collects packets in the order of the file.
class Ends
{
public:
    /// Bytes of each end that count.
    static constexpr std::size_t kEnd = 64 * 1024;

    Ends() = default;
    /// Both ends, whole, of a stream that was not read packet by packet.
    Ends(std::string first, std::string last) : m_first(std::move(first)), m_last(std::move(last)), m_gap(true) {}

    /// Takes a packet that follows the ones before it.
    void add(const AVPacket &packet, const Demuxer &demuxer);
    /// What comes next follows a gap: it belongs to the end alone.
    void skip();

    [[nodiscard]] bool isEmpty() const { return m_first.empty(); }
    [[nodiscard]] bool hasFirst() const;
    [[nodiscard]] bool hasLast() const;
    /// From the first packet's start to the latest end, by time stamps, else by durations; 0 where neither is known.
    [[nodiscard]] double seconds() const;
    /// By time stamps since the last skip().
    [[nodiscard]] bool hasEnd() const { return m_end.has_value(); }
    [[nodiscard]] AudioHash hash(double seconds) const;

private:
    std::string m_first;
    std::string m_last;
    bool m_gap = false;
    std::optional<double> m_start;
    std::optional<double> m_end;
    double m_sum = 0;
};

/// What is known of a stream before it is decoded.
struct Survey {
    Ends ends;
    double seconds = 0;     ///< its duration; 0 unknown
    double hashSeconds = 0; ///< the same, as the hash has it: never the outcome of decoding
    bool counted = false;   ///< every packet was seen, so nothing here is a mere claim
    bool complete = false;  ///< the last packets are there
};

/// Reads the first packets, and the last where time stamps lead there; every packet where the file's claims are a guess,
/// absurd or false. `demuxer` may be exchanged for a fresh one.
/// Errors: as Demuxer::open().
[[nodiscard]] Result<Survey> survey(std::unique_ptr<Demuxer> &demuxer, const FileView &file, const std::string &name);

/// Reads every packet from the start of a fresh demuxer.
[[nodiscard]] Survey countPackets(Demuxer &fresh);

/// Reads the last packets where survey() left them out, moving the demuxer to its end.
void complete(Survey &survey, std::unique_ptr<Demuxer> &demuxer, const FileView &file, const std::string &name);

} // namespace taraf::probe
