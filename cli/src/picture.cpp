#include "picture.h"

#include "terminal.h"

#include "taraf/base/file.h"
#include "taraf/base/home.h"
#include "taraf/base/path.h"

#include <QProcess>
#include <QString>
#include <QTemporaryDir>

#include <format>

namespace taraf::cli {
namespace {

constexpr int kPatienceMs = 30'000;
/// Of a wide sans-serif font the mean width of a character, of its size.
constexpr double kCell = 0.58, kBoldCell = 0.69;

std::string escaped(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())).toHtmlEscaped().toStdString();
}

Result<std::string> drawn(const std::string &svg)
{
    const auto program = findProgram("taraf-panel");
    if (!program) return fail(ErrorCode::NotFound, "a PNG is drawn by taraf-panel, which is not installed; ask for an .svg instead");
    const QTemporaryDir folder;
    const std::string from = (folder.path() + QStringLiteral("/picture.svg")).toStdString(), to = (folder.path() + QStringLiteral("/picture.png")).toStdString();
    if (auto written = writeAtomically(from, svg); !written) return fail(std::move(written).error());
    QProcess panel;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    panel.setProcessEnvironment(environment);
    panel.start(QString::fromStdString(*program), {QStringLiteral("--draw"), QString::fromStdString(to), QString::fromStdString(from)});
    if (!panel.waitForFinished(kPatienceMs) || panel.exitStatus() != QProcess::NormalExit || panel.exitCode() != 0) {
        return fail(ErrorCode::Io, "taraf-panel could not draw the picture: " + panel.readAllStandardError().trimmed().toStdString() + "; ask for an .svg instead");
    }
    return readFile(to, 64U << 20U);
}

} // namespace

Picture::Picture(double width, double height, std::string_view title) : m_width(width), m_height(height), m_title(title) {}

double Picture::widthOf(std::size_t cells, const TextStyle &style) { return static_cast<double>(cells) * style.size * (style.isBold ? kBoldCell : kCell); }

void Picture::box(double x, double y, double width, double height, double radius, std::string_view fill)
{
    m_body += std::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.1f}\" fill=\"{}\"/>\n", x, y, width, height, radius, fill);
}

void Picture::text(double x, double y, std::string_view utf8, const TextStyle &style, double room)
{
    const auto cells = static_cast<std::size_t>(room / widthOf(1, style));
    const std::string shown = room > 0 ? fitted(utf8, std::max<std::size_t>(cells, 1)) : std::string(utf8);
    const std::string_view anchor = style.align == Align::Start ? "start" : style.align == Align::Middle ? "middle" : "end";
    m_body += std::format("<text x=\"{:.1f}\" y=\"{:.1f}\" font-size=\"{:.1f}\" fill=\"{}\" text-anchor=\"{}\"{}>{}</text>\n", x, y, style.size, style.fill, anchor, style.isBold ? " font-weight=\"700\"" : "",
                          escaped(shown));
}

void Picture::gradient(std::string_view name, std::string_view from, std::string_view to)
{
    m_definitions += std::format("<linearGradient id=\"{}\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"1\"><stop offset=\"0\" stop-color=\"{}\"/><stop offset=\"1\" stop-color=\"{}\"/></linearGradient>\n", name, from, to);
}

void Picture::line(double x1, double y1, double x2, double y2, std::string_view stroke, double width)
{
    m_body += std::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" stroke-width=\"{:.1f}\"/>\n", x1, y1, x2, y2, stroke, width);
}

std::string Picture::svg() const
{
    return std::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" "
                       "font-family=\"Inter, 'Noto Sans', 'Segoe UI', Helvetica, Arial, sans-serif\">\n<title>{2}</title>\n<defs>\n{3}</defs>\n{4}</svg>\n",
                       m_width, m_height, escaped(m_title), m_definitions, m_body);
}

Result<> checkPictureName(const std::string &path)
{
    if (path.empty() || path.ends_with(".svg") || path.ends_with(".png")) return {};
    return fail(ErrorCode::InvalidArgument, displayText(path) + ": a picture is an .svg or a .png; name it so");
}

Result<> writePicture(const Picture &picture, const std::string &path)
{
    if (auto known = checkPictureName(path); !known) return known;
    if (path.ends_with(".svg")) return writeAtomically(path, picture.svg());
    const auto png = drawn(picture.svg());
    if (!png) return fail(png.error());
    return writeAtomically(path, *png);
}

} // namespace taraf::cli
