#include "taraf/listens/token.h"

#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <QEventLoop>
#include <QFile>
#include <QTimer>
#include <qt6keychain/keychain.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::listens {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds kSoon = 2s, kUnlocking = 30s;
constexpr std::size_t kLongestFile = 16 << 10;

/// Without a bus there is no keyring, and looking for one would start a bus.
bool hasBus() { return qEnvironmentVariableIsSet("DBUS_SESSION_BUS_ADDRESS") || QFile::exists(QStringLiteral("/run/user/%1/bus").arg(::getuid())); }

/// Runs a job of the keyring's; nothing where it did not answer in time.
template<class Job, class Prepare> std::unique_ptr<Job> asked(const std::string &account, std::chrono::milliseconds patience, const Prepare &prepare)
{
    if (!hasBus()) return nullptr;
    auto job = std::make_unique<Job>(QStringLiteral("taraf"));
    job->setAutoDelete(false);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(account));
    prepare(*job);
    QEventLoop loop;
    bool isDone = false;
    QObject::connect(job.get(), &QKeychain::Job::finished, &loop, [&] {
        isDone = true;
        loop.quit();
    });
    QTimer::singleShot(patience, &loop, &QEventLoop::quit);
    job->start();
    loop.exec();
    if (isDone) return job;
    job->disconnect();
    [[maybe_unused]] const auto *left = job.release(); // the keyring may still come back to it
    return nullptr;
}

Result<> writePrivately(const std::string &path, const std::string &content)
{
    const std::string beside = path + ".new-" + std::to_string(::getpid());
    ::unlink(beside.c_str());
    const int file = ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    const auto failed = [&] {
        const int error = errno;
        if (file >= 0) ::close(file);
        ::unlink(beside.c_str());
        return fail(ErrorCode::Io, displayText(path) + " can't be written: " + describeErrno(error));
    };
    if (file < 0) return failed();
    for (std::string_view rest = content; !rest.empty();) {
        const ssize_t written = ::write(file, rest.data(), rest.size());
        if (written < 0 && errno != EINTR) return failed();
        if (written > 0) rest.remove_prefix(static_cast<std::size_t>(written));
    }
    if (::fsync(file) != 0 || ::rename(beside.c_str(), path.c_str()) != 0) return failed();
    ::close(file);
    return {};
}

} // namespace

Result<Keeper> keepToken(const std::string &account, const std::string &token, const std::string &file)
{
    const auto job = asked<QKeychain::WritePasswordJob>(account, kSoon, [&](QKeychain::WritePasswordJob &write) { write.setTextData(QString::fromStdString(token)); });
    if (job && job->error() == QKeychain::NoError) {
        ::unlink(file.c_str()); // an older one
        return Keeper::Keyring;
    }
    if (auto written = writePrivately(file, account + "\n" + token + "\n"); !written) return fail(std::move(written).error());
    return Keeper::File;
}

Result<std::string> findToken(Keeper keeper, const std::string &account, const std::string &file)
{
    const auto isMissing = [] { return fail(ErrorCode::NotFound, "the token is not there any more; say it again: taraf listens login --listenbrainz"); };
    if (keeper == Keeper::Keyring) {
        const auto job = asked<QKeychain::ReadPasswordJob>(account, kUnlocking, [](QKeychain::ReadPasswordJob &) {});
        if (!job) return fail(ErrorCode::Io, "the desktop's keyring, where the token lies, does not answer; unlock it, or say the token again: taraf listens login --listenbrainz");
        if (job->error() == QKeychain::EntryNotFound) return isMissing();
        if (job->error() != QKeychain::NoError) return fail(ErrorCode::Io, "the desktop's keyring does not give the token: " + displayText(job->errorString().toStdString()));
        return job->textData().toStdString();
    }
    struct stat about{};
    if (::lstat(file.c_str(), &about) != 0) return isMissing();
    if (!S_ISREG(about.st_mode) || about.st_uid != ::geteuid() || (about.st_mode & 077U) != 0) {
        return fail(ErrorCode::Io, displayText(file) + " holds a token and can be read by others; chmod 600 it, and better get a new token at listenbrainz.org");
    }
    const auto content = readFile(file, kLongestFile);
    if (!content) return fail(content.error());
    const auto end = content->find('\n');
    if (end == std::string::npos || content->substr(0, end) != account) return isMissing();
    return content->substr(end + 1, content->find('\n', end + 1) - end - 1);
}

Result<> forgetToken(Keeper keeper, const std::string &account, const std::string &file)
{
    if (::unlink(file.c_str()) != 0 && errno != ENOENT) return fail(ErrorCode::Io, displayText(file) + " can't be removed: " + describeErrno(errno));
    if (keeper == Keeper::File) return {};
    const auto job = asked<QKeychain::DeletePasswordJob>(account, kUnlocking, [](QKeychain::DeletePasswordJob &) {});
    if (job && (job->error() == QKeychain::NoError || job->error() == QKeychain::EntryNotFound)) return {};
    return fail(ErrorCode::Io, "the desktop's keyring does not answer; the token may still be in it, under the name taraf");
}

} // namespace taraf::listens
