#include "picture.h"

#include "terminal.h"

#include <QDate>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <format>

namespace taraf::cli {
namespace {

using Align = Picture::Align;

constexpr std::string_view kInk = "#f2f5f7", kDim = "#9fb3c0", kFaint = "#2b3f4c", kBar = "#f0a04b", kNew = "#f7d7a8", kPanel = "#1b2b36";

std::uint64_t number(const QJsonObject &object, QStringView key) { return static_cast<std::uint64_t>(object.value(key).toInteger()); }
std::string field(const QJsonObject &object, QStringView key) { return object.value(key).toString().toStdString(); }

Picture page(double width, double height, std::string_view title)
{
    Picture picture(width, height, title);
    picture.gradient("ground", "#16232c", "#0d161c");
    picture.box(0, 0, width, height, 0, "url(#ground)");
    return picture;
}

bool areYears(const QJsonArray &periods)
{
    return std::ranges::all_of(periods, [](const QJsonValue &each) { return each.toObject().value(u"begin").toString().endsWith(u"-01-01"); });
}

/// "March 2025 to December 2025", "2021 to 2025".
std::string span(const QJsonArray &periods)
{
    if (periods.isEmpty()) return {};
    if (areYears(periods)) {
        const std::string first = field(periods.first().toObject(), u"begin").substr(0, 4), last = field(periods.last().toObject(), u"begin").substr(0, 4);
        return first == last ? first : first + " to " + last;
    }
    const auto begin = QDate::fromString(periods.first().toObject().value(u"begin").toString(), Qt::ISODate), end = QDate::fromString(periods.last().toObject().value(u"begin").toString(), Qt::ISODate);
    const auto month = [](QDate date) { return QLocale::c().toString(date, QStringLiteral("MMMM yyyy")).toStdString(); };
    return begin.year() == end.year() && begin.month() == end.month() ? month(begin) : month(begin) + " to " + month(end);
}

/// Plays of each period, and how many of its tracks were new.
void bars(Picture &picture, const QJsonArray &periods, double x, double y, double width, double height)
{
    std::uint64_t most = 1;
    for (const QJsonValue each : periods) most = std::max(most, number(each.toObject(), u"plays"));
    const double step = width / static_cast<double>(std::max<qsizetype>(periods.size(), 1)), bar = std::min(step * 0.78, 90.0);
    const std::size_t shown = areYears(periods) ? 4 : 7;
    const auto every = static_cast<qsizetype>(std::ceil(90 / step));
    for (qsizetype i = 0; i < periods.size(); ++i) {
        const QJsonObject period = periods[i].toObject();
        const double middle = x + (static_cast<double>(i) + 0.5) * step;
        const auto tall = [&](std::uint64_t value) { return height * static_cast<double>(value) / static_cast<double>(most); };
        const double plays = tall(number(period, u"plays")), fresh = std::min(plays, tall(number(period, u"discovered")));
        const double radius = std::min({6.0, bar / 3, plays / 2});
        picture.box(middle - bar / 2, y + height - plays, bar, plays, radius, kBar);
        if (fresh > 1) picture.box(middle - bar / 2, y + height - fresh, bar, fresh, std::min(radius, fresh / 2), kNew);
        if (i % every == 0) picture.text(middle, y + height + 32, field(period, u"begin").substr(0, shown), {.size = 19, .fill = kDim, .align = Align::Middle});
    }
    picture.line(x, y + height + 2, x + width, y + height + 2, kFaint, 2);
}

void ranking(Picture &picture, std::string_view title, const QJsonArray &rows, double x, double y, double width)
{
    constexpr double kRow = 74;
    picture.text(x, y, title, {.size = 30, .fill = kInk, .isBold = true});
    const std::uint64_t most = rows.isEmpty() ? 1 : std::max<std::uint64_t>(number(rows.first().toObject(), u"plays"), 1);
    for (qsizetype i = 0; i < std::min<qsizetype>(rows.size(), 5); ++i) {
        const QJsonObject row = rows[i].toObject();
        const double top = y + 26 + static_cast<double>(i) * kRow;
        const bool isArtist = field(row, u"name").empty();
        picture.text(x, top + 26, isArtist ? field(row, u"artist") : field(row, u"name"), {.size = 24, .fill = kInk}, width - 96);
        picture.text(x + width, top + 26, grouped(number(row, u"plays")), {.size = 22, .fill = kDim, .align = Align::End});
        if (!isArtist) picture.text(x, top + 50, field(row, u"artist"), {.size = 18, .fill = kDim}, width - 20);
        const double below = isArtist ? top + 38 : top + 58;
        picture.box(x, below, width, 5, 2.5, kFaint);
        picture.box(x, below, width * static_cast<double>(number(row, u"plays")) / static_cast<double>(most), 5, 2.5, kBar);
    }
}

} // namespace

Picture statsPicture(const QJsonObject &history, std::string_view whose)
{
    constexpr double kWidth = 1080, kMargin = 72, kHeight = 1350;
    const std::string title = whose.empty() ? "What I listened to" : "What " + std::string(whose) + " listened to";
    Picture picture = page(kWidth, kHeight, title);
    const QJsonArray periods = history.value(u"periods").toArray();
    const double room = kWidth - 2 * kMargin;
    const double size = std::clamp(60 * room / Picture::widthOf(displayWidth(title), {.size = 60, .isBold = true}), 36.0, 60.0);
    picture.text(kMargin, 128, title, {.size = size, .fill = kInk, .isBold = true}, room);
    picture.text(kMargin, 172, span(periods), {.size = 28, .fill = kDim});

    const QJsonObject streak = history.value(u"longest_streak").toObject();
    const std::array<std::pair<std::string, std::string_view>, 4> figures{{{grouped(number(history, u"plays")), "plays"},
                                                                            {grouped(number(history, u"tracks")), "tracks"},
                                                                            {grouped(number(history, u"artists")), "artists"},
                                                                            {grouped(number(streak, u"days")), "days in a row"}}};
    constexpr double kGap = 20, kCard = (kWidth - 2 * kMargin - 3 * kGap) / 4;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const double x = kMargin + static_cast<double>(i) * (kCard + kGap);
        picture.box(x, 216, kCard, 138, 18, kPanel);
        const double fits = 52 * (kCard - 32) / Picture::widthOf(figures[i].first.size(), {.size = 52, .isBold = true});
        picture.text(x + kCard / 2, 290, figures[i].first, {.size = std::min(52.0, fits), .fill = kInk, .align = Align::Middle, .isBold = true});
        picture.text(x + kCard / 2, 330, figures[i].second, {.size = 22, .fill = kDim, .align = Align::Middle});
    }
    picture.box(kMargin, 402, 20, 20, 5, kBar);
    picture.text(kMargin + 32, 420, "plays", {.size = 22, .fill = kDim});
    picture.box(kMargin + 122, 402, 20, 20, 5, kNew);
    picture.text(kMargin + 154, 420, "of them the first of a track", {.size = 22, .fill = kDim});
    bars(picture, periods, kMargin, 446, kWidth - 2 * kMargin, 290);
    constexpr double kColumn = (kWidth - 2 * kMargin - 48) / 2;
    ranking(picture, "Artists", history.value(u"top_artists").toArray(), kMargin, 860, kColumn);
    ranking(picture, "Tracks", history.value(u"top_tracks").toArray(), kMargin + kColumn + 48, 860, kColumn);
    picture.text(kWidth - kMargin, kHeight - 34, "Taraf", {.size = 22, .fill = kDim, .align = Align::End, .isBold = true});
    return picture;
}

