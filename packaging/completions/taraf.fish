# Completion of taraf for fish: commands, options, files, and tracks and albums of the library by their names.
function __taraf_complete
    set -l words (commandline -opc) (commandline -ct)
    set -l lines (taraf complete -- $words[2..-1] 2>/dev/null)
    for line in $lines[2..-1]
        echo $line
    end
    switch "$lines[1]"
        case files
            __fish_complete_path (commandline -ct)
        case folders
            __fish_complete_directories (commandline -ct)
    end
end
complete -c taraf -f -a '(__taraf_complete)'
