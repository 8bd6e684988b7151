/// @file Pictures that people keep or share, as SVG 1.1 of shapes and text alone, so that any viewer shows them.
#pragma once

#include "taraf/base/error.h"

#include <QJsonObject>

#include <string>
#include <string_view>

namespace taraf::cli {

/// A drawing of that many user units; what is added later lies above.
class Picture
{
public:
    enum class Align { Start, Middle, End };
    struct TextStyle {
        double size = 24;
        std::string_view fill = "#e9eef2";
        Align align = Align::Start;
        bool isBold = false;
    };

    Picture(double width, double height, std::string_view title);

    void box(double x, double y, double width, double height, double radius, std::string_view fill);
    /// (x, y) is on the base line. What would be wider than `room` ends in "…"; widths are reckoned, since fonts differ.
    void text(double x, double y, std::string_view utf8, const TextStyle &style, double room = 0);
    /// About how wide so many characters are.
    [[nodiscard]] static double widthOf(std::size_t cells, const TextStyle &style);
    /// The shapes of a colour that goes into another from top to bottom.
    void gradient(std::string_view name, std::string_view from, std::string_view to);
    void line(double x1, double y1, double x2, double y2, std::string_view stroke, double width);

    [[nodiscard]] std::string svg() const;

private:
    double m_width, m_height;
    std::string m_title, m_definitions, m_body;
};

/// What somebody listened to, from the document of `taraf stats`, to be shared. `whose`: empty for oneself.
[[nodiscard]] Picture statsPicture(const QJsonObject &history, std::string_view whose);
/// What each step of `taraf sessions --explain` read, kept and dropped, and what the columns hold.
[[nodiscard]] Picture stepsPicture(const QJsonObject &sessions);
/// What each cell of `taraf recommend tune` came to, best first.
[[nodiscard]] Picture tastePicture(const QJsonObject &tuning);

/// Whether writePicture() knows that ending, to be asked before the work. Errors: InvalidArgument.
[[nodiscard]] Result<> checkPictureName(const std::string &path);

/// Writes it whole or not at all: ".svg", or ".png" (twice the size), which taraf-panel draws where it is installed.
/// Errors: InvalidArgument (another ending), NotFound (no taraf-panel for a PNG), Io.
[[nodiscard]] Result<> writePicture(const Picture &picture, const std::string &path);

} // namespace taraf::cli
