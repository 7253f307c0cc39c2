import Foundation
import GitProbe
import SystemPackage
import Testing

/// An answer that git gives with exit status 0 though it could not look at everything, or did not want to.
@Suite struct WholeAnswerTests {
    /// Only root may read what nobody may, so the folder is made too deep instead.
    @Test func aFolderThatCannotBeOpenedIsNoCleanOne() async throws {
        let setup = """
            n=$(printf 'n%.0s' $(seq 200)); cd c; for i in $(seq 30); do mkdir $n; cd -P $n; done; touch x
            """
        try await withScratch(setup) { scratch in
            let outcome = try await scratch.outcome()
            let error = #expect(throws: GitProbeError.self) { try outcome.get() }
            #expect(error?.code == .incomplete)
            #expect(error?.message.contains("could not open directory") == true)
            #expect(try await scratch.facts(paths: ["a"]).worktreeChanges.isEmpty)
        }
    }

    @Test(arguments: [
        ("a file that differs in case", "touch a/ONE", "untracked a/ONE"),
        ("a folder that differs in case", "mkdir A; touch A/x", "untracked A/x"),
        ("an ignore rule of another case", "echo 'new' > .git/info/exclude; touch a/NEW", "untracked a/NEW"),
    ])
    func upperAndLowerCaseAreTwo(_ name: String, _ setup: String, _ change: String) async throws {
        try await withScratch("git config core.ignoreCase true; " + setup) { scratch in
            let changes = try await scratch.facts().worktreeChanges
            #expect(changes.map(\.line) == [change])
        }
    }

    @Test func theUsersSettingsInTheEnvironmentCount() async throws {
        let setup =
            "printf '*.o\\n' > ../rules; printf '[core]\\nexcludesFile = %s/../rules\\n' \"$PWD\" > ../mine; touch a/x.o"
        try await withScratch(setup) { scratch in
            let rules = scratch.root.appending("rules").string
            let variants = [
                ["GIT_CONFIG_GLOBAL": scratch.root.appending("mine").string],
                ["GIT_CONFIG_SYSTEM": scratch.root.appending("mine").string],
                ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.excludesFile", "GIT_CONFIG_VALUE_0": rules],
            ]
            for variant in variants {
                let environment = scratch.probeEnvironment.merging(variant) { _, new in new }
                let facts = try await GitProbe.locate(environment: environment)
                    .probe(ProbeRequest(checkout: scratch.repository)).get()
                #expect(facts.ignored.map(\.line) == ["a/x.o"], "\(variant)")
                #expect(facts.worktreeChanges.isEmpty)
            }
        }
    }

    /// Only root can give a folder away.
    @Test(.enabled(if: geteuid() == 0)) func anotherUsersCheckoutIsReadWhereTheEnvironmentTrustsIt() async throws {
        try await withScratch("cd ..; chown -R 12345 repo") { scratch in
            let variables = [
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "safe.directory",
                "GIT_CONFIG_VALUE_0": scratch.repository.string,
            ]
            let environment = scratch.probeEnvironment.merging(variables) { _, new in new }
            let outcome = await (try GitProbe.locate(environment: environment))
                .probe(ProbeRequest(checkout: scratch.repository))
            #expect(try outcome.get().worktreeChanges.isEmpty)
        }
    }

    /// Git reads an index without a look at its checksum: here it calls a file clean that differs.
    @Test(arguments: ["sha1", "sha256"]) func aDamagedIndexIsNotTrusted(_ format: String) async throws {
        try await withScratch(nil) { scratch in
            try await scratch.sh(
                """
                git init -q --object-format=\(format) repo; cd repo; echo 1 > one; echo 2 > two; git add .; git commit -qm x
                touch -d 2001-01-01 one two; git update-index -q --really-refresh
                """
            )
            #expect(try await scratch.facts().worktreeChanges.isEmpty)
            let file = scratch.repository.appending(".git/index").string
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            bytes[12 + 40] ^= 1
            try Data(bytes).write(to: URL(filePath: file))
            for paths in [[], ["one"]] {
                let outcome = try await scratch.outcome(paths: paths)
                let error = #expect(throws: GitProbeError.self) { try outcome.get() }
                #expect(error?.code == .damaged)
                #expect(error?.message == "the index is damaged: its checksum does not hold")
            }
        }
    }

    @Test func anIndexWithoutAChecksumIsOne() async throws {
        try await withScratch("git config index.skipHash true; touch d; git add d; git commit -qm d") { scratch in
            let file = scratch.repository.appending(".git/index").string
            var bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
            bytes.replaceSubrange((bytes.count - 20)..., with: [UInt8](repeating: 0, count: 20))
            try Data(bytes).write(to: URL(filePath: file))
            let changes = try await scratch.facts().worktreeChanges
            #expect(changes.isEmpty)
        }
    }

    // MARK: What git only stops looking at

    @Test(arguments: [
        ("assume-unchanged", "git update-index --assume-unchanged a/one; echo x >> a/one", ["a/one"]),
        ("skip-worktree", "git update-index --skip-worktree a/one; echo x >> a/one", ["a/one"]),
        ("skip-worktree, and gone", "git update-index --skip-worktree a/one; rm a/one", ["a/one"]),
        ("a sparse checkout", "git sparse-checkout set --no-cone /c/", ["a/b/two", "a/one"]),
        ("a sparse checkout of folders", "git sparse-checkout set --cone c", ["a/b/two", "a/one"]),
        ("a sparse index", "git sparse-checkout set --cone --sparse-index c", ["a/b/two", "a/one"]),
        ("intent to add", "echo n > n; git add -N n", ["n"]),
    ])
    func entriesThatGitDoesNotVouchForAreMarked(_ name: String, _ setup: String, _ marked: [String]) async throws {
        try await withScratch(setup) { scratch in
            let tracked = try await scratch.facts().tracked
            #expect(tracked.filter { !$0.isVouchedFor }.map(\.path.description) == marked)
            let limited = try await scratch.facts(paths: ["a"]).tracked
            #expect(limited.filter { !$0.isVouchedFor }.map(\.path.description) == marked.filter { $0.hasPrefix("a/") })
        }
    }
}
