#!/bin/bash

__imagebuilder_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__imagebuilder_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__imagebuilder_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__imagebuilder_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_imagebuilder() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=()
    __imagebuilder_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    build|plan|explain|graph|check|stale|lock|init|affected|inspect|push|promote|prune|doctor|help)
        # Offer subcommand argument completions
        "_imagebuilder_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'build plan explain graph check stale lock init affected inspect push promote prune doctor help' -- "${cur}"))
        ;;
    esac
}

_imagebuilder_build() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags -b --build -p --pull --offline -x --force --fail-fast --quiet -q --no-config -d --dry_run --dry-run --version -h --help)
    repeating_options=(--build-arg --cache-from --secret --ssh)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --pull-policy --registry --registry-errors --identity --stale-base --git-jobs -a --actions_taken --actions-taken -l --build_log_dir --build-log-dir -j --jobs --pull-jobs --timeout --idle-timeout --engine-wait --resume --retries --builder --context-times --progress --color -g --graph --summary-file --plan)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--pull-policy')
        __imagebuilder_add_completions -W 'missing'$'\n''never'$'\n''required'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--registry-errors')
        __imagebuilder_add_completions -W 'fail'$'\n''build'
        return
        ;;
    '--identity')
        __imagebuilder_add_completions -W 'content'$'\n''commit'
        return
        ;;
    '--stale-base')
        __imagebuilder_add_completions -W 'warn'$'\n''rebuild'$'\n''ignore'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '-a'|'--actions_taken'|'--actions-taken')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-l'|'--build_log_dir'|'--build-log-dir')
        __imagebuilder_add_completions -d
        return
        ;;
    '-j'|'--jobs')
        return
        ;;
    '--pull-jobs')
        return
        ;;
    '--timeout')
        return
        ;;
    '--idle-timeout')
        return
        ;;
    '--engine-wait')
        return
        ;;
    '--resume')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '--retries')
        return
        ;;
    '--builder')
        __imagebuilder_add_completions -W 'auto'$'\n''buildkit'$'\n''classic'
        return
        ;;
    '--context-times')
        __imagebuilder_add_completions -W 'content'$'\n''fixed'
        return
        ;;
    '--progress')
        __imagebuilder_add_completions -W 'auto'$'\n''tty'$'\n''plain'$'\n''json'$'\n''none'
        return
        ;;
    '--secret')
        return
        ;;
    '--ssh')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '-g'|'--graph')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(dot)'
        return
        ;;
    '--summary-file')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(md)'
        return
        ;;
    '--plan')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __imagebuilder_add_completions -W "$(__imagebuilder_custom_complete ---completion build -- positional@0 "${COMP_CWORD}" "$(__imagebuilder_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_imagebuilder_plan() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags -b --build -p --pull --offline --quiet -q --no-config --no-engine --detailed-exitcode --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --pull-policy --registry --registry-errors --identity --stale-base --git-jobs --color --format --out --diff --summary-file)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--pull-policy')
        __imagebuilder_add_completions -W 'missing'$'\n''never'$'\n''required'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--registry-errors')
        __imagebuilder_add_completions -W 'fail'$'\n''build'
        return
        ;;
    '--identity')
        __imagebuilder_add_completions -W 'content'$'\n''commit'
        return
        ;;
    '--stale-base')
        __imagebuilder_add_completions -W 'warn'$'\n''rebuild'$'\n''ignore'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'$'\n''yaml'
        return
        ;;
    '--out')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    '--diff')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    '--summary-file')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(md)'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __imagebuilder_add_completions -W "$(__imagebuilder_custom_complete ---completion plan -- positional@0 "${COMP_CWORD}" "$(__imagebuilder_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_imagebuilder_explain() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags -b --build -p --pull --offline --quiet -q --no-config --no-engine --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --pull-policy --registry --registry-errors --identity --stale-base --git-jobs --color)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--pull-policy')
        __imagebuilder_add_completions -W 'missing'$'\n''never'$'\n''required'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--registry-errors')
        __imagebuilder_add_completions -W 'fail'$'\n''build'
        return
        ;;
    '--identity')
        __imagebuilder_add_completions -W 'content'$'\n''commit'
        return
        ;;
    '--stale-base')
        __imagebuilder_add_completions -W 'warn'$'\n''rebuild'$'\n''ignore'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __imagebuilder_add_completions -W "$(__imagebuilder_custom_complete ---completion explain -- positional@0 "${COMP_CWORD}" "$(__imagebuilder_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_imagebuilder_graph() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags -b --build -p --pull --offline --quiet -q --no-config --no-engine --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --pull-policy --registry --registry-errors --identity --stale-base --git-jobs --color --format --svg)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--pull-policy')
        __imagebuilder_add_completions -W 'missing'$'\n''never'$'\n''required'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--registry-errors')
        __imagebuilder_add_completions -W 'fail'$'\n''build'
        return
        ;;
    '--identity')
        __imagebuilder_add_completions -W 'content'$'\n''commit'
        return
        ;;
    '--stale-base')
        __imagebuilder_add_completions -W 'warn'$'\n''rebuild'$'\n''ignore'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'dot'$'\n''mermaid'$'\n''json'
        return
        ;;
    '--svg')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(svg)'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __imagebuilder_add_completions -W "$(__imagebuilder_custom_complete ---completion graph -- positional@0 "${COMP_CWORD}" "$(__imagebuilder_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_imagebuilder_check() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags --quiet -q --no-config --strict --version -h --help)
    repeating_options=(--build-arg --cache-from --ignore)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --color --format --report-root --sarif-root --git-jobs)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'text'$'\n''json'$'\n''sarif'$'\n''github'$'\n''gitlab'$'\n''junit'
        return
        ;;
    '--ignore')
        __imagebuilder_add_completions -W 'bad-boolean'$'\n''project-replaced'$'\n''relative-fetch'$'\n''unlisted-submodule'$'\n''unrecorded-submodule'$'\n''unresolved-url'$'\n''repeated-entry'$'\n''build-tag-claimed-twice'$'\n''several-checkouts'$'\n''component-argument-taken'$'\n''unused-build-arg'$'\n''whitelisted-twice'$'\n''whitelist-tag-ignored'$'\n''listed-base-other-tag'$'\n''base-like-listed'$'\n''build-tag-outside-lists'$'\n''untagged-listed-base'$'\n''unpinned-base'$'\n''unneeded-base'$'\n''sources-unknown'$'\n''dockerfile-leaves-context'$'\n''argument-before-from'$'\n''missing-labels'$'\n''ignore-file-not-read'$'\n''ignore-comment'$'\n''ignored-files-in-context'$'\n''symlink-leaves-context'$'\n''component-hides-files'$'\n''component-adds-nothing'$'\n''special-files-in-context'$'\n''lfs-pointer'$'\n''project-in-context'$'\n''missing-copy-source'$'\n''ignored-copy-source'$'\n''git-not-in-context'
        return
        ;;
    '--report-root'|'--sarif-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--git-jobs')
        return
        ;;
    esac
}

