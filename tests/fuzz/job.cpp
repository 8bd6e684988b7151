/// @file The lines that a job prints, as its starter reads them.

#include "must.h"
#include "taraf/base/path.h"
#include "wire.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char *data, std::size_t size)
{
    using namespace taraf;
    using fuzz::must;
    const work::JobEvents events{.progress = [](const Progress &progress) { must(isUtf8(progress.phase), "a phase is UTF-8"); },
                                 .note = [](const std::string &note) { must(isUtf8(note), "a note is UTF-8"); },
                                 .scanned = [](const QJsonObject &) {}};
    work::Outcome outcome;
    const QByteArray lines(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    for (const QByteArray &line : lines.split('\n')) work::take(line, events, outcome);
    if (outcome.error) must(isUtf8(outcome.error->message) && name(outcome.error->code) != "", "an error can be shown");
    return 0;
}
