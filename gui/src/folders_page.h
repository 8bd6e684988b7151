#pragma once

#include <QWidget>

#include <functional>

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace taraf::gui {

class Service;

/// Where the music is and what of it is left out.
class FoldersPage : public QWidget
{
    Q_OBJECT
public:
    explicit FoldersPage(Service &service, QWidget *parent = nullptr);

Q_SIGNALS:
    void scanAsked(const QStringList &folders);

private:
    [[nodiscard]] QWidget *folders();
    [[nodiscard]] QWidget *exclusions();
    void look();
    void choose();
    void askWhetherToRemove();
    void exclude();
    void include();
    void order(const QString &method, const QString &argument, const std::function<void(const QJsonObject &)> &done);
    void say(const QString &sentence);

    Service &m_service;
    QLabel *m_summary;
    QListWidget *m_roots;
    QPushButton *m_remove;
    QListWidget *m_exclusions;
    QLineEdit *m_expression;
    QPushButton *m_include;
    QLabel *m_message;
};

} // namespace taraf::gui
