#pragma once

#include <QPointer>
#include <QUndoCommand>

#include <functional>
#include <utility>

namespace taraf::gui {

/// Something that can be undone, while the one it was done to lives.
class Step : public QUndoCommand
{
public:
    Step(const QString &words, QObject *whose, std::function<void()> act, std::function<void()> undo)
        : QUndoCommand(words), m_whose(whose), m_act(std::move(act)), m_undo(std::move(undo))
    {
    }
    void redo() override
    {
        if (m_whose) m_act();
    }
    void undo() override
    {
        if (m_whose) m_undo();
    }

private:
    QPointer<QObject> m_whose;
    std::function<void()> m_act, m_undo;
};

} // namespace taraf::gui
