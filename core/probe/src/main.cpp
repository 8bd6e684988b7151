/// taraf-probe: reads strangers' audio files for a taraf::probe::Client, confined. Not for people to call.

#include "confinement.h"
#include "examine.h"
#include "messages.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <malloc.h>
#include <span>
#include <string>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

extern "C" {
#include <libavutil/log.h>
#include <libavutil/mem.h>
}

namespace taraf::probe {
namespace {

/// One block that FFmpeg may ask for.
constexpr std::size_t kLargestBlock = std::size_t{256} << 20U;

/// Free memory that is not given back.
constexpr int kHeapKept = 8 << 20;

/// False: the client has gone.
bool sendAll(std::span<const std::byte> bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = ::send(kProgramSocket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0) return false;
        bytes = bytes.subspan(static_cast<std::size_t>(sent));
    }
    return true;
}

bool say(Message message, std::span<const std::byte> body)
{
    const Header header{static_cast<std::uint32_t>(message), static_cast<std::uint32_t>(body.size())};
    return sendAll(std::as_bytes(std::span(&header, 1))) && sendAll(body);
}

/// A short message goes as one piece: each piece wakes the client.
bool say(Message message, const std::string &body)
{
    const Header header{static_cast<std::uint32_t>(message), static_cast<std::uint32_t>(body.size())};
    std::string bytes(sizeof header, '\0');
    std::memcpy(bytes.data(), &header, sizeof header);
    return sendAll(std::as_bytes(std::span(bytes += body)));
}

/// Fills `bytes`; a descriptor that comes along is put in `file`. False: the client has gone.
bool hear(std::span<std::byte> bytes, int *file)
{
    while (!bytes.empty()) {
        iovec part{bytes.data(), bytes.size()};
        alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
        msghdr message{};
        message.msg_iov = &part;
        message.msg_iovlen = 1;
        message.msg_control = control.data();
        message.msg_controllen = control.size();
        const ssize_t got = ::recvmsg(kProgramSocket, &message, MSG_CMSG_CLOEXEC);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return false;
        const cmsghdr *const rider = CMSG_FIRSTHDR(&message);
        if (file != nullptr && rider != nullptr && rider->cmsg_type == SCM_RIGHTS && rider->cmsg_len == CMSG_LEN(sizeof(int))) {
            std::memcpy(file, CMSG_DATA(rider), sizeof *file);
        }
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
    return true;
}

bool answer(const Result<Report> &report)
{
    if (!report) return say(Message::Failed, encode(report.error()));
    if (!say(Message::Found, encode(*report))) return false;
    if (!report->pcm) return true;
    std::span<const float> samples(report->pcm->samples);
    while (!samples.empty()) {
        const std::span part = samples.first(std::min(samples.size(), kSamplesPerMessage));
        if (!say(Message::Samples, std::as_bytes(part))) return false;
        samples = samples.subspan(part.size());
    }
    return true;
}

/// Serves files until the client goes. False: it said something that makes no sense.
bool serve()
{
    while (true) {
        Header header;
        int file = -1;
        if (!hear(std::as_writable_bytes(std::span(&header, 1)), &file)) return true;
        const bool isPicture = header.message == static_cast<std::uint32_t>(Message::AskPicture);
        if ((header.message != static_cast<std::uint32_t>(Message::Ask) && !isPicture) || header.size > kMessageLimit || file < 0) return false;
        std::string body(header.size, '\0');
        if (!hear(std::as_writable_bytes(std::span(body)), nullptr)) return true;
        // The file is closed before the answer: after it the client may expect it closed.
        if (isPicture) {
            const auto ask = decodeAskPicture(body);
            if (!ask) return false;
            const auto picture = portray(file, *ask);
            ::close(file);
            if (!(picture ? say(Message::Portrayed, encode(*picture)) : say(Message::Failed, encode(picture.error())))) return true;
            continue;
        }
        const auto ask = decodeAsk(body);
        if (!ask) return false;
        const auto report = examine(file, *ask);
        ::close(file);
        if (!answer(report)) return true;
    }
}

} // namespace
} // namespace taraf::probe

#ifdef TARAF_SANITIZED
// A finding ends the program, so that the client, and with it a test, hears of it.
extern "C" __attribute__((visibility("default"), used)) const char *__ubsan_default_options(); // NOLINT: the sanitizer's name
extern "C" const char *__ubsan_default_options() { return "halt_on_error=1:print_stacktrace=1"; }
#endif

int main(int argc, char **argv)
{
    using namespace taraf::probe;
    struct stat socket{};
    std::size_t memory = 0;
    if (argc == 3) std::from_chars(argv[2], argv[2] + std::strlen(argv[2]), memory);
    if (memory == 0 || ::fstat(kProgramSocket, &socket) != 0 || !S_ISSOCK(socket.st_mode)) {
        std::fputs("taraf-probe reads audio files for Taraf's programs, which start it themselves. Try: taraf rescan\n", stderr);
        return 2;
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    av_log_set_level(AV_LOG_QUIET);
    av_max_alloc(kLargestBlock);
#if defined(__GLIBC__)
    // Every file wants the same few hundred kilobytes: given back to the kernel each time, they come back page by page.
    ::mallopt(M_TRIM_THRESHOLD, kHeapKept);
    ::mallopt(M_MMAP_THRESHOLD, kHeapKept / 4);
#endif
    const std::string lacking = confine(memory);
    if (!say(Message::Hello, encode(Hello{lacking}))) ::_exit(0);
    // Nothing to tidy up, and what libraries do at exit may not be allowed any more.
    ::_exit(serve() ? 0 : 1);
}
