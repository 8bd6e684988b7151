/// @file The object on the bus: takes questions and orders, gives answers and news.
#pragma once

#include "answering.h"
#include "jobs.h"
#include "listening.h"
#include "news.h"
#include "submitting.h"

#include "taraf/base/home.h"
#include "taraf/service/desk.h"

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusServiceWatcher>
#include <QObject>
#include <QSet>
#include <QStringList>
#include <QTimer>
#include <QVariantMap>

#include <atomic>
#include <chrono>
#include <optional>

namespace taraf::service {

/// service/org.taraf.Taraf1.xml says what each method means. Only processes of the user whose library this is are answered.
/// Threads: the main one; questions are answered in others.
class Service : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_PROPERTY(QString Version READ version CONSTANT)
    Q_PROPERTY(QString Library READ library CONSTANT)
public:
    /// Without a question, an order or a running job for `patience`, the name is given back and left() is emitted; 0: never.
    Service(Home home, std::chrono::seconds patience);

    /// Takes object and name. Errors: Busy (another tarafd has the name), Io (no bus).
    [[nodiscard]] Result<> enter(QDBusConnection bus);

    [[nodiscard]] QString version() const;
    [[nodiscard]] QString library() const;

public Q_SLOTS: // the interface
    QVariantMap Similar(const QStringList &seeds, const QVariantMap &options);
    QVariantMap Albums(const QStringList &seeds, const QVariantMap &options);
    QVariantMap Radio(const QStringList &seeds, const QVariantMap &options);
    QVariantMap Path(const QString &from, const QString &to, const QVariantMap &options);
    QVariantMap StartRadio(const QStringList &seeds, const QVariantMap &options);
    QVariantMap MoreRadio(qlonglong radio, uint count);
    void TellRadio(qlonglong radio, const QString &track, const QString &event);
    QVariantMap Radios();
    QVariantMap RadioTracks(qlonglong radio);
    void RemoveRadio(qlonglong radio);
    QVariantMap Mix(const QString &kind, const QVariantMap &options);
    QVariantMap Mixes();
    QVariantMap Search(const QString &words, const QVariantMap &options);
    QVariantMap WritePlaylist(const QString &title, const QStringList &tracks, const QString &file, const QVariantMap &options);
    void SavePlaylist(const QString &name, const QStringList &tracks, const QVariantMap &options);
    QVariantMap Playlists();
    QVariantMap PlaylistTracks(const QString &name);
    void RemovePlaylist(const QString &name);
    QVariantMap BringBackPlaylist(const QString &name);
    QVariantMap Cover(const QString &uri);
    QVariantMap Settings();
    void Set(const QString &name, const QString &setting);
    void Reset(const QString &name);
    QVariantMap Rate(const QStringList &subjects, const QVariantMap &options);
    QVariantMap Ratings();
    QVariantMap Exclusions();
    QVariantMap Exclude(const QString &expression);
    void Include(const QString &expression);
    void RemoveRoot(const QString &folder);
    QVariantMap Heard(const QString &track, const QVariantMap &options);
    QVariantMap Status();
    uint Rescan(const QStringList &folders, const QVariantMap &options);
    uint Tune(const QVariantMap &options);
    QVariantMap Job(uint job);
    QVariantMap Jobs();
    void Cancel(uint job);

Q_SIGNALS:
    void LibraryChanged();
    void RadioChanged(qlonglong radio);
    void MixesChanged();
    void JobChanged(uint job, const QVariantMap &state);
    void left(); ///< not on the bus: nobody has asked for long

private:
    /// With `radio`, RadioChanged follows the answer: of this one or, 0, of the one in the answer.
    QVariantMap ask(Question question, QJsonObject asked, std::optional<qlonglong> radio = std::nullopt);
    QVariantMap ask(Question question, const QStringList &seeds, const QVariantMap &options);
    /// Whether the caller is to be answered; has refused it if not.
    [[nodiscard]] bool isOwner();
    void refuse(const Error &error);
    void waitOn();
    void lookWhetherToLeave();
    void write(const QJsonObject &listen);
    /// Makes the mixes of today, where those that are kept are older.
    void refreshMixes();
    /// Sends on what was heard or judged, if that is switched on. In a thread that answers: it looks into the library.
    void sendOn();

    Home m_home;
    QDBusConnection m_bus{QString()};
    QSet<QString> m_known; ///< unique names of callers that are the owner's
    QDBusServiceWatcher m_callers;
    service::Jobs m_jobs;
    News m_news;
    std::optional<Listening> m_listening; ///< from enter() on
    Submitting m_submitting;
    std::atomic<int> m_asked = 0; ///< questions under way
    QTimer m_patience, m_mixing;
    Answering m_answering; ///< last: their threads end first
    Answering m_painting;  ///< covers, which wait for drives that others must not wait for
};

} // namespace taraf::service
