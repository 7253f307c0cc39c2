import Foundation
import GitProbe
import SystemPackage
import Testing

/// Time, number, cancellation, and a repository that does not stand still.
@Suite struct BoundsTests {
    /// Puts a script in the place of git; `$GIT` in it is the real one.
    private func probe(_ scratch: Scratch, script: String, timeLimit: Duration = .seconds(120)) async throws -> GitProbe
    {
        let real = try scratch.probe().executable
        try await scratch.sh(
            """
            mkdir bin; cat > bin/git <<'END'
            #!/bin/sh
            GIT='\(real)'
            cd '\(scratch.root)'
            \(script)
            END
            chmod +x bin/git
            """
        )
        return GitProbe(
            executable: scratch.root.appending("bin").appending("git"),
            environment: scratch.probeEnvironment,
            timeLimit: timeLimit
        )
    }

    private func requests(_ scratch: Scratch, _ count: Int) -> [ProbeRequest] {
        (0..<count).map { ProbeRequest(checkout: scratch.root.appending("r\($0)"), revisions: ["refs/remotes/up/m"]) }
    }

    private static let manyRepositories = "cd ..; for i in $(seq 0 11); do cp -r repo r$i; echo $i >> r$i/a/one; done"

    @Test(arguments: [1, 3]) func neverMoreThanTheGivenNumberAtOnce(_ jobs: Int) async throws {
        try await withScratch(Self.manyRepositories) { scratch in
            let probe = try await probe(
                scratch,
                script: """
                    mkdir -p running; : > running/$$; ls running | wc -l >> counts; "$GIT" "$@"; status=$?; rm running/$$; exit $status
                    """
            )
            let results = await probe.probe(requests(scratch, 12), jobs: jobs)
            #expect(
                try results.map { try $0.get().worktreeChanges.map(\.line) }
                    == Array(repeating: ["modified a/one"], count: 12)
            )
            let counts = try await scratch.sh("cat counts").split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
            #expect(counts.max() ?? 0 <= jobs)
        }
    }

    /// One `git status` for each checkout, and one git for the dates of all: the rest is read from git's own files.
    @Test func oneProcessForEachCheckoutAndOneForAll() async throws {
        try await withScratch("git update-ref refs/remotes/up/m HEAD; git pack-refs --all\n" + Self.manyRepositories) {
            scratch in
            let probe = try await probe(scratch, script: "echo \"$6\" >> calls; exec \"$GIT\" \"$@\"")
            let results = await probe.probe(requests(scratch, 12), jobs: 2)
            #expect(try results.allSatisfy { try $0.get().commitDate?.secondsSinceEpoch == 1_700_000_000 })
            let calls = try await scratch.sh("sort calls | uniq -c").split(whereSeparator: \.isWhitespace).map(
                String.init
            )
            #expect(calls == ["1", "rev-list", "12", "status"])
        }
    }

    @Test func theOrderIsThatOfTheRequestsAndAFailureIsItsOwn() async throws {
        try await withScratch(Self.manyRepositories + "; rm -r r3/.git") { scratch in
            let results = try await scratch.probe().probe(requests(scratch, 12), jobs: 64)
            for (position, result) in results.enumerated() {
                switch result {
                case .success(let facts):
                    let listed = try await scratch.sh("git -C r\(position) rev-parse HEAD")
                    #expect(facts.head?.description == listed)
                case .failure(let error):
                    #expect(position == 3)
                    #expect(error.code == .notARepository)
                }
            }
            #expect(try await scratch.probe().probe([], jobs: 0).isEmpty)
        }
    }

    @Test func aGitThatHangsIsEnded() async throws {
        try await withScratch("") { scratch in
            let probe = try await probe(
                scratch,
                script: "echo $$ > pid; exec sleep 1000",
                timeLimit: .milliseconds(300)
            )
            let outcome = await probe.probe(ProbeRequest(checkout: scratch.repository))
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .timedOut(after: .milliseconds(300)))
            try await scratch.sh("! kill -0 $(cat pid)")
        }
    }

    @Test func aCancelledProbeEndsItsGit() async throws {
        try await withScratch(Self.manyRepositories) { scratch in
            let probe = try await probe(scratch, script: "echo $$ > pid.new; mv pid.new pid; exec sleep 1000")
            let requests = requests(scratch, 12)
            let task = Task { await probe.probe(requests, jobs: 1) }
            while !FileManager.default.fileExists(atPath: scratch.root.appending("pid").string) { await Task.yield() }
            task.cancel()
            let codes = await task.value.map { result -> GitProbeError.Code? in
                if case .failure(let error) = result { error.code } else { nil }
            }
            #expect(codes == Array(repeating: .cancelled, count: 12))
            try await scratch.sh("! kill -0 $(cat pid)")
        }
    }

    @Test func aRepositoryThatChangesOnceIsLookedAtAgain() async throws {
        try await withScratch("touch a/one") { scratch in  // so that git is asked
            let probe = try await probe(
                scratch,
                script: """
                    "$GIT" "$@"; status=$?
                    case "$*" in *status*) test -e moved || { : > moved; cd repo; git -c user.name=x -c user.email=x commit -q --allow-empty -m x; } ;; esac
                    exit $status
                    """
            )
            let facts = try await probe.probe(ProbeRequest(checkout: scratch.repository)).get()
            let head = try await scratch.sh("git -C repo rev-parse HEAD")
            #expect(facts.head?.description == head)
        }
    }

    @Test(arguments: [
        ("HEAD", "git -c user.name=x -c user.email=x commit -q --allow-empty -m x"),
        ("the index", "date +%s%N > n; git add n"),
    ])
    func aRepositoryThatNeverStandsStillIsUnknown(_ what: String, _ change: String) async throws {
        try await withScratch("touch a/one") { scratch in  // so that git is asked
            let probe = try await probe(
                scratch,
                script: """
                    "$GIT" "$@"; status=$?
                    case "$*" in *status*) cd repo; \(change);; esac
                    exit $status
                    """
            )
            let outcome = await probe.probe(ProbeRequest(checkout: scratch.repository))
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .changedWhileProbed)
        }
    }

    @Test(arguments: [
        ("exit 3", GitProbeError.Code.failed(status: 3)), ("kill -9 $$", .killed(signal: 9)),
        ("exit 0", .unexpectedOutput),
        ("echo hello", .unexpectedOutput), ("printf '# branch.oid x\\0'", .unexpectedOutput),
        ("printf '# branch.oid (initial)\\0009 what is this\\0'", .unexpectedOutput),
    ])
    func aGitThatMisbehavesIsAnError(_ script: String, _ code: GitProbeError.Code) async throws {
        try await withScratch("") { scratch in
            let outcome = await (try await probe(scratch, script: script)).probe(
                ProbeRequest(checkout: scratch.repository)
            )
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == code)
        }
    }

    @Test func whatGitComplainsOfIsOneCleanLine() async throws {
        try await withScratch("") { scratch in
            let probe = try await probe(
                scratch,
                script:
                    "printf 'warning: first\\nfatal: it \\033[31mbroke\\nhint: more\\n' >&2; head -c 300000 /dev/zero >&2; exit 128"
            )
            let outcome = await probe.probe(ProbeRequest(checkout: scratch.repository))
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.description == "\(scratch.repository): git status failed with status 128: it [31mbroke")
        }
    }

    @Test func gitThatIsMissingOrCannotBeRun() async throws {
        let error = try #require(throws: GitProbeError.self) {
            try GitProbe.locate(environment: ["PATH": "/nowhere:relative:"])
        }
        #expect(error.code == .gitMissing)
        #expect(error.checkout == nil)
        try await withScratch("") { scratch in
            let probe = GitProbe(executable: scratch.root.appending("none"), environment: [:])
            let outcome = await probe.probe(ProbeRequest(checkout: scratch.repository))
            let error = try #require(throws: GitProbeError.self) { try outcome.get() }
            #expect(error.code == .notStarted)
        }
    }

    @Test func settingsOfAFile() async throws {
        try await withScratch(
            "git config -f ../c --add a.b 'x y'; git config -f ../c --add a.b ' last '; echo '[x' > ../bad"
        ) { scratch in
            let probe = try scratch.probe()
            let file = scratch.root.appending("c")
            #expect(try await probe.configValue("a.b", file: file) == " last ")
            #expect(try await probe.configValue("a.c", file: file) == nil)
            #expect(try await probe.configValue("a.b", file: scratch.root.appending("none")) == nil)
            let bad = scratch.root.appending("bad")
            let error = await #expect(throws: GitProbeError.self) { try await probe.configValue("a.b", file: bad) }
            #expect(error?.checkout == bad)
        }
    }
}
