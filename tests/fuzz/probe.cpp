/// @file The messages between client and taraf-probe, in both directions: each side takes the other for an enemy.

#include "messages.h"
#include "must.h"
#include "taraf/base/path.h"

namespace taraf::probe {
namespace {

using fuzz::must;

/// The wire has one spelling for each message: what decodes is what encode() writes.
template<class T> void hasOneSpelling(const std::optional<T> &message, std::string_view bytes)
{
    if (message) must(encode(*message) == bytes, "a message that decodes is encoded to the same bytes");
}

void takeError(std::string_view bytes)
{
    const auto error = decodeError(bytes);
    if (!error) return;
    must(isUtf8(error->message), "an error's message is UTF-8");
    const auto again = decodeError(encode(*error));
    must(again && again->code == error->code, "an error comes back");
    // A longer message is cut.
    if (error->message.size() <= 4 * kNameLimit) must(again->message == error->message, "an error's message comes back");
}

void takeFound(std::string_view bytes)
{
    auto found = decodeFound(bytes);
    if (!found) return;
    must(found->samples <= kSamplesLimit, "no more samples are announced than the longest span has");
    must(found->report.pcm.has_value() == (found->samples > 0), "samples are announced where audio was decoded");
    if (found->samples > kSamplesPerMessage) return; // 20 MB an input would be all that is tried
    if (found->report.pcm) found->report.pcm->samples.resize(found->samples);
    const std::string spelled = encode(found->report);
    if (!found->report.audioError) must(spelled == bytes, "a report that decodes is encoded to the same bytes");
    const auto again = decodeFound(spelled);
    must(again && again->report.tags == found->report.tags && again->report.stream == found->report.stream, "a report comes back");
}

} // namespace
} // namespace taraf::probe

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf::probe;
    const std::string_view bytes(reinterpret_cast<const char *>(data), size);
    hasOneSpelling(decodeHello(bytes), bytes);
    hasOneSpelling(decodeAsk(bytes), bytes);
    hasOneSpelling(decodeAskPicture(bytes), bytes);
    hasOneSpelling(decodePortrayed(bytes), bytes);
    takeError(bytes);
    takeFound(bytes);
    return 0;
}
