import Basics
internal import SystemPackage

/// Looks at one checkout and at the submodules in it.
struct CheckoutProbe: Sendable {
    let runner: GitRunner
    let directory: GitDirectory
    let scope: PathScope

    /// How many submodules deep this checkout lies.
    let depth: Int

    /// Submodules that are not looked into.
    let borders: Set<GitPath>

    /// Submodules within submodules are followed this deep. Real ones go three or four deep; a checkout that contains itself has no end.
    static let depthLimit = 16

    /// The most bytes of an index that are read. That of a checkout of a million files has some 100 MiB; a larger one is left to git.
    static let indexLimit = 512 * 1024 * 1024

    /// How often a look is repeated when the repository changes under it.
    private static let attempts = 3

    init(
        runner: GitRunner,
        checkout: FilePath,
        scope: PathScope,
        depth: Int = 0,
        borders: Set<GitPath> = []
    ) throws(GitProbeError) {
        self.runner = runner
        self.directory = try GitDirectory(checkout: checkout)
        self.scope = scope
        self.depth = depth
        self.borders = borders
    }

    /// Looks until what was seen is of one moment.
    func look() async throws(GitProbeError) -> CheckoutSnapshot {
        try await refuseForeignWorkTree()
        let settings = try await withoutOwnFilters()
        for _ in 0..<Self.attempts {
            guard let snapshot = try await lookOnce(settings: settings) else { continue }
            return try await withSubmodules(try await markingConverted(snapshot))
        }
        throw GitProbeError(
            code: .changedWhileProbed,
            checkout: directory.checkout,
            message: "HEAD or the index changed each of the \(Self.attempts) times it was probed",
            hint: "is a git or repo command running in it?"
        )
    }

    /// Comparisons of an entry with a pathspec that git may make (some 25 ns each, several times over) before a look at everything is
    /// cheaper, and how many of them a look at one more file on disk is worth.
    private static let (comparisonsLimit, comparisonsPerFile) = (1_000_000, 128)

    /// The pathspecs that ask git about the scope; none where git would take longer to compare each entry with each of them than to look at
    /// the whole checkout. What lies in a submodule is asked for by the outermost submodule that holds it: git knows nothing below that.
    ///
    /// - Parameter others: How many files git would look at in vain, were it asked about the whole checkout.
    func pathspecs(_ tracked: [TrackedFile], others: Int) -> [GitPath] {
        let (comparisons, overflow) = tracked.count.multipliedReportingOverflow(by: scope.members.count)
        let (files, isHuge) = others.multipliedReportingOverflow(by: Self.comparisonsPerFile)
        if !isHuge, overflow || comparisons > files + Self.comparisonsLimit { return [] }
        return pathspecs(tracked)
    }

    /// The same for any number of them.
    private func pathspecs(_ tracked: [TrackedFile]) -> [GitPath] {
        let links = PathIndex(tracked.filter { $0.mode == .submodule })
        if links.isEmpty { return scope.members }
        return scope.members.map { member in
            var outermost = member
            var folder: GitPath? = member
            while let current = folder {
                if links[current] != nil { outermost = current }
                folder = current.parent
            }
            return outermost
        }
    }

