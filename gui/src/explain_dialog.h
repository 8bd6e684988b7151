#pragma once

#include <QDialog>
#include <QJsonArray>

namespace taraf::gui {

struct Entry;

/// The arithmetic behind a row, in the order in which it was reckoned.
class ExplainDialog : public QDialog
{
    Q_OBJECT
public:
    ExplainDialog(const Entry &entry, const QJsonArray &arithmetic, QWidget *parent);
};

} // namespace taraf::gui
