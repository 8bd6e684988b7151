/// @file Files of every format that is read, all of one tone, and a client that reads them.
#pragma once

#include "taraf/probe/client.h"

#include "taraf/test/encoded_audio.h"
#include "taraf/test/folder.h"

#include <cstdlib>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace taraf::probe {

inline std::string program() { return std::string(std::getenv("TARAF_BIN_DIR")) + "/taraf-probe"; }

inline constexpr int kStairSeconds = 24;

struct Format {
    const char *name;      ///< of the file, with its extension
    const char *options;   ///< ffmpeg's; null: made otherwise
    bool isLossless;
    bool isSilent = false; ///< no sound to compare
};

inline constexpr Format kFormatsMade[] = {
    {"cbr.mp3", "-b:a 192k", false},
    {"vbr.mp3", "-q:a 4", false},
    {"no-xing.mp3", "-b:a 128k -write_xing 0", false},
    {"a.flac", "", true},
    {"vorbis.ogg", "-c:a libvorbis", false},
    {"a.opus", "-c:a libopus -b:a 96k", false},
    {"a.spx", "-ar 32000 -c:a libspeex", false},
    {"flac.oga", "-c:a flac", true},
    {"aac.m4a", "-c:a aac -b:a 128k", false},
    {"alac.m4a", "-c:a alac", true},
    {"adts.aac", "-c:a aac -b:a 128k", false},
    {"a.wav", "", true},
    {"a.aiff", "", true},
    {"a.wv", "", true},
    {"a.wma", "-c:a wmav2 -b:a 128k", false},
    {"a.tta", "", true},
    {"a.mka", "-c:a libvorbis", false},
    {"a.mpc", nullptr, false},
    {"a.dsf", nullptr, false},
    {"a.dff", nullptr, false},
    {"a.ape", nullptr, false, true},
};

/// Made once for all tests of this program.
class Corpus
{
public:
    static const Corpus &get()
    {
        static const Corpus corpus;
        return corpus;
    }

    [[nodiscard]] std::string path(const std::string &name) const { return m_folder / name; }
    [[nodiscard]] bool isComplete() const { return m_complete; }

private:
    Corpus()
    {
        using namespace test;
        const std::vector<float> mono = stairs(kStairSeconds, 44100);
        std::vector<float> stereo;
        for (const float sample : mono) stereo.insert(stereo.end(), {sample, sample});
        const std::string source = path("source.wav");
        writeWav(source, stereo, 44100, 2);
        for (const Format &format : kFormatsMade) {
            if (format.options != nullptr && !ffmpeg(source, format.options, path(format.name))) m_complete = false;
        }
        if (!run({"mpcenc", "--silent", "--overwrite", source, path("a.mpc")}, "2>/dev/null")) m_complete = false;
        writeDsf(path("a.dsf"), mono);
        writeDff(path("a.dff"), mono);
        writeSilentApe(path("a.ape"), kStairSeconds);
    }

    test::TemporaryFolder m_folder;
    bool m_complete = true;
};

} // namespace taraf::probe
