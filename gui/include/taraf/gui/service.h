/// @file tarafd, asked without waiting: for the panel, and for the plugins that host it.
#pragma once

#include <QDBusConnection>
#include <QJsonObject>
#include <QObject>
#include <QString>
#include <QVariantList>

#include <functional>

namespace taraf::gui {

/// Why tarafd did not answer.
struct Refusal {
    enum class Kind { NotFound, Cancelled, Busy, Absent, Other }; ///< Absent: it is not there and cannot be started
    Kind kind = Kind::Other;
    QString sentence; ///< for people
};

/// It starts by being asked; that it ends and comes back is told. Threads: the one that made it, with an event loop; a QCoreApplication must exist.
class Service : public QObject
{
    Q_OBJECT
public:
    explicit Service(QObject *parent = nullptr);

    using Answer = std::function<void(const QJsonObject &answer)>;
    using Refused = std::function<void(const Refusal &why)>;

    /// Exactly one of the two is called, later, from the event loop; none once `context` is gone.
    void ask(const QString &method, const QVariantList &arguments, QObject *context, Answer answer, Refused refused = {});

Q_SIGNALS:
    void libraryChanged();
    void radioChanged(qint64 radio);
    void jobChanged(uint job, const QJsonObject &state);
    /// A tarafd took the name, maybe another one than before.
    void came();
    void left();

private Q_SLOTS:
    void hearJob(uint job, const QVariantMap &state);

private:
    void send(const QString &method, const QVariantList &arguments, QObject *context, Answer answer, Refused refused, bool mayRepeat);

    QDBusConnection m_bus;
};

} // namespace taraf::gui
