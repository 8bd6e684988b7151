#include "notices.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <sys/statfs.h>
#include <unistd.h>

namespace taraf::collection {
namespace {

/// Without IN_MODIFY, which tells each write(2): the closing is enough. With IN_ATTRIB: what could not be read and now can is found by it.
constexpr std::uint32_t kMask = IN_CREATE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE | IN_CLOSE_WRITE | IN_ATTRIB |
                                IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK;

/// f_type (statfs(2)) of the file systems that others change behind the kernel's back: NFS, SMB1, CIFS, SMB2, 9p, FUSE, Ceph, AFS (two), Coda,
/// VirtualBox's shared folders, Lustre.
constexpr std::array<std::uint32_t, 12> kForeignTypes{0x6969,     0x517B,     0xFF534D42, 0xFE534D42, 0x01021997, 0x65735546,
                                                      0x00C36400, 0x5346414F, 0x6B414653, 0x73757245, 0x786F4256, 0x0BD00BD0};

} // namespace

Notices::Notices(Mode mode)
{
    if (mode == Mode::Notify) m_descriptor = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
}

Notices::~Notices()
{
    if (m_descriptor >= 0) ::close(m_descriptor);
}

int Notices::entered(int folder) const
{
    if (m_descriptor < 0) return kRefused;
    struct statfs volume{};
    if (::fstatfs(folder, &volume) == 0 && std::ranges::contains(kForeignTypes, static_cast<std::uint32_t>(volume.f_type))) return kForeign;
    // By its descriptor: the folder that is read is the one that is watched, whatever has its name by now.
    const std::string path = "/proc/self/fd/" + std::to_string(folder);
    const int watch = ::inotify_add_watch(m_descriptor, path.c_str(), kMask);
    return watch >= 0 ? watch : kRefused;
}

void Notices::remove(int watch) const { ::inotify_rm_watch(m_descriptor, watch); }

void Notices::take(const std::function<void(const Notice &)> &told) const
{
    if (m_descriptor < 0) return;
    alignas(inotify_event) std::array<char, 65536> buffer{};
    for (ssize_t length = 0; (length = ::read(m_descriptor, buffer.data(), buffer.size())) > 0;) {
        for (std::size_t at = 0; at < static_cast<std::size_t>(length);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char *const name = buffer.data() + at + sizeof event;
            told({event.wd, event.mask, std::string_view(name, event.len == 0 ? 0 : ::strnlen(name, event.len))});
            at += sizeof event + event.len;
        }
    }
}

} // namespace taraf::collection
