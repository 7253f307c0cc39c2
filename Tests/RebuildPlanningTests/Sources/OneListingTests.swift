import RebuildPlanning
import Testing

/// What is read to make an image is what is judged and digested: the smallest inputs that once told another tale.
struct OneListingTests {
    typealias Case = EditCase

    @Test("Edits", arguments: links + beside + nested + above + unwatched + asked)
    func edits(_ example: Case) async throws { try await example.run() }

    private static let links = [
        Case("a link in path", entry: "repo: p\npath: cur", setup: "ln -s v2 p/cur", edit: "echo x > p/v2/f"),
        Case(
            "a link in path that leads elsewhere",
            entry: "repo: p\npath: cur",
            setup: "ln -s v2 p/cur; cp -r p/v2 p/v3; echo 3 > p/v3/f",
            edit: "ln -sfn v3 p/cur"
        ),
        Case(
            "a link in path that leads to the same content",
            entry: "repo: p\npath: cur",
            setup: "ln -s v2 p/cur; cp -r p/v2 p/v3",
            edit: "ln -sfn v3 p/cur",
            changesDigest: false
        ),
        Case(
            "a link in the context's path",
            entry: "repo: p\npath: v2\ncontext: ../way/in",
            setup: "ln -s . p/way; ln -s sub p/in",
            edit: "echo x > p/sub/f"
        ),
        Case(
            "a link in a component's path",
            entry: "repo: p\ncomponents: [{repo: q, path: cur/f, dest: t}]",
            setup: "ln -s v2 q/cur",
            edit: "echo x > q/v2/f"
        ),
        Case(
            "what no link leads to",
            entry: "repo: p\npath: cur",
            setup: "ln -s v2 p/cur",
            edit: "echo x > p/sub/f",
            state: .clean,
            changesDigest: false
        ),
    ]

    private static let beside = [
        Case(
            "an ignore file that leaves itself out",
            setup: "echo .dockerignore > p/.dockerignore; echo sub >> p/.dockerignore",
            edit: "echo .dockerignore > p/.dockerignore"
        ),
        Case(
            "an ignore file beside a Dockerfile outside the context",
            entry: "repo: p\npath: v2\ncontext: ../sub",
            setup: "echo g > p/v2/Dockerfile.dockerignore",
            edit: "echo f > p/v2/Dockerfile.dockerignore"
        ),
        Case(
            "a Dockerfile behind a link",
            entry: "repo: p\npath: sub",
            setup: "ln -s ../v2/Dockerfile p/sub/Dockerfile",
            edit: "echo 'LABEL a=b' >> p/v2/Dockerfile"
        ),
        Case(
            "a Dockerfile behind a link to what the ignore file leaves out",
            setup: "mv p/Dockerfile p/real; ln -s real p/Dockerfile; echo real > p/.dockerignore",
            edit: "echo 'LABEL a=b' >> p/real"
        ),
        Case(
            "a Dockerfile that git ignores",
            setup: "echo /Dockerfile > p/.gitignore",
            before: .modified,
            edit: "echo 'LABEL a=b' >> p/Dockerfile"
        ),
        Case(
            "a Dockerfile outside the context that git ignores",
            entry: "repo: p\npath: sub\ndockerfile: ../v2/Dockerfile",
            setup: "echo v2 > p/.gitignore",
            before: .modified,
            edit: "echo 'LABEL a=b' >> p/v2/Dockerfile"
        ),
    ]

    private static let nested = [
        Case(
            "an edit in a project within, which git ignores",
            setup: "mkdir -p p/apps/inner; echo i > p/apps/inner/i; echo apps/inner/ > p/.gitignore",
            edit: "echo x > p/apps/inner/i"
        ),
        Case(
            "an edit in a project within, which git does not ignore",
            setup: "mkdir -p p/apps/inner; echo i > p/apps/inner/i; git init -q p/apps/inner",
            edit: "echo x > p/apps/inner/i"
        ),
        Case(
            "a commit in a project within",
            setup: "mkdir -p p/apps/inner; echo i > p/apps/inner/i; git init -q p/apps/inner; echo apps > p/.gitignore",
            edit: "cd p/apps/inner; echo x > i; git commit -qam more",
            state: .diverged
        ),
        Case(
            "a file beside a project within, in an ignored folder",
            setup: "mkdir -p p/apps/inner; echo i > p/apps/inner/i; git init -q p/apps/inner; echo apps > p/.gitignore",
            edit: "echo x > p/apps/own"
        ),
    ]

