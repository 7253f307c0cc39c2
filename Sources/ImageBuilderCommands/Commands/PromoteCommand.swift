import ArgumentParser
import ImageGraph
import ImageRegistry
import RebuildPipeline
import RebuildPlanning

/// Gives a run's images, as their registry has them, other names there.
struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote",
        abstract: "Give the images of a run, as their registry has them, another tag or another place there.",
        discussion: """
            No engine takes part, and no layer moves: manifests are written again, and layers become parts of the other \
            repositories too. Nothing is tagged unless all images could be read and brought to their places.

            Examples:
              imagebuilder promote ib_actions.yml --tag release-4
              imagebuilder promote ib_actions.yml --to registry.example/release --tag 4.0

            Exit status: 0 all promoted; 1 something failed; 65 not an actions file.
            """
    )

    @Argument(
        help: "The actions file of the run ('imagebuilder -a FILE'), whose images have been pushed.",
        completion: .file(extensions: ["yml", "yaml"])
    )
    var file: String

    @OptionGroup(title: "Output") var output: OutputOptions

    @Option(
        help: ArgumentHelp(
            "Below which prefix the images are to be, of the registry that they are in.",
            valueName: "registry/prefix"
        )
    )
    var to: String?

    @Option(help: "A tag for all of them.")
    var tag: String?

    @Flag(name: .customLong("dry-run"), help: "Only show what would get which name.")
    var dryRun = false

    @Option(name: .shortAndLong, help: "How many images are worked on at once.")
    var jobs = 4

    func validate() throws {
        guard to != nil || tag != nil else { throw ValidationError("--to or --tag says what they are to be called") }
        guard jobs >= 1 else { throw ValidationError("--jobs takes a number from 1") }
        if let tag, !ImageReference.isValidTag(tag) { throw ValidationError("'\(tag)' is no tag") }
        if let to, to.hasSuffix("/") || (try? ImageReference(parsing: "\(to)/x")) == nil {
            throw ValidationError("'\(to)' is no registry with a prefix, such as registry.example/release")
        }
    }

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let report = try ActionsFile(path: file).read()
            let images = try ImagePromotion.jobs(of: report, file: file, .init(prefix: to, tag: tag))
            try requireOneRegistry(images)
            if images.isEmpty {
                session.console.out("nothing to promote: the run has no image that could be built")
                return
            }
            if dryRun {
                for image in images {
                    for target in image.targets {
                        session.console.out("promote \(image.source.familiar) to \(target.familiar)")
                    }
                }
                return
            }
            guard let inquiry = try session.inquiry(.direct, nil) else { return }
            let signals = SignalWatcher(console: session.console)
            let outcomes = try await session.closing(inquiry) {
                try await signals.cancelling { await ImagePromotion(inquiry, jobs: jobs).promote(images) }
            }
            tell(outcomes, session.console)
            if let signal = signals.received { throw ExitCode(128 + signal) }
            if outcomes.contains(where: { $0.failure != nil }) { throw ExitCode(1) }
        }
    }

    /// Layers are shared within a registry; between two they would have to be moved.
    private func requireOneRegistry(_ images: [ImagePromotion.Job]) throws {
        for image in images {
            guard let target = image.targets.first, target.domain != image.source.domain else { continue }
            throw UsageError(
                "\(image.source.familiar) is in the registry \(image.source.domain), and \(to ?? "") is in "
                    + "\(target.domain): promote works within one registry; copy between two with 'skopeo copy --all'"
            )
        }
    }

    private func tell(_ outcomes: [ImagePromotion.Outcome], _ console: Console) {
        for outcome in outcomes {
            for reference in outcome.written { console.note("promoted \(reference.familiar)  \(outcome.digest ?? "")") }
            guard let failure = outcome.failure else { continue }
            let there = outcome.written.map(\.familiar).joined(separator: ", ")
            console.error("failed \(failure)" + (there.isEmpty ? "" : "; written before: \(there)"))
        }
        let failed = outcomes.count { $0.failure != nil }
        let tags = outcomes.reduce(0) { $0 + $1.written.count }
        let isTagged = tags > 0 || failed == 0
        let promoted = isTagged ? outcomes.count - failed : 0
        let count = "\(promoted) promoted (\(tags) \(tags == 1 ? "tag" : "tags"))"
        console.out(count + (failed > 0 ? ", \(failed) failed\(isTagged ? "" : ", so nothing was tagged")" : ""))
    }
}
