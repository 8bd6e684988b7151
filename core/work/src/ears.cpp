#include "ears.h"

#include "taraf/base/path.h"
#include "taraf/work/listen.h"

#include <dlfcn.h>

namespace taraf::work {

Result<const Ears *> openEars()
{
    Dl_info here{};
    if (::dladdr(reinterpret_cast<const void *>(&openEars), &here) == 0) return fail(ErrorCode::Internal, "libtaraf-work can't find itself");
    const std::string path = std::string(parentPath(here.dli_fname)) + "/libtaraf-ears.so";
    void *const library = ::dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) {
        const char *why = ::dlerror(); // NOLINT(concurrency-mt-unsafe): per thread in glibc
        return fail(ErrorCode::NotFound, "what listens can't be loaded; install Taraf again, with libtorch (" + (why == nullptr ? path : std::string(why)) + ")");
    }
    using Give = const Ears *(*)();
    const auto give = reinterpret_cast<Give>(::dlsym(library, kEarsSymbol));
    if (give == nullptr) return fail(ErrorCode::NotFound, displayText(path) + " is of another version; install Taraf again");
    return give();
}

Result<std::vector<Result<HeardPassage>>> listen(const Home &home, std::span<const Passage> passages, const std::stop_token &stop)
{
    const auto ears = openEars();
    if (!ears) return fail(ears.error());
    return (*ears)->listen(home, passages, stop);
}

} // namespace taraf::work
