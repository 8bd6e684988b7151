#include "taraf/gui/panel.h"

#include "taraf/gui/service.h"

#include <QVBoxLayout>

namespace taraf::gui {

struct Panel::Parts {
    Host &host;
    Service service;
};

Panel::Panel(Host &host, QWidget *parent) : QWidget(parent), m(std::make_unique<Parts>(host))
{
    new QVBoxLayout(this);
    connect(&host, &Host::playing, this, &Panel::follow);
}

Panel::~Panel() = default;

void Panel::follow(const QString &uri) { Q_UNUSED(uri) }

void Panel::similarTo(const QStringList &uris, Kind kind)
{
    Q_UNUSED(uris)
    Q_UNUSED(kind)
}

void Panel::radioFrom(const QStringList &uris) { Q_UNUSED(uris) }

} // namespace taraf::gui
