// Taraf in Audacious: the dock, three entries in the playlist's menu, radios that don't run dry. A client of tarafd; nothing here waits for it.
#include "audacious_host.h"
#include "configuration.h"
#include "lists.h"
#include "requests.h"
#include "taraf/gui/panel.h"
#include "taraf/gui/translations.h"

#include <QCoreApplication>
#include <QDockWidget>
#include <QPointer>
#include <QTimer>

#include <libaudcore/hook.h>
#include <libaudcore/interface.h>
#include <libaudcore/mainloop.h>
#include <libaudcore/plugin.h>
#include <libaudcore/preferences.h>
#include <libaudcore/runtime.h>

#include <memory>

namespace taraf::audacious {
namespace {

const PreferencesWidget kWidgets[] = {
    WidgetSpin("Keep ahead in a radio:", WidgetInt(kSection, kAhead), {1, 100, 1, "tracks"}),
    WidgetCheck("Dock the panel in Audacious' window at start", WidgetBool(kSection, kDocked)),
    WidgetLabel("What is similar, how often an artist comes and which folders are known\nis set in the panel, for all players."),
};
const PluginPreferences kPreferences = {{kWidgets}, nullptr, nullptr, nullptr};

/// All that needs an application to live, which init() doesn't have yet.
struct Parts {
    gui::Service tarafd;
    Radios radios{tarafd};
    AudaciousHost host{radios};
    Requests requests{tarafd};
    QPointer<gui::Panel> panel; ///< the dock's; it is gone before this is
    bool hasComplained = false;
};

std::unique_ptr<Parts> parts;
QueuedFunc waking;
bool hasMenus = false;

/// In the status bar: not once a track, where tarafd is not there at all.
void complain(const QString &sentence)
{
    if (std::exchange(parts->hasComplained, true)) return;
    AUDWARN("%s\n", sentence.toUtf8().constData());
}

/// To people who have just asked for something.
void answer(const QString &sentence) { aud_ui_show_error(sentence.toUtf8().constData()); }

void similarAlbums()
{
    if (parts) parts->requests.similarAlbums();
}

void similarTracks()
{
    if (parts) parts->requests.similarTracks();
}

void radio()
{
    if (!parts) return;
    if (parts->panel) parts->panel->radioFrom(selection()); // which shows what comes
    else parts->requests.radio();
}

struct Entry {
    void (*act)();
    const char *name, *icon;
    QByteArray translated{}; ///< Audacious keeps the pointer
};
Entry entries[] = {{similarAlbums, QT_TRANSLATE_NOOP("taraf::audacious::Requests", "Similar to This Album"), "media-optical"},
                   {similarTracks, QT_TRANSLATE_NOOP("taraf::audacious::Requests", "Similar Tracks"), "media-playlist-shuffle"},
                   {radio, QT_TRANSLATE_NOOP("taraf::audacious::Requests", "Radio from Here"), "media-playback-start"}};

/// What needs the application; true if it is there.
bool wake()
{
    if (parts) return true;
    if (QCoreApplication::instance() == nullptr) return false;
    gui::installTranslations();
    parts = std::make_unique<Parts>();
    QObject::connect(&parts->radios, &Radios::failed, complain);
    QObject::connect(&parts->requests, &Requests::failed, answer);
    QObject::connect(&parts->requests, &Requests::started, &parts->host, &AudaciousHost::startRadio);
    if (aud_get_headless_mode()) return true;
    for (Entry &each : entries) {
        each.translated = Requests::tr(each.name).toUtf8();
        aud_plugin_menu_add(AudMenuID::Playlist, each.act, each.translated.constData(), each.icon);
    }
    hasMenus = true;
    return true;
}

/// A new dock floats in Audacious; ours begins inside the window, and where people float it, it stays so.
void dock(QWidget *panel)
{
    QWidget *above = panel->parentWidget();
    while (above != nullptr && qobject_cast<QDockWidget *>(above) == nullptr) above = above->parentWidget();
    auto *dockWidget = qobject_cast<QDockWidget *>(above);
    if (dockWidget == nullptr) return;
    if (aud_get_bool(kSection, kDocked)) dockWidget->setFloating(false);
    QObject::connect(dockWidget, &QDockWidget::topLevelChanged, panel, [](bool floats) { aud_set_bool(kSection, kDocked, !floats); });
}

/// Calls what is there of the parts when Audacious calls a hook.
template<class Target, Target Parts::*part, void (Target::*act)()> void hear(void *, void *)
{
    if (wake()) ((*parts).*part.*act)();
}

struct Heard {
    const char *hook;
    HookFunction act;
};
constexpr Heard kHeard[] = {
    {"playback begin", hear<Radios, &Parts::radios, &Radios::playbackBegin>},
    {"playback ready", hear<Radios, &Parts::radios, &Radios::playbackReady>},
    {"playback end", hear<Radios, &Parts::radios, &Radios::playbackEnd>},
    {"playback stop", hear<Radios, &Parts::radios, &Radios::playbackStop>},
    {"playback pause", hear<Radios, &Parts::radios, &Radios::playbackPause>},
    {"playback unpause", hear<Radios, &Parts::radios, &Radios::playbackUnpause>},
    {"config save", hear<Radios, &Parts::radios, &Radios::configSave>},
    {"playback ready", hear<AudaciousHost, &Parts::host, &AudaciousHost::playbackReady>},
    {"playback stop", hear<AudaciousHost, &Parts::host, &AudaciousHost::playbackStop>},
    {"playlist update", hear<AudaciousHost, &Parts::host, &AudaciousHost::playlistUpdate>},
    {"playlist activate", hear<AudaciousHost, &Parts::host, &AudaciousHost::playlistUpdate>},
    {"playlist add complete", hear<Radios, &Parts::radios, &Radios::playlistAddComplete>},
    {"playlist add complete", hear<AudaciousHost, &Parts::host, &AudaciousHost::playlistAddComplete>},
};

} // namespace

class Plugin : public GeneralPlugin
{
public:
    static constexpr PluginInfo kInfo = {"Taraf", nullptr,
                                         "Finds what sounds alike in the music you own: similar tracks and albums, and a radio that never runs out.\n\n"
                                         "Nothing is downloaded and nothing is sent away.",
                                         &kPreferences, PluginQtOnly};

