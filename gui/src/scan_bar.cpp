#include "scan_bar.h"

#include "buttons.h"
#include "elided_label.h"
#include "kept.h"
#include "taraf/gui/service.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <QProgressBar>
#include <QVBoxLayout>

namespace taraf::gui {
namespace {

/// What tarafd calls its phases; what is not here is shown as it says it.
constexpr const char *kPhases[] = {QT_TRANSLATE_NOOP("phases", "looking"), QT_TRANSLATE_NOOP("phases", "reading"), QT_TRANSLATE_NOOP("phases", "listening"),
                                   QT_TRANSLATE_NOOP("phases", "learning"), QT_TRANSLATE_NOOP("phases", "learning the map"), QT_TRANSLATE_NOOP("phases", "training"),
                                   QT_TRANSLATE_NOOP("phases", "waiting")};

QString phaseOf(const QString &phase)
{
    Q_UNUSED(kPhases)
    QString words = QCoreApplication::translate("phases", phase.toUtf8().constData());
    if (!words.isEmpty()) words[0] = words[0].toUpper();
    return words;
}

} // namespace

QString timeLeft(qint64 seconds)
{
    if (seconds < 60) return ScanBar::tr("less than a minute left");
    const int minutes = static_cast<int>((seconds + 30) / 60);
    if (minutes < 90) return ScanBar::tr("%n minute(s) left", nullptr, minutes);
    return ScanBar::tr("%n hour(s) left", nullptr, (minutes + 30) / 60);
}

ScanBar::ScanBar(Service &service, QWidget *parent)
    : QWidget(parent), m_service(service), m_words(new ElidedLabel(this)), m_item(new ElidedLabel(this)), m_bar(new QProgressBar(this)), m_pause(button(Symbol::Pause, {}, this)),
      m_stop(button(Symbol::Close, tr("Stop the scan; what is done is kept"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 4, 4, 6);
    layout->setSpacing(2);
    auto *top = new QHBoxLayout;
    top->setSpacing(0);
    top->addWidget(m_words, 1);
    top->addWidget(m_pause);
    top->addWidget(m_stop);
    layout->addLayout(top);
    layout->addWidget(m_bar);
    layout->addWidget(m_item);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_bar->setAccessibleName(tr("How far the scan is"));
    QFont font = m_item->font();
    font.setPointSizeF(font.pointSizeF() * 0.88);
    m_item->setFont(font);
    m_item->setForegroundRole(QPalette::PlaceholderText);
    hide();
    connect(m_pause, &QToolButton::clicked, this, &ScanBar::pause);
    connect(m_stop, &QToolButton::clicked, this, &ScanBar::stop);
    connect(&service, &Service::jobChanged, this, &ScanBar::take);
    connect(&service, &Service::came, this, &ScanBar::look);
    connect(&service, &Service::left, this, [this] {
        // The job has ended with it.
        if (m_job) finish({});
    });
    look();
}

void ScanBar::look()
{
    m_service.ask(QStringLiteral("Jobs"), {}, this, [this](const QJsonObject &answer) {
        for (const QJsonValue value : answer.value(u"jobs").toArray()) {
            const QJsonObject job = value.toObject();
            const QString state = job.value(u"state").toString();
            if (state == QLatin1String("running") || state == QLatin1String("waiting")) take(static_cast<uint>(job.value(u"id").toInteger()), job);
        }
    });
}

void ScanBar::start(const QStringList &folders)
{
    m_isPaused = false;
    m_folders = folders;
    const QVariantMap options{{QStringLiteral("device"), kept().value(QStringLiteral("scan/device"), QStringLiteral("auto")).toString()}};
    m_service.ask(QStringLiteral("Rescan"), {folders, options}, this, [this](const QJsonObject &answer) {
        const auto job = static_cast<uint>(answer.value(u"job").toInteger());
        m_service.ask(QStringLiteral("Job"), {job}, this, [this, job](const QJsonObject &state) { take(job, state); });
    }, [this](const Refusal &why) {
        hide();
        Q_EMIT refused(why);
    });
}

void ScanBar::take(uint job, const QJsonObject &state)
{
    const QString kind = state.value(u"kind").toString(), how = state.value(u"state").toString();
    if (kind != QLatin1String("rescan") && kind != QLatin1String("tune")) return;
    const bool lives = how == QLatin1String("running") || how == QLatin1String("waiting");
    if (!lives) {
        if (m_job == job) finish(state);
        return;
    }
    if (m_job && m_job != job && how == QLatin1String("waiting")) return; // its turn comes
    if (m_isPaused && m_job == job) return; // it has not heard yet
    const bool isNew = !m_job;
    m_job = job;
    m_isPaused = false;
    show(state);
    if (isNew) Q_EMIT runningChanged();
}

void ScanBar::show(const QJsonObject &state)
{
    const qint64 done = state.value(u"done").toInteger(), total = state.value(u"total").toInteger();
    const bool waits = state.value(u"state").toString() == QLatin1String("waiting");
    QStringList words{phaseOf(waits ? QStringLiteral("waiting") : state.value(u"phase").toString())};
    const QLocale locale;
    if (total > 0) words.append(tr("%1 of %2").arg(locale.toString(done), locale.toString(total)));
    if (state.contains(u"seconds_left")) words.append(timeLeft(state.value(u"seconds_left").toInteger()));
    words.removeAll(QString());
    m_words->setText(words.join(QStringLiteral(" · ")));
    m_bar->setRange(0, static_cast<int>(total));
    m_bar->setValue(static_cast<int>(done));
    const QString item = state.value(u"item").toString();
    m_item->setText(item.mid(item.lastIndexOf(QLatin1Char('/')) + 1));
    m_bar->show();
    m_item->show();
    m_pause->setVisible(state.value(u"kind").toString() == QLatin1String("rescan"));
    m_pause->setIcon(symbol(Symbol::Pause));
    m_pause->setToolTip(tr("Pause the scan"));
    m_pause->setAccessibleName(tr("Pause the scan"));
    QWidget::show();
}

void ScanBar::finish(const QJsonObject &state)
{
    m_job.reset();
    if (!m_isPaused) hide();
    Q_EMIT runningChanged();
    QString sentence;
    if (state.value(u"state").toString() == QLatin1String("failed")) {
        sentence = state.value(u"error").toObject().value(u"message").toString();
    } else if (const int failed = static_cast<int>(state.value(u"result").toObject().value(u"failed").toArray().size()); failed > 0) {
        sentence = tr("%n file(s) could not be read. “taraf doctor” says more.", nullptr, failed);
    }
    Q_EMIT ended(sentence);
}

void ScanBar::pause()
{
    if (m_isPaused) { // its job may still be ending: the next one waits for it
        goOn();
        return;
    }
    if (!m_job) return;
    m_isPaused = true;
    m_service.ask(QStringLiteral("Cancel"), {QVariant::fromValue(*m_job)}, this, {});
    m_words->setText(tr("The scan is paused"));
    m_bar->hide();
    m_item->hide();
    m_pause->setIcon(symbol(Symbol::Play));
    m_pause->setToolTip(tr("Go on with the scan"));
    m_pause->setAccessibleName(tr("Go on with the scan"));
}

void ScanBar::stop()
{
    m_isPaused = false;
    if (m_job) m_service.ask(QStringLiteral("Cancel"), {QVariant::fromValue(*m_job)}, this, {});
    else hide();
}

} // namespace taraf::gui
