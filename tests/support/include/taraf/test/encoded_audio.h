/// @file Real encoded files for tests: made with the encoders at hand, or written here where there is no encoder.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <numbers>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace taraf::test {

/// A value for the shell, whatever is in it.
inline std::string quoted(std::string_view text)
{
    std::string out = "'";
    for (const char letter : text) {
        if (letter == '\'') out += "'\\''";
        else out += letter;
    }
    return out + "'";
}

/// All of a file, or nothing where there is none.
inline std::string contentOf(const std::string &path)
{
    std::ostringstream content;
    content << std::ifstream(path, std::ios::binary).rdbuf();
    return std::move(content).str();
}

/// Runs a program with arguments; true if it ended with status 0. What it says on stdout is dropped.
inline bool run(std::initializer_list<std::string_view> words, std::string_view rawArguments = {})
{
    std::string command;
    for (const std::string_view word : words) command += quoted(word) + " ";
    command += std::string(rawArguments) + " >/dev/null </dev/null";
    return std::system(command.c_str()) == 0; // NOLINT: tests run what they wrote themselves
}

/// ffmpeg INPUT OPTIONS OUTPUT; `options` is shell text.
inline bool ffmpeg(std::string_view input, std::string_view options, std::string_view output)
{
    std::string command = "ffmpeg -nostdin -y -v error -i " + quoted(input) + " " + std::string(options) + " " + quoted(output);
    return std::system(command.c_str()) == 0; // NOLINT
}

inline double stairFrequency(int second) { return 300.0 + 37.0 * second; }

/// A tone that climbs a step every second: each moment of it can be told from every other.
/// `level` (0, 1]; mono, in [-level, level].
inline std::vector<float> stairs(double seconds, int rate, float level = 0.5F)
{
    std::vector<float> samples(static_cast<std::size_t>(seconds * rate));
    double phase = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        samples[i] = level * static_cast<float>(std::sin(phase));
        phase += 2 * std::numbers::pi * stairFrequency(static_cast<int>(i / static_cast<std::size_t>(rate))) / rate;
    }
    return samples;
}

/// The share of the samples' energy that lies at `frequency`, [0, 1]. Source: Goertzel, "An Algorithm for the Evaluation of
/// Finite Trigonometric Series", Amer. Math. Monthly, 1958.
inline double shareAt(std::span<const float> samples, double frequency, int rate)
{
    const double step = 2 * std::numbers::pi * frequency / rate;
    double before = 0;
    double last = 0;
    double energy = 0;
    for (const float sample : samples) {
        const double next = static_cast<double>(sample) + 2 * std::cos(step) * last - before;
        before = last;
        last = next;
        energy += static_cast<double>(sample) * static_cast<double>(sample);
    }
    const double power = last * last + before * before - 2 * std::cos(step) * last * before;
    return energy > 0 ? 2 * power / (energy * static_cast<double>(samples.size())) : 0;
}

/// Appends numbers of either byte order, as formats want them.
class Bytes
{
public:
    Bytes &text(std::string_view text)
    {
        m_bytes.append(text);
        return *this;
    }
    template<class T> Bytes &little(T value) { return number(value, false); }
    template<class T> Bytes &big(T value) { return number(value, true); }
    void write(const std::string &path) const { std::ofstream(path, std::ios::binary) << m_bytes; }
    [[nodiscard]] const std::string &bytes() const { return m_bytes; }

private:
    template<class T> Bytes &number(T value, bool isBig)
    {
        auto raw = std::bit_cast<std::array<char, sizeof(T)>>(value);
        if (isBig) std::ranges::reverse(raw);
        m_bytes.append(raw.data(), raw.size());
        return *this;
    }

    std::string m_bytes;
};

/// 16-bit WAV; samples interleaved over the channels.
inline void writeWav(const std::string &path, std::span<const float> samples, int rate, int channels = 1)
{
    Bytes out;
    const auto size = static_cast<std::uint32_t>(samples.size() * 2);
    const auto count = static_cast<std::uint16_t>(channels);
    out.text("RIFF").little(size + 36).text("WAVEfmt ").little(std::uint32_t{16}).little(std::uint16_t{1}).little(count);
    out.little(static_cast<std::uint32_t>(rate)).little(static_cast<std::uint32_t>(rate) * count * 2).little(static_cast<std::uint16_t>(count * 2));
    out.little(std::uint16_t{16}).text("data").little(size);
    for (const float sample : samples) out.little(static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * 32767)));
    out.write(path);
}

