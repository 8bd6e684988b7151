#include "ears.h"

#include "phases.h"

#include "taraf/base/export.h"

namespace taraf::work {
namespace {

analysis::Device deviceOf(Device device)
{
    switch (device) {
    case Device::Auto: return analysis::Device::Auto;
    case Device::Cpu: return analysis::Device::Cpu;
    case Device::Cuda: return analysis::Device::Cuda;
    }
    return analysis::Device::Auto;
}

Result<> checkDevice(Device device)
{
    const auto analyser = analysis::Analyser::make(deviceOf(device));
    return analyser ? Result<>{} : fail(analyser.error());
}

Result<RescanResult> hear(const Order &order)
{
    auto library = store::Library::open(order.home.library(), store::Access::ReadWrite);
    if (!library) return fail(std::move(library).error());
    const auto analyser = analysis::Analyser::make(deviceOf(order.options.device));
    if (!analyser) return fail(analyser.error());
    Scan scan{.order = order, .library = *library, .result = {}};
    if (auto done = listenPhase(scan, *analyser); !done) return fail(std::move(done).error());
    if (auto done = indexPhase(scan); !done) return fail(std::move(done).error());
    return std::move(scan.result);
}

constexpr Ears kEars{.checkDevice = checkDevice, .hear = hear, .tune = tuneTo, .listen = listenTo};

} // namespace
} // namespace taraf::work

extern "C" TARAF_EXPORT const taraf::work::Ears *tarafEars() { return &taraf::work::kEars; }
