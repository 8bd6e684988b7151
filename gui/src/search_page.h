#pragma once

#include "row_model.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QStackedLayout;

namespace taraf::gui {

class Covers;
class Notice;
class RowView;
class Service;

/// What is found while people type: albums, then tracks. Enter asks what is like it.
class SearchPage : public QWidget
{
    Q_OBJECT
public:
    SearchPage(Service &service, Covers &covers, QLineEdit &line, QWidget *parent = nullptr);

    [[nodiscard]] RowView &view() { return *m_view; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void search();

    Service &m_service;
    QLineEdit &m_line;
    RowModel m_model;
    RowView *m_view;
    Notice *m_notice;
    QStackedLayout *m_places;
    QTimer m_typing;
    quint64 m_asked = 0;
};

} // namespace taraf::gui
