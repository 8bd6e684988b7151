#include "taraf/gui/panel.h"

#include "header.h"
#include "hint_colour.h"
#include "notice.h"
#include "parts.h"
#include "taraf/gui/translations.h"
#include "taraf/base/path.h"

#include <QDragEnterEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QTabWidget>

namespace taraf::gui {

static constexpr QLatin1String kAlbumOf("album:"); // as tarafd takes it (service/org.taraf.Taraf1.xml)

QString plainUri(const QString &uri)
{
    const auto path = pathOfUri(uri.toStdString());
    return path ? QString::fromStdString(fileUri(*path)) : uri;
}

QString uriOfSeed(const QString &seed)
{
    return seed.startsWith(kAlbumOf) ? seed.sliced(kAlbumOf.size()) : seed;
}

QString nameOfUri(const QString &uri)
{
    const auto path = pathOfUri(uriOfSeed(uri).toStdString());
    if (!path) return uri;
    std::string_view bytes = *path;
    while (bytes.size() > 1 && bytes.ends_with('/')) bytes.remove_suffix(1);
    return QString::fromStdString(displayText(fileName(bytes)));
}

Panel::Panel(Host &host, QWidget *parent) : QWidget(parent)
{
    installTranslations();
    keepHintsReadable(*this);
    m = std::make_unique<Parts>(*this, host);
    setAcceptDrops(true);
    setObjectName(QStringLiteral("taraf-panel"));
}

Panel::~Panel()
{
    m->host.disconnect(this);
    // Views and dialogs look at what the parts own, and tell of their own end.
    for (QObject *part : findChildren<QObject *>()) part->disconnect(this);
    qDeleteAll(findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
}

void Panel::follow(const QString &uri)
{
    m->pending = uri.isEmpty() ? QString() : plainUri(uri);
    m->follows.start();
}

void Panel::similarTo(const QStringList &uris, Kind kind)
{
    if (uris.isEmpty()) return;
    QStringList seeds;
    for (const QString &uri : uris) seeds.append((kind == Kind::Albums ? kAlbumOf : QLatin1String()) + plainUri(uri));
    m->header->search().clear();
    m->tabs->setCurrentWidget(kind == Kind::Tracks ? m->tracks : m->albums);
    m->setQuestion({.seeds = seeds, .minus = {}, .label = uris.size() == 1 ? nameOfUri(seeds.first()) : QString(), .follows = false});
}

void Panel::radioFrom(const QStringList &uris)
{
    QStringList seeds;
    for (const QString &uri : uris) seeds.append(plainUri(uri));
    if (!seeds.isEmpty()) m->startRadio(seeds);
}

void Panel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) keepHintsReadable(*this);
}

void Panel::dragEnterEvent(QDragEnterEvent *event)
{
    const auto *source = qobject_cast<QWidget *>(event->source());
    if (urisOf(event->mimeData()).isEmpty() || (source && isAncestorOf(source))) return;
    event->setDropAction(Qt::CopyAction);
    event->accept();
    m->header->show(tr("Drop it here"), tr("What sounds like it?"), {}, false);
}

void Panel::dragLeaveEvent(QDragLeaveEvent *event)
{
    QWidget::dragLeaveEvent(event);
    m->showHeader();
}

void Panel::dropEvent(QDropEvent *event)
{
    event->setDropAction(Qt::CopyAction);
    event->accept();
    similarTo(urisOf(event->mimeData()), m->tabs->currentWidget() == m->albums ? Kind::Albums : Kind::Tracks);
}

} // namespace taraf::gui
