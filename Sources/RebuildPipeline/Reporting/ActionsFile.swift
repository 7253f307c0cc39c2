import Foundation
import ManifestKit
import Yams

/// Where the actions report lies on disk. Each write replaces the file as a whole or not at all.
public struct ActionsFile: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The report as YAML, as the file holds it.
    public static func yaml(_ report: ActionsReport) throws(PipelineError) -> String {
        let encoder = YAMLEncoder()
        encoder.options.sortKeys = true
        encoder.options.allowUnicode = true
        encoder.options.width = -1
        do {
            return try encoder.encode(report)
        } catch {
            throw .output(path: "the actions report", message: "cannot be written as YAML: \(error)")
        }
    }

    /// Writes the report: to a new file in the same folder, then over the old one.
    ///
    /// - Throws: `PipelineError.output` with the path; the old file is then as it was.
    public func write(_ report: ActionsReport) throws(PipelineError) {
        try AtomicFile.write(Self.yaml(report), to: path)
    }

    /// The most bytes that are read: the report of 100,000 images has some 40 MB.
    private static let sizeLimit = 256 << 20

    /// Reads a report back.
    ///
    /// - Throws: `PipelineError.inputs` for a file that is missing or is no actions file.
    public func read() throws(PipelineError) -> ActionsReport {
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.sizeLimit else {
            throw refusal("cannot be read", hint: "'imagebuilder -a \(path)' writes one")
        }
        do {
            return try YAMLDecoder().decode(ActionsReport.self, from: data)
        } catch let DecodingError.typeMismatch(_, context) {
            throw refusal("is no actions file: \(Self.place(context)) is not of the kind that it has there")
        } catch let DecodingError.valueNotFound(_, context) {
            throw refusal("is no actions file: \(Self.place(context)) has no value")
        } catch let DecodingError.dataCorrupted(context) {
            let text = (context.underlyingError.map { "\($0)" } ?? context.debugDescription)
            throw refusal("is no actions file: \(text.split(whereSeparator: \.isNewline).joined(separator: " "))")
        } catch {
            throw refusal("is no actions file")
        }
    }

    /// `ib_built[2].tags`
    private static func place(_ context: DecodingError.Context) -> String {
        let path = context.codingPath.reduce("") { text, key in
            if let index = key.intValue { return text + "[\(index)]" }
            return text.isEmpty ? key.stringValue : text + "." + key.stringValue
        }
        return path.isEmpty ? "the whole" : path
    }

    private func refusal(_ message: String, hint: String? = nil) -> PipelineError {
        .inputs(InputError([Diagnostic(severity: .error, code: "actions", file: path, message: message, hint: hint)]))
    }
}
