import SystemPackage
import Testing

@testable import GitProbe

/// A checkout `repo/work` in the folder of another repository, in a state in which git itself would speak of that one, or of no one.
struct PinnedCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    let code: GitProbeError.Code
    var testDescription: String { name }
}

/// Git goes on to the folders above where a folder is no repository. What it says then is of another checkout.
@Suite struct PinnedRepositoryTests {
    private static let start = """
        git init -q work; cd work; mkdir -p a/b; echo 1 > a/one; git add .; git commit -qm inner

        """

    static let cases: [PinnedCase] = [
        PinnedCase(name: "HEAD is empty", setup: ": > .git/HEAD", code: .failed(status: 128)),
        PinnedCase(name: "HEAD is zeros", setup: "head -c 41 /dev/zero > .git/HEAD", code: .failed(status: 128)),
        PinnedCase(name: "HEAD is a pipe", setup: "rm .git/HEAD; mkfifo .git/HEAD", code: .notARepository),
        PinnedCase(name: "the index is a pipe", setup: "rm .git/index; mkfifo .git/index", code: .notARepository),
        PinnedCase(name: "the settings are a pipe", setup: "rm .git/config; mkfifo .git/config", code: .notARepository),
        PinnedCase(name: "the branch is empty", setup: ": > .git/refs/heads/master", code: .damaged),
        PinnedCase(
            name: "the branch is zeros",
            setup: "head -c 41 /dev/zero > .git/refs/heads/master",
            code: .damaged
        ),
        PinnedCase(
            name: "core.worktree leads to the outer checkout",
            setup: "git config core.worktree ../..",
            code: .notARepository
        ),
        PinnedCase(
            name: "core.worktree of this worktree alone",
            setup: "git config extensions.worktreeConfig true; git config --worktree core.worktree ../..",
            code: .notARepository
        ),
        PinnedCase(
            name: "the commit is only in the repository around it",
            setup: """
                git -C .. fetch -q work master; o=.git/objects; h=$(git rev-parse HEAD); rm -f $o/$(echo $h | cut -c1-2)/$(echo $h | cut -c3-)
                """,
            code: .failed(status: 128)
        ),
    ]

    @Test(arguments: cases, [[], ["a"]]) func anotherRepositoryNeverAnswers(
        _ example: PinnedCase,
        _ paths: [String]
    ) async throws {
        try await withScratch(Self.start + example.setup) { scratch in
            // One git may read the commits of both. (The outer one would wait for a pipe in the inner one.)
            let folders = example.setup.contains("mkfifo") ? ["repo/work"] : ["repo", "repo/work"]
            let requests = folders.map {
                ProbeRequest(checkout: scratch.root.appending($0), paths: paths.map { GitPath($0) })
            }
            let inner = try #require(try await scratch.probe().probe(requests, jobs: 2).last)
            let error = #expect(throws: GitProbeError.self) { try inner.get() }
            #expect(error?.code == example.code)
            #expect(error?.checkout == scratch.repository.appending("work"))
        }
    }

    /// `GIT_CEILING_DIRECTORIES` cannot name such a folder.
    @Test func notEvenBelowAFolderWithAColon() async throws {
        try await withScratch("git init -q a:b; cd a:b; git commit -q --allow-empty -m x; : > .git/HEAD") { scratch in
            let outcome = try await scratch.outcome("repo/a:b")
            let error = #expect(throws: GitProbeError.self) { try outcome.get() }
            #expect(error?.code == .notARepository)
            #expect(error?.message == "not a git checkout: its HEAD names nothing")
        }
    }

    @Test func aSubmoduleWithAnEmptyHEADIsNotTheRepositoryAroundIt() async throws {
        let setup = """
            cd ..; git init -q sub; echo s > sub/s; git -C sub add .; git -C sub commit -qm s
            cd repo; git submodule --quiet add "$PWD/../sub" lib; git commit -qm sub; : > .git/modules/lib/HEAD
            """
        try await withScratch(setup) { scratch in
            let outcome = try await scratch.outcome()
            let error = #expect(throws: GitProbeError.self) { try outcome.get() }
            #expect(error?.code == .failed(status: 128))
            #expect(error?.checkout == scratch.repository.appending("lib"))
        }
    }

    @Test(arguments: [
        ("[core]\n\tbare = false\n", RepositoryFormat.WorkTree.itsOwn),
        ("[core]\n\tworktree = ../../x y\n", .at("../../x y")), ("[core]\nWorkTree=/x\t\n", .at("/x")),
        ("[core] worktree = x", .unclear), ("[core]\nworktree = \"x\"", .unclear),
        ("[core]\nworktree = x ; y", .unclear), ("[core]\nworktree = x\nworktree = y", .unclear),
        ("[core]\nworktree = x\\\ny", .unclear), ("[include]\npath = x", .unclear),
        ("[includeIf \"onbranch:x\"]\npath = x", .unclear), ("[extensions]\nworktreeConfig = true", .unclear),
        ("[core]\nworktree", .unclear),
    ])
    func readsOnlyWhatIsPlain(_ configuration: String, _ expected: RepositoryFormat.WorkTree) {
        #expect(RepositoryFormat.workTree(configuration: Array(configuration.utf8)) == expected)
    }

    @Test(arguments: ["", "git gc -q --prune=now", "git repack -qad; git config core.multiPackIndex true"])
    func storesAreReadAsGitHasThem(_ setup: String) async throws {
        try await withScratch("for i in 1 2 3; do echo $i > f; git add f; git commit -qm $i; done; \(setup)") {
            scratch in
            let ids = try await scratch.sh("cd repo; git cat-file --batch-all-objects --batch-check='%(objectname)'")
            let objects = ids.split(separator: "\n").compactMap { ObjectID(String($0)) }
            #expect(objects.count >= 12)
            let store = ObjectStore(folder: scratch.repository.appending(".git/objects"))
            #expect(objects.allSatisfy(store.holds))
            for id in objects {
                let other = id.bytes.enumerated().map { $0 == 19 ? $1 ^ 1 : $1 }
                #expect(!store.holds(ObjectID(bytes: other)))
            }
            try await scratch.sh("git clone -q --shared repo borrower")
            #expect(objects.allSatisfy(ObjectStore(folder: scratch.root.appending("borrower/.git/objects")).holds))
        }
    }
}
