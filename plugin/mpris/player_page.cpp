#include "player_page.h"

#include "commands.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QSettings>

namespace taraf::mpris {
namespace {

const QString kChosen = QStringLiteral("player/chosen"), kHeard = QStringLiteral("player/heard");

/// The panel's file.
QSettings kept() { return QSettings(QSettings::IniFormat, QSettings::UserScope, QStringLiteral("taraf"), QStringLiteral("panel")); }

QStringList known(const Players &players)
{
    QStringList names = players.present() + MprisHost::installed() + players.listenedTo();
    names.removeDuplicates();
    names.removeAll(QString());
    names.sort();
    return names;
}

} // namespace

void recall(MprisHost &host, Players &players)
{
    host.choose(kept().value(kChosen).toString());
    players.listenTo(kept().value(kHeard).toStringList());
}

QWidget *playerPage(MprisHost &host, Players &players, QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *form = new QFormLayout(page);
    auto *target = new QComboBox(page);
    target->addItem(MprisHost::tr("The one that played last"), QString());
    for (const QString &each : MprisHost::installed()) target->addItem(called(players, each), each);
    target->setCurrentIndex(std::max(0, target->findData(kept().value(kChosen))));
    form->addRow(MprisHost::tr("&Hand playlists over to:"), target);
    QObject::connect(target, &QComboBox::activated, &host, [&host, target] {
        kept().setValue(kChosen, target->currentData());
        host.choose(target->currentData().toString());
    });

    auto *heard = new QListWidget(page);
    const QStringList only = players.listenedTo();
    for (const QString &each : known(players)) {
        auto *item = new QListWidgetItem(called(players, each), heard);
        item->setData(Qt::UserRole, each);
        item->setCheckState(only.isEmpty() || only.contains(each) ? Qt::Checked : Qt::Unchecked);
    }
    auto *label = new QLabel(MprisHost::tr("&Listen to what these players play:"), page);
    label->setBuddy(heard);
    form->addRow(label);
    form->addRow(heard);
    QObject::connect(heard, &QListWidget::itemChanged, &host, [&players, heard] {
        QStringList chosen;
        for (int i = 0; i < heard->count(); ++i) {
            if (heard->item(i)->checkState() == Qt::Checked) chosen.append(heard->item(i)->data(Qt::UserRole).toString());
        }
        if (chosen.size() == heard->count()) chosen.clear(); // all, also those that are installed later
        else if (chosen.isEmpty()) chosen.append(QString()); // which no player is called
        kept().setValue(kHeard, chosen);
        players.listenTo(chosen);
    });
    return page;
}

} // namespace taraf::mpris
