#include "radio.h"

#include "kept.h"
#include "step.h"

#include <QJsonArray>
#include <QUndoStack>

#include <algorithm>
#include <chrono>

namespace taraf::gui {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype kAhead = 3;    ///< the player has at least so many after the one that plays
constexpr qsizetype kBatch = 3;    ///< and gets so many at once
constexpr qsizetype kFew = 8;      ///< more is asked for when fewer wait
constexpr int kMore = 12;
constexpr int kWhole = 50;         ///< where nothing can be handed over later
constexpr qint64 kHeardMs = 240'000; ///< four minutes, or half of it, is played; less is skipped
constexpr qsizetype kNearest = 3;

const QString kGiven = QStringLiteral("given");

QList<Row> rowsOf(const QList<Entry> &entries)
{
    QList<Row> rows;
    for (const Entry &entry : entries) rows.append(entry.row);
    return rows;
}

} // namespace

Radio::Radio(Service &service, Host &host, QUndoStack &undo, QObject *parent) : QObject(parent), m_service(service), m_host(host), m_undo(undo)
{
    m_compare.setSingleShot(true);
    m_compare.setInterval(300ms);
    connect(&m_compare, &QTimer::timeout, this, &Radio::compare);
    connect(&service, &Service::radioChanged, this, [this](qint64 radio) {
        if (radio == m_number) m_compare.start();
    });
    connect(&m_queue, &Queue::orderAsked, this, [this](const QStringList &uris) {
        m_undo.push(new Step(tr("Move"), this, [this, uris] { m_queue.setOrder(uris); keep(); }, [this, before = m_queue.order()] { m_queue.setOrder(before); keep(); }));
    });
}

bool Radio::isFed() const
{
    const auto can = m_host.capabilities();
    return can.testFlag(Host::Appends) && can.testFlag(Host::TellsWhatPlays) && !can.testFlag(Host::RunsRadio);
}

void Radio::start(const QStringList &seeds, const QString &focus)
{
    m_focus = focus;
    const bool grows = isFed() || m_host.capabilities().testFlag(Host::RunsRadio);
    m_service.ask(QStringLiteral("StartRadio"), {seeds, QVariantMap{{QStringLiteral("length"), grows ? kMore * 2 : kWhole}, {QStringLiteral("focus"), focus}}}, this,
                  [this](const QJsonObject &answer) { take(answer, true); }, [this](const Refusal &why) { Q_EMIT refused(why); });
}

void Radio::goOn(qint64 number, const QString &title, bool plays)
{
    m_service.ask(QStringLiteral("RadioTracks"), {number}, this, [this, number, title, plays](const QJsonObject &answer) {
        QJsonArray waiting;
        for (const QJsonValue track : answer.value(u"tracks").toArray()) {
            if (track.toObject().value(u"event").toString() == kGiven) waiting.append(track);
        }
        take({{QStringLiteral("radio"), number}, {QStringLiteral("title"), title}, {QStringLiteral("tracks"), waiting}}, plays);
    }, [this, plays](const Refusal &why) {
        if (plays) Q_EMIT refused(why);
        else if (why.kind == Refusal::Kind::NotFound) end(); // somebody removed it meanwhile
    });
}

void Radio::takeUp()
{
    const QSettings settings = kept();
    const qint64 number = settings.value(QStringLiteral("radio/number")).toLongLong();
    m_focus = settings.value(QStringLiteral("radio/focus")).toString();
    if (number != 0 && !isOn()) goOn(number, settings.value(QStringLiteral("radio/title")).toString(), false);
}

void Radio::take(const QJsonObject &answer, bool plays)
{
    m_number = answer.value(u"radio").toInteger();
    m_title = answer.value(u"title").toString();
    m_gone.clear();
    m_isDry = false;
    QList<Entry> entries = entriesOf(answer.value(u"tracks").toArray(), Kind::Tracks);
    if (!plays) {
        const QSettings settings = kept();
        const QStringList handed = settings.value(QStringLiteral("radio/handed")).toStringList();
        for (Entry &entry : entries) entry.isHanded = handed.contains(entry.row.uri);
        std::ranges::stable_partition(entries, &Entry::isHanded);
        m_queue.show(entries);
        m_queue.setOrder(settings.value(QStringLiteral("radio/order")).toStringList());
    } else {
        const qsizetype count = isFed() ? std::min(kAhead + 1, entries.size()) : m_host.capabilities().testFlag(Host::RunsRadio) ? 0 : entries.size();
        for (qsizetype i = 0; i < count; ++i) entries[i].isHanded = true;
        m_queue.show(entries);
        // A host that runs the radio gets all of it and decides itself how far ahead it looks.
        m_host.startRadio(m_number, m_title, rowsOf(count > 0 ? entries.first(count) : entries));
    }
    keep();
    Q_EMIT changed();
    wantMore();
}

