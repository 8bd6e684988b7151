#pragma once

#include "symbols.h"

#include <QList>
#include <QWidget>

#include <functional>

class QLabel;
class QVBoxLayout;

namespace taraf::gui {

/// Where there is nothing to show: why, and what to do next.
class Notice : public QWidget
{
    Q_OBJECT
public:
    struct Step {
        QString words;
        std::function<void()> act;
    };
    explicit Notice(QWidget *parent = nullptr);

    void tell(Symbol symbol, const QString &headline, const QString &sentence, const QList<Step> &steps = {});

protected:
    void changeEvent(QEvent *event) override;

private:
    void paintPicture();

    Symbol m_symbol = Symbol::Info;
    QLabel *m_picture;
    QLabel *m_headline;
    QLabel *m_sentence;
    QVBoxLayout *m_steps;
};

} // namespace taraf::gui
