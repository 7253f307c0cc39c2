import ArgumentParser
import Basics
import ImageGraph

/// Shows what a build context holds.
struct InspectContextCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context",
        abstract: "Show every entry of a build context that a build would be sent, and their sizes.",
        discussion: """
            The ignore file is NAME.dockerignore beside the Dockerfile NAME, else .dockerignore in the folder. '.git' is \
            shown, as docker sends it; imagebuilder's own builds leave it out, see --exclude-git.
            """
    )

    @Argument(help: ArgumentHelp("The folder of the context.", valueName: "dir"))
    var folder: String

    @Option(help: ArgumentHelp("The Dockerfile, relative to the folder.", valueName: "name"))
    var dockerfile = "Dockerfile"

    @Option(
        name: .customLong("ignore-file"),
        help: ArgumentHelp("The ignore file, in place of the one that docker would take.", valueName: "file")
    )
    var ignoreFile: String?

    @Option(help: ArgumentHelp("Show the largest folders first, this many of them.", valueName: "n"))
    var largest: Int?

    @Flag(name: .customLong("exclude-git"), help: "Leave '.git' out, as imagebuilder's own builds do.")
    var excludeGit = false

    @Option(help: "How the entries are shown.")
    var format = InspectFormat.table

    @OptionGroup(title: "Output") var output: OutputOptions

    func validate() throws {
        if let largest, largest < 1 { throw ValidationError("--largest takes a number from 1") }
    }

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let document: ContextDocument
            do throws(ContextError) {
                document = try inspect()
            } catch {
                session.console.error("imagebuilder: error: \(error)")
                throw ExitCode(65)
            }
            switch format {
            case .table: session.console.out(lines: document.text)
            case .json: session.console.out(lines: try JSONText.encode(document))
            }
        }
    }

    private func inspect() throws(ContextError) -> ContextDocument {
        let dockerfilePath =
            dockerfile.hasPrefix("/") ? dockerfile : folder + (folder.hasSuffix("/") ? "" : "/") + dockerfile
        let file = ignoreFile ?? IgnorePatterns.locate(contextRoot: folder, dockerfile: dockerfilePath)
        var walker = ContextWalker(root: folder, ignore: try file.map(Self.patterns) ?? .none)
        walker.excludesGit = excludeGit
        return ContextDocument(try walker.walk(), folder: folder, ignoreFile: file, largest: largest)
    }

    /// Twice what its parser takes, which then says that it is too large.
    private static let ignoreFileLimit = 2 << 20

    private static func patterns(_ file: String) throws(ContextError) -> IgnorePatterns {
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try BoundedFile.read(file, limit: ignoreFileLimit, kind: .any)
        } catch {
            throw ContextError(
                code: .missing,
                path: file,
                message: "the ignore file cannot be read: \(error.message)"
            )
        }
        return try IgnorePatterns(parsing: bytes, file: file)
    }
}
