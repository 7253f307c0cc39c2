import Basics
public import SystemPackage

/// Asks git what it knows of checkouts: one look at each, however many questions follow.
///
/// It only reads. Nothing is written, locked or fetched; no hook, pager, prompt or file system monitor is run. Each failure is an error with
/// the checkout's name: what git could not say is unknown, and never taken as clean.
public struct GitProbe: Sendable {
    /// The git that is run.
    public let executable: FilePath

    let runner: GitRunner
    private let environment: [String: String]
    private let knownCommits = KnownCommits()

    /// How many checkouts may be probed at once.
    public static let jobsRange = 1...64

    /// The number of processors, within ``jobsRange``.
    public static var defaultJobs: Int {
        min(max(Processors.count, jobsRange.lowerBound), jobsRange.upperBound)
    }

    /// Uses the git at `executable`, an absolute path.
    ///
    /// - Parameters:
    ///   - environment: The variables that git sees; those beginning with `GIT_` are left out. `TMPDIR` (default `/tmp`) is where a part of a
    ///     very large index may be put while one git runs.
    ///   - timeLimit: How long one git process may take before it is ended. Default: 120 seconds.
    public init(executable: FilePath, environment: [String: String], timeLimit: Duration = .seconds(120)) {
        self.executable = executable
        self.environment = environment
        self.runner = GitRunner(
            executable: executable,
            variables: GitEnvironment.variables(from: environment),
            timeLimit: timeLimit,
            temporaryFolder: FilePath(environment["TMPDIR"] ?? "/tmp")
        )
    }

    /// Uses the git at `executable`, an absolute path; for those who have it as a text.
    public init(executable: String, environment: [String: String], timeLimit: Duration = .seconds(120)) {
        self.init(executable: FilePath(executable), environment: environment, timeLimit: timeLimit)
    }

    /// Finds git in the folders of `PATH` (`/usr/local/bin:/usr/bin:/bin` where that is not set).
    ///
    /// - Parameters:
    ///   - environment: The variables of the process, where `PATH` is looked up, and which git sees but for those beginning with `GIT_`.
    ///   - timeLimit: How long one git process may take before it is ended. Default: 120 seconds.
    /// - Throws: ``GitProbeError/Code/gitMissing``. Whether git works is not tried.
    public static func locate(
        environment: [String: String],
        timeLimit: Duration = .seconds(120)
    ) throws(GitProbeError) -> GitProbe {
        guard let executable = ExecutableSearch.find("git", path: environment["PATH"]) else {
            throw GitProbeError(
                code: .gitMissing,
                checkout: nil,
                message: "git is not in any folder of PATH",
                hint: "install git 2.18 or later"
            )
        }
        return GitProbe(executable: FilePath(executable), environment: environment, timeLimit: timeLimit)
    }

    /// Probes one checkout.
    ///
    /// A cancelled task ends its git and gets ``GitProbeError/Code/cancelled`` as its result.
    public func probe(_ request: ProbeRequest) async -> Result<RepositoryFacts, GitProbeError> {
        await probe([request], jobs: 1).first ?? .failure(.cancelled(request.checkout))
    }

