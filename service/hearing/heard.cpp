#include "taraf/service/heard.h"

#include <algorithm>

namespace taraf::service {
namespace {

using namespace std::chrono_literals;

constexpr Heard::Length kShortest = 30s, kEnough = 4min;

} // namespace

void Heard::begin(Length length, Time now, Length before)
{
    setLength(length);
    m_before = before;
    m_since = now;
    m_plays = true;
}

void Heard::setLength(Length length) { m_length = std::max(length, Length(0)); }

void Heard::pause(Time now)
{
    m_before = heard(now);
    m_plays = false;
}

void Heard::resume(Time now)
{
    if (!m_plays) m_since = now;
    m_plays = true;
}

Heard::Length Heard::heard(Time now) const { return m_before + (m_plays ? std::chrono::duration_cast<Length>(now - m_since) : Length(0)); }

Verdict Heard::left(Time now) const
{
    if (m_length > Length(0) && m_length < kShortest) return Verdict::Nothing;
    const Length enough = m_length > Length(0) ? std::min(m_length / 2, kEnough) : kEnough;
    return heard(now) >= enough ? Verdict::Played : Verdict::Skipped;
}

} // namespace taraf::service
