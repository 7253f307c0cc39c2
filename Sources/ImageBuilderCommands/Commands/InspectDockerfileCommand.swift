import ArgumentParser
import Basics
import ImageGraph

/// Shows what Dockerfiles need.
struct InspectDockerfileCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dockerfile",
        abstract: "Show the stages of Dockerfiles and the external images that they need.",
        discussion: "A file that cannot be read hides none of the others. Exit status: 65 where there is one."
    )

    @Argument(help: ArgumentHelp("Dockerfiles.", valueName: "file"))
    var files: [String]

    @Option(
        name: .customLong("build-arg"),
        help: ArgumentHelp("A build argument; may be repeated.", valueName: "name=value")
    )
    var buildArguments: [BuildArgument] = []

    @Option(help: ArgumentHelp("The stage to build (default: the last one).", valueName: "stage"))
    var target: String?

    @Flag(name: .customLong("all-stages"), help: "Show the images of stages that the target does not need, too.")
    var allStages = false

    @Option(help: ArgumentHelp("The platform to build for (default: linux/amd64).", valueName: "os/arch"))
    var platform: String?

    @Option(help: "How the Dockerfiles are shown.")
    var format = InspectFormat.table

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let read = files.map { DockerfileInspection(file: $0, options: options) }
            switch format {
            case .table: show(read, session.console)
            case .json: session.console.out(lines: try JSONText.encode(DockerfileDocument(files: read)))
            }
            if read.contains(where: { $0.error != nil }) { throw ExitCode(65) }
        }
    }

    private func show(_ read: [DockerfileInspection], _ console: Console) {
        for (index, one) in read.enumerated() {
            if let error = one.error { console.error(error.line(in: one.file)) }
            guard let text = one.text else { continue }
            if index > 0 { console.out("") }
            if files.count > 1 { console.out(one.file) }
            console.out(lines: text)
        }
    }

    private var options: ResolveOptions {
        var options = ResolveOptions()
        options.target = target
        options.buildArguments = Dictionary(buildArguments.map { ($0.name, $0.value) }) { _, last in last }
        options.allStages = allStages
        if let platform { options.platform = platform }
        return options
    }
}

/// The JSON of `inspect dockerfile`: docs/inspect.md.
struct DockerfileDocument: Encodable {
    let version = 1
    let files: [DockerfileInspection]
}
