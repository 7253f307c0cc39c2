import Foundation
import SystemPackage
import Testing

@testable import GitProbe

/// A way in which a tree's own configuration names a program. `$EVIL` makes a file `PWNED` and passes its input on.
struct ExecutionCase: Sendable, CustomTestStringConvertible {
    let name: String
    let setup: String
    var testDescription: String { name }

    init(_ name: String, _ setup: String) {
        self.name = name
        self.setup = setup
    }

    /// A setting that names the program.
    init(_ key: String) {
        self.init(key, "git config '\(key)' \"$EVIL\"")
    }
}

/// Reading the state of a tree executes nothing that the tree itself configures.
@Suite struct ExecutionTests {
    /// A checkout whose files git has to read, with a submodule, hooks and attributes for every kind of driver.
    private static let start = """
        printf '#!/bin/sh\\ntouch "%s/PWNED"\\nexec cat\\n' "$(dirname "$PWD")" > ../evil; chmod +x ../evil; EVIL="$(dirname "$PWD")/evil"
        cd ..; git init -q sub; echo s > sub/s; git -C sub add .; git -C sub commit -qm s; cd repo
        git submodule --quiet add "$PWD/../sub" lib
        printf '* filter=z diff=z merge=z\\na/one filter=a=b.c\\n' > .gitattributes; git add .; git commit -qm all
        git update-ref refs/remotes/up/m HEAD; echo 4 >> c/three; git commit -qam more; git tag -a -m t t

        """

    /// Makes git read every file again.
    private static let end =
        "\nfind . -name .git -prune -o -type f -exec touch -d 2001-01-01 {} +; echo x >> a/b/two; rm -f ../PWNED"

    static let cases: [ExecutionCase] = [
        ExecutionCase("filter.z.clean"), ExecutionCase("filter.z.process"), ExecutionCase("filter.z.smudge"),
        ExecutionCase("filter.a=b.c.clean"),
        ExecutionCase("a required filter", "git config filter.z.required true; git config filter.z.clean \"$EVIL\""),
        ExecutionCase(
            "a filter by an include",
            "printf '[filter \"z\"]\\nclean = %s\\n' \"$EVIL\" > ../more; git config include.path \"$PWD/../more\""
        ),
        ExecutionCase(
            "a filter by a conditional include",
            "printf '[filter \"z\"]\\nclean = %s\\n' \"$EVIL\" > ../more; git config includeIf.onbranch:master.path \"$PWD/../more\""
        ),
        ExecutionCase(
            "a filter of this worktree alone",
            "git config extensions.worktreeConfig true; git config --worktree filter.z.clean \"$EVIL\""
        ),
        ExecutionCase("a filter, spelt otherwise", "printf '[FILTER \"z\"]\\n\\tCLEAN=%s\\n' \"$EVIL\" >> .git/config"),
        ExecutionCase(
            "a filter of a submodule",
            "echo '* filter=z' > lib/.gitattributes; git -C lib config filter.z.clean \"$EVIL\""
        ),
        ExecutionCase("core.fsmonitor"), ExecutionCase("diff.z.textconv"), ExecutionCase("diff.z.command"),
        ExecutionCase("diff.external"), ExecutionCase("merge.z.driver"), ExecutionCase("core.pager"),
        ExecutionCase(
            "pager.status",
            "for c in status ls-files diff-tree rev-parse config; do git config pager.$c \"$EVIL\"; done"
        ),
        ExecutionCase(
            "aliases",
            "for c in status ls-files diff-tree rev-list rev-parse config; do git config alias.$c \"!$EVIL\"; done"
        ),
        ExecutionCase(
            "hooks",
            "for h in post-index-change pre-commit post-checkout reference-transaction fsmonitor-watchman; do cp \"$EVIL\" .git/hooks/$h; done"
        ),
        ExecutionCase(
            "core.hooksPath",
            "mkdir ../h; cp \"$EVIL\" ../h/post-index-change; git config core.hooksPath \"$PWD/../h\""
        ),
        ExecutionCase("core.sshCommand"), ExecutionCase("core.gitProxy"), ExecutionCase("core.askPass"),
        ExecutionCase("core.editor"),
        ExecutionCase("credential.helper"), ExecutionCase("core.alternateRefsCommand"),
        ExecutionCase("gpg.program", "git config gpg.program \"$EVIL\"; git config log.showSignature true"),
        ExecutionCase("interactive.diffFilter"), ExecutionCase("trailer.x.command"), ExecutionCase("sequence.editor"),
        ExecutionCase(
            "submodule.lib.update",
            "git config submodule.lib.update \"!$EVIL\"; git config status.submoduleSummary true"
        ),
        ExecutionCase("uploadpack.packObjectsHook"), ExecutionCase("gc.recentObjectsHook"),
        ExecutionCase(
            "a promised object, fetched by a command",
            """
            git config extensions.partialClone o; git config remote.o.promisor true; git config remote.o.url "ext::$EVIL"
            git config protocol.ext.allow always; rm -rf .git/objects/$(git rev-parse HEAD:a/one | cut -c1-2)
            """
        ),
        ExecutionCase(
            "a promised object, served by a command",
            """
            git config extensions.partialClone o; git config remote.o.promisor true; git config remote.o.url "$PWD/../sub"
            git config remote.o.uploadpack "$EVIL"; rm -rf .git/objects/$(git rev-parse HEAD:a/one | cut -c1-2)
            """
        ),
    ]

    @Test(arguments: cases) func nothingThatTheTreeConfiguresRuns(_ example: ExecutionCase) async throws {
        try await withScratch(Self.start + example.setup + Self.end) { scratch in
            for paths in [[], ["a"]] {
                // Unknown is an answer too; what counts is what was run for it.
                if let facts = try? await scratch.facts(revisions: ["refs/remotes/up/m"], paths: paths, wantsTags: true)
                {
                    #expect(facts.worktreeChanges[GitPath("a/b/two")]?.status == .modified)
                    #expect(facts.tracked[GitPath("a/one")]?.isVouchedFor == false)
                }
            }
            #expect(!scratch.has("PWNED"))
        }
    }

    /// The program does run where it may: the test above can fail.
    @Test(arguments: ["filter.z.clean", "filter.z.process"]) func theUsersOwnFiltersRun(_ key: String) async throws {
        try await withScratch(Self.start + "git config --global \(key) \"$EVIL\"" + Self.end) { scratch in
            _ = try? await scratch.facts()
            #expect(scratch.has("PWNED"))
        }
    }

    @Test func theUsersFilterCountsWhateverTheTreeSays() async throws {
        let setup = """
            git config --global filter.z.clean 'tr a-z A-Z'; git config filter.z.clean "$EVIL"; echo abc > c/three; git add c/three
            git commit -qm upper; touch -d 2001-01-01 c/three; rm -f ../PWNED
            """
        try await withScratch(Self.start + setup) { scratch in
            #expect(try await scratch.sh("rm -f PWNED; git -C repo status --porcelain") == "")
            try await scratch.sh(
                "rm -f PWNED; git -C repo config filter.z.clean \"$PWD/evil\"; touch -d 2002-02-02 repo/c/three"
            )
            let facts = try await scratch.facts(paths: ["c"])
            #expect(!scratch.has("PWNED"))
            #expect(facts.tracked[GitPath("c/three")]?.flags == .converted)
        }
    }
}

extension Scratch {
    /// Whether a file of that name is beside the repositories.
    func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: root.appending(name).string) }
}
