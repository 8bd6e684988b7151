#include "taraf/listens/read.h"

#include "players.h"
#include "reader.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"
#include "unpacking.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <new>
#include <sys/stat.h>
#include <unistd.h>

namespace taraf::listens {
namespace {

constexpr std::chrono::milliseconds kBetweenReports{50};

class OpenFile
{
public:
    explicit OpenFile(const std::string &path) : m_file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {}
    OpenFile(const OpenFile &) = delete;
    OpenFile &operator=(const OpenFile &) = delete;
    ~OpenFile()
    {
        if (m_file >= 0) ::close(m_file);
    }
    [[nodiscard]] int get() const noexcept { return m_file; }

private:
    int m_file;
};

std::string listOfFormats()
{
    std::string list;
    for (const Format format : formats()) list.append(list.empty() ? "" : ", ").append(name(format));
    return list;
}

/// Blocks become rows, in the thread of who asked.
class Reading
{
public:
    Reading(const std::string &path, std::optional<Format> format, const Sink &sink, const std::stop_token &stop)
        : m_path(path), m_format(format), m_sink(sink), m_stop(stop),
          m_out(sink, m_read, std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()))
    {
    }

    Result<Read> run()
    {
        const OpenFile file(m_path);
        struct stat about {};
        if (file.get() < 0 || ::fstat(file.get(), &about) != 0) return fail(errno == ENOENT ? ErrorCode::NotFound : ErrorCode::Io, describeErrno(errno));
        if (S_ISDIR(about.st_mode)) return fail(ErrorCode::Unsupported, "it is a folder; name the files in it");
        if (!S_ISREG(about.st_mode)) return fail(ErrorCode::Unsupported, "it is no file");
        if (about.st_size == 0) return fail(ErrorCode::Unsupported, "it is empty");
        m_meter.size = static_cast<std::uint64_t>(about.st_size);
        std::array<char, kDatabaseMark.size()> mark{};
        const auto got = FileBytes(file.get(), m_meter, 0, m_meter.size).fill(mark.data(), mark.size());
        if (got && std::string_view(mark.data(), *got) == kDatabaseMark) {
            auto player = readPlayer(m_path, m_format, m_out, m_stop);
            if (!player) return fail(std::move(player).error());
            m_read.format = *player;
            return std::move(m_read);
        }
        Unpacking unpacking(file.get(), std::string(fileName(m_path)), m_meter,
                            [](const Member &member) { return fileName(member.name) == kLastFm1KName; });
        while (true) {
            if (m_stop.stop_requested()) return fail(ErrorCode::Cancelled, "stopped");
            Block block = unpacking.next();
            if (block.what == Block::What::Done) {
                // The rest of a row that was cut off is a row that can't be read.
                if (m_reader) m_reader->end();
                if (!block.outcome) return fail(std::move(block.outcome).error());
                break;
            }
            take(block);
            if (block.what == Block::What::Bytes) unpacking.recycle(std::move(block.bytes));
            report();
        }
        if (!m_isRecognised) return fail(ErrorCode::Unsupported, "there are no listens in it that can be read; what can: " + listOfFormats());
        return std::move(m_read);
    }

private:
    void take(const Block &block)
    {
        switch (block.what) {
        case Block::What::Begin:
            m_member = block.member;
            m_isNew = true;
            m_reader.reset();
            m_out.begin(m_member.isInArchive ? displayText(m_member.name) : std::string());
            break;
        case Block::What::Bytes:
            if (std::exchange(m_isNew, false)) begin(block.bytes);
            if (m_reader) m_reader->take(block.bytes);
            break;
        case Block::What::End:
            if (m_reader) m_reader->end();
            if (m_reader && !block.checksum.empty()) {
                m_out.note(block.checksum == kLastFm1KChecksum ? "the checksum is the published one" : "the checksum is not the published one");
            }
            m_reader.reset();
            break;
        case Block::What::Done: break;
        }
    }

    void begin(std::string_view head)
    {
        const auto kind = kindOf(m_member.name, head, m_format, m_member.isInArchive);
        if (!kind) return;
        if (!std::exchange(m_isRecognised, true)) {
            m_read.format = formatOf(*kind);
            if (m_sink.recognised) m_sink.recognised(m_read.format);
        }
        m_reader = makeReader(*kind, m_out, m_member.name);
    }

    void report()
    {
        const auto now = std::chrono::steady_clock::now();
        if (!m_sink.progress || now - m_reported < kBetweenReports) return;
        m_reported = now;
        m_sink.progress({"reading", m_meter.position.load(std::memory_order_relaxed), m_meter.size, m_path});
    }

    const std::string &m_path;
    std::optional<Format> m_format;
    const Sink &m_sink;
    const std::stop_token &m_stop;
    Meter m_meter;
    Read m_read;
    Out m_out;
    Member m_member;
    std::unique_ptr<Reader> m_reader;
    bool m_isNew = false, m_isRecognised = false;
    std::chrono::steady_clock::time_point m_reported;
};

} // namespace

Result<Read> read(const std::string &path, std::optional<Format> format, const Sink &sink, const std::stop_token &stop)
{
    try {
        auto done = Reading(path, format, sink, stop).run();
        if (!done) return fail(std::move(done).error().within(displayText(path)));
        return done;
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, displayText(path) + ": there is not enough memory to read it");
    }
}

} // namespace taraf::listens
