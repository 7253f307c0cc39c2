public import Basics
import Foundation
public import ManifestKit
import Yams

/// Where the actions report lies on disk. Each write replaces the file as a whole or not at all.
public struct ActionsFile: Sendable {
    public let path: String

    public init(path: String) {
        self.path = path
    }

    /// The report as YAML, as the file holds it.
    ///
    /// - Parameter path: the file that an error names.
    /// - Throws: `FileError.Code.unwritable` for a value that YAML cannot hold.
    public static func yaml(_ report: ActionsReport, path: String = "actions report") throws(FileError) -> String {
        var encoder = ReportEncoder()
        return String(decoding: try encoder.yaml(report, path: path), as: UTF8.self)
    }

    /// Writes the report: to a new file in the same folder, then over the old one.
    ///
    /// - Throws: `FileError`; the old file is then as it was.
    public func write(_ report: ActionsReport) throws(FileError) {
        var encoder = ReportEncoder()
        try write(report, by: &encoder)
    }

    /// Writes a report of which the encoder knows most already.
    func write(_ report: ActionsReport, by encoder: inout ReportEncoder) throws(FileError) {
        try AtomicFile.write(encoder.yaml(report, path: path), to: path)
    }

    /// The most bytes that are read: the report of 100,000 images has some 40 MB.
    private static let sizeLimit = 256 << 20

    /// Reads a report back.
    ///
    /// - Throws: `InputError` for a file that is missing or is no actions file.
    public func read() throws(InputError) -> ActionsReport {
        let data: Data
        do throws(FileError) {
            data = Data(try BoundedFile.read(path, limit: Self.sizeLimit))
        } catch {
            throw refusal(error.message, hint: "a run writes one")
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

    private func refusal(_ message: String, hint: String? = nil) -> InputError {
        InputError([Diagnostic(.actions, file: path, message: message, hint: hint)])
    }
}
