#pragma once

#include "row_model.h"

#include <functional>

namespace taraf::gui {

/// What a radio plays next. In front stand the one that plays and those that the player has already; they stay where they are.
class Queue : public RowModel
{
    Q_OBJECT
public:
    using RowModel::RowModel;

    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QMimeData *mimeData(const QModelIndexList &indexes) const override;
    [[nodiscard]] Qt::DropActions supportedDragActions() const override { return Qt::CopyAction | Qt::MoveAction; }
    [[nodiscard]] Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    [[nodiscard]] bool canDropMimeData(const QMimeData *data, Qt::DropAction action, int row, int column, const QModelIndex &parent) const override;
    bool moveRows(const QModelIndex &from, int row, int count, const QModelIndex &to, int before) override;

    /// How many stay where they are.
    [[nodiscard]] qsizetype fixed() const;
    [[nodiscard]] qsizetype find(const QString &uri) const; ///< -1: is not in it
    [[nodiscard]] QStringList order() const;
    /// Those that are not named keep their order, after the others.
    void setOrder(const QStringList &uris);
    void change(qsizetype at, const std::function<void(Entry &)> &how);

Q_SIGNALS:
    /// People want it in this order.
    void orderAsked(const QStringList &uris);
};

} // namespace taraf::gui
