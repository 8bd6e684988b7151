#include "taraf/answer/radios.h"

#include "parts.h"

#include "taraf/base/path.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstring>
#include <limits>

namespace taraf::answer {
namespace {

/// So often it is asked anew when somebody else went on with the same radio meanwhile.
constexpr int kTries = 3;

UnixTime now() { return std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()); }

// ---------------------------------------------------------------- a question as JSON

QString bytes(std::string_view text) { return QString::fromLatin1(QByteArray(text.data(), static_cast<qsizetype>(text.size())).toBase64()); }

std::string bytesOf(const QJsonValue &value) { return QByteArray::fromBase64(value.toString().toLatin1()).toStdString(); }

QString words(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

/// Ids are 64-bit, more than a number of JSON holds.
QJsonArray idsIn(std::span<const RecordingId> recordings)
{
    QJsonArray ids;
    for (const RecordingId recording : recordings) ids.append(QString::number(recording.value()));
    return ids;
}

QJsonArray namesIn(const std::vector<std::string> &names)
{
    QJsonArray array;
    for (const std::string &name : names) array.append(words(name));
    return array;
}

std::vector<std::string> namesOf(const QJsonValue &array)
{
    std::vector<std::string> names;
    for (const QJsonValue name : array.toArray()) names.push_back(name.toString().toStdString());
    return names;
}

/// What the rules ask about a track that the collection doesn't hold.
QJsonObject documentOf(const Track &track)
{
    return {{QStringLiteral("path"), bytes(track.path)}, {QStringLiteral("title"), words(track.tags.title)}, {QStringLiteral("artists"), namesIn(track.tags.artists)},
            {QStringLiteral("album"), words(track.tags.album)}, {QStringLiteral("genres"), namesIn(track.tags.genres)}, {QStringLiteral("year"), track.tags.year},
            {QStringLiteral("duration_ms"), static_cast<qint64>(track.stream.duration.count())}};
}

Track trackOf(const QJsonObject &document)
{
    Track track;
    track.path = bytesOf(document[u"path"]);
    track.tags.title = document[u"title"].toString().toStdString();
    track.tags.artists = namesOf(document[u"artists"]);
    track.tags.album = document[u"album"].toString().toStdString();
    track.tags.genres = namesOf(document[u"genres"]);
    track.tags.year = document[u"year"].toInt();
    track.stream.duration = Milliseconds(document[u"duration_ms"].toInteger());
    return track;
}

QJsonObject documentOf(const Seed &seed)
{
    QJsonArray heardAs;
    for (const Track &track : seed.heardAs) heardAs.append(documentOf(track));
    const std::string_view heard(reinterpret_cast<const char *>(seed.heard.data()), seed.heard.size() * sizeof(float)); // NOLINT
    QJsonObject document{{QStringLiteral("kind"), static_cast<int>(seed.kind)}, {QStringLiteral("path"), bytes(seed.path)}, {QStringLiteral("label"), words(seed.label)},
                         {QStringLiteral("recordings"), idsIn(seed.recordings)}, {QStringLiteral("heard"), bytes(heard)}, {QStringLiteral("heard_as"), heardAs}};
    if (seed.part) document[u"part"] = QJsonArray{seed.part->from.count(), std::isfinite(seed.part->to.count()) ? QJsonValue(seed.part->to.count()) : QJsonValue()};
    if (!seed.years.empty()) document[u"years"] = words(seed.years);
    if (seed.focus) document[u"focus"] = static_cast<int>(*seed.focus);
    return document;
}

std::optional<Seed> seedOf(const QJsonObject &document)
{
    const int kind = document[u"kind"].toInt(-1);
    const int focus = document[u"focus"].toInt(0);
    const std::string heard = bytesOf(document[u"heard"]);
    if (kind < 0 || kind > static_cast<int>(Seed::Kind::Named) || focus < 0 || focus >= static_cast<int>(kFoci.size())) return std::nullopt;
    if (heard.size() % (kVectorSize * sizeof(float)) != 0) return std::nullopt;
    Seed seed{.kind = static_cast<Seed::Kind>(kind), .path = bytesOf(document[u"path"]), .label = document[u"label"].toString().toStdString(), .recordings = {}, .outside = {},
              .heard = std::vector<float>(heard.size() / sizeof(float)), .heardAs = {}, .part = {}, .focus = {}};
    std::memcpy(seed.heard.data(), heard.data(), heard.size());
    if (!std::ranges::all_of(seed.heard, [](float value) { return std::isfinite(value); })) return std::nullopt;
    for (const QJsonValue id : document[u"recordings"].toArray()) seed.recordings.emplace_back(id.toString().toLongLong());
    for (const QJsonValue track : document[u"heard_as"].toArray()) seed.heardAs.push_back(trackOf(track.toObject()));
    if (seed.heardAs.size() * kVectorSize > seed.heard.size()) return std::nullopt;
    if (const QJsonArray part = document[u"part"].toArray(); part.size() == 2) {
        seed.part = Span{Seconds(part[0].toDouble()), Seconds(part[1].toDouble(std::numeric_limits<double>::infinity()))};
    }
    seed.years = document[u"years"].toString().toStdString();
    if (document.contains(u"focus")) seed.focus = static_cast<Focus>(focus);
    return seed;
}

std::string textOf(const RadioQuestion &question)
{
    QJsonArray seeds, minus, rules;
    for (const Seed &seed : question.seeds) seeds.append(documentOf(seed));
    for (const Seed &seed : question.minus) minus.append(documentOf(seed));
    for (const auto &[name, text] : question.rules) rules.append(QJsonArray{words(name), words(text)});
    const QJsonObject document{{QStringLiteral("seeds"), seeds}, {QStringLiteral("minus"), minus}, {QStringLiteral("length"), static_cast<qint64>(question.length)}, {QStringLiteral("seed"), QString::number(question.seed)},
                               {QStringLiteral("focus"), static_cast<int>(question.focus)}, {QStringLiteral("rules"), rules}, {QStringLiteral("albums"), question.albums}};
    return QJsonDocument(document).toJson(QJsonDocument::Compact).toStdString();
}

Result<RadioQuestion> questionOf(const store::RadioRecord &record)
{
    const auto damaged = [&] { return fail(ErrorCode::Corrupt, "the radio '" + displayText(record.title) + "' can't be read any more; remove it and start another"); };
    const QJsonDocument parsed = QJsonDocument::fromJson(QByteArray::fromStdString(record.question));
    if (!parsed.isObject()) return damaged();
    const QJsonObject document = parsed.object();
    const int focus = document[u"focus"].toInt(-1);
    if (focus < 0 || focus >= static_cast<int>(kFoci.size())) return damaged();
    RadioQuestion question{.seeds = {}, .length = static_cast<std::size_t>(document[u"length"].toInteger(50)), .seed = document[u"seed"].toString().toULongLong(),
                           .focus = static_cast<Focus>(focus), .albums = document[u"albums"].toBool()};
    for (const auto &[name, seeds] : {std::pair(u"seeds", &question.seeds), std::pair(u"minus", &question.minus)}) {
        for (const QJsonValue value : document[name].toArray()) {
            auto seed = seedOf(value.toObject());
            if (!seed) return damaged();
            seeds->push_back(std::move(*seed));
        }
    }
    for (const QJsonValue value : document[u"rules"].toArray()) {
        question.rules.emplace_back(value.toArray()[0].toString().toStdString(), value.toArray()[1].toString().toStdString());
    }
    if (question.seeds.empty()) return damaged();
    return question;
}

std::vector<store::RadioTrackRecord> recordsOf(const RadioAnswer &answer)
{
    std::vector<store::RadioTrackRecord> records;
    for (const TrackAnswer &track : answer.tracks) records.push_back({.recording = track.track.recording, .state = RadioState::Given, .toldAt = UnixTime{0}, .why = track.why});
    return records;
}

Result<store::Library> forReading(const Home &home)
{
    auto library = store::Library::open(home.library(), store::Access::ReadOnly);
    if (library || library.error().code != ErrorCode::NotFound) return library;
    return fail(ErrorCode::NotFound, "there is no library yet; make one with taraf rescan DIR");
}

} // namespace

Result<RadioPart> startRadio(const Answers &answers, const RadioQuestion &question)
{
    auto answer = answers.radio(question);
    if (!answer) return fail(std::move(answer).error());
    auto library = forWriting(answers.home());
    if (!library) return fail(std::move(library).error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    const auto id = library->addRadio(answer->title, textOf(question), now());
    if (!id) return fail(id.error());
    if (auto added = library->addRadioTracks(*id, 0, recordsOf(*answer), now()); !added) return fail(std::move(added).error());
    if (auto done = transaction->commit(); !done) return fail(std::move(done).error());
    return RadioPart{.id = *id, .answer = std::move(*answer)};
}

Result<RadioPart> continueRadio(const Answers &answers, RadioId radio, std::size_t count, bool explain)
{
    auto library = forWriting(answers.home());
    if (!library) return fail(std::move(library).error());
    for (int tries = 1;; ++tries) {
        const auto record = library->radio(radio);
        if (!record) return fail(record.error());
        auto question = questionOf(*record);
        if (!question) return fail(std::move(question).error());
        const auto given = library->radioTracks(radio);
        if (!given) return fail(given.error());
        for (const store::RadioTrackRecord &track : *given) question->given.push_back({.recording = track.recording, .state = track.state});
        question->length = count;
        question->explain = explain;
        auto answer = answers.radio(*question);
        if (!answer) return fail(std::move(answer).error());
        auto added = library->addRadioTracks(radio, given->size(), recordsOf(*answer), now());
        if (added) return RadioPart{.id = radio, .answer = std::move(*answer)};
        if (added.error().code != ErrorCode::Busy || tries == kTries) return fail(std::move(added).error());
    }
}

Result<> tellRadio(const Home &home, RadioId radio, RecordingId recording, RadioState state)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    auto transaction = store::Transaction::begin(*library, store::Durability::UserFact);
    if (!transaction) return fail(std::move(transaction).error());
    if (auto told = library->tellRadio(radio, recording, state, now()); !told) return told;
    return transaction->commit();
}

Result<std::vector<KeptRadio>> radios(const Home &home)
{
    auto library = forReading(home);
    if (!library) return fail(std::move(library).error());
    const auto records = library->radios();
    if (!records) return fail(records.error());
    std::vector<KeptRadio> all;
    for (const store::RadioRecord &record : *records) {
        auto question = questionOf(record);
        if (!question) return fail(std::move(question).error());
        all.push_back({.id = record.id, .title = record.title, .question = std::move(*question), .startedAt = record.startedAt, .changedAt = record.changedAt, .tracks = record.tracks});
    }
    return all;
}

Result<std::vector<RadioTrack>> radioTracks(const Home &home, RadioId radio)
{
    auto library = forReading(home);
    if (!library) return fail(std::move(library).error());
    const auto records = library->radioTracks(radio);
    if (!records) return fail(records.error());
    std::vector<RecordingId> recordings;
    for (const store::RadioTrackRecord &record : *records) recordings.push_back(record.recording);
    const auto tracks = library->tracks(recordings);
    if (!tracks) return fail(tracks.error());
    std::vector<RadioTrack> all;
    auto next = tracks->begin(); // in the same order, without those whose file is gone
    for (const store::RadioTrackRecord &record : *records) {
        RadioTrack &each = all.emplace_back(TrackAnswer{.track = {}, .score = 0, .match = 0, .why = record.why}, record.state, record.toldAt);
        each.answer.track.recording = record.recording;
        if (next != tracks->end() && next->recording == record.recording) each.answer.track = *next++;
    }
    return all;
}

Result<> removeRadio(const Home &home, RadioId radio)
{
    auto library = forWriting(home);
    if (!library) return fail(std::move(library).error());
    return library->removeRadio(radio);
}

} // namespace taraf::answer
