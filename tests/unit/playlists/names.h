/// @file File names that players and formats stumble over.
#pragma once

#include <string>
#include <vector>

namespace taraf::playlists {

inline const std::vector<std::string> &hostileNames()
{
    static const std::vector<std::string> names{
        "plain.mp3",
        "two words.mp3",
        " leading space.mp3",
        "trailing space.mp3 ",
        "trailing dot.",
        "#1 hit.mp3",
        "really?.mp3",
        "ends in ?1",
        "100%.mp3",
        "literal %20 here.mp3",
        "back\\slash.mp3",
        "[brackets].mp3",
        "{braces} <angles> & \"quotes\".mp3",
        "it's.mp3",
        "ab:c.mp3",
        "http:/not a uri.mp3",
        "a - b - c.mp3",
        "new\nline.mp3",
        "carriage\rreturn.mp3",
        "tab\there.mp3",
        "\x01\x1F\x7F.mp3",
        "na\xC3\xAFve.mp3",
        "nai\xCC\x88ve.mp3",
        "\xFF\xFE latin \xE9.mp3",
        "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D \xE2\x80\xAE" "3pm.exe.mp3",
        "\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E.mp3",
        "\xF0\x9F\x8E\xB6.mp3",
        "\xEF\xBB\xBF" "mark.mp3",
        "ends in nbsp.mp3\xC2\xA0",
        "comma, semicolon; equals=.mp3",
        "]]>.mp3",
        "~tilde+plus$dollar@at!*.mp3",
        "C:\\Music\\a.mp3",
        "-dash.mp3",
        "...",
        "File1=x",
        "[playlist]",
    };
    return names;
}

} // namespace taraf::playlists
