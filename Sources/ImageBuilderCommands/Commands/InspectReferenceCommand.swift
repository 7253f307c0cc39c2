import ArgumentParser
import Basics
import ImageGraph

/// Shows how image references are understood.
struct InspectReferenceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reference",
        abstract: "Show how docker understands image references: registry, repository, tag, digest.",
        discussion: "Exit status: 65 where one of them is no reference."
    )

    @Argument(help: ArgumentHelp("Image references.", valueName: "ref"))
    var references: [String]

    @Option(help: "How the parts are shown.")
    var format = InspectFormat.table

    @OptionGroup(title: "Output") var output: OutputOptions

    func run() async throws {
        let session = Session(output)
        try await session.run {
            let document = ReferenceDocument(references)
            switch format {
            case .table: show(document, session.console)
            case .json: session.console.out(lines: try JSONText.encode(document))
            }
            if !document.failures.isEmpty { throw ExitCode(65) }
        }
    }

    private func show(_ document: ReferenceDocument, _ console: Console) {
        let table = document.table
        if !table.isEmpty { console.out(lines: table.text) }
        for failure in document.failures { console.error("imagebuilder: error: \(failure.message)") }
    }
}

/// The JSON of `inspect reference`: docs/inspect.md.
struct ReferenceDocument: Encodable {
    struct Reference: Encodable {
        let input: String
        var domain: String?
        var path: String?
        var tag: String?
        var digest: String?
        var normalized: String?
        var familiar: String?
        var error: RefusedReference?
    }

    struct RefusedReference: Encodable {
        let code: String
        let message: String
    }

    let version = 1
    let references: [Reference]

    var failures: [RefusedReference] { references.compactMap(\.error) }

    init(_ texts: [String]) {
        references = texts.map { text in
            do throws(ReferenceError) {
                let reference = try ImageReference(parsing: text)
                return Reference(
                    input: text,
                    domain: reference.domain,
                    path: reference.path,
                    tag: reference.tag,
                    digest: reference.digest,
                    normalized: reference.normalized,
                    familiar: reference.familiar
                )
            } catch {
                return Reference(
                    input: text,
                    error: RefusedReference(code: error.code.rawValue, message: error.description)
                )
            }
        }
    }

    /// Those that are references.
    var table: TextTable {
        var table = TextTable(
            ["INPUT", "DOMAIN", "PATH", "TAG", "DIGEST", "NORMALIZED", "FAMILIAR"].map(TextTable.Column.left)
        )
        for reference in references where reference.error == nil {
            table.add([
                reference.input, reference.domain, reference.path, reference.tag, reference.digest,
                reference.normalized, reference.familiar,
            ])
        }
        return table
    }
}
