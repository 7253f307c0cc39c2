function __imagebuilder_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __imagebuilder_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __imagebuilder_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __imagebuilder_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __imagebuilder_parse_tokens -S
    set -l unparsed_tokens (__imagebuilder_tokens -pc)
    switch $unparsed_tokens[1]
    case 'imagebuilder'
        __imagebuilder_parse_subcommand 0 'h/help'
        switch $unparsed_tokens[1]
        case 'build'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'b/build' 'p/pull' 'pull-policy=' 'offline' 'registry=' 'registry-errors=' 'identity=' 'stale-base=' 'git-jobs=' 'a/actions_taken=' 'l/build_log_dir=' 'x/force' 'j/jobs=' 'pull-jobs=' 'timeout=' 'idle-timeout=' 'engine-wait=' 'resume=' 'retries=' 'fail-fast' 'builder=' 'progress=' 'secret=+' 'ssh=+' 'v/verbosity' 'q/quiet' 'd/dry_run' 'g/graph=' 'plan=' 'h/help'
        case 'plan'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'b/build' 'p/pull' 'pull-policy=' 'offline' 'registry=' 'registry-errors=' 'identity=' 'stale-base=' 'git-jobs=' 'v/verbosity' 'q/quiet' 'format=' 'no-engine' 'detailed-exitcode' 'out=' 'h/help'
        case 'explain'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'b/build' 'p/pull' 'pull-policy=' 'offline' 'registry=' 'registry-errors=' 'identity=' 'stale-base=' 'git-jobs=' 'v/verbosity' 'q/quiet' 'no-engine' 'h/help'
        case 'graph'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'b/build' 'p/pull' 'pull-policy=' 'offline' 'registry=' 'registry-errors=' 'identity=' 'stale-base=' 'git-jobs=' 'v/verbosity' 'q/quiet' 'format=' 'no-engine' 'svg=' 'h/help'
        case 'check'
            __imagebuilder_parse_subcommand 0 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'v/verbosity' 'q/quiet' 'format=' 'strict' 'sarif-root=' 'git-jobs=' 'h/help'
        case 'stale'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'b/build' 'p/pull' 'pull-policy=' 'offline' 'registry=' 'registry-errors=' 'identity=' 'stale-base=' 'git-jobs=' 'v/verbosity' 'q/quiet' 'format=' 'no-engine' 'only-platform' 'detailed-exitcode' 'h/help'
        case 'lock'
            __imagebuilder_parse_subcommand -r 1 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'c/container_list=' 'f/filter_images=' 't/build_tag=' 'build-arg=+' 'platform=' 'target=' 'network=' 'cache-from=+' 'hermetic' 'branch-tags' 'v/verbosity' 'q/quiet' 'update' 'check' 'no-engine' 'h/help'
        case 'inspect'
            __imagebuilder_parse_subcommand 0 'h/help'
            switch $unparsed_tokens[1]
            case 'tree'
                __imagebuilder_parse_subcommand 0 'r/repo_root=' 'tree=' 'against=' 'tree-root=' 'format=' 'git-jobs=' 'v/verbosity' 'q/quiet' 'h/help'
            case 'manifest'
                __imagebuilder_parse_subcommand 0 'r/repo_root=' 'groups=' 'format=' 'v/verbosity' 'q/quiet' 'h/help'
            case 'dockerfile'
                __imagebuilder_parse_subcommand -r 1 'build-arg=+' 'target=' 'all-stages' 'platform=' 'format=' 'v/verbosity' 'q/quiet' 'h/help'
            case 'context'
                __imagebuilder_parse_subcommand 1 'dockerfile=' 'ignore-file=' 'largest=' 'exclude-git' 'format=' 'v/verbosity' 'q/quiet' 'h/help'
            case 'reference'
                __imagebuilder_parse_subcommand -r 1 'format=' 'v/verbosity' 'q/quiet' 'h/help'
            end
        case 'push'
            __imagebuilder_parse_subcommand 1 'v/verbosity' 'q/quiet' 'all' 'atomic' 'registry=' 'dry-run' 'j/jobs=' 'retries=' 'h/help'
        case 'promote'
            __imagebuilder_parse_subcommand 1 'v/verbosity' 'q/quiet' 'to=' 'tag=' 'dry-run' 'j/jobs=' 'h/help'
        case 'prune'
            __imagebuilder_parse_subcommand 1 'v/verbosity' 'q/quiet' 'y/yes' 'dry-run' 'h/help'
        case 'help'
            __imagebuilder_parse_subcommand -r 1 
        end
    end
end

