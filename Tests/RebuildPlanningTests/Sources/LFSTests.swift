import RebuildPlanning
import Testing

/// Files whose commit holds a git-lfs pointer: the bytes on disk decide, whether or not git could run the filter.
///
/// What the pointers are is told by `sha256sum` and `wc`.
struct LFSTests {
    /// Writes the pointer of a file.
    private static let point = #"""
        point() {
            printf 'version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %s\n' \
                "$(sha256sum < "$1" | cut -d' ' -f1)" "$(wc -c < "$1" | tr -d ' ')"
        }
        """#

    /// What git-lfs does with what is committed: a pointer stays, all else becomes one.
    private static let clean = #"""
        cat > home/clean <<'END'
        #!/bin/sh
        new=$(mktemp); trap 'rm -f "$new"' EXIT; cat > "$new"
        if [ ! -s "$new" ] || head -c 20 "$new" | grep -q '^version https://git'; then cat "$new"; exit; fi
        version=$(cat "$(dirname "$0")/version" 2> /dev/null || echo https://git-lfs.github.com/spec/v1)
        printf 'version %s\noid sha256:%s\nsize %s\n' "$version" \
            "$(sha256sum < "$new" | cut -d' ' -f1)" "$(wc -c < "$new" | tr -d ' ')"
        END
        chmod +x home/clean; git config --global filter.lfs.clean "$PWD/home/clean"

        """#

    /// A project `p` with a large file, checked out with its content.
    private static let setup =
        clean + "cd p; git init -q; echo '*.bin filter=lfs -text' > .gitattributes; echo large > big.bin"

    /// A checkout `new` of the same commit, with the pointer.
    private static let clone =
        "git clone -q p new; grep -q sha256 new/big.bin; git -C new update-ref refs/remotes/o/main HEAD"

    private static let noFilter = "; git config --global --unset filter.lfs.clean"

    @Test("Edits", arguments: content + doubted + odd)
    func edits(_ example: EditCase) async throws { try await example.run() }

    private static let content = [
        EditCase("another content", setup: setup, edit: "echo LARGE > p/big.bin"),
        EditCase("a longer content", setup: setup, edit: "echo larger > p/big.bin"),
        EditCase(
            "the pointer in the place of the content is another image of the same commit",
            setup: setup,
            edit: "\(point); point p/big.bin > pointer; cat pointer > p/big.bin",
            state: .clean
        ),
        EditCase("the pointer of another content", setup: setup, edit: "\(point); point p/f > p/big.bin"),
        EditCase("an executable content", setup: setup, edit: "chmod +x p/big.bin"),
        EditCase("touched", setup: setup, edit: "touch p/big.bin", state: .clean, changesDigest: false),
        EditCase(
            "an empty file is its own pointer",
            setup: setup + "; : > big.bin",
            edit: "echo x > p/big.bin"
        ),
        EditCase(
            "in a repository of SHA-256",
            setup: clean
                + "cd p; git init -q --object-format=sha256; echo '*.bin filter=lfs' > .gitattributes; echo l > b.bin",
            edit: "echo L > p/b.bin"
        ),
        EditCase(
            "a pointer that was committed anew",
            setup: setup,
            edit: "cd p; echo LARGE > big.bin; git commit -qam more",
            state: .diverged
        ),
        EditCase("a pointer that is staged", setup: setup, edit: "cd p; echo LARGE > big.bin; git add -A"),
    ]

    private static let doubted = [
        EditCase(
            "nobody installed the filter",
            setup: setup,
            edit: "touch p/big.bin \(noFilter)",
            state: .clean,
            changesDigest: false
        ),
        EditCase("nobody installed the filter, and an edit", setup: setup, edit: "echo LARGE > p/big.bin \(noFilter)"),
        EditCase(
            "the filter is the repository's own, which is not run",
            setup: setup,
            edit: "git -C p config filter.lfs.clean \"$PWD/home/clean\"; touch p/big.bin \(noFilter)",
            state: .clean,
            changesDigest: false
        ),
        EditCase(
            "content that was fetched without telling git",
            setup: setup,
            edit: """
                \(clone); cp p/big.bin new/big.bin; rm -r p; mv new p
                """,
            state: .clean,
            changesDigest: false
        ),
        EditCase(
            "the same, long after git looked",
            setup: setup,
            edit: """
                \(clone); find new -name .git -prune -o -type f -exec touch -d 2001-01-01 {} +
                git -C new update-index -q --really-refresh; cp p/big.bin new/big.bin; rm -r p; mv new p
                """,
            state: .clean,
            changesDigest: false
        ),
        EditCase(
            "content of another length than the pointer says",
            setup: setup,
            edit: "\(clone); echo more >> new/big.bin; rm -r p; mv new p"
        ),
    ]

    private static let odd = [
        EditCase(
            "another filter: what it makes of a blob is nothing that the commit says",
            setup: """
                git config --global filter.up.clean 'tr A-Z a-z'; git config --global filter.up.smudge 'tr a-z A-Z'
                cd p; git init -q; echo '*.bin filter=up' > .gitattributes; echo LARGE > big.bin
                """,
            before: .modified,
            edit: "echo large > p/big.bin",
            state: .clean
        ),
        EditCase(
            "the pointer of before the first release",
            setup: "echo https://hawser.github.com/spec/v1 > home/version; \(setup)",
            edit: "echo x > p/big.bin"
        ),
        EditCase(
            "a version of which nothing is known",
            setup: "echo https://git-lfs.github.com/spec/v2 > home/version; \(setup)",
            before: .modified,
            edit: "echo x > p/big.bin"
        ),
        EditCase(
            "a pointer without the attribute stands for itself",
            edit: """
                \(point); cd p; point f > pointer; mv f f2; mv pointer f; git add f; git commit -qm pointer
                git update-ref refs/remotes/o/main HEAD; git update-index --assume-unchanged f; mv f2 f
                """,
            changesDigest: false
        ),
        EditCase(
            "a file that one project has hides none that another lacks",
            entry: "repo: p\ncomponents: [{repo: q, path: ., dest: t}]",
            edit: "git -C p update-index --assume-unchanged f; git -C q update-index --skip-worktree f; rm q/f"
        ),
    ]
}
