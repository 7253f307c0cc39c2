import Basics
import Subprocess

/// Turns a drawing in Graphviz's language into a picture, with the user's own Graphviz.
enum Graphviz {
    /// A picture of 2,000 images has some 3 MiB.
    private static let pictureLimit = 64 << 20
    /// The first of what `dot` complains of is what is told.
    private static let complaintLimit = 16 << 10

    /// Writes the SVG of `dot` to a file.
    ///
    /// - Throws: `FileError` where there is no Graphviz, it refuses, or the file cannot be written.
    static func writeSVG(of dot: String, to path: String) async throws {
        let result: ExecutionResult<Void, StringOutput<UTF8>, StringOutput<UTF8>>
        do {
            result = try await run(
                .name("dot"),
                arguments: ["-Tsvg"],
                input: .string(dot),
                output: .string(limit: pictureLimit),
                error: .string(limit: complaintLimit)
            )
        } catch {
            throw FileError(
                .unwritable("the picture needs Graphviz, and no 'dot' can be run (apt-get install graphviz): \(error)"),
                path: path
            )
        }
        guard result.terminationStatus.isSuccess, !result.standardOutput.isEmpty else {
            let complaint = result.standardError.split(whereSeparator: \.isNewline).first ?? "no reason given"
            throw FileError(.unwritable("Graphviz's dot refused the drawing: \(complaint)"), path: path)
        }
        try AtomicFile.write(result.standardOutput, to: path)
    }
}