    /// Probes many checkouts, `jobs` at a time with one git process each, and keeps the order of the requests.
    ///
    /// The failure of one is its own; the others go on. A cancelled task ends what is running, and each checkout that was not done by then gets
    /// ``GitProbeError/Code/cancelled`` as its result.
    ///
    /// - Parameters:
    ///   - jobs: How many at once: brought into ``jobsRange``. Default: the number of processors.
    ///   - answered: Called with the position of each request and what is known of its checkout as soon as git has answered, in any order and from
    ///     any task: so that the facts can be worked on while others are still asked for. The date of `HEAD` is not known then; where it
    ///     cannot be had, the result is a failure although the facts were told here. Default: nothing is called.
    public func probe(
        _ requests: [ProbeRequest],
        jobs: Int = GitProbe.defaultJobs,
        answered: @escaping @Sendable (Int, Result<RepositoryFacts, GitProbeError>) -> Void = { _, _ in }
    ) async -> [Result<RepositoryFacts, GitProbeError>] {
        let limit = min(max(jobs, Self.jobsRange.lowerBound), Self.jobsRange.upperBound)
        let runner = runnerOfNow
        let places = await boundedMap(requests, limit: limit) { HeadCommits.Location(checkout: $0.checkout) }
        let known = knownCommits[places.compactMap { $0?.commit }]
        // One process for all that are not known, and meanwhile a look at the disk, which most often makes any other needless.
        let unknown = places.compactMap(\.self).filter { known[$0.commit] == nil }
        async let reading = HeadCommits(runner: runner).read(unknown, limit: limit)
        let checks = await boundedMap(Array(zip(requests, places)), limit: limit) { request, place in
            guard let directory = place?.directory else { return IndexStatCheck?.none }
            return await IndexStatCheck(runner: runner, directory: directory, scope: PathScope(request.paths))
        }
        let read = await reading
        knownCommits.keep(read)
        let commits = known.merging(read) { first, _ in first }
        let undated = await boundedMap(Array(zip(requests, checks).enumerated()), limit: limit) { position, look in
            let (request, check) = look
            let result = await Result { () async throws(GitProbeError) in
                if Task.isCancelled { throw .cancelled(request.checkout) }
                let snapshot = check.flatMap { commits[$0.head]?.tree == $0.tree ? $0.snapshot : nil }
                return try await RepositoryProbe(runner: runner, request: request).facts(seen: snapshot)
            }
            answered(position, result)
            return result
        }
        return await dated(undated, requests: requests, known: commits, limit: limit)
    }

    /// Reads one setting of one configuration file: `git config -f FILE --get KEY`.
    ///
    /// - Returns: The value (the last, where there are several); `nil` when it is not set, or there is no such file.
    public func configValue(_ key: String, file: FilePath) async throws(GitProbeError) -> String? {
        let command = RepositoryCommands.setting(key, file: file.kernelBytes)
        let output: GitOutput
        do {
            output = try await runner.run(command, in: FilePath("."))
        } catch {
            throw GitProbeError(code: error.code, checkout: file, message: error.message, hint: error.hint)
        }
        if output.status != 0 { return nil }
        return String(decoding: output.bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}

extension GitProbe {
    /// The runner with the user's settings as they are now.
    private var runnerOfNow: GitRunner {
        var runner = runner
        runner.userSettings = UserSettings(environment: environment, executable: executable)
        return runner
    }

    /// Fills in the dates of the commits, and reads those that are not known yet.
    private func dated(
        _ results: [Result<RepositoryFacts, GitProbeError>],
        requests: [ProbeRequest],
        known: [CommitID: HeadCommits.Commit],
        limit: Int
    ) async -> [Result<RepositoryFacts, GitProbeError>] {
        let missing = zip(results, requests).map { result, request -> HeadCommits.Location? in
            guard let head = try? result.get().head, known[head] == nil,
                let directory = try? GitDirectory(checkout: request.checkout)
            else { return nil }
            return HeadCommits.Location(commit: head, directory: directory)
        }
        let late = await HeadCommits(runner: runner).read(missing.compactMap(\.self), limit: limit)
        knownCommits.keep(late)
        let commits = known.merging(late) { first, _ in first }
        return await boundedMap(Array(zip(results, missing)), limit: limit) { result, place in
            guard case .success(var facts) = result, let head = facts.head else { return result }
            return await Result { () async throws(GitProbeError) in
                facts.commitDate =
                    if let commit = commits[head] { commit.date } else {
                        try await date(of: head, in: place?.directory)
                    }
                return facts
            }
        }
    }

    /// Asks one checkout for its own commit.
    private func date(of head: CommitID, in directory: GitDirectory?) async throws(GitProbeError) -> CommitDate? {
        guard let directory else { return nil }
        let place = HeadCommits.Location(commit: head, directory: directory)
        if let commit = try await HeadCommits(runner: runner).read([place])[head] { return commit.date }
        throw GitProbeError(
            code: .unexpectedOutput,
            checkout: directory.checkout,
            message: "the date of commit \(head) cannot be read",
            hint: "git fsck tells whether the repository is damaged"
        )
    }
}

extension GitProbeError {
    static func cancelled(_ checkout: FilePath) -> GitProbeError {
        GitProbeError(code: .cancelled, checkout: checkout, message: "was cancelled")
    }
}

extension Result where Success: Sendable {
    /// The outcome of `body`.
    fileprivate init(_ body: () async throws(Failure) -> Success) async {
        do {
            self = .success(try await body())
        } catch {
            self = .failure(error)
        }
    }
}
