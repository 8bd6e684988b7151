/// @file ATen, and how the room turns its exceptions into errors.
#pragma once

#include "taraf/base/error.h"
#include "taraf/learn/network.h"

#include <ATen/ATen.h>

namespace taraf::learn {

using at::Tensor;

/// Torch's and OpenBLAS's pools are set to one thread, once per process: callers spread work over tracks, and no sum depends on how many threads there are.
void workAlone();

[[nodiscard]] Result<at::Device> deviceOf(Device device);

/// What an exception of torch's says.
[[nodiscard]] Error failure(const std::exception &error);

} // namespace taraf::learn
