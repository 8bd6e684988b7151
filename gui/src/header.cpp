#include "header.h"

#include "buttons.h"
#include "covers.h"
#include "elided_label.h"
#include "row_delegate.h"

#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QVBoxLayout>

namespace taraf::gui {
namespace {

constexpr int kCoverEdge = 52;

} // namespace

Header::Header(Covers &covers, QWidget *parent)
    : QWidget(parent), m_covers(covers), m_cover(new QLabel(this)), m_about(new ElidedLabel(this)), m_name(new QLabel(this)), m_search(new QLineEdit(this)),
      m_follow(button(Symbol::Follow, tr("Follow What Plays"), this)), m_settings(button(Symbol::Settings, tr("Settings"), this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 4);
    layout->setSpacing(6);
    auto *top = new QHBoxLayout;
    top->setSpacing(10);
    auto *words = new QVBoxLayout;
    words->setSpacing(1);
    words->addStretch();
    words->addWidget(m_about);
    words->addWidget(m_name);
    words->addStretch();
    top->addWidget(m_cover);
    top->addLayout(words, 1);
    top->addWidget(m_follow);
    layout->addLayout(top);
    auto *tools = new QWidget(this);
    tools->setObjectName(QStringLiteral("tools"));
    auto *bottom = new QHBoxLayout(tools);
    bottom->setContentsMargins(0, 0, 0, 0);
    bottom->setSpacing(4);
    bottom->addWidget(m_search, 1);
    bottom->addWidget(m_settings);
    layout->addWidget(tools);

    m_cover->setFixedSize(kCoverEdge, kCoverEdge);
    QFont font = m_about->font();
    font.setPointSizeF(font.pointSizeF() * 0.88);
    m_about->setFont(font);
    m_about->setForegroundRole(QPalette::PlaceholderText);
    font = m_name->font();
    font.setWeight(QFont::DemiBold);
    m_name->setFont(font);
    m_name->setWordWrap(true);
    m_name->setAlignment(lineStart(*this));
    m_name->setMaximumHeight(2 * QFontMetrics(font).lineSpacing() + 2);
    m_name->setTextFormat(Qt::PlainText);
    m_name->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_search->setPlaceholderText(tr("Search your music"));
    m_search->setAccessibleName(tr("Search your music"));
    m_search->setToolTip(tr("Ctrl+F"));
    m_search->setClearButtonEnabled(true);
    m_search->addAction(symbol(Symbol::Search), QLineEdit::LeadingPosition);
    connect(m_follow, &QToolButton::clicked, this, &Header::followAsked);
    connect(m_settings, &QToolButton::clicked, this, &Header::settingsAsked);
    connect(&covers, &Covers::ready, this, &Header::paintCover);
}

void Header::show(const QString &about, const QString &name, const QString &coverUri, bool pinned)
{
    m_about->setText(about);
    m_name->setText(name);
    m_name->setToolTip(name);
    for (QWidget *words : {static_cast<QWidget *>(m_about), static_cast<QWidget *>(m_name)}) words->setVisible(!name.isEmpty());
    m_follow->setVisible(pinned);
    m_coverUri = coverUri;
    m_coverName = name;
    paintCover();
}

void Header::paintCover()
{
    m_cover->setVisible(!m_coverName.isEmpty());
    QPixmap picture(m_cover->size() * devicePixelRatioF());
    picture.setDevicePixelRatio(devicePixelRatioF());
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    gui::paintCover(&painter, m_cover->rect(), m_coverUri.isEmpty() ? QPixmap() : m_covers.coverOf(m_coverUri), m_coverName, palette());
    m_cover->setPixmap(picture);
}

} // namespace taraf::gui
