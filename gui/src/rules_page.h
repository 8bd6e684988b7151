#pragma once

#include <QJsonObject>
#include <QWidget>

class QLabel;

namespace taraf::gui {

class Service;

/// The rules that questions obey, as tarafd describes them: each with an editor after its kind, what it does, and the way back. What is changed counts at once.
class RulesPage : public QWidget
{
    Q_OBJECT
public:
    explicit RulesPage(Service &service, QWidget *parent = nullptr);

private:
    void look();
    void addRule(const QJsonObject &rule);
    void set(const QString &name, const QString &setting);
    void reset(const QString &name);

    Service &m_service;
    QWidget *m_list;
    QLabel *m_trouble;
};

} // namespace taraf::gui
