public import SystemPackage

/// Asks git what it knows of checkouts: one look at each, however many questions follow.
///
/// It only reads. Nothing is written, locked or fetched; no hook, pager, prompt or file system monitor is run. Each failure is an error with
/// the checkout's name: what git could not say is unknown, and never taken as clean.
public struct GitProbe: Sendable {
    /// The git that is run.
    public let executable: FilePath

    private let runner: GitRunner

    /// How many checkouts may be probed at once.
    public static let jobsRange = 1...64

    /// The number of processors, within ``jobsRange``.
    public static var defaultJobs: Int {
        min(max(ExecutableSearch.processorCount, jobsRange.lowerBound), jobsRange.upperBound)
    }

    /// Uses the git at `executable`, an absolute path.
    ///
    /// - Parameters:
    ///   - environment: The variables that git sees; those beginning with `GIT_` are left out. `TMPDIR` (default `/tmp`) is where a part of a
    ///     very large index may be put while one git runs.
    ///   - timeLimit: How long one git process may take before it is ended. Default: 120 seconds.
    public init(executable: FilePath, environment: [String: String], timeLimit: Duration = .seconds(120)) {
        self.executable = executable
        self.runner = GitRunner(
            executable: executable,
            variables: GitEnvironment.variables(from: environment),
            timeLimit: timeLimit,
            temporaryFolder: FilePath(environment["TMPDIR"] ?? "/tmp")
        )
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
        let path = environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        guard let executable = ExecutableSearch.find("git", path: path) else {
            throw GitProbeError(
                code: .gitMissing,
                checkout: nil,
                message: "git is not in any folder of PATH",
                hint: "install git 2.18 or later"
            )
        }
        return GitProbe(executable: executable, environment: environment, timeLimit: timeLimit)
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
        let runner = runner
        let undated = await boundedMap(Array(requests.enumerated()), limit: limit) { position, request in
            let result = await Result { () async throws(GitProbeError) in
                try await RepositoryProbe(runner: runner, request: request).facts()
            }
            answered(position, result)
            return result
        }
        return await dated(undated, requests: requests, limit: limit)
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
    /// Fills in the dates of the commits.
    private func dated(
        _ results: [Result<RepositoryFacts, GitProbeError>],
        requests: [ProbeRequest],
        limit: Int
    ) async -> [Result<RepositoryFacts, GitProbeError>] {
        let dates = CommitDates(runner: runner)
        let places = zip(results, requests).map { result, request -> CommitDates.Place? in
            guard let head = try? result.get().head, let directory = try? GitDirectory(checkout: request.checkout)
            else {
                return nil
            }
            return CommitDates.Place(commit: head, directory: directory)
        }
        let parts = await boundedMap(CommitDates.parts(places.compactMap { $0 }), limit: limit) { part in
            // A part that fails as a whole is asked for one by one below, where the failure gets its checkout's name.
            (try? await dates.dates(part)) ?? [:]
        }
        let known = parts.reduce(into: [CommitID: CommitDate]()) { $0.merge($1) { first, _ in first } }
        return await boundedMap(Array(zip(results, places)), limit: limit) { result, place in
            guard case .success(var facts) = result, let place else { return result }
            return await Result { () async throws(GitProbeError) in
                facts.commitDate = try await date(of: place, known: known)
                return facts
            }
        }
    }

    private func date(
        of place: CommitDates.Place,
        known: [CommitID: CommitDate]
    ) async throws(GitProbeError) -> CommitDate {
        if let date = known[place.commit] { return date }
        let dates = try await CommitDates(runner: runner).dates([place])
        if let date = dates[place.commit] { return date }
        throw GitProbeError(
            code: .unexpectedOutput,
            checkout: place.directory.checkout,
            message: "the date of commit \(place.commit) cannot be read",
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