_imagebuilder_stale() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags -b --build -p --pull --offline --quiet -q --no-config --no-engine --only-platform --detailed-exitcode --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --pull-policy --registry --registry-errors --identity --stale-base --git-jobs --color --format)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--pull-policy')
        __imagebuilder_add_completions -W 'missing'$'\n''never'$'\n''required'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--registry-errors')
        __imagebuilder_add_completions -W 'fail'$'\n''build'
        return
        ;;
    '--identity')
        __imagebuilder_add_completions -W 'content'$'\n''commit'
        return
        ;;
    '--stale-base')
        __imagebuilder_add_completions -W 'warn'$'\n''rebuild'$'\n''ignore'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __imagebuilder_add_completions -W "$(__imagebuilder_custom_complete ---completion stale -- positional@0 "${COMP_CWORD}" "$(__imagebuilder_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_imagebuilder_lock() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags --quiet -q --no-config --update --check --no-engine --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --color)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_init() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --version -h --help)
    repeating_options=()
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -o --output --prefix -t --build-tag --git-jobs --color)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-o'|'--output')
        return
        ;;
    '--prefix')
        return
        ;;
    '-t'|'--build-tag')
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_affected() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags --quiet -q --no-config --detailed-exitcode --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(--from --to -r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --git-jobs --color --format)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--from')
        return
        ;;
    '--to')
        return
        ;;
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'$'\n''markdown'$'\n''names'
        return
        ;;
    esac
}

