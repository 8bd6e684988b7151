#include "taraf/playlists/read.h"

#include "readers.h"
#include "taraf/base/file.h"
#include "taraf/base/path.h"

#include <QByteArray>
#include <QString>
#include <QStringDecoder>
#include <exception>

namespace taraf::playlists {
namespace {

bool isUtf16(std::string_view bytes) noexcept { return bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"); }

/// Some editors on Windows save lists so.
std::string fromUtf16(std::string_view bytes)
{
    QStringDecoder decode(bytes.starts_with("\xFF\xFE") ? QStringDecoder::Utf16LE : QStringDecoder::Utf16BE);
    const QString text = decode(QByteArrayView(bytes.data(), static_cast<qsizetype>(bytes.size())));
    return text.toStdString();
}

std::string_view withoutMark(std::string_view bytes) noexcept
{
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return bytes;
}

bool startsIgnoringCase(std::string_view text, std::string_view lower) noexcept
{
    if (text.size() < lower.size()) return false;
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const char c = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (c != lower[i]) return false;
    }
    return true;
}

/// The first bytes that are no blanks, after the mark; UTF-16 seen as if it were ASCII.
struct Head {
    std::array<char, 16> bytes{};
    std::size_t size = 0;

    explicit Head(std::string_view text) noexcept
    {
        const bool wide = isUtf16(text);
        text = wide ? text.substr(2) : withoutMark(text);
        for (const char c : text.substr(0, 4096)) {
            const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if ((wide && c == '\0') || (size == 0 && blank)) continue;
            bytes[size++] = c;
            if (size == bytes.size()) break;
        }
    }
    [[nodiscard]] std::string_view view() const noexcept { return {bytes.data(), size}; }
};

/// "{" and a key, or "[" and an object or text: what a file name rarely starts with.
bool looksLikeJson(std::string_view head) noexcept
{
    if (!head.starts_with('{') && !head.starts_with('[')) return false;
    const std::size_t next = head.find_first_not_of(" \t\r\n", 1);
    if (next == std::string_view::npos) return true;
    return head[next] == '"' || head[next] == '}' || (head[0] == '[' && (head[next] == '{' || head[next] == ']'));
}

Result<Playlist> dispatch(std::string_view bytes, Format format, const std::string &baseFolder, Strictness strictness)
{
    if (format == Format::Xspf) return readXspf(bytes, baseFolder, strictness);
    std::string converted;
    if (isUtf16(bytes)) {
        converted = fromUtf16(bytes);
        bytes = converted;
    }
    bytes = withoutMark(bytes);
    switch (format) {
    case Format::Pls: return readPls(bytes, baseFolder, strictness);
    case Format::Json: return readJson(bytes, baseFolder, strictness);
    case Format::M3u8:
    case Format::Xspf: break;
    }
    return readM3u(bytes, baseFolder, strictness);
}

std::string titleFromName(const std::string &path)
{
    const std::string_view file = fileName(path);
    const std::size_t dot = file.rfind('.');
    return displayText(dot == std::string_view::npos || dot == 0 ? file : file.substr(0, dot));
}

} // namespace

std::unexpected<Error> failAt(ErrorCode code, std::size_t line, std::string_view what)
{
    return fail(code, "line " + std::to_string(line) + ": " + std::string(what));
}

std::unexpected<Error> failAt(ErrorCode code, std::size_t line, std::size_t column, std::string_view what)
{
    return fail(code, "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + std::string(what));
}

std::unexpected<Error> failTooMany(std::size_t line)
{
    return failAt(ErrorCode::Unsupported, line, "more than " + std::to_string(kMostEntries) + " entries; split the list");
}

Format detect(std::string_view bytes, std::string_view path) noexcept
{
    const Head head(bytes);
    const std::string_view text = head.view();
    if (text.starts_with('<')) return Format::Xspf;
    if (startsIgnoringCase(text, "#extm3u")) return Format::M3u8;
    if (startsIgnoringCase(text, "[playlist]")) return Format::Pls;
    if (looksLikeJson(text)) return Format::Json;
    return formatOf(path).value_or(Format::M3u8);
}

Result<Playlist> parse(std::string_view bytes, Format format, const std::string &baseFolder, Strictness strictness)
{
    if (bytes.size() > kMostBytes) {
        return fail(ErrorCode::Unsupported, "longer than " + std::to_string(kMostBytes >> 20U) + " MiB; split the list");
    }
    if (!baseFolder.empty() && !baseFolder.starts_with('/')) {
        return fail(ErrorCode::InvalidArgument, displayText(baseFolder) + " is not an absolute folder; give the whole path");
    }
    try {
        return dispatch(bytes, format, baseFolder, strictness);
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::OutOfMemory, "too large for the memory there is; split the list");
    } catch (const std::exception &error) {
        return fail(ErrorCode::Internal, error.what());
    }
}

Result<Playlist> read(const std::string &path, Strictness strictness, Format *format)
{
    const auto whole = absolutePath(path);
    if (!whole) return fail(whole.error());
    const auto bytes = readFile(*whole, kMostBytes);
    if (!bytes) return fail(bytes.error());
    const Format detected = detect(*bytes, path);
    if (format != nullptr) *format = detected;
    auto playlist = parse(*bytes, detected, std::string(parentPath(*whole)), strictness);
    if (!playlist) return fail(std::move(playlist).error().within("reading " + displayText(path)));
    if (playlist->title.empty()) playlist->title = titleFromName(path);
    return playlist;
}

} // namespace taraf::playlists
