#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QWidget>

#include <optional>

class QProgressBar;
class QToolButton;

namespace taraf::gui {

class ElidedLabel;
class Service;
struct Refusal;

/// The scan that is under way: how far, how long; pause and stop. It sees scans that others started, too. Pausing ends the job, which keeps
/// what is done; going on starts another.
class ScanBar : public QWidget
{
    Q_OBJECT
public:
    explicit ScanBar(Service &service, QWidget *parent = nullptr);

    /// Without folders: those that are known.
    void start(const QStringList &folders);
    [[nodiscard]] bool isRunning() const { return m_job.has_value(); }
    [[nodiscard]] bool isPaused() const { return m_isPaused; }
    /// After a pause.
    void goOn() { start(m_folders); }

Q_SIGNALS:
    void refused(const taraf::gui::Refusal &why);
    void runningChanged();
    /// A scan has ended; for people, empty if all went well.
    void ended(const QString &sentence);

private:
    void look();
    void take(uint job, const QJsonObject &state);
    void finish(const QJsonObject &state);
    void show(const QJsonObject &state);
    void pause();
    void stop();

    Service &m_service;
    ElidedLabel *m_words;
    ElidedLabel *m_item;
    QProgressBar *m_bar;
    QToolButton *m_pause;
    QToolButton *m_stop;
    std::optional<uint> m_job;
    QStringList m_folders; ///< of the last start; a scan that was paused early may not have kept them
    bool m_isPaused = false;
};

/// "6 minutes left".
[[nodiscard]] QString timeLeft(qint64 seconds);

} // namespace taraf::gui
