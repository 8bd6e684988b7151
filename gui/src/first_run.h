#pragma once

#include <QStringList>
#include <QWidget>

class QListWidget;
class QPushButton;

namespace taraf::gui {

/// Folders to choose: on first use, and in the settings.
class FolderChoice : public QWidget
{
    Q_OBJECT
public:
    explicit FolderChoice(QWidget *parent = nullptr);
    [[nodiscard]] QStringList folders() const;
    void add(const QString &folder);
    void clear();

Q_SIGNALS:
    void changed();

private:
    void choose();

    QListWidget *m_list;
    QPushButton *m_add;
    QPushButton *m_remove;
};

/// Where there is no library yet: where the music is, and one button.
class FirstRun : public QWidget
{
    Q_OBJECT
public:
    explicit FirstRun(QWidget *parent = nullptr);

Q_SIGNALS:
    void scanAsked(const QStringList &folders);
};

} // namespace taraf::gui
