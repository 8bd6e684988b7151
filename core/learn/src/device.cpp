#include "tensors.h"

#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <dlfcn.h>
#include <mutex>
#include <new>

namespace taraf::learn {

void workAlone()
{
    static std::once_flag once;
    std::call_once(once, [] {
        at::set_num_threads(1);
        if (void *const set = ::dlsym(RTLD_DEFAULT, "openblas_set_num_threads")) reinterpret_cast<void (*)(int)>(set)(1);
    });
}

Result<at::Device> deviceOf(Device device)
{
    try {
        const bool cuda = device != Device::Cpu && at::hasCUDA() && at::detail::getCUDAHooks().deviceCount() > 0;
        if (device == Device::Cuda && !cuda) {
            return fail(ErrorCode::NoDevice, "no CUDA device can be used here; check the driver (nvidia-smi) and that libtorch knows CUDA, or use the device auto or cpu");
        }
        return cuda ? at::Device(at::kCUDA, 0) : at::Device(at::kCPU);
    } catch (const std::exception &error) {
        return fail(failure(error));
    }
}

Result<> checkDevice(Device device)
{
    const auto there = deviceOf(device);
    return there ? Result<>{} : fail(there.error());
}

Error failure(const std::exception &error)
{
    if (dynamic_cast<const c10::OutOfMemoryError *>(&error) != nullptr || dynamic_cast<const std::bad_alloc *>(&error) != nullptr) {
        return {ErrorCode::OutOfMemory, "the network: there is not enough memory; close other programs and try again"};
    }
    const std::string text = error.what();
    return {ErrorCode::Internal, "the network: " + text.substr(0, text.find('\n'))};
}

} // namespace taraf::learn
