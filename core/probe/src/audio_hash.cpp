#include "audio_hash.h"

#include "sha256.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace taraf::probe {
namespace {

constexpr std::size_t kEnd = Ends::kEnd;
/// How far before the end a byte seek goes: past whatever garbage a parser finds until it is in step, several times over.
constexpr std::int64_t kByteSeek = 512 * 1024;

AudioHash cut(const Sha256::Digest &digest)
{
    AudioHash hash{};
    std::copy_n(digest.begin(), hash.size(), hash.begin());
    return hash;
}

/// Reads to the end, or to where nothing more can be read.
void readAll(Demuxer &demuxer, Ends &ends)
{
    const PacketPtr packet(av_packet_alloc());
    while (packet && demuxer.read(*packet) == Step::Packet) ends.add(*packet, demuxer);
}

/// The last packets by time stamps: from ever further back until there are enough of them.
bool readEnd(Demuxer &demuxer, Ends &ends, double seconds)
{
    const double bytes = static_cast<double>(std::max<std::int64_t>(1, demuxer.window().end - demuxer.window().begin));
    for (double back = std::max(1.0, 2.0 * kEnd * seconds / bytes);; back *= 4) {
        if (back >= seconds || !demuxer.seek(seconds - back)) return false;
        ends.skip();
        readAll(demuxer, ends);
        if (!ends.hasEnd()) return false;
        if (ends.hasLast()) return true;
    }
}

/// Takes what the packets say for the hash, and for people the file's claim where it comes near that: the last packet may be
/// padded, in Musepack by up to 64 frames (1.7 s). False: the claim is not near.
bool settle(Survey &survey, std::optional<double> claimed)
{
    const double measured = survey.ends.seconds();
    survey.seconds = survey.hashSeconds = measured;
    if (!claimed || std::abs(measured - *claimed) > std::max(2.0, 0.02 * *claimed)) return false;
    survey.seconds = std::min(measured, *claimed);
    return true;
}

} // namespace

AudioHash shortSha256(std::span<const std::byte> bytes)
{
    Sha256 sha;
    sha.add(bytes);
    return cut(sha.finish());
}

void Ends::add(const AVPacket &packet, const Demuxer &demuxer)
{
    if (packet.size <= 0) return;
    const auto size = static_cast<std::size_t>(packet.size);
    const char *const data = reinterpret_cast<const char *>(packet.data);
    if (!m_gap && m_first.size() < kEnd) m_first.append(data, std::min(size, kEnd - m_first.size()));
    if (size >= kEnd) m_last.assign(data + (size - kEnd), kEnd);
    else m_last.append(data, size);
    // Cut now and then only: every cut moves what is kept.
    if (m_last.size() > 8 * kEnd) m_last.erase(0, m_last.size() - kEnd);

    const double length = static_cast<double>(std::max<std::int64_t>(0, packet.duration)) * av_q2d(demuxer.stream().time_base);
    m_sum += length;
    if (const auto at = demuxer.seconds(packet.pts)) {
        if (!m_start && !m_gap) m_start = at;
        m_end = std::max(m_end.value_or(*at), *at + length);
    }
}

void Ends::skip()
{
    m_gap = true;
    m_last.clear();
    m_end.reset();
}

bool Ends::hasFirst() const { return m_first.size() >= kEnd; }
bool Ends::hasLast() const { return m_last.size() >= kEnd; }

double Ends::seconds() const
{
    const double seconds = m_end ? *m_end - m_start.value_or(0) : m_gap ? 0 : m_sum;
    return std::isfinite(seconds) ? std::max(0.0, seconds) : 0;
}

AudioHash Ends::hash(double seconds) const
{
    const std::string_view last = std::string_view(m_last).substr(m_last.size() - std::min(m_last.size(), kEnd));
    const std::int64_t milliseconds = std::llround(std::clamp(seconds, 0.0, 1e9) * 1000);
    Sha256 sha;
    sha.add(std::as_bytes(std::span(m_first)));
    sha.add(std::as_bytes(std::span(last)));
    sha.add(std::as_bytes(std::span(&milliseconds, 1)));
    return cut(sha.finish());
}

Survey countPackets(Demuxer &fresh)
{
    Survey survey;
    readAll(fresh, survey.ends);
    (void)settle(survey, fresh.claimedSeconds());
    survey.counted = survey.complete = true;
    return survey;
}

Result<Survey> survey(std::unique_ptr<Demuxer> &demuxer, const FileView &file, const std::string &name)
{
    const auto claimed = demuxer->claimedSeconds();
    Survey survey;
    if (!claimed) {
        survey = countPackets(*demuxer);
        return survey;
    }
    const PacketPtr packet(av_packet_alloc());
    bool ended = !packet;
    while (!ended && !survey.ends.hasFirst()) {
        ended = demuxer->read(*packet) != Step::Packet;
        if (!ended) survey.ends.add(*packet, *demuxer);
    }
    if (ended) {
        (void)settle(survey, claimed);
        survey.counted = survey.complete = true;
        return survey;
    }
    survey.seconds = survey.hashSeconds = *claimed;
    const std::string_view format = demuxer->formatName();
    if (format == "mp3" || format == "flac" || format == "wv") return survey; // complete() does it, see there

    if (readEnd(*demuxer, survey.ends, *claimed)) {
        survey.complete = true;
        if (settle(survey, claimed)) return survey;
    }
    // The claim is false, or the file can't be sought in.
    auto again = Demuxer::open(file, name);
    if (!again) return fail(std::move(again.error()));
    demuxer = std::move(*again);
    return countPackets(*demuxer);
}

void complete(Survey &survey, std::unique_ptr<Demuxer> &demuxer, const FileView &file, const std::string &name)
{
    if (survey.complete) return;
    survey.complete = true;
    // These find their packets by themselves, so the way to the end need not be read. Their time stamps are lost by it,
    // which is why it comes last.
    if (demuxer->seekNearEnd(kByteSeek)) {
        survey.ends.skip();
        readAll(*demuxer, survey.ends);
        if (survey.ends.hasLast()) return;
    }
    auto again = Demuxer::open(file, name);
    if (!again) return;
    demuxer = std::move(*again);
    survey.ends = countPackets(*demuxer).ends;
}

} // namespace taraf::probe
