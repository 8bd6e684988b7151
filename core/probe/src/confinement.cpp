#include "confinement.h"

#include "messages.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <format>
#include <linux/landlock.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace taraf::probe {
namespace {

void limit(__rlimit_resource_t what, rlim_t value)
{
    const rlimit limits{.rlim_cur = value, .rlim_max = value};
    ::setrlimit(what, &limits);
}

#ifndef TARAF_SANITIZED
/// Address space in use, bytes.
rlim_t addressSpace()
{
    unsigned long pages = 0;
    std::FILE *const file = std::fopen("/proc/self/statm", "re");
    if (file == nullptr) return rlim_t{1} << 30U;
    const bool read = std::fscanf(file, "%lu", &pages) == 1;
    std::fclose(file);
    return read ? rlim_t{pages} * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) : rlim_t{1} << 30U;
}
#endif

/// Every right on files and TCP that this kernel knows is taken; none is given back.
bool takeFileAccess()
{
    const long abi = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (abi < 1) return false;
    landlock_ruleset_attr rules{};
    // Source: kernel documentation, "Landlock: unprivileged access control": the rights came with ABI 1, 2, 3 and 5.
    const unsigned rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi >= 2 ? 14 : 13;
    rules.handled_access_fs = (std::uint64_t{1} << rights) - 1;
    if (abi >= 4) rules.handled_access_net = LANDLOCK_ACCESS_NET_BIND_TCP | LANDLOCK_ACCESS_NET_CONNECT_TCP;
#ifdef LANDLOCK_SCOPE_SIGNAL
    if (abi >= 6) rules.scoped = LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET | LANDLOCK_SCOPE_SIGNAL;
#endif
    // Older kernels take a shorter structure, as long as what they don't know is zero.
    const long ruleset = ::syscall(SYS_landlock_create_ruleset, &rules, sizeof rules, 0);
    if (ruleset < 0) return false;
    const bool taken = ::syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    ::close(static_cast<int>(ruleset));
    return taken;
}

/// What reading a file takes: that and nothing else. Anything beyond fails with EPERM, so that a library that tries for
/// something it can do without gets on.
bool takeSystemCalls()
{
    const scmp_filter_ctx filter = ::seccomp_init(SCMP_ACT_ERRNO(EPERM));
    if (filter == nullptr) return false;
    bool ok = true;
    const auto allow = [&](int call) { ok = ok && ::seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW, call, 0, nullptr) == 0; };
    const auto allowIf = [&](int call, const scmp_arg_cmp &condition) {
        ok = ok && ::seccomp_rule_add_exact_array(filter, SCMP_ACT_ALLOW, call, 1, &condition) == 0;
    };
    for (const int call : {SCMP_SYS(pread64), SCMP_SYS(fstat), SCMP_SYS(lseek), SCMP_SYS(close), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
                           SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask),
                           SCMP_SYS(rt_sigaction), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getpid), SCMP_SYS(gettid),
                           SCMP_SYS(getrandom), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity), SCMP_SYS(sysinfo), SCMP_SYS(getrusage),
                           SCMP_SYS(restart_syscall), SCMP_SYS(membarrier)}) {
        allow(call);
    }
    // fstat is this with an empty path; a real path meets Landlock.
    allowIf(SCMP_SYS(newfstatat), SCMP_A3(SCMP_CMP_MASKED_EQ, 0x1000 /* AT_EMPTY_PATH */, 0x1000));
    // abort() sends itself a signal.
    allowIf(SCMP_SYS(tgkill), SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(::getpid())));
    for (const int call : {SCMP_SYS(recvmsg), SCMP_SYS(recvfrom), SCMP_SYS(sendmsg), SCMP_SYS(sendto)}) {
        allowIf(call, SCMP_A0(SCMP_CMP_EQ, kProgramSocket));
    }
#ifdef TARAF_SANITIZED // which tries addresses by writing them into a pipe
    for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(sigaltstack), SCMP_SYS(readlink), SCMP_SYS(readlinkat), SCMP_SYS(write),
                           SCMP_SYS(prctl), SCMP_SYS(read), SCMP_SYS(set_robust_list), SCMP_SYS(mincore), SCMP_SYS(pipe), SCMP_SYS(pipe2), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64)}) {
        allow(call);
    }
#else
    // Memory, but none that can be run.
    allowIf(SCMP_SYS(mmap), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
    allowIf(SCMP_SYS(mprotect), SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
#endif
    ok = ok && ::seccomp_load(filter) == 0;
    ::seccomp_release(filter);
    return ok;
}

} // namespace

std::string confine(std::size_t memoryBytes)
{
    std::string lacking;
    const auto lack = [&](std::string_view what) { lacking.append(lacking.empty() ? "this kernel can't enforce " : ", ").append(what); };
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_NOFILE, 16);
    limit(RLIMIT_FSIZE, 0);
#ifndef TARAF_SANITIZED // which maps terabytes for its shadow
    limit(RLIMIT_AS, addressSpace() + memoryBytes);
#else
    (void)memoryBytes;
#endif
    if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) lack("no_new_privs");
    if (!takeFileAccess()) lack("Landlock");
    if (!takeSystemCalls()) lack("seccomp");
    if (!lacking.empty()) lacking.append("; files are read with less protection");
    return lacking;
}

} // namespace taraf::probe