    private static let above = [
        Case(
            "a context in a submodule that moved",
            entry: "repo: p\npath: sm/v2",
            setup:
                "cd q; git init -q; git add -A; git commit -qm q; cd ../p; git init -q; git submodule --quiet add ../q sm",
            edit: "cd p/sm; echo x > v2/f; git commit -qam more"
        ),
        Case(
            "a component below a folder that git ignores",
            entry: "repo: p\ncomponents: [{repo: q, path: target/classes, dest: t}]",
            setup: "mkdir -p q/target/classes; echo c > q/target/classes/c; echo target > q/.gitignore",
            before: .modified,
            edit: "echo x > q/target/classes/c"
        ),
        Case(
            "a context below an untracked repository",
            entry: "repo: p\npath: other/v2",
            setup:
                "cd p; git init -q; mkdir other; cp -r v2 other; git init -q other; cd other; git add -A; git commit -qm o; cd ..; echo other > .git/info/exclude; git add -A; git commit -qm p; : > .git/info/exclude; rm -r other/.git/index; ",
            before: .modified,
            edit: "echo x > p/other/v2/f"
        ),
    ]

    private static let unwatched = [
        Case("assume-unchanged", edit: "cd p; git update-index --assume-unchanged f; echo x > f"),
        Case(
            "assume-unchanged, and as committed",
            edit: "cd p; git update-index --assume-unchanged f",
            state: .clean,
            changesDigest: false
        ),
        Case("assume-unchanged, executable", edit: "cd p; git update-index --assume-unchanged f; chmod +x f"),
        Case("skip-worktree", edit: "cd p; git update-index --skip-worktree f; echo x > f"),
        Case("skip-worktree, and gone", edit: "cd p; git update-index --skip-worktree f; rm f"),
        Case("a sparse checkout", edit: "cd p; git sparse-checkout set --no-cone '/*' '!/sub'"),
        Case(
            "a sparse checkout that lacks what the ignore file leaves out",
            setup: "echo sub > p/.dockerignore",
            edit: "cd p; git sparse-checkout set --no-cone '/*' '!/sub'",
            state: .clean,
            changesDigest: false
        ),
        Case(
            "a submodule that is not initialised",
            setup:
                "cd q; git init -q; git add -A; git commit -qm q; cd ../p; git init -q; git submodule --quiet add ../q sm",
            edit: "cd p; git submodule --quiet deinit -f sm"
        ),
        Case(
            "an executable file where git does not look",
            setup: "git init -q p; git -C p config core.fileMode false",
            edit: "chmod +x p/f",
            state: .clean,
            changesDigest: false
        ),
        Case("an executable file", edit: "chmod +x p/f"),
        Case("a private checkout", edit: "chmod -R go-rwx p", state: .clean, changesDigest: false),
    ]

    /// What an entry says of modes, and of `.git`.
    private static let asked = [
        Case("modes of the disk", entry: "repo: p\ncontext_modes: disk", edit: "chmod 600 p/f", state: .clean),
        Case("a folder's mode", entry: "repo: p\ncontext_modes: disk", edit: "chmod 700 p/sub", state: .clean),
        Case(
            "modes of the disk of what the ignore file leaves out",
            entry: "repo: p\ncontext_modes: disk",
            setup: "echo sub > p/.dockerignore",
            edit: "chmod 700 p/sub p/sub/f",
            state: .clean,
            changesDigest: false
        ),
        Case(
            "modes of the disk where git does not look at them",
            entry: "repo: p\ncontext_modes: disk",
            setup: "git init -q p; git -C p config core.fileMode false",
            edit: "chmod +x p/f",
            state: .clean
        ),
        Case("a file in .git", edit: "echo x > p/.git/x", state: .clean, changesDigest: false),
        Case(
            "a file in a .git that is kept",
            entry: "repo: p\ncontext_keep_git: true",
            before: .modified,
            edit: "echo x > p/.git/x"
        ),
        Case(
            "a .git that an ignore file takes back in",
            setup: "echo '!.git' > p/.dockerignore",
            before: .modified,
            edit: "echo x > p/.git/x"
        ),
        Case(
            "a .git that is kept, but left out by the ignore file",
            entry: "repo: p\ncontext_keep_git: true",
            setup: "echo .git > p/.dockerignore",
            edit: "echo x > p/.git/x",
            state: .clean,
            changesDigest: false
        ),
        Case(
            "a tracked file replaced by a folder that git ignores",
            setup: "echo f/ > p/.gitignore",
            edit: "rm p/f; mkdir p/f; echo x > p/f/x"
        ),
        Case(
            "a tracked file replaced by an empty folder that git ignores",
            setup: "echo f/ > p/.gitignore",
            edit: "rm p/f; mkdir p/f"
        ),
        Case(
            "a tracked folder replaced by a file that git ignores",
            setup: "echo sub > p/.gitignore; git init -q p; git -C p add -f sub; git -C p commit -qm sub",
            edit: "rm -r p/sub; echo x > p/sub"
        ),
        Case(
            "a file whose name differs in case alone, where git takes the two for one",
            setup: "git init -q p; git -C p config core.ignoreCase true",
            edit: "echo x > p/F"
        ),
        Case(
            "a tracked file renamed in case alone, where git takes the two for one",
            setup: "git init -q p; git -C p config core.ignoreCase true",
            edit: "mv p/f p/F"
        ),
        Case(
            "a folder whose name differs in case alone, where git takes the two for one",
            setup: "git init -q p; git -C p config core.ignoreCase true",
            edit: "mkdir p/SUB; echo x > p/SUB/f"
        ),
    ]
}
