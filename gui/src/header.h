#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace taraf::gui {

class Covers;
class ElidedLabel;

/// What the panel is about: cover, name; the search, the way back to what plays, the settings.
class Header : public QWidget
{
    Q_OBJECT
public:
    explicit Header(Covers &covers, QWidget *parent = nullptr);

    /// `about`: a small line over the name. `pinned`: a question of people's own, from which there is a way back.
    void show(const QString &about, const QString &name, const QString &coverUri, bool pinned);
    [[nodiscard]] QLineEdit &search() { return *m_search; }

Q_SIGNALS:
    void followAsked();
    void settingsAsked();

private:
    void paintCover();

    Covers &m_covers;
    QLabel *m_cover;
    ElidedLabel *m_about;
    QLabel *m_name;
    QLineEdit *m_search;
    QToolButton *m_follow;
    QToolButton *m_settings;
    QString m_coverUri;
    QString m_coverName;
};

} // namespace taraf::gui
