#pragma once

#include "recording_host.h"

#include "taraf/gui/panel.h"

#include "taraf/service/names.h"

#include <QAbstractButton>
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QJsonObject>
#include <QObject>
#include <QVariantList>

#include <memory>
#include <type_traits>

namespace taraf::gui {
class RowModel;
class RowView;
} // namespace taraf::gui

/// A widget that people see, by its words or its name.
template<class Widget> Widget *named(const QWidget &where, const QString &words)
{
    for (Widget *widget : where.findChildren<Widget *>()) {
        if (!widget->isVisible()) continue;
        if (widget->accessibleName() == words) return widget;
        if constexpr (std::is_base_of_v<QAbstractButton, Widget>) {
            if (widget->text().remove(QLatin1Char('&')) == words) return widget;
        }
    }
    return nullptr;
}

inline pid_t tarafd() { return static_cast<pid_t>(QDBusConnection::sessionBus().interface()->servicePid(QLatin1String(taraf::service::kName)).value()); }

/// Each function has a panel of its own; which tarafd there is, gui_test.py decides.
class PanelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    // With a library.
    void showsWhatTarafdAnswers();
    void theLastFocusWins();
    void keysAreEnough();
    void everythingHasAName();
    void rowsAreReadAloud();
    void itRunsFromRightToLeft();
    void draggedRowsAreExact();
    void whatIsDroppedIsAsked();
    void rejectingIsUndone();
    void ratesByKeysAndUndoes();
    void albumsArePlayedWhole();
    void aFileAsksForAlbumsLikeItsOwn();
    void teachesByMoreAndLess();
    void savesPlaylists();
    void aRadioNeverRunsDry();
    void aRadioIsReorderedAndUndone();
    void aRadioIsTakenUpAgain();
    void rulesAreSet();
    void aDeadTarafdIsReplaced();
    void aSilentTarafdBlocksNothing();
    void itSpeaks_data();
    void itSpeaks();

    void coversComeFromTarafd();
    void foldersAndWhatTheyLeaveOut();
    void aMissingIndexIsMadeAgain();
    void aDriveGoesAndComesBack();
    void aLibraryOfANewerTaraf();

    // Without.
    void theFirstRunScans();
    void aTarafdThatCannotStart();

private:
    [[nodiscard]] taraf::gui::RowView &view(const char *accessibleName) const;
    [[nodiscard]] taraf::gui::RowModel &model(const char *accessibleName) const;
    [[nodiscard]] QStringList shown(const char *accessibleName) const;
    void follow(const QString &uri);
    /// What tarafd itself answers.
    [[nodiscard]] static QJsonObject ask(const QString &method, const QVariantList &arguments);
    [[nodiscard]] static QStringList answered(const QString &uri, const QString &focus);
    [[nodiscard]] static bool isRead(const QString &text, const QWidget &where);
    void startRadio(const QString &uri);

    std::unique_ptr<RecordingHost> m_host;
    std::unique_ptr<taraf::gui::Panel> m_panel;
    QStringList m_uris; ///< of the collection
};
