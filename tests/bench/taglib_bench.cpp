/// The floor under a first scan: what TagLib alone takes to read the usual tags and the audio properties of files, in a bare
/// loop, one process a core, without hash, confinement and library.
///
/// bench_taglib PROCESSES <paths: reads the paths, separated by NUL, from standard input; prints seconds and files read.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <iterator>
#include <string>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <taglib/audioproperties.h>
#include <taglib/fileref.h>
#include <taglib/tag.h>

namespace {

/// Something of every field, so that none can be left out.
std::size_t weigh(const std::string &path)
{
    const TagLib::FileRef file(path.c_str(), true, TagLib::AudioProperties::Average);
    if (file.isNull() || file.tag() == nullptr || file.audioProperties() == nullptr) return 0;
    const TagLib::Tag &tag = *file.tag();
    const TagLib::AudioProperties &audio = *file.audioProperties();
    const unsigned text = tag.title().size() + tag.artist().size() + tag.album().size() + tag.genre().size() + tag.comment().size();
    return text + tag.year() + tag.track() + static_cast<unsigned>(audio.lengthInMilliseconds() + audio.bitrate() + audio.sampleRate() + audio.channels());
}

} // namespace

int main(int argc, char **argv)
{
    const int processes = argc == 2 ? std::atoi(argv[1]) : 0;
    if (processes < 1) {
        std::fputs("bench_taglib PROCESSES, and paths on standard input, separated by NUL\n", stderr);
        return 2;
    }
    std::vector<std::string> paths;
    for (std::string path; std::getline(std::cin, path, '\0');) paths.push_back(path);
    const auto begun = std::chrono::steady_clock::now();
    std::vector<pid_t> children;
    for (int process = 0; process < processes; ++process) {
        const pid_t child = ::fork();
        if (child < 0) return 1;
        if (child == 0) {
            bool ok = true;
            for (std::size_t i = static_cast<std::size_t>(process); i < paths.size(); i += static_cast<std::size_t>(processes)) ok = weigh(paths[i]) > 0 && ok;
            ::_exit(ok ? 0 : 1);
        }
        children.push_back(child);
    }
    bool ok = true;
    for (const pid_t child : children) {
        int status = 0;
        ok = ::waitpid(child, &status, 0) == child && status == 0 && ok;
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    std::printf("%.4f %zu\n", took.count(), paths.size());
    if (!ok) std::fputs("bench_taglib: some files could not be read\n", stderr);
    return ok ? 0 : 1;
}