    /// Looks once; `nil` when `HEAD` or the index changed meanwhile.
    private func lookOnce(settings: [GitSetting]) async throws(GitProbeError) -> CheckoutSnapshot? {
        let index = try await readIndex()
        let (tracked, signature) = (index.entries, index.signature)
        defer { index.excerpt?.remove() }
        guard let status = StatusOutput(try await status(index, settings: settings).bytes) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: directory.checkout,
                message: "git status wrote something that is not understood",
                hint: "git 2.18 or later is needed"
            )
        }
        guard !status.isHeadDamaged else {
            throw GitProbeError(
                code: .damaged,
                checkout: directory.checkout,
                message: "HEAD names a branch that cannot be read",
                hint: "git fsck tells what is damaged"
            )
        }
        guard FileSignature(path: directory.index) == signature, try await isHead(status.head) else { return nil }
        return CheckoutSnapshot(
            head: status.head,
            changes: status.changes.filter { touchesScope($0.path, isWhole: $0.isFolder || $0.status == .submodule) },
            ignored: status.ignored.filter { touchesScope($0.path, isWhole: $0.isFolder) },
            tracked: tracked,
            submodules: [],
            editedOnDisk: status.editedOnDisk,
            attributesFiles: index.attributesFiles
        )
    }

    private func status(_ index: IndexReading, settings: [GitSetting]) async throws(GitProbeError) -> GitOutput {
        func run(_ paths: [GitPath]) async throws(GitProbeError) -> GitOutput {
            var command = RepositoryCommands.status(paths)
            command.settings = settings
            if let excerpt = index.excerpt { command.variables.append(excerpt.variable) }
            return try await runner.run(command, in: directory.checkout)
        }
        do throws(GitProbeError) {
            let paths = index.asksAboutAll ? [] : pathspecs(index.entries)
            do throws(GitProbeError) {
                return try await run(paths)
            } catch {
                // What lies elsewhere may keep git from an answer about everything.
                guard index.asksAboutAll, error.code == .incomplete else { throw error }
                return try await run(pathspecs(index.entries))
            }
        } catch {
            throw Ownership.explain(error, directory)
        }
    }

    private func touchesScope(_ path: GitPath, isWhole: Bool) -> Bool {
        scope.contains(path) || (isWhole && scope.reaches(below: path))
    }

    /// The index, as far as it was asked for.
    private struct IndexReading {
        var entries: [TrackedFile] = []
        /// Whether git is asked about the whole checkout, because that is cheaper.
        var asksAboutAll = false
        /// Which state of the file the entries are of.
        var signature: FileSignature?
        /// The part of it that is to be given to git, if that pays.
        var excerpt: IndexExcerpt?
        /// The files of attributes in it; `nil` where they are not known.
        var attributesFiles: [GitPath]?
    }

    private func readIndex() async throws(GitProbeError) -> IndexReading {
        guard let before = FileSignature(path: directory.index) else {
            // There is no index until something is added.
            return IndexReading()
        }
        if let (bytes, signature) = contents(of: directory.index, limit: Self.indexLimit) {
            // The file does not say how long its object ids are; the wrong length cannot be read to the end.
            for hashLength in [20, 32] {
                guard let content = IndexFile.content(of: bytes, scope: scope, hashLength: hashLength) else { continue }
                guard IndexFile.isIntact(bytes, hashLength: hashLength) else { throw damagedIndex }
                let others = IndexFile.count(of: bytes) - content.entries.count
                let asksAboutAll = !scope.isEverything && pathspecs(content.entries, others: others).isEmpty
                return IndexReading(
                    entries: content.entries,
                    asksAboutAll: asksAboutAll,
                    signature: signature,
                    excerpt: asksAboutAll ? nil : excerpt(of: bytes, hashLength, content.entries, signature),
                    attributesFiles: content.attributesFiles
                )
            }
        }
        let output: GitOutput
        do {
            output = try await runner.run(RepositoryCommands.tracked([]), in: directory.checkout)
        } catch {
            throw Ownership.explain(error, directory)
        }
        guard let entries = LsFilesOutput.entries(output.bytes, scope: scope) else {
            throw GitProbeError(
                code: .unexpectedOutput,
                checkout: directory.checkout,
                message: "git ls-files wrote something that is not understood"
            )
        }
        return IndexReading(entries: entries, signature: before)
    }

    private var damagedIndex: GitProbeError {
        GitProbeError(
            code: .damaged,
            checkout: directory.checkout,
            message: "the index is damaged: its checksum does not hold",
            hint: "'git read-tree HEAD' makes it anew; what was staged is lost"
        )
    }

    private func excerpt(
        of index: [UInt8],
        _ hashLength: Int,
        _ entries: [TrackedFile],
        _ signature: FileSignature
    ) -> IndexExcerpt? {
        let (saved, overflow) = (IndexFile.count(of: index) - entries.count)
            .multipliedReportingOverflow(by: scope.members.count)
        guard !scope.isEverything, overflow || saved >= runner.excerptThreshold else { return nil }
        guard RepositoryCommands.fits(pathspecs(entries)) else { return nil }
        return IndexExcerpt(
            of: index,
            hashLength: hashLength,
            scope: scope,
            signature: signature,
            folder: runner.temporaryFolder
        )
    }

    /// Whether `HEAD` is still what `git status` said.
    private func isHead(_ expected: CommitID?) async throws(GitProbeError) -> Bool {
        if let now = ReferenceFiles(directory: directory).head { return now == expected }
        guard let expected else { return true }
        // The references are not kept in files.
        return try await runner.commit(named: "HEAD", in: directory.checkout) == expected
    }
}

extension GitRunner {
    /// The commit that `name` leads to; `nil` when there is none.
    func commit(named name: String, in checkout: FilePath) async throws(GitProbeError) -> CommitID? {
        let output = try await run(RepositoryCommands.commit(named: name), in: checkout)
        if output.status != 0 { return nil }
        return ObjectID(hex: output.bytes.prefix { $0 != UInt8(ascii: "\n") })
    }
}