void Radio::end()
{
    m_number = 0;
    m_title.clear();
    m_queue.show({});
    keep();
    Q_EMIT changed();
}

void Radio::follow(const QString &uri)
{
    if (!isOn()) return;
    const qsizetype at = uri.isEmpty() ? -1 : m_queue.find(uri);
    const bool played = !m_queue.entries().isEmpty() && m_queue.entries().first().isPlaying;
    if (at >= 0) {
        if (at == 0 && played) return;
        pass(at);
        m_queue.change(0, [](Entry &entry) { entry.isPlaying = entry.isHanded = true; });
        m_since.start();
    } else if (played) {
        pass(1);
    }
    handOver();
    keep();
    wantMore();
}

void Radio::pass(qsizetype count)
{
    for (; count > 0; --count) {
        const Entry &entry = m_queue.entries().first();
        const qint64 half = entry.row.durationMs > 0 ? entry.row.durationMs / 2 : kHeardMs;
        const bool heard = entry.isPlaying && m_since.isValid() && m_since.elapsed() >= std::min(half, kHeardMs);
        // A host that runs the radio knows better.
        if (!m_host.capabilities().testFlag(Host::RunsRadio)) tell(entry.row.uri, heard ? QStringLiteral("played") : QStringLiteral("skipped"));
        m_gone.insert(entry.row.uri);
        m_queue.remove(0);
    }
}

void Radio::handOver()
{
    if (!isFed()) return;
    const QList<Entry> &entries = m_queue.entries();
    const qsizetype fixed = m_queue.fixed();
    const bool plays = !entries.isEmpty() && entries.first().isPlaying;
    if (!plays || fixed - 1 >= kAhead) return;
    QList<Row> rows;
    for (qsizetype i = fixed; i < std::min(fixed + kBatch, entries.size()); ++i) {
        rows.append(entries[i].row);
        m_queue.change(i, [](Entry &entry) { entry.isHanded = true; });
    }
    if (!rows.isEmpty()) m_host.append(rows);
}

void Radio::wantMore()
{
    if (!isOn() || m_asksMore || m_isDry || m_queue.entries().size() - m_queue.fixed() >= kFew) return;
    if (!isFed() && !m_host.capabilities().testFlag(Host::RunsRadio)) return;
    m_asksMore = true;
    m_service.ask(QStringLiteral("MoreRadio"), {m_number, QVariant::fromValue(static_cast<uint>(kMore))}, this, [this](const QJsonObject &answer) {
        m_asksMore = false;
        if (answer.value(u"radio").toInteger() != m_number) return;
        const QList<Entry> entries = entriesOf(answer.value(u"tracks").toArray(), Kind::Tracks);
        m_isDry = entries.isEmpty();
        append(entries);
    }, [this](const Refusal &) {
        m_asksMore = false; // the next track asks again
    });
}

void Radio::append(const QList<Entry> &entries)
{
    QList<Entry> fresh = entries;
    fresh.removeIf([this](const Entry &entry) { return m_gone.contains(entry.row.uri) || m_queue.find(entry.row.uri) >= 0; });
    if (fresh.isEmpty()) return;
    m_queue.insert(m_queue.entries().size(), fresh);
    handOver();
    keep();
}

void Radio::compare()
{
    if (!isOn()) return;
    m_service.ask(QStringLiteral("RadioTracks"), {m_number}, this, [this, number = m_number](const QJsonObject &answer) {
        if (number != m_number) return;
        QList<Entry> waiting;
        for (const QJsonValue value : answer.value(u"tracks").toArray()) {
            const QJsonObject track = value.toObject();
            Entry entry = entryOf(track, Kind::Tracks);
            if (track.value(u"event").toString() == kGiven) {
                waiting.append(entry);
            } else if (const qsizetype at = m_queue.find(entry.row.uri); at >= 0 && !m_queue.entries().at(at).isPlaying) {
                m_gone.insert(entry.row.uri);
                m_queue.remove(at);
            }
        }
        append(waiting);
        wantMore();
    }, [this](const Refusal &why) {
        if (why.kind == Refusal::Kind::NotFound) end();
    });
}

