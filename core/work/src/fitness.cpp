#include "taraf/work/fitness.h"

#include "ears.h"
#include "taraf/base/file.h"
#include "taraf/probe/client.h"

#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <sys/mman.h>
#include <unistd.h>

namespace taraf::work {
namespace {

constexpr std::uint32_t kRate = 44'100, kSeconds = 60;

/// A minute of a tone, as WAV (RIFF, PCM of 16 bits, one channel).
std::string tone()
{
    std::string wav;
    const auto put = [&](std::uint32_t value, std::size_t bytes) {
        for (std::size_t i = 0; i < bytes; ++i) wav += static_cast<char>(value >> (8 * i) & 0xFFU);
    };
    constexpr std::uint32_t size = kRate * kSeconds * 2;
    wav += "RIFF", put(36 + size, 4), wav += "WAVEfmt ", put(16, 4), put(1, 2), put(1, 2), put(kRate, 4), put(kRate * 2, 4), put(2, 2), put(16, 2);
    wav += "data", put(size, 4);
    for (std::uint32_t i = 0; i < kRate * kSeconds; ++i) {
        const double phase = 2.0 * std::numbers::pi * 440.0 * static_cast<double>(i) / kRate;
        put(static_cast<std::uint16_t>(static_cast<std::int16_t>(10'000.0 * std::sin(phase))), 2);
    }
    return wav;
}

Result<double> decoding(const std::stop_token &stop)
{
    const int file = ::memfd_create("tone", MFD_CLOEXEC);
    if (file < 0) return fail(ErrorCode::Io, "no memory for a file: " + describeErrno(errno));
    const std::string wav = tone(), path = "/proc/self/fd/" + std::to_string(file);
    const bool written = ::write(file, wav.data(), wav.size()) == static_cast<ssize_t>(wav.size());
    probe::Client client;
    // The first file starts the child.
    auto report = written ? client.read({.path = path, .audio = probe::Audio::None, .span = {}}, stop) : fail(ErrorCode::Io, "no memory for a file");
    const auto begun = std::chrono::steady_clock::now();
    if (report) report = client.read({.path = path, .audio = probe::Audio::Decode, .span = {}}, stop);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
    ::close(file);
    if (!report) return fail(std::move(report).error());
    if (report->audioError) return fail(*report->audioError);
    return kSeconds / taken.count();
}

} // namespace

Fitness fitness(const std::stop_token &stop)
{
    Fitness found;
    if (auto speed = decoding(stop)) found.realTime = *speed;
    else found.probe = std::move(speed).error();
    const auto ears = openEars();
    if (ears) found.cuda = (*ears)->checkDevice(Device::Cuda).has_value();
    else found.ears = ears.error();
    return found;
}

} // namespace taraf::work
