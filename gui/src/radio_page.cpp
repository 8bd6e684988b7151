#include "radio_page.h"

#include "buttons.h"
#include "covers.h"
#include "elided_label.h"
#include "notice.h"
#include "radio.h"
#include "row_view.h"

#include <QJsonArray>
#include <QLocale>
#include <QMenu>
#include <QShortcut>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <tuple>

namespace taraf::gui {

RadioPage::RadioPage(Service &service, Radio &radio, Covers &covers, QWidget *parent)
    : QWidget(parent), m_service(service), m_radio(radio), m_title(new ElidedLabel(this)), m_up(button(Symbol::Up, tr("Earlier"), this)),
      m_down(button(Symbol::Down, tr("Later"), this)), m_end(button(Symbol::Close, tr("End This Radio"), this)), m_earlier(button(Symbol::List, tr("Kept Radios"), this)),
      m_view(new RowView(radio.queue(), covers, this)), m_notice(new Notice(this)), m_places(new QStackedLayout)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(8, 3, 4, 3);
    top->setSpacing(0);
    top->addWidget(m_title, 1);
    for (QToolButton *each : {m_up, m_down, m_earlier, m_end}) top->addWidget(each);
    layout->addLayout(top);
    layout->addLayout(m_places, 1);
    m_places->addWidget(m_view);
    m_places->addWidget(m_notice);
    setFocusProxy(m_view);

    m_view->setAccessibleName(tr("What the radio plays next"));
    m_view->setDragDropMode(QAbstractItemView::DragDrop);
    m_view->setDefaultDropAction(Qt::MoveAction);
    m_view->setDropIndicatorShown(true);
    for (const auto &[button, key, by] : {std::tuple(m_up, Qt::Key_Up, -1), {m_down, Qt::Key_Down, 1}}) {
        const auto move = [this, by] { m_radio.moveBy(m_view->chosenRows(), by); };
        const QKeySequence keys(Qt::ALT | key);
        button->setToolTip(tr("%1 (%2)").arg(button->toolTip(), keys.toString(QKeySequence::NativeText)));
        connect(button, &QToolButton::clicked, this, move);
        // Of the page alone: a player that hosts the panel has keys of its own.
        connect(new QShortcut(keys, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut), &QShortcut::activated, this, move);
    }
    connect(m_end, &QToolButton::clicked, &m_radio, &Radio::end);
    connect(m_earlier, &QToolButton::clicked, this, &RadioPage::listRadios);
    connect(m_view, &RowView::chosenChanged, this, &RadioPage::update);
    connect(&radio, &Radio::changed, this, &RadioPage::update);
    connect(&radio.queue(), &QAbstractItemModel::rowsInserted, this, &RadioPage::update);
    connect(&radio.queue(), &QAbstractItemModel::rowsRemoved, this, &RadioPage::update);
    m_notice->tell(Symbol::Radio, tr("No radio is on"), tr("It goes on from what plays, never repeats itself, and learns from what you skip."),
                   {{tr("Start Radio from Here"), [this] { Q_EMIT startAsked(); }}});
    update();
}

void RadioPage::update()
{
    m_title->setText(m_radio.isOn() ? m_radio.title() : QString());
    m_places->setCurrentWidget(m_radio.isOn() ? static_cast<QWidget *>(m_view) : m_notice);
    const QList<int> rows = m_view->chosenRows();
    const int fixed = static_cast<int>(m_radio.queue().fixed());
    m_up->setEnabled(!rows.isEmpty() && rows.first() > fixed);
    m_down->setEnabled(!rows.isEmpty() && rows.first() >= fixed && rows.last() < m_radio.queue().rowCount() - 1);
    m_end->setEnabled(m_radio.isOn());
}

void RadioPage::listRadios()
{
    m_service.ask(QStringLiteral("Radios"), {}, this, [this](const QJsonObject &answer) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        for (const QJsonValue value : answer.value(u"radios").toArray()) {
            const QJsonObject radio = value.toObject();
            const QString title = radio.value(u"title").toString();
            const auto when = QDateTime::fromString(radio.value(u"changed_at").toString(), Qt::ISODate).toLocalTime();
            const qint64 number = radio.value(u"radio").toInteger();
            QAction *action = menu->addAction(tr("%1 (%2)").arg(QString(title).replace(QLatin1Char('&'), QLatin1String("&&")), QLocale().toString(when, QLocale::ShortFormat)));
            connect(action, &QAction::triggered, this, [this, number, title] { m_radio.goOn(number, title, true); });
            if (menu->actions().size() == 15) break;
        }
        if (menu->isEmpty()) menu->addAction(tr("None yet"))->setEnabled(false);
        menu->popup(m_earlier->mapToGlobal(QPoint(0, m_earlier->height())));
    });
}

} // namespace taraf::gui
