#include "encode.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <format>
#include <memory>
#include <new>
#include <sndfile.h>

namespace taraf::demo {
namespace {

constexpr std::size_t kChunk = 8192; ///< frames between two looks at the stop token

/// A file in memory, for libsndfile.
struct Memory {
    std::string bytes;
    std::size_t place = 0;
    bool exhausted = false;

    static Memory &of(void *self) { return *static_cast<Memory *>(self); }
    static sf_count_t size(void *self) { return static_cast<sf_count_t>(of(self).bytes.size()); }
    static sf_count_t tell(void *self) { return static_cast<sf_count_t>(of(self).place); }
    static sf_count_t seek(sf_count_t offset, int whence, void *self)
    {
        Memory &memory = of(self);
        const sf_count_t base = whence == SEEK_CUR ? tell(self) : whence == SEEK_END ? size(self) : 0;
        memory.place = static_cast<std::size_t>(std::clamp<sf_count_t>(base + offset, 0, size(self)));
        return tell(self);
    }
    static sf_count_t read(void *to, sf_count_t count, void *self)
    {
        Memory &memory = of(self);
        const std::size_t got = std::min(static_cast<std::size_t>(count), memory.bytes.size() - memory.place);
        std::memcpy(to, memory.bytes.data() + memory.place, got);
        memory.place += got;
        return static_cast<sf_count_t>(got);
    }
    static sf_count_t write(const void *from, sf_count_t count, void *self)
    {
        Memory &memory = of(self);
        try {
            const std::size_t end = memory.place + static_cast<std::size_t>(count);
            if (end > memory.bytes.size()) memory.bytes.resize(end);
        } catch (const std::bad_alloc &) {
            memory.exhausted = true; // libsndfile is C: nothing may be thrown through it
            return 0;
        }
        std::memcpy(memory.bytes.data() + memory.place, from, static_cast<std::size_t>(count));
        memory.place += static_cast<std::size_t>(count);
        return count;
    }
};

struct Close {
    void operator()(SNDFILE *file) const noexcept { sf_close(file); }
};

void tag(SNDFILE *file, const TrackPlan &plan)
{
    const AlbumPlan &album = *plan.album;
    const std::array<std::pair<int, std::string>, 9> tags{{
        {SF_STR_TITLE, plan.title},
        {SF_STR_ARTIST, std::string(album.artist)},
        {SF_STR_ALBUM, std::string(album.title)},
        {SF_STR_DATE, std::to_string(album.year)},
        {SF_STR_TRACKNUMBER, std::to_string(plan.number)},
        {SF_STR_GENRE, std::string(album.genre)},
        {SF_STR_COMMENT, "Composed and synthesised by Taraf as a demonstration"},
        {SF_STR_LICENSE, "CC0-1.0"},
        {SF_STR_COPYRIGHT, "No rights reserved"},
    }};
    for (const auto &[what, text] : tags) sf_set_string(file, what, text.c_str());
}

/// Interleaved samples of one chunk; for one channel, the middle of both.
void interleave(const Canvas &canvas, std::size_t at, std::size_t count, int channels, std::vector<float> &to)
{
    to.clear();
    for (std::size_t i = at; i < at + count; ++i) {
        if (channels == 1) {
            to.push_back(0.5F * (canvas.left[i] + canvas.right[i]));
        } else {
            to.push_back(canvas.left[i]);
            to.push_back(canvas.right[i]);
        }
    }
}

/// 16-bit samples whose lowest 16 - depth bits are zero.
void round(const std::vector<float> &from, int depth, std::vector<short> &to)
{
    const auto steps = static_cast<float>(1 << (depth - 1));
    to.clear();
    for (const float sample : from) {
        const long level = std::clamp(std::lround(sample * steps), -(1L << (depth - 1)), (1L << (depth - 1)) - 1);
        to.push_back(static_cast<short>(level * (1L << (16 - depth))));
    }
}

} // namespace

Result<std::string> encode(const Canvas &canvas, const TrackPlan &plan)
try {
    const AlbumPlan &album = *plan.album;
    Memory memory;
    SF_VIRTUAL_IO io{.get_filelen = Memory::size, .seek = Memory::seek, .read = Memory::read, .write = Memory::write, .tell = Memory::tell};
    SF_INFO info{};
    info.samplerate = album.rate;
    info.channels = album.channels;
    info.format = album.format == Format::Flac ? SF_FORMAT_FLAC | SF_FORMAT_PCM_16 : SF_FORMAT_OGG | SF_FORMAT_VORBIS;
    {
        const std::unique_ptr<SNDFILE, Close> file(sf_open_virtual(&io, SFM_WRITE, &info, &memory));
        if (!file) {
            return fail(ErrorCode::Unsupported, std::format("libsndfile can't write {} ({}); install one that is built with FLAC and Vorbis",
                                                            plan.file, sf_strerror(nullptr)));
        }
        double quality = album.format == Format::Flac ? 0.6 : 0.1;
        sf_command(file.get(), album.format == Format::Flac ? SFC_SET_COMPRESSION_LEVEL : SFC_SET_VBR_ENCODING_QUALITY, &quality, sizeof quality);
        tag(file.get(), plan);
        std::vector<float> chunk;
        std::vector<short> levels;
        chunk.reserve(kChunk * 2);
        for (std::size_t at = 0; at < canvas.frames(); at += kChunk) {
            if (canvas.stopped()) return fail(ErrorCode::Cancelled, "stopped while writing the demo");
            const std::size_t count = std::min(kChunk, canvas.frames() - at);
            interleave(canvas, at, count, album.channels, chunk);
            const auto frames = static_cast<sf_count_t>(count);
            sf_count_t written = 0;
            if (album.format == Format::Flac) {
                round(chunk, album.depth, levels);
                written = sf_writef_short(file.get(), levels.data(), frames);
            } else {
                written = sf_writef_float(file.get(), chunk.data(), frames);
            }
            if (written != frames || memory.exhausted) {
                return fail(memory.exhausted ? ErrorCode::OutOfMemory : ErrorCode::Internal,
                            std::format("{} can't be encoded: {}", plan.file, memory.exhausted ? "out of memory" : sf_strerror(file.get())));
            }
        }
    }
    if (memory.exhausted) return fail(ErrorCode::OutOfMemory, std::format("{} can't be encoded: out of memory", plan.file));
    if (album.format == Format::Vorbis) {
        if (auto set = setSerial(memory.bytes, static_cast<std::uint32_t>(plan.seed)); !set) return fail(std::move(set.error()));
    }
    return std::move(memory.bytes);
} catch (const std::bad_alloc &) {
    return fail(ErrorCode::OutOfMemory, plan.file + " can't be encoded: out of memory");
}

Result<> setSerial(std::string &ogg, std::uint32_t serial)
{
    constexpr std::size_t header = 27;
    static const auto checksums = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            std::uint32_t sum = byte << 24U;
            for (int bit = 0; bit < 8; ++bit) sum = (sum << 1U) ^ ((sum & 0x80000000U) != 0 ? 0x04C11DB7U : 0U);
            table[byte] = sum;
        }
        return table;
    }();
    const auto put = [&ogg](std::size_t at, std::uint32_t value) {
        for (unsigned i = 0; i < 4; ++i) ogg[at + i] = static_cast<char>((value >> (8 * i)) & 0xFFU);
    };
    const auto byteAt = [&ogg](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(ogg[at])); };

    for (std::size_t at = 0; at < ogg.size();) {
        if (ogg.size() - at < header || ogg.compare(at, 4, "OggS") != 0) return fail(ErrorCode::Corrupt, "the encoder's Ogg pages don't follow one another");
        const std::size_t segments = byteAt(at + 26);
        if (ogg.size() - at < header + segments) return fail(ErrorCode::Corrupt, "the encoder's last Ogg page is cut short");
        std::size_t size = header + segments;
        for (std::size_t i = 0; i < segments; ++i) size += byteAt(at + header + i);
        if (ogg.size() - at < size) return fail(ErrorCode::Corrupt, "the encoder's last Ogg page is cut short");
        put(at + 14, serial);
        put(at + 22, 0);
        std::uint32_t sum = 0;
        for (std::size_t i = at; i < at + size; ++i) sum = (sum << 8U) ^ checksums[(sum >> 24U) ^ static_cast<std::uint32_t>(byteAt(i))];
        put(at + 22, sum);
        at += size;
    }
    return {};
}

} // namespace taraf::demo
