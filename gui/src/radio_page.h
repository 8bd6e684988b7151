#pragma once

#include "taraf/gui/row.h"

#include <QWidget>

class QStackedLayout;
class QToolButton;

namespace taraf::gui {

class Covers;
class ElidedLabel;
class Notice;
class Radio;
class RowView;
class Service;

/// The radio: what comes next.
class RadioPage : public QWidget
{
    Q_OBJECT
public:
    RadioPage(Service &service, Radio &radio, Covers &covers, QWidget *parent = nullptr);

    [[nodiscard]] RowView &view() { return *m_view; }
    void update();

Q_SIGNALS:
    void startAsked();

private:
    void listRadios();

    Service &m_service;
    Radio &m_radio;
    ElidedLabel *m_title;
    QToolButton *m_up;
    QToolButton *m_down;
    QToolButton *m_end;
    QToolButton *m_earlier;
    RowView *m_view;
    Notice *m_notice;
    QStackedLayout *m_places;
};

} // namespace taraf::gui
