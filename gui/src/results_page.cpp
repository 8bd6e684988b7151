#include "results_page.h"

#include "covers.h"
#include "notice.h"
#include "row_view.h"

#include <QJsonArray>
#include <QProgressBar>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <chrono>

namespace taraf::gui {

using namespace std::chrono_literals;

ResultsPage::ResultsPage(Service &service, Covers &covers, Kind kind, int count, QWidget *parent)
    : QWidget(parent), m_service(service), m_kind(kind), m_count(count), m_model(new RowModel(this)), m_view(new RowView(*m_model, covers, this)),
      m_notice(new Notice(this)), m_busy(new QProgressBar(this)), m_places(new QStackedLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_busy->setRange(0, 0);
    m_busy->setTextVisible(false);
    m_busy->setFixedHeight(3);
    m_busy->setAccessibleName(tr("Asking"));
    QSizePolicy keeps = m_busy->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_busy->setSizePolicy(keeps);
    m_busy->hide();
    layout->addWidget(m_busy);
    layout->addLayout(m_places, 1);
    m_places->addWidget(m_view);
    m_places->addWidget(m_notice);
    m_view->setAccessibleName(kind == Kind::Tracks ? tr("Similar tracks") : tr("Similar albums"));
    setFocusProxy(m_view);
    m_showBusy.setSingleShot(true);
    m_showBusy.setInterval(250ms); // most answers come sooner
    connect(&m_showBusy, &QTimer::timeout, m_busy, &QWidget::show);
}

void ResultsPage::ask(const Question &question, const QString &focus, bool evenHidden)
{
    m_question = question;
    m_focus = focus;
    refresh();
    if (evenHidden && m_isStale) askNow();
}

void ResultsPage::refresh()
{
    ++m_asked;
    m_isStale = true;
    if (isVisible()) askNow();
}

void ResultsPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    if (m_isStale) askNow();
}

QVariantMap ResultsPage::options() const
{
    QVariantMap options{{QStringLiteral("count"), m_count}, {QStringLiteral("focus"), m_focus}};
    if (!m_question.minus.isEmpty()) options[QStringLiteral("minus")] = m_question.minus;
    return options;
}

std::pair<QString, QVariantList> ResultsPage::explaining() const
{
    QVariantMap options = this->options();
    options[QStringLiteral("explain")] = true;
    return {m_kind == Kind::Tracks ? QStringLiteral("Similar") : QStringLiteral("Albums"), {m_question.seeds, options}};
}

void ResultsPage::askNow()
{
    m_isStale = false;
    if (m_question.seeds.isEmpty()) {
        show({});
        return;
    }
    m_showBusy.start();
    const quint64 asked = ++m_asked;
    const auto ended = [this, asked] {
        if (asked != m_asked) return false;
        m_showBusy.stop();
        m_busy->hide();
        return true;
    };
    m_service.ask(m_kind == Kind::Tracks ? QStringLiteral("Similar") : QStringLiteral("Albums"), {m_question.seeds, options()}, this,
                  [this, ended](const QJsonObject &answer) {
                      if (!ended()) return;
                      show(entriesOf(answer.value(u"results").toArray(), m_kind));
                      Q_EMIT answered(answer.value(u"query").toObject());
                  },
                  [this, ended](const Refusal &why) {
                      if (!ended()) return;
                      m_all.clear();
                      Q_EMIT refused(why);
                  });
}

void ResultsPage::show(const QList<Entry> &entries)
{
    m_all = entries;
    QList<Entry> shown = entries;
    shown.removeIf([this](const Entry &entry) { return m_hidden.contains(entry.key()); });
    m_model->show(shown);
    if (!shown.isEmpty()) {
        m_places->setCurrentWidget(m_view);
        return;
    }
    if (!m_question.seeds.isEmpty()) {
        m_notice->tell(Symbol::Search, tr("Nothing found"), tr("Nothing in your collection comes near. Try another focus, or loosen the rules in the settings."));
    }
    showNotice();
}

void ResultsPage::showNotice() { m_places->setCurrentWidget(m_notice); }

void ResultsPage::setHidden(const QSet<QString> &keys, bool hidden)
{
    const QModelIndex current = m_view->currentIndex();
    if (hidden) m_hidden.unite(keys);
    else m_hidden.subtract(keys);
    show(m_all);
    const int row = std::min(current.row(), m_model->rowCount() - 1); // so that the next key has something to act on
    if (hidden && row >= 0) m_view->setCurrentIndex(m_model->index(row));
}

} // namespace taraf::gui
