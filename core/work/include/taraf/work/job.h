/// @file A job of Taraf's in a child process of its own (taraf-work): started, watched, cancelled.
/// Light: whoever starts jobs maps none of the libraries that do them.
#pragma once

#include "taraf/base/error.h"
#include "taraf/base/progress.h"

#include <QJsonObject>

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace taraf::work {

struct JobEvents {
    ProgressSink progress;                              ///< how far it is; may be empty
    std::function<void(const std::string &note)> note;  ///< a sentence for people ("the drive of /m is not there"); may be empty
    std::function<void(const QJsonObject &result)> scanned; ///< of a watching job, after each scan: a rescan's result; may be empty
};

/// Runs `taraf-work ARGUMENTS…` to its end and gives the document it printed as its result.
/// Exactly one completion, whatever happens: on cancel the child is asked to stop (SIGTERM), keeps its work, and is reaped;
/// one that does not stop within 20 s is killed.
/// `input` is what the job reads from its standard input: what nobody else may see (a token) belongs there, not into the arguments.
/// Errors: what the job says; Crashed where the child died without a word; Cancelled; NotFound (taraf-work is not installed).
/// Threads: blocks the caller, who gets the events in its own thread. The child ends with the calling thread.
[[nodiscard]] Result<QJsonObject> runJob(const std::vector<std::string> &arguments, const JobEvents &events, std::stop_token stop, const std::string &input = {});

/// {"code","message"}, as jobs write what failed.
[[nodiscard]] Error errorOf(const QJsonObject &document);

/// The lines a job prints and runJob() reads: one JSON object each, with one of these keys.
namespace wire {
inline constexpr auto kProgress = "progress"; ///< {"phase","done","total","item"}
inline constexpr auto kNote = "note";         ///< text
inline constexpr auto kScanned = "scanned";   ///< an object
inline constexpr auto kResult = "result";     ///< an object; the last line of a job that was done
inline constexpr auto kError = "error";       ///< {"code","message"}; the last line of one that was not
inline constexpr auto kParent = "TARAF_JOB_PARENT"; ///< in the child's environment: the process it works for, which may die before it looks
inline constexpr std::size_t kLongestLine = 64UL << 20U;
} // namespace wire

} // namespace taraf::work
