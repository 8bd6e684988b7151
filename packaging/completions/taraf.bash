# Completion of taraf for bash: commands, options, files, and tracks and albums of the library by their names.
_taraf()
{
    local current=${COMP_WORDS[COMP_CWORD]} files line text matches=0
    local -a lines
    # What was typed may hold backslashes and quotes that the shell would take away.
    local typed=${current//\\/}
    typed=${typed#[\"\']}
    mapfile -t lines < <(taraf complete -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$typed" 2> /dev/null)
    files=${lines[0]-none}
    COMPREPLY=()
    for line in "${lines[@]:1}"; do
        text=${line%%$'\t'*}
        if [[ $text == "$typed"* ]]; then
            COMPREPLY+=("$text")
        else
            COMPREPLY+=("$text")
            matches=$((matches + 1))
        fi
    done
    case $files in
        files) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$typed") ;;
        folders) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$typed") ;;
    esac
    [[ $files == none ]] || compopt -o filenames 2> /dev/null
    # Names that don't begin with what was typed replace it only where there is no choice.
    if ((matches > 0 && ${#COMPREPLY[@]} > 1)); then COMPREPLY+=('' ' '); fi
}
complete -F _taraf taraf
