import ArgumentParser
import Basics
import ImageGraph
import ManifestKit
import RebuildPipeline
import RebuildPlanning

/// Writes a first image list.
struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Write a first image list for a tree, from the Dockerfiles that git tracks.",
        discussion: """
            Each Dockerfile becomes an image, named after its folder or file, with the narrowest context that has all it copies, \
            and with components where a COPY reaches into another project. Nothing is asked and nothing is written over. The \
            result is checked as 'check' does; what was left out is told with the reason.

            Exit status: 0 written; 64 the file is there already; 65 no Dockerfile, or the check found errors.
            """
    )

    @OptionGroup(title: "Inputs") var tree: TreeFlags

    @Option(
        name: [.short, .long],
        help: ArgumentHelp(
            "The file to write; - is the standard output, and then nothing is checked.",
            valueName: "file"
        )
    )
    var output = "docker_images.yml"

    @Option(help: ArgumentHelp("What the names begin with: a registry, a team, or both.", valueName: "name"))
    var prefix: String?

    @Option(
        name: [.customShort("t"), .customLong("build-tag")],
        help: ArgumentHelp(
            "The docker_build_tag (default: the one that the Dockerfiles name each other by, else candidate).",
            valueName: "tag"
        )
    )
    var buildTag: String?

    @OptionGroup(title: "Inputs") var gitOptions: GitOptions
    @OptionGroup(title: "Output") var outputOptions: OutputOptions

    func validate() throws {
        if let prefix, (try? ImageReference(parsing: "\(prefix)/x"))?.tag != nil || !Self.isName("\(prefix)/x") {
            throw ValidationError("--prefix \(prefix): no name of an image can begin so")
        }
        if let buildTag, !ImageReference.isValidTag(buildTag) {
            throw ValidationError("--build-tag \(buildTag): is no legal tag")
        }
    }

    private static func isName(_ text: String) -> Bool { (try? ImageReference(parsing: text)) != nil }

    func run() async throws {
        let session = Session(outputOptions)
        try await session.run {
            if output != "-", DiskPath.exists(output) || DiskPath.isLink(output) {
                throw UsageError("\(output) is there already, and nothing is written over")
            }
            var options = WorkspaceOptions()
            options.repoRoot = tree.root
            options.tree = tree.options
            options.imageList = output
            let git = try session.git()
            let source = try await Workspace.loadTree(options, git: git)
            session.console.note(Session.description(of: source), from: .info)
            let wanted = ListProposal.Options(prefix: prefix, buildTag: buildTag)
            let proposal = await ListProposal(for: source, wanted, git: git, jobs: gitOptions.jobs)
            tell(proposal, session.console)
            guard !proposal.draft.images.isEmpty else {
                session.console.error("imagebuilder: error: git tracks no Dockerfile here that could be an image")
                throw ExitCode(65)
            }
            let text = try proposal.draft.text(heading: Self.heading)
            if output == "-" { return session.console.out(lines: text) }
            try AtomicFile.create(text, at: output)
            let count = proposal.draft.images.count
            session.console.out("\(output): \(count) image\(count == 1 ? "" : "s")")
            let report = await TreeCheck(options, git: git, jobs: gitOptions.jobs).run().mapFindings(FlagAdvice.advised)
            // Labels are the guide's concern, and no question of the list.
            for finding in report.findings where finding.rule != .missingLabels { session.console.out("\(finding)") }
            if report.errorCount > 0 { throw ExitCode(65) }
        }
    }

    private static let heading = [
        "The images of this tree, as 'imagebuilder init' found them: names and contexts are proposals."
    ]

    /// What was left out; on the standard error, so that the list alone may go to the standard output.
    private func tell(_ proposal: ListProposal, _ console: Console) {
        for one in proposal.leftOut { console.note("left out: \(one.path): \(one.reason)") }
    }
}
