import ArgumentParser
import Basics
import Foundation
import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Writes the lock file.
struct LockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Write down by which digests the images from elsewhere are taken.",
        discussion: """
            The lock file, docker_bases.lock.yml, lies beside the image list. With it every run takes these images by these \
            digests, and the digests count for the images that are built on them. What is missing in it is added, what no \
            image of the list needs is dropped, and the rest stays as it is but for what --update names.

            Exit status: 0 written, or up to date; 1 with '--check' where it is not; 1 where a registry did not tell, and \
            then nothing is written.
            """
    )

    @Argument(help: ArgumentHelp("With --update: the bases to look up anew.", valueName: "base"))
    var bases: [String] = []

    @OptionGroup(title: "Inputs") var input: InputOptions
    @OptionGroup(title: "Output") var output: OutputOptions

    @Flag(help: "Look up anew what is locked: the bases that are named, else all.")
    var update = false

    @Flag(help: "Write nothing and ask nobody: tell whether the lock file names what the list needs.")
    var check = false

    @Flag(name: .customLong("no-engine"), help: "Ask the registries from here only, and not through the engine.")
    var noEngine = false

    func validate() throws {
        if check, update { throw ValidationError("--check changes nothing, so --update does not go with it") }
        if !bases.isEmpty, !update { throw ValidationError("bases are named for --update only") }
        if input.workspaceOptions.whitelist != nil {
            throw ValidationError("the lock is that of the whole list: leave out --filter_images")
        }
    }

    func run() async throws {
        let options = input.workspaceOptions
        let path = LockedBases.file(beside: options.imageList)
        let session = Session(output, writing: OutputGuard([OutputFile("lock", path, .lock)]))
        try await session.run {
            let workspace = try await Workspace.load(options, git: session.git())
            let lock = DiskPath.exists(path) ? try BaseLock.load(file: path) : BaseLock()
            let comparison = LockComparison(lock, workspace)
            if check { return try tell(comparison, path, session.console) }
            let renewed = update ? try named(among: comparison.locked) : []
            let now = try await answers(comparison.missing + renewed, session)
            let change = LockChange(lock, dropping: comparison.unneeded, now)
            for line in change.lines { session.console.out(line) }
            if change.lines.isEmpty {
                session.console.out("\(path) is up to date: \(change.count)")
            } else {
                try AtomicFile.write(change.lock.text, to: path)
                session.console.out("\(path): \(change.count)")
            }
        }
    }

    private func tell(_ comparison: LockComparison, _ path: String, _ console: Console) throws {
        for reference in comparison.missing { console.out("missing  \(reference.familiar)") }
        for name in comparison.unneeded { console.out("unneeded  \(name)") }
        guard comparison.isComplete else {
            console.error("\(path) is not what the list needs: 'imagebuilder lock' mends it")
            throw ExitCode(1)
        }
        console.out("\(path) names all \(comparison.locked.count)")
    }

    /// The locked bases that are to be looked up anew.
    private func named(among locked: [ImageReference]) throws -> [ImageReference] {
        if bases.isEmpty { return locked }
        return try bases.map { name in
            if let reference = try? ImageReference(parsing: name).withDefaultTag, locked.contains(reference) {
                return reference
            }
            let hint = Suggestion.nearest(to: name, among: Set(locked.map(\.familiar))).map {
                "; did you mean '\($0)'?"
            }
            throw UsageError("'\(name)' is not in the lock file\(hint ?? "")")
        }
    }

    /// What the registries have now; all of it, or nothing.
    private func answers(_ references: [ImageReference], _ session: Session) async throws -> [BaseLock.Base] {
        let engine = noEngine ? nil : try session.engine()
        guard !references.isEmpty, let inquiry = try session.inquiry(.direct, engine) else { return [] }
        let time = Timestamp.rfc3339(Int64(Date().timeIntervalSince1970))
        let found = try await session.closing(inquiry) {
            await boundedMap(references, limit: RegistrySurvey.defaultJobs) { reference in
                await Self.base(reference, inquiry, time)
            }
        }
        let failures = found.compactMap { if case .failure(let failure) = $0 { failure } else { nil } }
        for failure in failures { session.console.error("imagebuilder: error: \(failure.message)") }
        if !failures.isEmpty { throw ExitCode(1) }
        return found.compactMap { try? $0.get() }
    }

    private static func base(
        _ reference: ImageReference,
        _ inquiry: RegistryInquiry,
        _ time: String
    ) async -> Result<BaseLock.Base, UsageError> {
        let name = reference.familiar
        switch await inquiry.answer(reference) {
        case .found(let manifest):
            let platforms = await inquiry.platforms(of: reference, digest: manifest.digest) ?? [:]
            return .success(.init(name: name, digest: manifest.digest, platforms: platforms, checked: time))
        case .notFound(let message), .unreachable(let message), .refused(let message):
            return .failure(UsageError("\(name): \(message)"))
        }
    }
}
