#compdef imagebuilder

__imagebuilder_complete() {
    local -ar non_empty_completions=("${@:#(|:*)}")
    local -ar empty_completions=("${(M)@:#(|:*)}")
    _describe -V '' non_empty_completions -- empty_completions -P $'\'\''
}

__imagebuilder_custom_complete() {
    local -a completions
    completions=("${(@f)"$("${command_name}" "${@}" "${command_line[@]}")"}")
    if [[ "${#completions[@]}" -gt 1 ]]; then
        __imagebuilder_complete "${completions[@]:0:-1}"
    fi
}

__imagebuilder_cursor_index_in_current_word() {
    if [[ -z "${QIPREFIX}${IPREFIX}${PREFIX}" ]]; then
        printf 0
    else
        printf %s "${#${(z)LBUFFER}[-1]}"
    fi
}

_imagebuilder() {
    emulate -RL zsh -G
    setopt extendedglob nullglob numericglobsort
    unsetopt aliases banghist

    local -xr SAP_SHELL=zsh
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(builtin emulate zsh -c 'printf %s "${ZSH_VERSION}"')"
    local -r SAP_SHELL_VERSION

    local context state state_descr line
    local -A opt_args

    local -r command_name="${words[1]}"
    local -ar command_line=("${words[@]}")
    local -ir current_word_index="$((CURRENT - 1))"

    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'build:Keep, pull or build every wanted image, tag it, and write down what was done (the default).'
            'plan:Show what would happen to each image and why, without touching anything.'
            'explain:Tell why an image is kept, relabelled, pulled or built, down to facts that can be checked.'
            'graph:Draw which image needs which, coloured by what would happen to it.'
            'check:Tell everything that is wrong with the inputs, in one run and without an engine.'
            'stale:Tell which images from elsewhere have moved in their registries, and what is built on them.'
            'lock:Write down by which digests the images from elsewhere are taken.'
            'init:Write a first image list for a tree, from the Dockerfiles that git tracks.'
            'affected:Tell which images differ between two states of the tree, and why, from git'\''s objects alone.'
            'inspect:Show an input as it is read: the tree, a manifest, Dockerfiles, a build context, image references.'
            'push:Push the images that a run built, or gave tags, to their registries, as its actions file says.'
            'promote:Give the images of a run, as their registry has them, another tag or another place there.'
            'prune:Remove from the engine the images that an actions file names as obsolete, and nothing else.'
            'doctor:Look at everything outside of the files that a run needs, and say each remedy.'
            'help:Show subcommand help information.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        build|plan|explain|graph|check|stale|lock|init|affected|inspect|push|promote|prune|doctor|help)
            "_imagebuilder_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_imagebuilder_build() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___pull_policy=('missing' 'never' 'required')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar ___registry_errors=('fail' 'build')
    local -ar ___identity=('content' 'commit')
    local -ar ___stale_base=('warn' 'rebuild' 'ignore')
    local -ar ___builder=('auto' 'buildkit' 'classic')
    local -ar ___context_times=('content' 'fixed')
    local -ar ___progress=('auto' 'tty' 'plain' 'json' 'none')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '*:image:{__imagebuilder_custom_complete ---completion build -- positional@0 "${current_word_index}" "$(__imagebuilder_cursor_index_in_current_word)"}'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '(-b --build)'{-b,--build}'[Build every buildable image, without cache, instead of pulling it.]'
        '(-p --pull)'{-p,--pull}'[Only pull\: an image that would have to be built fails. The same as --pull-policy required.]'
        '--pull-policy[missing\: pull what the engine lacks, else build it; never\: build it; required\: pull it or fail.]:pull-policy:{__imagebuilder_complete "${___pull_policy[@]}"}'
        '--offline[Ask no registry for anything\: build what is missing. The same as --pull-policy never.]'
        '--registry[Who asks registries what they hold, before anything is decided\: direct\: this program, or the engine where a registry cannot be reached from here; engine\: the engine; off\: nobody, so only a pull finds out. (default\: direct; off with --no-engine)]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--registry-errors[What follows for an image that could be built when its registry answers and gives nothing.]:registry-errors:{__imagebuilder_complete "${___registry_errors[@]}"}'
        '--identity[What proves a present image right\: its content'\''s digest, or its commit labels alone.]:identity:{__imagebuilder_complete "${___identity[@]}"}'
        '--stale-base[What follows when an external base image has moved.]:stale-base:{__imagebuilder_complete "${___stale_base[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '(-a --actions_taken --actions-taken)'{-a,--actions_taken,--actions-taken}'[Write what was done to this YAML file, anew after every step.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-l --build_log_dir --build-log-dir)'{-l,--build_log_dir,--build-log-dir}'[Keep the output of every build in a file of this folder.]:dir:_files -/'
        '(-x --force)'{-x,--force}'[Take obsolete tags away even where that deletes the image.]'
        '(-j --jobs)'{-j,--jobs}'[How many images are built at once.]:jobs:'
        '--pull-jobs[How many images are pulled at once.]:pull-jobs:'
        '--timeout[End a build that takes longer, e.g. 90s, 20m, 1h30m.]:time:'
        '--idle-timeout[End a build that says nothing for so long.]:time:'
        '--engine-wait[How long to wait for an engine that goes away in mid-run.]:time:'
        '--resume[Do only what the run with this actions file left undone, and add to the file.]:file:_files -g '\''*.yml *.yaml'\'''
        '--retries[How often a pull is tried again after a failure that may pass.]:retries:'
        '--fail-fast[Start nothing more after the first failure.]'
        '--builder[Which of the engine'\''s builders is used; auto\: BuildKit where the engine has it.]:builder:{__imagebuilder_complete "${___builder[@]}"}'
        '--context-times[What BuildKit gets as the times of files; content\: made of what is in them; fixed\: one for all, and all is sent.]:times:{__imagebuilder_complete "${___context_times[@]}"}'
        '--progress[How progress is shown; auto\: live on a terminal, else a line a change (plain); json\: an event a line.]:progress:{__imagebuilder_complete "${___progress[@]}"}'
        '*--secret[A secret for RUN --mount=type=secret; may be repeated.]:id=name\[,src=file|,env=variable\]:'
        '*--ssh[An ssh agent for RUN --mount=type=ssh; may be repeated.]:default|name\[=socket\]:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '(-d --dry_run --dry-run)'{-d,--dry_run,--dry-run}'[Only show what would be done, as '\''plan'\'' does.]'
        '(-g --graph)'{-g,--graph}'[Write the graph of the images as Graphviz DOT.]:file:_files -g '\''*.dot'\'''
        '--summary-file[Write plan, results, failures and the graph as Markdown, for a CI job ($GITHUB_STEP_SUMMARY).]:file:_files -g '\''*.md'\'''
        '--plan[Carry out exactly this plan of '\''plan --out'\'', or refuse where something moved meanwhile.]:file:_files -g '\''*.json'\'''
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_plan() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___pull_policy=('missing' 'never' 'required')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar ___registry_errors=('fail' 'build')
    local -ar ___identity=('content' 'commit')
    local -ar ___stale_base=('warn' 'rebuild' 'ignore')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('table' 'json' 'yaml')
    local -ar arg_specs=(
        '*:image:{__imagebuilder_custom_complete ---completion plan -- positional@0 "${current_word_index}" "$(__imagebuilder_cursor_index_in_current_word)"}'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '(-b --build)'{-b,--build}'[Build every buildable image, without cache, instead of pulling it.]'
        '(-p --pull)'{-p,--pull}'[Only pull\: an image that would have to be built fails. The same as --pull-policy required.]'
        '--pull-policy[missing\: pull what the engine lacks, else build it; never\: build it; required\: pull it or fail.]:pull-policy:{__imagebuilder_complete "${___pull_policy[@]}"}'
        '--offline[Ask no registry for anything\: build what is missing. The same as --pull-policy never.]'
        '--registry[Who asks registries what they hold, before anything is decided\: direct\: this program, or the engine where a registry cannot be reached from here; engine\: the engine; off\: nobody, so only a pull finds out. (default\: direct; off with --no-engine)]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--registry-errors[What follows for an image that could be built when its registry answers and gives nothing.]:registry-errors:{__imagebuilder_complete "${___registry_errors[@]}"}'
        '--identity[What proves a present image right\: its content'\''s digest, or its commit labels alone.]:identity:{__imagebuilder_complete "${___identity[@]}"}'
        '--stale-base[What follows when an external base image has moved.]:stale-base:{__imagebuilder_complete "${___stale_base[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[How the plan is shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--no-engine[Decide from the sources alone; ask no engine what it has.]'
        '--detailed-exitcode[Exit with 2 where there is work to do; with --diff, where the plans differ.]'
        '--out[Store the plan as JSON, for '\''build --plan'\''.]:file:_files -g '\''*.json'\'''
        '--diff[Show what this plan decides otherwise than an earlier one, of --out or --format json.]:file:_files -g '\''*.json'\'''
        '--summary-file[Write plan, results, failures and the graph as Markdown, for a CI job ($GITHUB_STEP_SUMMARY).]:file:_files -g '\''*.md'\'''
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_explain() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___pull_policy=('missing' 'never' 'required')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar ___registry_errors=('fail' 'build')
    local -ar ___identity=('content' 'commit')
    local -ar ___stale_base=('warn' 'rebuild' 'ignore')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '*:image:{__imagebuilder_custom_complete ---completion explain -- positional@0 "${current_word_index}" "$(__imagebuilder_cursor_index_in_current_word)"}'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '(-b --build)'{-b,--build}'[Build every buildable image, without cache, instead of pulling it.]'
        '(-p --pull)'{-p,--pull}'[Only pull\: an image that would have to be built fails. The same as --pull-policy required.]'
        '--pull-policy[missing\: pull what the engine lacks, else build it; never\: build it; required\: pull it or fail.]:pull-policy:{__imagebuilder_complete "${___pull_policy[@]}"}'
        '--offline[Ask no registry for anything\: build what is missing. The same as --pull-policy never.]'
        '--registry[Who asks registries what they hold, before anything is decided\: direct\: this program, or the engine where a registry cannot be reached from here; engine\: the engine; off\: nobody, so only a pull finds out. (default\: direct; off with --no-engine)]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--registry-errors[What follows for an image that could be built when its registry answers and gives nothing.]:registry-errors:{__imagebuilder_complete "${___registry_errors[@]}"}'
        '--identity[What proves a present image right\: its content'\''s digest, or its commit labels alone.]:identity:{__imagebuilder_complete "${___identity[@]}"}'
        '--stale-base[What follows when an external base image has moved.]:stale-base:{__imagebuilder_complete "${___stale_base[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--no-engine[Decide from the sources alone; ask no engine what it has.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_graph() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___pull_policy=('missing' 'never' 'required')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar ___registry_errors=('fail' 'build')
    local -ar ___identity=('content' 'commit')
    local -ar ___stale_base=('warn' 'rebuild' 'ignore')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('dot' 'mermaid' 'json')
    local -ar arg_specs=(
        '*:image:{__imagebuilder_custom_complete ---completion graph -- positional@0 "${current_word_index}" "$(__imagebuilder_cursor_index_in_current_word)"}'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '(-b --build)'{-b,--build}'[Build every buildable image, without cache, instead of pulling it.]'
        '(-p --pull)'{-p,--pull}'[Only pull\: an image that would have to be built fails. The same as --pull-policy required.]'
        '--pull-policy[missing\: pull what the engine lacks, else build it; never\: build it; required\: pull it or fail.]:pull-policy:{__imagebuilder_complete "${___pull_policy[@]}"}'
        '--offline[Ask no registry for anything\: build what is missing. The same as --pull-policy never.]'
        '--registry[Who asks registries what they hold, before anything is decided\: direct\: this program, or the engine where a registry cannot be reached from here; engine\: the engine; off\: nobody, so only a pull finds out. (default\: direct; off with --no-engine)]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--registry-errors[What follows for an image that could be built when its registry answers and gives nothing.]:registry-errors:{__imagebuilder_complete "${___registry_errors[@]}"}'
        '--identity[What proves a present image right\: its content'\''s digest, or its commit labels alone.]:identity:{__imagebuilder_complete "${___identity[@]}"}'
        '--stale-base[What follows when an external base image has moved.]:stale-base:{__imagebuilder_complete "${___stale_base[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[The language of the drawing.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--no-engine[Decide from the sources alone; ask no engine what it has.]'
        '--svg[Write a picture to this file instead, drawn by Graphviz.]:file:_files -g '\''*.svg'\'''
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_check() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('text' 'json' 'sarif' 'github' 'gitlab' 'junit')
    local -ar ___ignore=('bad-boolean' 'project-replaced' 'relative-fetch' 'unlisted-submodule' 'unrecorded-submodule' 'unresolved-url' 'repeated-entry' 'build-tag-claimed-twice' 'several-checkouts' 'component-argument-taken' 'unused-build-arg' 'whitelisted-twice' 'whitelist-tag-ignored' 'listed-base-other-tag' 'base-like-listed' 'build-tag-outside-lists' 'untagged-listed-base' 'unpinned-base' 'unneeded-base' 'sources-unknown' 'dockerfile-leaves-context' 'argument-before-from' 'missing-labels' 'ignore-file-not-read' 'ignore-comment' 'ignored-files-in-context' 'symlink-leaves-context' 'component-hides-files' 'component-adds-nothing' 'special-files-in-context' 'lfs-pointer' 'project-in-context' 'missing-copy-source' 'ignored-copy-source' 'git-not-in-context')
    local -ar arg_specs=(
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[How the findings are shown; sarif, github (annotations) and gitlab (code quality) are what code hosts show beside the lines, junit is what CI services show as tests.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--strict[Let warnings count as errors for the exit status.]'
        '*--ignore[Pass over warnings of this rule; may be repeated.]:rule:{__imagebuilder_complete "${___ignore[@]}"}'
        '(--report-root --sarif-root)'{--report-root,--sarif-root}'[The folder that paths in sarif, github, gitlab and junit are relative to (default\: the tree'\''s root).]:dir:_files -/'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_stale() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___pull_policy=('missing' 'never' 'required')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar ___registry_errors=('fail' 'build')
    local -ar ___identity=('content' 'commit')
    local -ar ___stale_base=('warn' 'rebuild' 'ignore')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('table' 'json')
    local -ar arg_specs=(
        '*:image:{__imagebuilder_custom_complete ---completion stale -- positional@0 "${current_word_index}" "$(__imagebuilder_cursor_index_in_current_word)"}'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '(-b --build)'{-b,--build}'[Build every buildable image, without cache, instead of pulling it.]'
        '(-p --pull)'{-p,--pull}'[Only pull\: an image that would have to be built fails. The same as --pull-policy required.]'
        '--pull-policy[missing\: pull what the engine lacks, else build it; never\: build it; required\: pull it or fail.]:pull-policy:{__imagebuilder_complete "${___pull_policy[@]}"}'
        '--offline[Ask no registry for anything\: build what is missing. The same as --pull-policy never.]'
        '--registry[Who asks registries what they hold, before anything is decided\: direct\: this program, or the engine where a registry cannot be reached from here; engine\: the engine; off\: nobody, so only a pull finds out. (default\: direct; off with --no-engine)]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--registry-errors[What follows for an image that could be built when its registry answers and gives nothing.]:registry-errors:{__imagebuilder_complete "${___registry_errors[@]}"}'
        '--identity[What proves a present image right\: its content'\''s digest, or its commit labels alone.]:identity:{__imagebuilder_complete "${___identity[@]}"}'
        '--stale-base[What follows when an external base image has moved.]:stale-base:{__imagebuilder_complete "${___stale_base[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[How the bases are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--no-engine[Ask no engine what it has.]'
        '--only-platform[Pass over what moved for other platforms than the engine'\''s only.]'
        '--detailed-exitcode[Exit with 2 where a base has moved.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_lock() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '*:base:'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--update[Look up anew what is locked\: the bases that are named, else all.]'
        '--check[Write nothing and ask nobody\: tell whether the lock file names what the list needs.]'
        '--no-engine[Ask the registries from here only, and not through the engine.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_init() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-o --output)'{-o,--output}'[The file to write; - is the standard output, and then nothing is checked.]:file:'
        '--prefix[What the names begin with\: a registry, a team, or both.]:name:'
        '(-t --build-tag)'{-t,--build-tag}'[The docker_build_tag (default\: the one that the Dockerfiles name each other by, else candidate).]:tag:'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_affected() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('table' 'json' 'markdown' 'names')
    local -ar arg_specs=(
        '--from[The earlier state.]:state:'
        '--to[The later state.]:state:'
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[How the images are shown; names are those of images to be made anew, one a line.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--detailed-exitcode[Exit with 2 where an image is affected.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_inspect() {
    local -i ret=1
    local -ar arg_specs=(
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
        '(-): :->command'
        '(-)*:: :->arg'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0
    case "${state}" in
    command)
        local -ar subcommands=(
            'tree:Show the projects of the tree, and what git says of each.'
            'manifest:Show the projects of a checkout, with includes, local manifests and all changes in effect.'
            'dockerfile:Show the stages of Dockerfiles and the external images that they need.'
            'context:Show every entry of a build context that a build would be sent, and their sizes.'
            'reference:Show how docker understands image references: registry, repository, tag, digest.'
        )
        _describe -V subcommand subcommands && ret=0
        ;;
    arg)
        case "${words[1]}" in
        tree|manifest|dockerfile|context|reference)
            "_imagebuilder_inspect_${words[1]}" && ret=0
            ;;
        esac
        ;;
    esac

    return "${ret}"
}

_imagebuilder_inspect_tree() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___format=('table' 'json' 'yaml')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '--format[How the projects are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--git-jobs[How many projects git is asked about at once, 1 to 64 (default\: by the number of processors).]:n:'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_inspect_manifest() {
    local -i ret=1
    local -ar ___format=('table' 'json')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The repo checkout\: the folder that holds .repo (default\: the nearest one upwards, else ..).]:dir:'
        '--groups[Only the projects of these groups, as '\''repo init -g'\'' takes them (default\: all projects).]:selection:'
        '--format[How the projects are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_inspect_dockerfile() {
    local -i ret=1
    local -ar ___format=('table' 'json')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '*:file:'
        '*--build-arg[A build argument; may be repeated.]:name=value:'
        '--target[The stage to build (default\: the last one).]:stage:'
        '--all-stages[Show the images of stages that the target does not need, too.]'
        '--platform[The platform to build for (default\: linux/amd64).]:os/arch:'
        '--format[How the Dockerfiles are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_inspect_context() {
    local -i ret=1
    local -ar ___format=('table' 'json')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        ':dir:'
        '--dockerfile[The Dockerfile, relative to the folder.]:name:'
        '--ignore-file[The ignore file, in place of the one that docker would take.]:file:'
        '--largest[Show the largest folders first, this many of them.]:n:'
        '--exclude-git[Leave '\''.git'\'' out, as imagebuilder'\''s own builds do.]'
        '--format[How the entries are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_inspect_reference() {
    local -i ret=1
    local -ar ___format=('table' 'json')
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        '*:ref:'
        '--format[How the parts are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_push() {
    local -i ret=1
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___registry=('direct' 'engine' 'off')
    local -ar arg_specs=(
        ':file:_files -g '\''*.yml *.yaml'\'''
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--all[Push also what the run kept or pulled, and not only what its registry lacks.]'
        '--atomic[Give no image any other tag before the first tags of all are in their registries.]'
        '--registry[Who writes the other tags of an image that its registry has\: direct\: this program, where it can reach the registry; engine\: the engine.]:registry:{__imagebuilder_complete "${___registry[@]}"}'
        '--dry-run[Only show what would be pushed, in which order.]'
        '(--jobs -j)'{--jobs,-j}'[How many images are pushed at once.]:jobs:'
        '--retries[How often a push is tried again after a failure that may pass.]:retries:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_promote() {
    local -i ret=1
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        ':file:_files -g '\''*.yml *.yaml'\'''
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--to[Below which prefix the images are to be, of the registry that they are in.]:registry/prefix:'
        '--tag[A tag for all of them.]:tag:'
        '--dry-run[Only show what would get which name.]'
        '(--jobs -j)'{--jobs,-j}'[How many images are worked on at once.]:jobs:'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_prune() {
    local -i ret=1
    local -ar ___color=('auto' 'always' 'never')
    local -ar arg_specs=(
        ':file:_files -g '\''*.yml *.yaml'\'''
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '(--yes -y)'{--yes,-y}'[Do not ask.]'
        '--dry-run[Only show what would be removed.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_doctor() {
    local -i ret=1
    local -ar ___tree=('auto' 'repo' 'git' 'submodules' 'west' 'repos' 'table')
    local -ar ___platform=('linux/amd64' 'linux/arm64' 'linux/arm/v7' 'linux/ppc64le' 'linux/riscv64' 'linux/s390x')
    local -ar ___network=('default' 'none' 'host')
    local -ar ___color=('auto' 'always' 'never')
    local -ar ___format=('text' 'json')
    local -ar arg_specs=(
        '(-r --repo_root --repo-root)'{-r,--repo_root,--repo-root}'[The root of the tree, or the file that describes it (default\: the nearest folder upwards that holds a tree, else ..).]:dir:_files -/'
        '--tree[What kind of tree it is.]:tree:{__imagebuilder_complete "${___tree[@]}"}'
        '--against[What a single repository is compared with (default\: what its branch follows, else HEAD).]:revision:'
        '--tree-root[Where the projects of a .repos file or a table lie, relative to that file.]:dir:_files -/'
        '(-c --container_list --container-list)'{-c,--container_list,--container-list}'[The YAML list of images.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-f --filter_images --filter-images)'{-f,--filter_images,--filter-images}'[A YAML file whose docker_image_whitelist says which images are wanted; - is the standard input.]:file:_files -g '\''*.yml *.yaml'\'''
        '(-t --build_tag --build-tag)'{-t,--build_tag,--build-tag}'[The tag for every image, in place of the list'\''s docker_build_tag.]:tag:'
        '*--build-arg[A build argument for every image; may be repeated.]:name=value:'
        '--platform[The platform of images whose entry names none.]:os/arch:{__imagebuilder_complete "${___platform[@]}"}'
        '--target[The stage to build of images whose entry names none.]:stage:'
        '--network[The network of RUN for images whose entry names none.]:mode:{__imagebuilder_complete "${___network[@]}"}'
        '*--cache-from[A cache for images whose entry names none; may be repeated.]:image:'
        '--hermetic[Leave files that git ignores out of every build context.]'
        '--branch-tags[Tag images that are built clean with their branch and git tags, too.]'
        '*'{-v,--verbosity,--verbose}'[Say more; -vv says everything, the output of builds included.]'
        '(--quiet -q)'{--quiet,-q}'[Say nothing but errors and the result.]'
        '--color[Whether results have colours; auto\: on a terminal, unless NO_COLOR is set.]:color:{__imagebuilder_complete "${___color[@]}"}'
        '--no-config[Do not read .imagebuilder.yml beside the tree, in which every option has a key; IMAGEBUILDER_<OPTION> counts more.]'
        '--format[How the findings are shown.]:format:{__imagebuilder_complete "${___format[@]}"}'
        '--no-engine[Look at no engine.]'
        '--push[Ask also whether what can be built may be pushed\: an upload is begun, and taken back.]'
        '--version[Show the version.]'
        '(-h --help)'{-h,--help}'[Show help information.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

_imagebuilder_help() {
    local -i ret=1
    local -ar arg_specs=(
        '*:subcommands:'
        '--version[Show the version.]'
    )
    _arguments -w -s -S : "${arg_specs[@]}" && ret=0

    return "${ret}"
}

if [[ "${funcstack[1]}" = _imagebuilder ]]; then
    _imagebuilder "${@}"
else
    compdef _imagebuilder imagebuilder
fi