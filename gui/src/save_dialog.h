#pragma once

#include "taraf/gui/row.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace taraf::gui {

class Service;

/// A list as a playlist file, in every format and as each player reads it. tarafd writes it.
class SaveDialog : public QDialog
{
    Q_OBJECT
public:
    SaveDialog(Service &service, const QString &title, const QList<Row> &rows, QWidget *parent);

Q_SIGNALS:
    void saved(const QString &path, int count);

private:
    void browse();
    void save();
    void suggest();

    Service &m_service;
    QStringList m_uris;
    QLineEdit *m_title;
    QComboBox *m_format;
    QComboBox *m_player;
    QCheckBox *m_relative;
    QLineEdit *m_file;
    QLabel *m_trouble;
    QPushButton *m_save;
    bool m_isChosen = false; ///< people named the file
};

} // namespace taraf::gui