/// One-bit samples at 64 x 44,100 Hz, eight in a byte, the first in the highest bit: a second-order sigma-delta modulator.
inline std::vector<std::uint8_t> deltaSigma(std::span<const float> samples44100)
{
    std::vector<std::uint8_t> bits;
    bits.reserve(samples44100.size() * 8);
    float first = 0;
    float second = 0;
    for (const float sample : samples44100) {
        for (int byte = 0; byte < 8; ++byte) {
            unsigned packed = 0;
            for (int bit = 0; bit < 8; ++bit) {
                const float out = second >= 0 ? 1.0F : -1.0F;
                first += sample - out;
                second += first - 2 * out;
                packed = packed << 1U | (out > 0 ? 1U : 0U);
            }
            bits.push_back(static_cast<std::uint8_t>(packed));
        }
    }
    return bits;
}

/// Stereo DSF, both channels the same. Source: Sony, "DSF File Format Specification", 1.01, 2005.
inline void writeDsf(const std::string &path, std::span<const float> samples44100)
{
    constexpr std::size_t block = 4096;
    std::vector<std::uint8_t> bits = deltaSigma(samples44100);
    const std::uint64_t count = bits.size() * 8;
    bits.resize((bits.size() + block - 1) / block * block, 0x69);
    const std::uint64_t data = bits.size() * 2 + 12;
    Bytes out;
    out.text("DSD ").little(std::uint64_t{28}).little(28 + 52 + data).little(std::uint64_t{0});
    out.text("fmt ").little(std::uint64_t{52}).little(std::uint32_t{1}).little(std::uint32_t{0}).little(std::uint32_t{2}).little(std::uint32_t{2});
    out.little(std::uint32_t{2822400}).little(std::uint32_t{1}).little(count).little(std::uint32_t{block}).little(std::uint32_t{0});
    out.text("data").little(data);
    for (std::uint8_t &byte : bits) { // lowest bit first here
        unsigned turned = 0;
        for (unsigned bit = 0; bit < 8; ++bit) turned |= (byte >> bit & 1U) << (7U - bit);
        byte = static_cast<std::uint8_t>(turned);
    }
    for (std::size_t at = 0; at < bits.size(); at += block) {
        const std::string_view part(reinterpret_cast<const char *>(bits.data()) + at, block);
        out.text(part).text(part);
    }
    out.write(path);
}

/// Stereo DSDIFF, both channels the same. Source: Philips, "Direct Stream Digital Interchange File Format", 1.5, 2004.
inline void writeDff(const std::string &path, std::span<const float> samples44100)
{
    const std::vector<std::uint8_t> bits = deltaSigma(samples44100);
    Bytes property;
    property.text("SND FS  ").big(std::uint64_t{4}).big(std::uint32_t{2822400});
    property.text("CHNL").big(std::uint64_t{10}).big(std::uint16_t{2}).text("SLFTSRGT");
    property.text("CMPR").big(std::uint64_t{20}).text("DSD ").text(std::string_view("\x0Enot compressed\0", 16));
    Bytes body;
    body.text("DSD FVER").big(std::uint64_t{4}).big(std::uint32_t{0x01050000});
    body.text("PROP").big(std::uint64_t{property.bytes().size()}).text(property.bytes());
    body.text("DSD ").big(std::uint64_t{bits.size() * 2});
    for (const std::uint8_t byte : bits) body.big(byte).big(byte);
    Bytes out;
    out.text("FRM8").big(std::uint64_t{body.bytes().size()}).text(body.bytes());
    out.write(path);
}

/// Stereo Monkey's Audio (3.99) that holds digital silence: its frames say "silence" and hold no coded samples.
inline void writeSilentApe(const std::string &path, std::uint32_t seconds)
{
    constexpr std::uint32_t blocksPerFrame = 73728;
    constexpr std::uint32_t frameBytes = 16;
    const std::uint32_t blocks = seconds * 44100;
    const std::uint32_t frames = (blocks + blocksPerFrame - 1) / blocksPerFrame;
    Bytes out;
    out.text("MAC ").little(std::uint16_t{3990}).little(std::uint16_t{0});
    out.little(std::uint32_t{52}).little(std::uint32_t{24}).little(frames * 4).little(std::uint32_t{0}).little(frames * frameBytes);
    out.little(std::uint32_t{0}).little(std::uint32_t{0}).text(std::string(16, '\0'));
    out.little(std::uint16_t{1000}).little(std::uint16_t{32}).little(blocksPerFrame).little(blocks - (frames - 1) * blocksPerFrame).little(frames);
    out.little(std::uint16_t{16}).little(std::uint16_t{2}).little(std::uint32_t{44100});
    for (std::uint32_t frame = 0; frame < frames; ++frame) out.little(52 + 24 + frames * 4 + frame * frameBytes);
    for (std::uint32_t frame = 0; frame < frames; ++frame) {
        out.little(std::uint32_t{0x80000000}).little(std::uint32_t{3}).little(std::uint32_t{0}).little(frame); // a checksum, then "both channels silent"
    }
    out.write(path);
}

} // namespace taraf::test