Picture stepsPicture(const QJsonObject &sessions)
{
    constexpr double kWidth = 1280, kMargin = 56, kStep = 104, kRow = 44;
    const QJsonArray steps = sessions.value(u"steps").toArray(), columns = sessions.value(u"columns").toArray();
    const double table = 150 + kStep * static_cast<double>(steps.size()) + 60, height = table + 70 + kRow * static_cast<double>(columns.size()) + 40;
    Picture picture = page(kWidth, height, "From rows to sessions");
    picture.text(kMargin, 88, "From rows to sessions", {.size = 44, .fill = kInk, .isBold = true});
    std::uint64_t most = 1;
    for (const QJsonValue each : steps) most = std::max(most, number(each.toObject(), u"in"));
    constexpr double kLeft = 220, kBarWidth = 560;
    // Counts of a step differ by powers of ten, so their lengths are by the logarithm.
    const auto length = [&](std::uint64_t value) { return value == 0 ? 0 : kBarWidth * (0.03 + 0.97 * std::log1p(static_cast<double>(value)) / std::log1p(static_cast<double>(most))); };
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const QJsonObject step = steps[i].toObject();
        const double y = 130 + static_cast<double>(i) * kStep;
        const std::uint64_t in = number(step, u"in"), out = number(step, u"out");
        picture.text(kMargin, y + 36, field(step, u"name"), {.size = 26, .fill = kInk, .isBold = true});
        picture.box(kMargin + kLeft, y + 6, length(in), 22, 6, kFaint);
        picture.box(kMargin + kLeft, y + 34, length(out), 22, 6, kBar);
        picture.text(kMargin + kLeft + kBarWidth + 24, y + 24, counted(in, field(step, u"in_unit"), field(step, u"in_unit") + "s") + " in", {.size = 20, .fill = kDim});
        picture.text(kMargin + kLeft + kBarWidth + 24, y + 52, counted(out, field(step, u"out_unit"), field(step, u"out_unit") + "s") + " out", {.size = 20, .fill = kInk});
        std::string dropped;
        for (const QJsonValue each : step.value(u"dropped").toArray()) dropped += (dropped.empty() ? "" : ", ") + grouped(number(each.toObject(), u"count")) + " " + field(each.toObject(), u"reason");
        if (!dropped.empty()) picture.text(kMargin + kLeft, y + 80, "dropped: " + dropped, {.size = 18, .fill = kDim}, kWidth - 2 * kMargin - kLeft);
    }
    constexpr std::array<double, 4> kAt{0, 360, 540, 600};
    const auto row = [&](double y, const std::array<std::string, 4> &cells, std::string_view fill, bool isBold) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool isNumber = i == 1 || i == 2;
            picture.text(kMargin + kAt[i], y, cells[i], {.size = 20, .fill = fill, .align = isNumber ? Align::End : Align::Start, .isBold = isBold}, i == 3 ? kWidth - 2 * kMargin - kAt[3] : 0);
        }
    };
    row(table, {"column", "empty", "values", "most frequent"}, kDim, true);
    picture.line(kMargin, table + 16, kWidth - kMargin, table + 16, kFaint, 2);
    for (qsizetype i = 0; i < columns.size(); ++i) {
        const QJsonObject column = columns[i].toObject();
        const std::string value = field(column, u"most");
        row(table + 52 + static_cast<double>(i) * kRow, {field(column, u"name"), grouped(number(column, u"nulls")), grouped(number(column, u"distinct")),
            value.empty() ? "" : fitted(value, 40) + "  (" + grouped(number(column, u"most_rows")) + ")"}, kInk, false);
    }
    return picture;
}