function __imagebuilder_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __imagebuilder_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __imagebuilder_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __imagebuilder_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__imagebuilder_tokens -p)
    if test -z "$(__imagebuilder_tokens -t)"
        set -l index (count (__imagebuilder_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'imagebuilder' -f
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'build' -d 'Keep, pull or build every wanted image, tag it, and write down what was done (the default).'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'plan' -d 'Show what would happen to each image and why, without touching anything.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'explain' -d 'Tell why an image is kept, relabelled, pulled or built, down to facts that can be checked.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'graph' -d 'Draw which image needs which, coloured by what would happen to it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'check' -d 'Tell everything that is wrong with the inputs, in one run and without an engine.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'stale' -d 'Tell which images from elsewhere have moved in their registries, and what is built on them.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'lock' -d 'Write down by which digests the images from elsewhere are taken.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'inspect' -d 'Show an input as it is read: the tree, a manifest, Dockerfiles, a build context, image references.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'push' -d 'Push the images that a run built, or gave tags, to their registries, as its actions file says.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'promote' -d 'Give the images of a run, as their registry has them, another tag or another place there.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'prune' -d 'Remove from the engine the images that an actions file names as obsolete, and nothing else.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" b build' -s 'b' -l 'build' -d 'Build every buildable image, without cache, instead of pulling it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" p pull' -s 'p' -l 'pull' -d 'Only pull: an image that would have to be built fails. The same as --pull-policy required.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" pull-policy' -l 'pull-policy' -d 'missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail.' -rfka 'missing never required'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" offline' -l 'offline' -d 'Ask no registry for anything: build what is missing. The same as --pull-policy never.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" registry' -l 'registry' -d 'Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: direct; off with --no-engine)' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" registry-errors' -l 'registry-errors' -d 'What follows for an image that could be built when its registry answers and gives nothing.' -rfka 'fail build'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" identity' -l 'identity' -d 'What proves a present image right: its content\'s digest, or its commit labels alone.' -rfka 'content commit'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" stale-base' -l 'stale-base' -d 'What follows when an external base image has moved.' -rfka 'warn rebuild ignore'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" a actions-taken actions_taken' -s 'a' -l 'actions_taken' -l 'actions-taken' -d 'Write what was done to this YAML file, anew after every step.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" build-log-dir build_log_dir l' -s 'l' -l 'build_log_dir' -l 'build-log-dir' -d 'Keep the output of every build in a file of this folder.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" force x' -s 'x' -l 'force' -d 'Take obsolete tags away even where that deletes the image.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" j jobs' -s 'j' -l 'jobs' -d 'How many images are built at once.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" pull-jobs' -l 'pull-jobs' -d 'How many images are pulled at once.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" timeout' -l 'timeout' -d 'End a build that takes longer, e.g. 90s, 20m, 1h30m.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" idle-timeout' -l 'idle-timeout' -d 'End a build that says nothing for so long.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" engine-wait' -l 'engine-wait' -d 'How long to wait for an engine that goes away in mid-run.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" resume' -l 'resume' -d 'Do only what the run with this actions file left undone, and add to the file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" retries' -l 'retries' -d 'How often a pull is tried again after a failure that may pass.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" fail-fast' -l 'fail-fast' -d 'Start nothing more after the first failure.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" builder' -l 'builder' -d 'Which of the engine\'s builders is used; auto: BuildKit where the engine has it.' -rfka 'auto buildkit classic'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" progress' -l 'progress' -d 'How progress is shown; auto: live on a terminal, else a line a change.' -rfka 'auto tty plain none'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build"' -l 'secret' -d 'A secret for RUN --mount=type=secret; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build"' -l 'ssh' -d 'An ssh agent for RUN --mount=type=ssh; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" d dry-run dry_run' -s 'd' -l 'dry_run' -l 'dry-run' -d 'Only show what would be done, as \'plan\' does.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" g graph' -s 'g' -l 'graph' -d 'Write the graph of the images as Graphviz DOT.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" plan' -l 'plan' -d 'Carry out exactly this plan of \'plan --out\', or refuse where something moved meanwhile.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder build" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" b build' -s 'b' -l 'build' -d 'Build every buildable image, without cache, instead of pulling it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" p pull' -s 'p' -l 'pull' -d 'Only pull: an image that would have to be built fails. The same as --pull-policy required.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" pull-policy' -l 'pull-policy' -d 'missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail.' -rfka 'missing never required'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" offline' -l 'offline' -d 'Ask no registry for anything: build what is missing. The same as --pull-policy never.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" registry' -l 'registry' -d 'Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: direct; off with --no-engine)' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" registry-errors' -l 'registry-errors' -d 'What follows for an image that could be built when its registry answers and gives nothing.' -rfka 'fail build'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" identity' -l 'identity' -d 'What proves a present image right: its content\'s digest, or its commit labels alone.' -rfka 'content commit'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" stale-base' -l 'stale-base' -d 'What follows when an external base image has moved.' -rfka 'warn rebuild ignore'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" format' -l 'format' -d 'How the plan is shown.' -rfka 'table json yaml'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" no-engine' -l 'no-engine' -d 'Decide from the sources alone; ask no engine what it has.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" detailed-exitcode' -l 'detailed-exitcode' -d 'Exit with 2 where there is work to do.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" out' -l 'out' -d 'Store the plan as JSON, for \'build --plan\'.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" b build' -s 'b' -l 'build' -d 'Build every buildable image, without cache, instead of pulling it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" p pull' -s 'p' -l 'pull' -d 'Only pull: an image that would have to be built fails. The same as --pull-policy required.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" pull-policy' -l 'pull-policy' -d 'missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail.' -rfka 'missing never required'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" offline' -l 'offline' -d 'Ask no registry for anything: build what is missing. The same as --pull-policy never.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" registry' -l 'registry' -d 'Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: direct; off with --no-engine)' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" registry-errors' -l 'registry-errors' -d 'What follows for an image that could be built when its registry answers and gives nothing.' -rfka 'fail build'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" identity' -l 'identity' -d 'What proves a present image right: its content\'s digest, or its commit labels alone.' -rfka 'content commit'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" stale-base' -l 'stale-base' -d 'What follows when an external base image has moved.' -rfka 'warn rebuild ignore'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" no-engine' -l 'no-engine' -d 'Decide from the sources alone; ask no engine what it has.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" b build' -s 'b' -l 'build' -d 'Build every buildable image, without cache, instead of pulling it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" p pull' -s 'p' -l 'pull' -d 'Only pull: an image that would have to be built fails. The same as --pull-policy required.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" pull-policy' -l 'pull-policy' -d 'missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail.' -rfka 'missing never required'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" offline' -l 'offline' -d 'Ask no registry for anything: build what is missing. The same as --pull-policy never.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" registry' -l 'registry' -d 'Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: direct; off with --no-engine)' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" registry-errors' -l 'registry-errors' -d 'What follows for an image that could be built when its registry answers and gives nothing.' -rfka 'fail build'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" identity' -l 'identity' -d 'What proves a present image right: its content\'s digest, or its commit labels alone.' -rfka 'content commit'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" stale-base' -l 'stale-base' -d 'What follows when an external base image has moved.' -rfka 'warn rebuild ignore'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" format' -l 'format' -d 'The language of the drawing.' -rfka 'dot mermaid json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" no-engine' -l 'no-engine' -d 'Decide from the sources alone; ask no engine what it has.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" svg' -l 'svg' -d 'Write a picture to this file instead, drawn by Graphviz.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder graph" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" format' -l 'format' -d 'How the findings are shown; SARIF is what code hosts show beside the lines.' -rfka 'text json sarif'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" strict' -l 'strict' -d 'Let warnings count as errors for the exit status.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" sarif-root' -l 'sarif-root' -d 'The folder that file addresses in SARIF are relative to (default: the tree\'s root).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" b build' -s 'b' -l 'build' -d 'Build every buildable image, without cache, instead of pulling it.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" p pull' -s 'p' -l 'pull' -d 'Only pull: an image that would have to be built fails. The same as --pull-policy required.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" pull-policy' -l 'pull-policy' -d 'missing: pull what the engine lacks, else build it; never: build it; required: pull it or fail.' -rfka 'missing never required'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" offline' -l 'offline' -d 'Ask no registry for anything: build what is missing. The same as --pull-policy never.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" registry' -l 'registry' -d 'Who asks registries what they hold, before anything is decided: direct: this program, or the engine where a registry cannot be reached from here; engine: the engine; off: nobody, so only a pull finds out. (default: direct; off with --no-engine)' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" registry-errors' -l 'registry-errors' -d 'What follows for an image that could be built when its registry answers and gives nothing.' -rfka 'fail build'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" identity' -l 'identity' -d 'What proves a present image right: its content\'s digest, or its commit labels alone.' -rfka 'content commit'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" stale-base' -l 'stale-base' -d 'What follows when an external base image has moved.' -rfka 'warn rebuild ignore'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" format' -l 'format' -d 'How the bases are shown.' -rfka 'table json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" no-engine' -l 'no-engine' -d 'Ask no engine what it has.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" only-platform' -l 'only-platform' -d 'Pass over what moved for other platforms than the engine\'s only.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" detailed-exitcode' -l 'detailed-exitcode' -d 'Exit with 2 where a base has moved.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder stale" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" c container-list container_list' -s 'c' -l 'container_list' -l 'container-list' -d 'The YAML list of images.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" f filter-images filter_images' -s 'f' -l 'filter_images' -l 'filter-images' -d 'A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" build-tag build_tag t' -s 't' -l 'build_tag' -l 'build-tag' -d 'The tag for every image, in place of the list\'s docker_build_tag.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock"' -l 'build-arg' -d 'A build argument for every image; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" platform' -l 'platform' -d 'The platform of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" target' -l 'target' -d 'The stage to build of images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" network' -l 'network' -d 'The network of RUN for images whose entry names none.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock"' -l 'cache-from' -d 'A cache for images whose entry names none; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" hermetic' -l 'hermetic' -d 'Leave files that git ignores out of every build context.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" branch-tags' -l 'branch-tags' -d 'Tag images that are built clean with their branch and git tags, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" update' -l 'update' -d 'Look up anew what is locked: the bases that are named, else all.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" check' -l 'check' -d 'Write nothing and ask nobody: tell whether the lock file names what the list needs.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" no-engine' -l 'no-engine' -d 'Ask the registries from here only, and not through the engine.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder lock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder inspect" -eq 1' -fa 'tree' -d 'Show the projects of the tree, and what git says of each.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder inspect" -eq 1' -fa 'manifest' -d 'Show the projects of a checkout, with includes, local manifests and all changes in effect.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder inspect" -eq 1' -fa 'dockerfile' -d 'Show the stages of Dockerfiles and the external images that they need.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder inspect" -eq 1' -fa 'context' -d 'Show every entry of a build context that a build would be sent, and their sizes.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_positional "imagebuilder inspect" -eq 1' -fa 'reference' -d 'Show how docker understands image references: registry, repository, tag, digest.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The root of the tree, or the file that describes it (default: the nearest folder upwards that holds a tree, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" tree' -l 'tree' -d 'What kind of tree it is.' -rfka 'auto repo git submodules west repos table'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" against' -l 'against' -d 'What a single repository is compared with (default: what its branch follows, else HEAD).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" tree-root' -l 'tree-root' -d 'Where the projects of a .repos file or a table lie, relative to that file.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" format' -l 'format' -d 'How the projects are shown.' -rfka 'table json yaml'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" git-jobs' -l 'git-jobs' -d 'How many projects git is asked about at once, 1 to 64 (default: by the number of processors).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect tree" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest" r repo-root repo_root' -s 'r' -l 'repo_root' -l 'repo-root' -d 'The repo checkout: the folder that holds .repo (default: the nearest one upwards, else ..).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest" groups' -l 'groups' -d 'Only the projects of these groups, as \'repo init -g\' takes them (default: all projects).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest" format' -l 'format' -d 'How the projects are shown.' -rfka 'table json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect manifest" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile"' -l 'build-arg' -d 'A build argument; may be repeated.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" target' -l 'target' -d 'The stage to build (default: the last one).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" all-stages' -l 'all-stages' -d 'Show the images of stages that the target does not need, too.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" platform' -l 'platform' -d 'The platform to build for (default: linux/amd64).' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" format' -l 'format' -d 'How the Dockerfiles are shown.' -rfka 'table json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect dockerfile" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" dockerfile' -l 'dockerfile' -d 'The Dockerfile, relative to the folder.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" ignore-file' -l 'ignore-file' -d 'The ignore file, in place of the one that docker would take.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" largest' -l 'largest' -d 'Show the largest folders first, this many of them.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" exclude-git' -l 'exclude-git' -d 'Leave \'.git\' out, as imagebuilder\'s own builds do.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" format' -l 'format' -d 'How the entries are shown.' -rfka 'table json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect context" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect reference" format' -l 'format' -d 'How the parts are shown.' -rfka 'table json'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect reference"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect reference" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder inspect reference" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" all' -l 'all' -d 'Push also what the run kept or pulled, and not only what its registry lacks.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" atomic' -l 'atomic' -d 'Give no image any other tag before the first tags of all are in their registries.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" registry' -l 'registry' -d 'Who writes the other tags of an image that its registry has: direct: this program, where it can reach the registry; engine: the engine.' -rfka 'direct engine off'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" dry-run' -l 'dry-run' -d 'Only show what would be pushed, in which order.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" j jobs' -l 'jobs' -s 'j' -d 'How many images are pushed at once.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" retries' -l 'retries' -d 'How often a push is tried again after a failure that may pass.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" to' -l 'to' -d 'Below which prefix the images are to be, of the registry that they are in.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" tag' -l 'tag' -d 'A tag for all of them.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" dry-run' -l 'dry-run' -d 'Only show what would get which name.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" j jobs' -l 'jobs' -s 'j' -d 'How many images are worked on at once.' -rfka ''
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder promote" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder prune"' -s 'v' -l 'verbosity' -l 'verbose' -d 'Say more; -vv says everything, the output of builds included.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder prune" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but errors and the result.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder prune" y yes' -l 'yes' -s 'y' -d 'Do not ask.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder prune" dry-run' -l 'dry-run' -d 'Only show what would be removed.'
complete -c 'imagebuilder' -n '__imagebuilder_should_offer_completions_for_flags_or_options "imagebuilder prune" h help' -s 'h' -l 'help' -d 'Show help information.'