_imagebuilder_inspect() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __imagebuilder_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    tree|manifest|dockerfile|context|reference)
        # Offer subcommand argument completions
        "_imagebuilder_inspect_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'tree manifest dockerfile context reference' -- "${cur}"))
        ;;
    esac
}

_imagebuilder_inspect_tree() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --version -h --help)
    repeating_options=()
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root --format --git-jobs --color)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'$'\n''yaml'
        return
        ;;
    '--git-jobs')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_inspect_manifest() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --version -h --help)
    repeating_options=()
    non_repeating_options=(-r --repo_root --repo-root --groups --format --color)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        return
        ;;
    '--groups')
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_inspect_dockerfile() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--all-stages --quiet -q --no-config --version -h --help)
    repeating_options=(--build-arg)
    non_repeating_options=(--target --platform --format --color)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--build-arg')
        return
        ;;
    '--target')
        return
        ;;
    '--platform')
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_inspect_context() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--exclude-git --quiet -q --no-config --version -h --help)
    repeating_options=()
    non_repeating_options=(--dockerfile --ignore-file --largest --format --color)
    __imagebuilder_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--dockerfile')
        return
        ;;
    '--ignore-file')
        return
        ;;
    '--largest')
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_inspect_reference() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --version -h --help)
    repeating_options=()
    non_repeating_options=(--format --color)
    __imagebuilder_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--format')
        __imagebuilder_add_completions -W 'table'$'\n''json'
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_imagebuilder_push() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --all --atomic --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--color --registry --jobs -j --retries)
    __imagebuilder_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--registry')
        __imagebuilder_add_completions -W 'direct'$'\n''engine'$'\n''off'
        return
        ;;
    '--jobs'|'-j')
        return
        ;;
    '--retries')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    esac
}

_imagebuilder_promote() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--color --to --tag --jobs -j)
    __imagebuilder_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--to')
        return
        ;;
    '--tag')
        return
        ;;
    '--jobs'|'-j')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    esac
}

_imagebuilder_prune() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--quiet -q --no-config --yes -y --dry-run --version -h --help)
    repeating_options=()
    non_repeating_options=(--color)
    __imagebuilder_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    esac
}

_imagebuilder_doctor() {
    repeating_flags=(-v --verbosity --verbose)
    non_repeating_flags=(--hermetic --branch-tags --quiet -q --no-config --no-engine --push --version -h --help)
    repeating_options=(--build-arg --cache-from)
    non_repeating_options=(-r --repo_root --repo-root --tree --against --tree-root -c --container_list --container-list -f --filter_images --filter-images -t --build_tag --build-tag --platform --target --network --color --format)
    __imagebuilder_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-r'|'--repo_root'|'--repo-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '--tree')
        __imagebuilder_add_completions -W 'auto'$'\n''repo'$'\n''git'$'\n''submodules'$'\n''west'$'\n''repos'$'\n''table'
        return
        ;;
    '--against')
        return
        ;;
    '--tree-root')
        __imagebuilder_add_completions -d
        return
        ;;
    '-c'|'--container_list'|'--container-list')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-f'|'--filter_images'|'--filter-images')
        __imagebuilder_add_completions -o plusdirs -fX '!*.@(yml|yaml)'
        return
        ;;
    '-t'|'--build_tag'|'--build-tag')
        return
        ;;
    '--build-arg')
        return
        ;;
    '--platform')
        __imagebuilder_add_completions -W 'linux/amd64'$'\n''linux/arm64'$'\n''linux/arm/v7'$'\n''linux/ppc64le'$'\n''linux/riscv64'$'\n''linux/s390x'
        return
        ;;
    '--target')
        return
        ;;
    '--network')
        __imagebuilder_add_completions -W 'default'$'\n''none'$'\n''host'
        return
        ;;
    '--cache-from')
        return
        ;;
    '--color')
        __imagebuilder_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    '--format')
        __imagebuilder_add_completions -W 'text'$'\n''json'
        return
        ;;
    esac
}

_imagebuilder_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __imagebuilder_offer_flags_options -1
}

complete -o filenames -F _imagebuilder imagebuilder