    constexpr Plugin() : GeneralPlugin(kInfo, false) {}

    bool init() override;
    void cleanup() override;
    void *get_qt_widget() override;
    int take_message(const char *code, const void *data, int size) override;
};

bool Plugin::init()
{
    aud_config_set_defaults(kSection, kDefaults);
    for (const Heard &each : kHeard) hook_associate(each.hook, each.act, nullptr);
    waking.queue([] { wake(); });
    return true;
}

void Plugin::cleanup()
{
    waking.stop();
    for (const Heard &each : kHeard) hook_dissociate(each.hook, each.act);
    if (std::exchange(hasMenus, false)) {
        for (const Entry &each : entries) aud_plugin_menu_remove(AudMenuID::Playlist, each.act);
    }
    parts.reset();
}

void *Plugin::get_qt_widget()
{
    if (!wake()) return nullptr;
    parts->panel = new gui::Panel(parts->host);
    QTimer::singleShot(0, parts->panel, [panel = parts->panel.data()] { dock(panel); });
    return parts->panel;
}

int Plugin::take_message(const char *code, const void *, int)
{
    if (qstrcmp(code, "grab focus") != 0 || !parts || !parts->panel) return -1;
    parts->panel->setFocus(Qt::OtherFocusReason);
    return 0;
}

} // namespace taraf::audacious

// Audacious looks for an object of this name (libaudcore 4.4.2, plugin-load.cc).
__attribute__((visibility("default"))) taraf::audacious::Plugin aud_plugin_instance;
