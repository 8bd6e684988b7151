#include "alone.h"

#include <ATen/Parallel.h>
#include <dlfcn.h>
#include <mutex>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace taraf::analysis {

void workAlone()
{
    static std::once_flag once;
    std::call_once(once, [] {
        at::set_num_threads(1);
#ifdef __GLIBC__
        // A track takes some 60 MB in pieces of a megabyte and gives them back; left to itself, malloc hands them to the
        // kernel and gets them again, zeroed, for every track: a quarter of the time.
        ::mallopt(M_MMAP_THRESHOLD, 32 << 20);
        ::mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
        if (void *const set = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) reinterpret_cast<void (*)(int)>(set)(1);
    });
}

} // namespace taraf::analysis
