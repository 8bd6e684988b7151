#include "kept_mixes.h"

#include "taraf/base/file.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace taraf::answer {
namespace {

constexpr std::size_t kLongest = std::size_t{1} << 26U;
constexpr int kFormat = 1;

std::string pathOf(const Home &home, recommend::MixKind kind) { return home.cache + "/mixes/" + std::string(recommend::name(kind)) + ".json"; }

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

} // namespace

std::optional<KeptMix> keptMix(const Home &home, recommend::MixKind kind)
{
    const auto content = readFile(pathOf(home, kind), kLongest);
    if (!content) return std::nullopt;
    const QJsonObject document = QJsonDocument::fromJson(QByteArray::fromStdString(*content)).object();
    if (document[u"format"].toInt() != kFormat) return std::nullopt;
    KeptMix mix{.madeAt = UnixTime{document[u"made_at"].toInteger()}, .lists = {}};
    for (const QJsonValue value : document[u"lists"].toArray()) {
        const QJsonObject each = value.toObject();
        MixList &list = mix.lists.emplace_back(MixList{.title = each[u"title"].toString().toStdString(), .description = each[u"description"].toString().toStdString(), .tracks = {}, .covers = {}});
        for (const QJsonValue row : each[u"tracks"].toArray()) {
            const QJsonArray track = row.toArray(); // id, match, why; an id is 64-bit, more than a number of JSON holds
            list.tracks.push_back(trackOf(RecordingId(track[0].toString().toLongLong()), track[2].toString().toStdString()));
            list.tracks.back().match = track[1].toInt();
        }
    }
    return mix;
}

void keepMix(const Home &home, recommend::MixKind kind, const KeptMix &mix)
{
    QJsonArray lists;
    for (const MixList &list : mix.lists) {
        QJsonArray tracks;
        for (const TrackAnswer &track : list.tracks) tracks.append(QJsonArray{QString::number(track.track.recording.value()), track.match, words(track.why)});
        lists.append(QJsonObject{{QStringLiteral("title"), words(list.title)}, {QStringLiteral("description"), words(list.description)}, {QStringLiteral("tracks"), tracks}});
    }
    const QJsonObject document{{QStringLiteral("format"), kFormat}, {QStringLiteral("made_at"), static_cast<qint64>(mix.madeAt.count())}, {QStringLiteral("lists"), lists}};
    if (!makeFolder(home.cache + "/mixes")) return;
    static_cast<void>(writeAtomically(pathOf(home, kind), QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString()));
}

} // namespace taraf::answer
