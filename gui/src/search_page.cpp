#include "search_page.h"

#include "covers.h"
#include "notice.h"
#include "row_view.h"
#include "taraf/gui/service.h"

#include <QJsonArray>
#include <QKeyEvent>
#include <QLineEdit>
#include <QStackedLayout>

#include <chrono>

namespace taraf::gui {

using namespace std::chrono_literals;

SearchPage::SearchPage(Service &service, Covers &covers, QLineEdit &line, QWidget *parent)
    : QWidget(parent), m_service(service), m_line(line), m_view(new RowView(m_model, covers, this)), m_notice(new Notice(this)), m_places(new QStackedLayout(this))
{
    m_places->setContentsMargins(0, 0, 0, 0);
    m_places->addWidget(m_view);
    m_places->addWidget(m_notice);
    m_view->setAccessibleName(tr("Found in your music"));
    m_typing.setSingleShot(true);
    m_typing.setInterval(150ms);
    connect(&line, &QLineEdit::textChanged, &m_typing, qOverload<>(&QTimer::start));
    connect(&m_typing, &QTimer::timeout, this, &SearchPage::search);
    line.installEventFilter(this);
}

bool SearchPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != &m_line || event->type() != QEvent::KeyPress) return false;
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Escape:
        if (m_line.text().isEmpty()) return false;
        m_line.clear();
        return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_model.rowCount() == 0) return false;
        m_view->setFocus(Qt::TabFocusReason);
        m_view->setCurrentIndex(m_model.index(0));
        return true;
    default: return false;
    }
}

void SearchPage::search()
{
    const QString words = m_line.text().trimmed();
    const quint64 asked = ++m_asked;
    if (words.isEmpty()) {
        m_model.show({});
        return;
    }
    const auto tell = [this](const QString &headline, const QString &sentence) {
        m_model.show({});
        m_notice->tell(Symbol::Search, headline, sentence);
        m_places->setCurrentWidget(m_notice);
    };
    m_service.ask(QStringLiteral("Search"), {words, QVariantMap{{QStringLiteral("count"), 50}}}, this, [this, asked, words, tell](const QJsonObject &answer) {
        if (asked != m_asked) return;
        const QList<Entry> found = entriesOf(answer.value(u"albums").toArray(), Kind::Albums) + entriesOf(answer.value(u"tracks").toArray(), Kind::Tracks);
        if (found.isEmpty()) {
            tell(tr("Nothing found"), tr("No track and no album has a name with “%1”. The beginning of a word is enough; it can be of artist, album and title.").arg(words));
            return;
        }
        m_model.show(found);
        m_places->setCurrentWidget(m_view);
    }, [this, asked, tell](const Refusal &why) {
        if (asked == m_asked) tell(tr("The search failed"), why.sentence);
    });
}

} // namespace taraf::gui
