/// @file Questions as documents, answered as documents: the same whether tarafd does it or, where none runs, `taraf` itself.
#pragma once

#include "taraf/answer/answers.h"
#include "taraf/base/error.h"
#include "taraf/base/home.h"
#include "taraf/work/covers.h"

#include <QJsonObject>
#include <QString>

#include <cstdint>
#include <optional>
#include <stop_token>

namespace taraf::service {

/// What a question is about. Seeds are names as Answers::find() takes them: a path, or a file URI for one that is no valid text. "rules" are those of this
/// question alone, by name; "explain" adds the "arithmetic" of each row.
///
/// Similar     {"seeds":[name],"clips":[{"path","from","to","focus"}],"minus":[name],"from","to","count","focus","albums","unheard","rules":{},"explain"} →
///             {"query":{"seeds","minus","focus"},"results":[…],"left_out":[…]}. "from" and "to" (seconds) take a part of the only seed; "left_out"
///             are versions of the seeds, where there are any.
/// Radio       {"seeds":[name],"clips","length","seed","focus","albums","rules","explain"} → {"title","tracks":[…],"notes":[text]}
/// StartRadio  the same → {"radio":id,"title","tracks","notes"}; it is kept and can go on
/// MoreRadio   {"radio":id,"count","explain"} → the same, of what is new
/// TellRadio   {"radio":id,"track":name,"event":"played"|"skipped"|"rejected"|"removed"|"given"} → {}
/// Radios      {} → {"radios":[{"radio","title","started_at","changed_at","count"}]}, the last one changed first
/// RadioTracks {"radio":id} → {"title","tracks":[…]}, each with its "event"
/// RemoveRadio {"radio":id} → {}
/// Path        {"from":name,"to":name,"length","focus","rules","explain"} → as Radio
/// Mix         {"kind","count","seed","force","settings":{}} → {"kind","title","about","made_at","nothing","lists":[{"title","description","count","covers":[uri],"tracks":[…]}]}:
///             "nothing" says why there are no lists; "covers" are tracks of up to four albums
/// Mixes       {} → {"mixes":[…]}, each kind as above without its "tracks"
/// RefreshMixes {} → {"changed"}: makes those that are no longer of today
/// Search      {"words","count"} → {"tracks":[…],"albums":[{"path","uri","artist","album","count"}]}, at most "count" (20) of each
/// WritePlaylist {"title","tracks":[name],"file","format","player","relative"} → {"path","uri","count"}; without a file it gets one among Taraf's playlists
/// SavePlaylist  {"name","tracks":[name],"origin","replace"} → {}; kept in the library, whatever becomes of the files
/// Playlists     {} → {"playlists":[{"name","origin","count","changed_at"}]}
/// PlaylistTracks {"name"} → {"title","tracks":[…]}, each with "is_gone"
/// RemovePlaylist {"name"} → {};  BringBackPlaylist {"name"} → {"name"}
/// Rate        {"subjects":[name],"rating","feeling"} → {"rated":[{"of","name","path","uri","rating","feeling","changed_at","former":{"rating","feeling"}}]}. A subject is
///             a track, an album's folder or "artist:NAME"; what is left out stays as it was; "rating" 0 and "feeling" "none" take back
/// Ratings     {} → {"ratings":[…]}, the newest first
/// Heard       {"track":name,"at","played","duration","skipped","player","artist","title","album"} → {"recorded":"new"|"known"|"nameless"}; seconds, "at" since the epoch
/// Status      {} → the document of `taraf status`
/// Settings    {} → {"settings":[{"name","about","range","unit","is_kept","values":[{"question","setting","default"}]}]}
/// Cover       {"uri":name} → {"path","uri","of_folder"}: a PNG below the cache folder; {} where there is no picture. "of_folder": it is that of every file beside this one
/// Set         {"name","setting"} → {};  Reset {"name"} → {}
/// Exclusions  {} → {"exclusions":[expression]};  Exclude {"expression"} → {"hidden":count};  Include {"expression"} → {}
/// RemoveRoot  {"folder":name} → {}
///
/// What is left out has the default of the command line; what is unknown or of the wrong kind is InvalidArgument, naming it.
enum class Question { Similar, Radio, StartRadio, MoreRadio, TellRadio, Radios, RadioTracks, RemoveRadio, Mix, Mixes, RefreshMixes, Path, Search, WritePlaylist, SavePlaylist, Playlists,
                      PlaylistTracks, RemovePlaylist, BringBackPlaylist, Rate, Ratings, Heard, Status, Cover, Settings, Set, Reset, Exclusions, Exclude, Include,
                      RemoveRoot };

/// Where questions are answered. The library is opened by the first of them. Threads: any, one call at a time.
class Desk
{
public:
    explicit Desk(Home home) : m_home(std::move(home)) {}

    /// Files that the collection doesn't hold are listened to by a job (taraf-work); what has a picture is read by taraf-probe.
    /// Errors: those of Answers and of the job; Cancelled.
    [[nodiscard]] Result<QJsonObject> answer(Question question, const QJsonObject &asked, const std::stop_token &stop);

    /// Lets go what a cover took: it is not for every minute.
    void rest() { m_covers.reset(); }

private:
    using Ask = Result<QJsonObject> (*)(const answer::Answers &, const QJsonObject &, const std::stop_token &);
    [[nodiscard]] Result<const answer::Answers *> answers();
    [[nodiscard]] Result<QJsonObject> with(Ask ask, const QJsonObject &asked, const std::stop_token &stop);
    [[nodiscard]] Result<QJsonObject> status();

    Home m_home;
    std::optional<answer::Answers> m_answers;
    std::optional<work::Covers> m_covers;
    std::uint64_t m_library = 0; ///< the inode of what they read
};

} // namespace taraf::service
