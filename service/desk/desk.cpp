#include "taraf/service/desk.h"

#include "questions.h"
#include "taraf/service/documents.h"

#include <sys/stat.h>

namespace taraf::service {

Result<const answer::Answers *> Desk::answers()
{
    struct stat there{};
    const bool isThere = ::stat(m_home.library().c_str(), &there) == 0;
    if (!isThere || there.st_ino != m_library) m_answers.reset(); // somebody put another in its place
    if (!m_answers) {
        m_library = isThere ? there.st_ino : 0;
        auto opened = answer::Answers::open(m_home);
        if (!opened) return fail(std::move(opened).error());
        m_answers.emplace(*std::move(opened));
    }
    return &*m_answers;
}

Result<QJsonObject> Desk::answer(Question question, const QJsonObject &asked, const std::stop_token &stop)
{
    switch (question) {
    case Question::Similar: return with(service::similar, asked, stop);
    case Question::Radio: return with(service::radio, asked, stop);
    case Question::StartRadio: return with(service::startRadio, asked, stop);
    case Question::MoreRadio: return with(service::moreRadio, asked, stop);
    case Question::TellRadio: return with(service::tellRadio, asked, stop);
    case Question::Radios: return with(service::radios, asked, stop);
    case Question::RadioTracks: return with(service::radioTracks, asked, stop);
    case Question::RemoveRadio: return with(service::removeRadio, asked, stop);
    case Question::Mix: return with(service::mix, asked, stop);
    case Question::Mixes: return with(service::mixes, asked, stop);
    case Question::RefreshMixes: return with(service::refreshMixes, asked, stop);
    case Question::Path: return with(service::path, asked, stop);
    case Question::Search: return with(service::search, asked, stop);
    case Question::WritePlaylist: return with(service::writePlaylist, asked, stop);
    case Question::SavePlaylist: return with(service::savePlaylist, asked, stop);
    case Question::Playlists: return with(service::playlists, asked, stop);
    case Question::PlaylistTracks: return with(service::playlistTracks, asked, stop);
    case Question::RemovePlaylist: return with(service::removePlaylist, asked, stop);
    case Question::BringBackPlaylist: return with(service::bringBackPlaylist, asked, stop);
    case Question::Rate: return with(service::rate, asked, stop);
    case Question::Ratings: return with(service::ratings, asked, stop);
    case Question::Heard: return service::heard(m_home, asked);
    case Question::Status: return status();
    case Question::Cover:
        if (!m_covers) m_covers.emplace(m_home);
        return service::cover(*m_covers, asked, stop);
    case Question::Settings: return service::settings(m_home, asked);
    case Question::Set: return service::set(m_home, asked);
    case Question::Reset: return service::reset(m_home, asked);
    case Question::Exclusions: return service::exclusions(m_home, asked);
    case Question::Exclude: return service::exclude(m_home, asked);
    case Question::Include: return service::include(m_home, asked);
    case Question::RemoveRoot: return service::removeRoot(m_home, asked);
    }
    return fail(ErrorCode::Internal, "a question that nobody answers");
}

Result<QJsonObject> Desk::with(Ask ask, const QJsonObject &asked, const std::stop_token &stop)
{
    const auto answers = this->answers();
    if (!answers) return fail(answers.error());
    return ask(**answers, asked, stop);
}

Result<QJsonObject> Desk::status()
{
    const auto answers = this->answers();
    if (!answers && answers.error().code == ErrorCode::NotFound) return service::document(answer::Status{});
    if (!answers) return fail(answers.error());
    const auto status = (*answers)->status();
    return status ? Result<QJsonObject>(service::document(*status)) : fail(status.error());
}

} // namespace taraf::service
