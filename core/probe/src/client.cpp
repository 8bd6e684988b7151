#include "taraf/probe/client.h"

#include "child_process.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <array>
#include <cerrno>
#include <climits>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <format>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace taraf::probe {
namespace {

std::unexpected<Error> openError(const std::string &path, int error)
{
    if (error == ENOENT || error == ENOTDIR) return fail(ErrorCode::NotFound, displayText(path) + " does not exist");
    return fail(ErrorCode::Io, displayText(path) + " can't be read: " + describeErrno(error));
}

/// The file, open for reading. Nothing else is opened: a pipe would wait, a device would act.
Result<OwnedFd> openFile(const std::string &path)
{
    if (path.contains('\0')) return fail(ErrorCode::NotFound, displayText(path) + " does not exist");
    struct stat status{};
    if (::stat(path.c_str(), &status) != 0) return openError(path, errno);
    const auto refuse = [&](const char *what) { return fail(ErrorCode::Unsupported, displayText(path) + what); };
    if (S_ISDIR(status.st_mode)) return refuse(" is a folder, not an audio file");
    if (!S_ISREG(status.st_mode)) return refuse(" is no regular file");
    OwnedFd file(::open(path.c_str(), O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
    if (file.get() < 0) return openError(path, errno);
    // It may have been exchanged in between.
    if (::fstat(file.get(), &status) != 0) return openError(path, errno);
    if (!S_ISREG(status.st_mode)) return refuse(" is no regular file");
    if (status.st_size == 0) return fail(ErrorCode::Corrupt, displayText(path) + " is empty");
    return file;
}

std::string folderOfThisProgram()
{
    std::array<char, PATH_MAX> path{};
    const ssize_t size = ::readlink("/proc/self/exe", path.data(), path.size());
    return size <= 0 ? std::string() : std::string(parentPath(std::string_view(path.data(), static_cast<std::size_t>(size))));
}

/// What a file is called, as a hint for its format.
std::string hint(const std::string &path)
{
    const std::string_view name = fileName(path);
    return std::string(name.substr(name.size() - std::min(name.size(), kNameLimit)));
}

} // namespace

Client::Client(Limits limits, std::string program) : m_limits(limits), m_program(std::move(program)) {}
Client::Client(Client &&other) noexcept = default;
Client &Client::operator=(Client &&other) noexcept = default;
Client::~Client() = default;

pid_t Client::child() const noexcept { return m_child ? m_child->pid() : 0; }

Result<std::string> Client::findProgram()
{
    if (const char *const named = std::getenv("TARAF_PROBE"); named != nullptr && *named != '\0') {
        if (::access(named, X_OK) == 0) return named;
        return fail(ErrorCode::Internal, std::format("TARAF_PROBE names {}, which can't be run", displayText(named)));
    }
    const std::string here = folderOfThisProgram();
    const std::array places{here + "/taraf-probe", here + "/../libexec/taraf/taraf-probe", std::string("/usr/libexec/taraf/taraf-probe")};
    for (const std::string &place : places) {
        if (::access(place.c_str(), X_OK) == 0) return place;
    }
    return fail(ErrorCode::Internal, std::format("taraf-probe is neither {} nor {} nor {}; set TARAF_PROBE to where it is", places[0], places[1], places[2]));
}

Result<Report> Client::read(const Request &request, const std::stop_token &stop)
{
    const std::string shown = displayText(request.path);
    if (request.span) {
        const Seconds from = request.span->from;
        const Seconds length = request.span->to - from;
        if (!(from.count() >= 0 && from.count() <= 1e6 && length >= kShortestSpan && length <= kLongestSpan)) {
            return fail(ErrorCode::InvalidArgument, std::format("{}: a part of a track is {:g} to {:g} s long and starts at 0 s or later",
                                                                shown, kShortestSpan.count(), kLongestSpan.count()));
        }
    }
    auto report = converse<Report>(request.path, Ask{hint(request.path), request.audio, request.span}, stop);
    if (report && report->audioError) report->audioError->message.insert(0, shown + " ");
    return report;
}

Result<Picture> Client::picture(const std::string &path, int edge, const std::stop_token &stop)
{
    if (edge < 1 || edge > kLargestEdge) return fail(ErrorCode::InvalidArgument, std::format("{}: the longer side of a picture is 1 to {} pixels", displayText(path), kLargestEdge));
    return converse<Picture>(path, AskPicture{hint(path), edge}, stop);
}

template<class Answer, class Ask> Result<Answer> Client::converse(const std::string &path, const Ask &ask, const std::stop_token &stop)
{
    const std::string shown = displayText(path);
    const auto naming = [&](Error error) {
        error.message.insert(0, shown + " ");
        return fail(std::move(error));
    };
    if (stop.stop_requested()) return naming({ErrorCode::Cancelled, "was not read: cancelled"});
    auto file = openFile(path);
    if (!file) return fail(std::move(file.error()));

    if (m_child && !m_child->isReady()) m_child.reset();
    if (!m_child) {
        if (m_program.empty()) {
            auto found = findProgram();
            if (!found) return fail(std::move(found.error()));
            m_program = std::move(*found);
        }
        auto started = Child::start(m_program, m_limits, stop);
        if (!started) return naming(std::move(started.error()));
        m_child = std::move(*started);
    }
    auto answer = m_child->ask(ask, file->get(), m_limits, stop);
    if (!m_child->isUsable() || m_child->isBloated(m_limits)) m_child.reset();
    if (!answer) return naming(std::move(answer.error()));
    return answer;
}

} // namespace taraf::probe
