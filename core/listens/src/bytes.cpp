#include "bytes.h"

#include "taraf/base/file.h"

#include <KCompressionDevice>
#include <KFilterBase>
#include <QIODevice>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace taraf::listens {
namespace {

constexpr std::size_t kInSize = 256 * 1024;

std::unexpected<Error> damaged() { return fail(ErrorCode::Corrupt, "the archive is damaged; copy or download it again"); }
std::unexpected<Error> cutOff() { return fail(ErrorCode::Corrupt, "the archive ends too early; copy or download it again"); }

KCompressionDevice::CompressionType typeOf(Packing packing) noexcept
{
    switch (packing) {
    case Packing::None: return KCompressionDevice::None;
    case Packing::Gzip: return KCompressionDevice::GZip;
    case Packing::Bzip2: return KCompressionDevice::BZip2;
    case Packing::Xz: return KCompressionDevice::Xz;
    case Packing::Zstd: return KCompressionDevice::Zstd;
    }
    return KCompressionDevice::None;
}

} // namespace

Result<> Meter::add(std::uint64_t bytes)
{
    unpacked += bytes;
    if (unpacked > kMostUnpacked) return fail(ErrorCode::Corrupt, "it unpacks to more than 64 GB; it is not read further");
    if (unpacked > kRatioFrom && unpacked / kHighestRatio > size) {
        return fail(ErrorCode::Corrupt, "it unpacks to more than 200 times its size, which no list of listens does; it is not read further");
    }
    return {};
}

Result<std::size_t> Bytes::fill(char *to, std::size_t size)
{
    std::size_t got = 0;
    while (got < size) {
        auto more = read(to + got, size - got);
        if (!more) return more;
        if (*more == 0) break;
        got += *more;
    }
    return got;
}

Result<std::size_t> FileBytes::read(char *to, std::size_t size)
{
    size = static_cast<std::size_t>(std::min<std::uint64_t>(size, m_end - m_at));
    ssize_t got = 0;
    do {
        got = ::pread(m_file, to, size, static_cast<off_t>(m_at));
    } while (got < 0 && errno == EINTR);
    if (got < 0) return fail(ErrorCode::Io, describeErrno(errno));
    m_at += static_cast<std::uint64_t>(got);
    m_meter.position.store(m_at, std::memory_order_relaxed);
    return static_cast<std::size_t>(got);
}

std::string_view Ahead::peek(std::size_t size)
{
    m_head.resize(size);
    std::size_t got = 0;
    while (got < size) {
        auto more = m_rest->read(m_head.data() + got, size - got);
        if (!more) m_trouble = fail(std::move(more).error());
        if (!more || *more == 0) break;
        got += *more;
    }
    m_head.resize(got);
    return m_head;
}

Result<std::size_t> Ahead::read(char *to, std::size_t size)
{
    if (m_at == m_head.size()) return m_trouble ? m_rest->read(to, size) : fail(m_trouble.error());
    const std::size_t got = m_head.copy(to, size, m_at);
    m_at += got;
    return got;
}

Packing packingOf(std::string_view head) noexcept
{
    using namespace std::string_view_literals;
    if (head.starts_with("\x1F\x8B\x08"sv)) return Packing::Gzip;
    if (head.starts_with("BZh"sv) && head.size() > 3 && head[3] >= '1' && head[3] <= '9') return Packing::Bzip2;
    if (head.starts_with("\xFD" "7zXZ\0"sv)) return Packing::Xz;
    if (head.starts_with("\x28\xB5\x2F\xFD"sv)) return Packing::Zstd;
    // A frame that is skipped, as pzstd puts in front.
    if (head.size() > 3 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 && head.substr(1, 3) == "\x2A\x4D\x18"sv) return Packing::Zstd;
    return Packing::None;
}

Unpacked::Unpacked(std::unique_ptr<Bytes> packed, Packing packing, Meter &meter)
    : m_packed(std::move(packed)), m_packing(packing), m_meter(meter), m_filter(KCompressionDevice::filterForCompressionType(typeOf(packing))), m_in(kInSize, '\0')
{
    // KCompressionDevice itself reads 8 KiB at a time and loses what it had read of the next stream where one ends.
    m_filter->init(QIODevice::ReadOnly);
}

Unpacked::~Unpacked() { m_filter->terminate(); }

Result<> Unpacked::refill()
{
    const auto left = static_cast<std::size_t>(std::max(m_filter->inBufferAvailable(), 0));
    if (left > 0) std::memmove(m_in.data(), m_in.data() + m_given - left, left);
    auto got = m_packed->fill(m_in.data() + left, m_in.size() - left);
    if (!got) return fail(std::move(got).error());
    m_inEnded = *got == 0;
    const bool isFirst = m_given == 0;
    m_given = left + *got;
    m_filter->setInBuffer(m_in.data(), static_cast<unsigned>(m_given));
    if (isFirst && m_packing == Packing::Gzip) m_filter->readHeader(); // only looks whether it is one
    return {};
}

/// Is there another stream behind the one that ended?
Result<bool> Unpacked::goesOn()
{
    if (m_filter->inBufferAvailable() < 8 && !m_inEnded) {
        if (auto done = refill(); !done) return fail(std::move(done).error());
    }
    const auto left = static_cast<std::size_t>(m_filter->inBufferAvailable());
    if (left == 0) return false;
    if (packingOf(std::string_view(m_in).substr(m_given - left, left)) != m_packing) return damaged();
    m_filter->reset();
    m_filter->setInBuffer(m_in.data() + m_given - left, static_cast<unsigned>(left));
    return true;
}

Result<std::size_t> Unpacked::read(char *to, std::size_t size)
{
    size = std::min<std::size_t>(size, 1U << 30U);
    if (size == 0) return 0;
    m_filter->setOutBuffer(to, static_cast<unsigned>(size));
    std::size_t got = 0;
    while (got == 0 && !m_end) {
        if (m_filter->inBufferAvailable() == 0 && !m_inEnded) {
            if (auto done = refill(); !done) return fail(std::move(done).error());
        }
        // What is unpacked may still wait in the filter when the last byte has been taken.
        if (m_filter->inBufferAvailable() == 0 && !m_outWasFull) {
            m_end = cutOff();
            break;
        }
        const auto outcome = m_filter->uncompress();
        got = size - static_cast<std::size_t>(m_filter->outBufferAvailable());
        m_outWasFull = got == size;
        if (outcome == KFilterBase::Error) m_end = m_inEnded && m_filter->inBufferAvailable() == 0 ? cutOff() : damaged();
        if (outcome == KFilterBase::End) {
            auto more = goesOn();
            if (!more) m_end = fail(std::move(more).error());
            if (more && !*more) m_end.emplace();
        }
    }
    if (got == 0 && !*m_end) return fail(m_end->error());
    if (auto fits = m_meter.add(got); !fits) return fail(std::move(fits).error());
    return got;
}

} // namespace taraf::listens
