import Foundation
import GitProbe
import SystemPackage
import Testing

/// What must not reach a git of ours, and what it must not do.
@Suite struct IsolationTests {
    @Test func inheritedVariablesDoNotLeadElsewhere() async throws {
        try await withScratch("echo x >> a/one; cd ..; git init -q other; touch other/f") { scratch in
            let other = scratch.root.appending("other").string
            let environment = scratch.probeEnvironment.merging([
                "GIT_DIR": other + "/.git", "GIT_WORK_TREE": other, "GIT_INDEX_FILE": other + "/.git/index",
                "GIT_OBJECT_DIRECTORY": other + "/.git/objects", "GIT_COMMON_DIR": other, "GIT_NAMESPACE": "n",
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "core.worktree", "GIT_CONFIG_VALUE_0": other,
                "GIT_CONFIG_PARAMETERS": "'core.bare'='true'",
                "GIT_CEILING_DIRECTORIES": "/",
                "GIT_TRACE": "1", "GIT_GLOB_PATHSPECS": "1", "GIT_EXTERNAL_DIFF": "false", "LC_ALL": "de_DE.UTF-8",
                "LANGUAGE": "de", "GIT_OPTIONAL_LOCKS": "1",
            ]) { _, new in new }
            let probe = try GitProbe.locate(environment: environment)
            let facts = try await probe.probe(ProbeRequest(checkout: scratch.repository, paths: [GitPath("a")])).get()
            #expect(facts.worktreeChanges.map(\.line) == ["modified a/one"])
        }
    }

    @Test func runsNoHookMonitorOrPagerAndWritesNothing() async throws {
        let setup = """
            printf '#!/bin/sh\\ntouch "%s/ran"\\n' "$PWD/.." > ../evil; chmod +x ../evil
            for h in post-index-change pre-commit post-checkout; do cp ../evil .git/hooks/$h; done
            git config core.fsmonitor "$PWD/../evil"; git config core.pager "$PWD/../evil"; git config pager.status true
            git config core.askPass "$PWD/../evil"; git config core.sshCommand "$PWD/../evil"; git config core.editor "$PWD/../evil"
            git config diff.external "$PWD/../evil"; git config credential.helper "$PWD/../evil"; rm -f ../ran
            touch -d 2001-01-01 a/one; cp .git/index ../before; git config alias.status '!touch ../ran'; find .git | sort > ../files
            """
        try await withScratch(setup) { scratch in
            let facts = try await scratch.facts(revisions: ["refs/heads/none"], wantsTags: true)
            #expect(facts.worktreeChanges.isEmpty)
            let after = "test ! -e ran; cmp before repo/.git/index; cd repo; find .git | sort | cmp - ../files"
            try await scratch.sh(after)
        }
    }

    @Test func aLockHeldByAnotherDoesNotMatter() async throws {
        try await withScratch("touch .git/index.lock .git/HEAD.lock; echo x >> a/one; touch -d 2001-01-01 c/three") {
            scratch in
            let facts = try await scratch.facts()
            #expect(facts.worktreeChanges.map(\.line) == ["modified a/one"])
        }
    }

    /// A clone without file contents, or without folders, would fetch what it lacks: `GIT_ALLOW_PROTOCOL` forbids it to every git,
    /// `GIT_NO_LAZY_FETCH` to those from 2.45 on.
    @Test(arguments: ["blob:none", "tree:0"]) func aPartialCloneFetchesNothing(_ filter: String) async throws {
        let setup = """
            echo x >> a/one; git commit -qam second; git config uploadpack.allowFilter true; git config uploadpack.allowAnySHA1InWant true
            cd ..; git clone -q --filter=\(filter) "file://$PWD/repo" work; cd work; git config protocol.file.allow always
            echo x >> c/three; touch -d 2001-01-01 a/b/two
            """
        try await withScratch(setup) { scratch in
            let older = try await scratch.sh("git -C repo rev-parse HEAD~")
            let absent = String(repeating: "1", count: 40)
            let before = try await scratch.sh("find work/.git/objects -type f | sort")
            let facts = try await scratch.facts(
                "work",
                revisions: [absent, "refs/remotes/origin/master"],
                wantsTags: true
            )
            #expect(facts.worktreeChanges.map(\.line) == ["modified c/three"])
            #expect(facts.committedChanges.isEmpty)
            let outcome = try await scratch.outcome("work", revisions: [older])
            if filter == "tree:0" {
                // Its folders are not here, so nothing can be said of it.
                let error = try #require(throws: GitProbeError.self) { try outcome.get() }
                #expect(error.code == .failed(status: 128))
            } else {
                #expect(try outcome.get().committedChanges.map(\.line) == ["modified a/one"])
            }
            #expect(try await scratch.sh("find work/.git/objects -type f | sort") == before)
        }
    }
}
