#pragma once

#include "row_model.h"

#include <QListView>

namespace taraf::gui {

class Covers;

/// A list of rows: several can be selected, and dragged out.
class RowView : public QListView
{
    Q_OBJECT
public:
    RowView(RowModel &model, Covers &covers, QWidget *parent = nullptr);

    /// Those selected, in the list's order.
    [[nodiscard]] QList<Entry> chosen() const;
    /// Their places, in order.
    [[nodiscard]] QList<int> chosenRows() const;

Q_SIGNALS:
    void chosenChanged();

protected:
    void focusInEvent(QFocusEvent *event) override;
    void selectionChanged(const QItemSelection &selected, const QItemSelection &deselected) override;
    void startDrag(Qt::DropActions actions) override;

private:
    void chooseFirst();

    RowModel &m_model;
};

} // namespace taraf::gui