Picture tastePicture(const QJsonObject &tuning)
{
    constexpr double kWidth = 1280, kMargin = 56, kRow = 34, kLeft = 470;
    const QJsonArray cells = tuning.value(u"cells").toArray();
    const bool isError = tuning.value(u"figure").toString() == u"rmse";
    Picture picture = page(kWidth, 190 + kRow * static_cast<double>(cells.size()) + 40, "Tuning of taste");
    picture.text(kMargin, 88, "Tuning of taste", {.size = 44, .fill = kInk, .isBold = true});
    picture.text(kMargin, 130, isError ? "error of ratings that were kept back (RMSE, five folds): short is good" : "how well what listeners heard is found (NDCG@10): long is good", {.size = 22, .fill = kDim});
    double most = 0;
    for (const QJsonValue each : cells) most = std::max(most, each.toObject().value(u"figure").toDouble());
    for (qsizetype i = 0; i < cells.size(); ++i) {
        const QJsonObject cell = cells[i].toObject();
        const double y = 170 + kRow * static_cast<double>(i), figure = cell.value(u"figure").toDouble();
        const std::string alpha = isError ? "" : std::format(", alpha {:g}", cell.value(u"alpha").toDouble());
        picture.text(kMargin, y + 20, std::format("rank {}, regularisation {:g}{}, {} iterations", number(cell, u"rank"), cell.value(u"regularisation").toDouble(), alpha, number(cell, u"iterations")), {.size = 18, .fill = i == 0 ? kInk : kDim});
        picture.box(kMargin + kLeft, y + 3, most > 0 ? std::max(2.0, 560 * figure / most) : 2, 22, 5, i == 0 ? kBar : kFaint);
        picture.text(kWidth - kMargin, y + 20, std::format("{:.4f}", figure), {.size = 18, .fill = i == 0 ? kInk : kDim, .align = Picture::Align::End});
    }
    return picture;
}

} // namespace taraf::cli