void Radio::keep()
{
    QSettings settings = kept();
    settings.setValue(QStringLiteral("radio/number"), m_number);
    settings.setValue(QStringLiteral("radio/title"), m_title);
    settings.setValue(QStringLiteral("radio/focus"), m_focus);
    settings.setValue(QStringLiteral("radio/order"), m_queue.order());
    settings.setValue(QStringLiteral("radio/handed"), m_queue.order().first(m_queue.fixed()));
    if (isOn() && m_host.capabilities().testFlag(Host::RunsRadio)) m_host.queue(m_number, rowsOf(m_queue.entries().sliced(m_queue.fixed())));
}

void Radio::tell(const QString &uri, const QString &event) { m_service.ask(QStringLiteral("TellRadio"), {m_number, uri, event}, this, {}); }

void Radio::drop(const QString &words, const QSet<QString> &uris, const QSet<QString> &told, const QString &event)
{
    if (uris.isEmpty()) return;
    const QList<Entry> before = m_queue.entries();
    m_undo.push(new Step(words, this, [this, uris, told, event] {
        for (const QString &uri : uris) {
            m_gone.insert(uri);
            tell(uri, told.contains(uri) ? event : QStringLiteral("removed"));
            if (const qsizetype at = m_queue.find(uri); at >= 0) m_queue.remove(at);
        }
        m_isDry = false;
        keep();
        wantMore();
    }, [this, uris, before] {
        for (qsizetype i = 0; i < before.size(); ++i) {
            const QString &uri = before[i].row.uri;
            if (!uris.contains(uri)) continue;
            m_gone.remove(uri);
            tell(uri, kGiven);
            if (m_queue.find(uri) >= 0) continue;
            Entry entry = before[i];
            const bool has = entry.isHanded && i < m_queue.fixed(); // among those that the player still has
            entry.isPlaying = false;
            entry.isHanded = has;
            m_queue.insert(std::max(i, has ? qsizetype{0} : m_queue.fixed()), {entry});
        }
        keep();
    }));
}

void Radio::remove(const QList<Entry> &entries)
{
    QSet<QString> uris;
    for (const Entry &entry : entries) uris.insert(entry.row.uri);
    drop(tr("Remove"), uris, {}, {});
}

void Radio::lessLike(const QList<Entry> &entries)
{
    QSet<QString> uris, told;
    for (const Entry &entry : entries) {
        told.insert(entry.row.uri);
        for (const Entry &each : m_queue.entries()) {
            if (each.row.uri == entry.row.uri || (!each.isHanded && !each.isPlaying && each.row.artist == entry.row.artist)) uris.insert(each.row.uri);
        }
    }
    drop(tr("Less Like This"), uris, told, QStringLiteral("rejected"));
}

void Radio::moreLike(const QList<Entry> &entries)
{
    QStringList seeds;
    for (const Entry &entry : entries) seeds.append(entry.row.uri);
    QVariantMap options{{QStringLiteral("count"), 30}};
    if (!m_focus.isEmpty()) options[QStringLiteral("focus")] = m_focus;
    m_service.ask(QStringLiteral("Similar"), {seeds, options}, this, [this](const QJsonObject &answer) {
        QList<Entry> nearest;
        for (Entry &entry : entriesOf(answer.value(u"results").toArray(), Kind::Tracks)) {
            if (nearest.size() == kNearest || m_gone.contains(entry.row.uri) || m_queue.find(entry.row.uri) >= 0) continue;
            entry.match = -1;
            nearest.append(entry);
        }
        if (nearest.isEmpty()) return;
        m_undo.push(new Step(tr("More Like This"), this, [this, nearest] {
            m_queue.insert(m_queue.fixed(), nearest);
            keep();
        }, [this, nearest] {
            for (const Entry &entry : nearest) {
                if (const qsizetype at = m_queue.find(entry.row.uri); at >= m_queue.fixed()) m_queue.remove(at);
            }
            keep();
        }));
    }, [this](const Refusal &why) { Q_EMIT refused(why); });
}

void Radio::moveBy(const QList<int> &rows, int by)
{
    if (rows.isEmpty()) return;
    const int first = rows.first() + by, last = rows.last() + by;
    if (first < m_queue.fixed() || last >= m_queue.rowCount()) return;
    QStringList uris = m_queue.order();
    // In the direction of the way, so that none gets ahead of another.
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const int row = by < 0 ? rows[i] : rows[rows.size() - 1 - i];
        uris.move(row, row + by);
    }
    Q_EMIT m_queue.orderAsked(uris);
}

} // namespace taraf::gui
