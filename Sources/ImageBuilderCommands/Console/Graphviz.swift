import Subprocess

/// Turns a drawing in Graphviz's language into a picture, with the user's own Graphviz.
enum Graphviz {
    /// A picture of 2,000 images has some 3 MiB.
    private static let pictureLimit = 64 << 20
    /// The first of what `dot` complains of is what is told.
    private static let complaintLimit = 16 << 10

    /// Why there is no picture.
    struct Failure: Error {
        let message: String
    }

    /// The SVG of `dot`.
    ///
    /// - Throws: ``Failure`` where there is no Graphviz, or it refuses.
    static func svg(of dot: String) async throws -> String {
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
            throw Failure(
                message: "the picture needs Graphviz, and no 'dot' can be run (apt-get install graphviz): \(error)"
            )
        }
        guard result.terminationStatus.isSuccess, !result.standardOutput.isEmpty else {
            let complaint = result.standardError.split(whereSeparator: \.isNewline).first ?? "no reason given"
            throw Failure(message: "Graphviz's dot refused the drawing: \(complaint)")
        }
        return result.standardOutput
    }
}
