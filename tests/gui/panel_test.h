#pragma once

#include "recording_host.h"

#include "taraf/gui/panel.h"

#include <QJsonObject>
#include <QObject>
#include <QVariantList>

#include <memory>

namespace taraf::gui {
class RowModel;
class RowView;
} // namespace taraf::gui

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
    void teachesByMoreAndLess();
    void savesPlaylists();
    void aRadioNeverRunsDry();
    void aRadioIsReorderedAndUndone();
    void aRadioIsTakenUpAgain();
    void rulesAreSet();
    void aDeadTarafdIsReplaced();
    void aSilentTarafdBlocksNothing();
    void itSpeaksGerman();

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
