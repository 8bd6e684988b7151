#include "rules_page.h"

#include "buttons.h"
#include "hint_colour.h"
#include "rule_words.h"
#include "taraf/gui/service.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QRegularExpression>
#include <QScrollArea>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <functional>

namespace taraf::gui {
namespace {

using Changed = std::function<void(const QString &setting)>;

/// The value where it is the same for all questions, or of the last, which is the radio's or the path's; the others stand in the tooltip.
QString settingOf(const QJsonObject &rule, const QString &key)
{
    const QJsonArray values = rule.value(u"values").toArray();
    for (const QJsonValue value : values) {
        if (value.toObject().value(u"question").toString() == QLatin1String("radio")) return value.toObject().value(key).toString();
    }
    return values.first().toObject().value(key).toString();
}

/// Where questions have defaults of their own: "similar 0 · radio 2".
QString defaultsOf(const QJsonObject &rule)
{
    QStringList parts;
    QSet<QString> different;
    for (const QJsonValue value : rule.value(u"values").toArray()) {
        const QString fallback = value.toObject().value(u"default").toString();
        different.insert(fallback);
        parts.append(ruleWord(value.toObject().value(u"question").toString()) + QLatin1Char(' ') + ruleWord(fallback));
    }
    if (different.size() > 1) return parts.join(QStringLiteral(" · "));
    const QString only = settingOf(rule, QStringLiteral("default"));
    return only.isEmpty() ? RulesPage::tr("nothing") : ruleWord(only);
}

template<class Box, class Number> QWidget *spin(Box *box, Number low, Number high, Number value, const QString &unit, const QString &sentence, const Changed &changed)
{
    box->setRange(low, high);
    box->setValue(value);
    if (!unit.isEmpty()) box->setSuffix(QLatin1Char(' ') + ruleWord(unit));
    // "…; 0: any number" is said in the box itself. French has a space more, and Japanese a full stop.
    static const QRegularExpression zero(QStringLiteral("[;。]\\s*0\\s*:\\s*([^;。]+)$"), QRegularExpression::UseUnicodePropertiesOption);
    if (const auto match = zero.match(sentence); match.hasMatch() && low == 0) box->setSpecialValueText(match.captured(1));
    box->setKeyboardTracking(false);
    QObject::connect(box, &Box::valueChanged, box, [changed](Number number) { changed(QString::number(number)); });
    return box;
}

/// For a share: what it is exactly matters less than which way it leans.
QWidget *slider(double low, double high, double value, QWidget *parent, const Changed &changed)
{
    constexpr double kSteps = 20;
    auto *frame = new QWidget(parent);
    auto *row = new QHBoxLayout(frame);
    row->setContentsMargins({});
    auto *shown = new QLabel(frame);
    shown->setMinimumWidth(shown->fontMetrics().horizontalAdvance(QStringLiteral("−0.00")));
    shown->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *bar = new QSlider(Qt::Horizontal, frame);
    bar->setRange(qRound(low * kSteps), qRound(high * kSteps));
    bar->setPageStep(qRound(kSteps / 5));
    if (low < 0) {
        bar->setTickPosition(QSlider::TicksBelow);
        bar->setTickInterval(qRound(kSteps));
    }
    bar->setValue(qRound(value * kSteps));
    const auto show = [shown](double number) { shown->setText(QLocale().toString(number, 'f', 2)); };
    show(value);
    QObject::connect(bar, &QSlider::valueChanged, shown, [show](int step) { show(step / kSteps); });
    // Told when it rests, not at each step of the way.
    const auto tell = [bar, changed] { changed(QString::number(bar->value() / kSteps)); };
    QObject::connect(bar, &QSlider::sliderReleased, bar, tell);
    QObject::connect(bar, &QSlider::valueChanged, bar, [bar, tell] { if (!bar->isSliderDown()) tell(); });
    row->addWidget(bar, 1);
    row->addWidget(shown);
    frame->setFocusProxy(bar);
    return frame;
}

QWidget *editorOf(const QJsonObject &rule, QWidget *parent, const Changed &changed)
{
    const QString range = rule.value(u"range").toString(), unit = rule.value(u"unit").toString(), setting = settingOf(rule, QStringLiteral("setting"));
    const QString sentence = ruleSentence(rule.value(u"about").toString());
    static const QRegularExpression numbers(QStringLiteral("^(-?[0-9.]+) to ([0-9.]+)"));
    if (const auto match = numbers.match(range); match.hasMatch()) {
        // What has no unit is a share or a likeness, and may have a fraction.
        if (!unit.isEmpty()) return spin(new QSpinBox(parent), match.captured(1).toInt(), match.captured(2).toInt(), setting.toInt(), unit, sentence, changed);
        if (match.captured(1).toDouble() <= 0 && match.captured(2).toDouble() <= 1) return slider(match.captured(1).toDouble(), match.captured(2).toDouble(), setting.toDouble(), parent, changed);
        auto *box = new QDoubleSpinBox(parent);
        const bool isFine = match.captured(1).toDouble() > 0;
        box->setDecimals(isFine ? 4 : 2);
        box->setSingleStep(isFine ? 0.0001 : 0.05);
        return spin(box, match.captured(1).toDouble(), match.captured(2).toDouble(), setting.toDouble(), {}, sentence, changed);
    }
    static const QRegularExpression words(QStringLiteral("^[a-z]+(, [a-z]+)+$"));
    if (words.match(range).hasMatch()) {
        auto *box = new QComboBox(parent);
        for (const QString &word : range.split(QStringLiteral(", "))) box->addItem(ruleWord(word), word);
        box->setCurrentIndex(box->findData(setting));
        QObject::connect(box, &QComboBox::activated, box, [box, changed] { changed(box->currentData().toString()); });
        return box;
    }
    auto *line = new QLineEdit(setting, parent);
    line->setPlaceholderText(RulesPage::tr("nothing"));
    QObject::connect(line, &QLineEdit::editingFinished, line, [line, changed] {
        if (line->isModified()) changed(line->text());
        line->setModified(false);
    });
    return line;
}

} // namespace

RulesPage::RulesPage(Service &service, QWidget *parent) : QWidget(parent), m_service(service), m_list(nullptr), m_trouble(new QLabel(this))
{
    keepHintsReadable(*this);
    auto *layout = new QVBoxLayout(this);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list = new QWidget(area);
    new QVBoxLayout(m_list);
    area->setWidget(m_list);
    m_trouble->setWordWrap(true);
    m_trouble->hide();
    layout->addWidget(area, 1);
    layout->addWidget(m_trouble);
    connect(&service, &Service::libraryChanged, this, &RulesPage::look); // another window may have set one
    look();
}

void RulesPage::look()
{
    m_service.ask(QStringLiteral("Settings"), {}, this, [this](const QJsonObject &answer) {
        QWidget *focused = m_list->focusWidget();
        const QString name = focused ? focused->objectName() : QString();
        qDeleteAll(m_list->findChildren<QWidget *>(Qt::FindDirectChildrenOnly));
        for (const QJsonValue rule : answer.value(u"settings").toArray()) addRule(rule.toObject());
        if (QWidget *again = name.isEmpty() ? nullptr : m_list->findChild<QWidget *>(name); again && isActiveWindow()) again->setFocus();
    }, [this](const Refusal &why) {
        m_trouble->setText(why.sentence);
        m_trouble->show();
    });
}

void RulesPage::addRule(const QJsonObject &rule)
{
    const QString name = rule.value(u"name").toString(), label = ruleLabel(name);
    auto *box = new QWidget(m_list);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 6);
    grid->setVerticalSpacing(1);
    auto *title = new QLabel(label, box);
    QWidget *editor = editorOf(rule, box, [this, name](const QString &setting) { set(name, setting); });
    editor->setMinimumWidth(130);
    QWidget *input = editor->focusProxy() ? editor->focusProxy() : editor;
    input->setObjectName(name);
    input->setAccessibleName(label);
    title->setBuddy(input);
    auto *sentence = new QLabel(tr("%1. Default: %2.").arg(ruleSentence(rule.value(u"about").toString()), defaultsOf(rule)), box);
    input->setAccessibleDescription(sentence->text());
    sentence->setWordWrap(true);
    sentence->setForegroundRole(QPalette::PlaceholderText);
    QFont font = sentence->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    sentence->setFont(font);
    auto *back = button(Symbol::Undo, tr("Back to the default: %1").arg(label), box);
    back->setEnabled(rule.value(u"is_kept").toBool());
    connect(back, &QToolButton::clicked, this, [this, name] { reset(name); });
    grid->addWidget(title, 0, 0);
    grid->addWidget(editor, 0, 1);
    grid->addWidget(back, 0, 2);
    grid->addWidget(sentence, 1, 0, 1, 3);
    grid->setColumnStretch(0, 1);
    m_list->layout()->addWidget(box);
}

void RulesPage::set(const QString &name, const QString &setting)
{
    m_trouble->hide();
    m_service.ask(QStringLiteral("Set"), {name, setting}, this, [this](const QJsonObject &) { look(); }, [this](const Refusal &why) {
        m_trouble->setText(why.sentence);
        m_trouble->show();
    });
}

void RulesPage::reset(const QString &name)
{
    m_trouble->hide();
    m_service.ask(QStringLiteral("Reset"), {name}, this, [this](const QJsonObject &) { look(); }, [this](const Refusal &why) {
        m_trouble->setText(why.sentence);
        m_trouble->show();
    });
}

} // namespace taraf::gui
