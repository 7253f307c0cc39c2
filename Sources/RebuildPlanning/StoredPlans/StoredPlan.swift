public import Basics
import Foundation
public import ManifestKit

/// A plan on disk, with all that it takes to make it again: `plan --out` writes it, `build --plan` carries it out.
public struct StoredPlan: Sendable, Hashable, Codable {
    /// Where the inputs lie, by absolute paths.
    public let inputs: WorkspaceOptions
    public let plan: RebuildPlan

    public init(inputs: WorkspaceOptions, plan: RebuildPlan) {
        self.inputs = inputs.absolute
        self.plan = plan
    }

    /// The most bytes that are read. A plan of 2,000 images has some 5 MiB.
    private static let sizeLimit = 1 << 30

    /// Reads a file that `write(to:)` wrote.
    ///
    /// - Throws: `InputError` for a file that is missing, is no plan, or has a form that this program does not know.
    public static func read(_ path: String) throws(InputError) -> StoredPlan {
        try decode(StoredPlan.self, data(path), path) { (form: Form) in form.plan.format }
    }

    /// Reads a plan, from such a file or one that has the plan alone, as `plan --format json` prints it.
    ///
    /// - Throws: as ``read(_:)``.
    public static func readPlan(_ path: String) throws(InputError) -> RebuildPlan {
        let data = try data(path)
        if (try? JSONDecoder().decode(Form.self, from: data)) != nil {
            return try decode(StoredPlan.self, data, path) { (form: Form) in form.plan.format }.plan
        }
        return try decode(RebuildPlan.self, data, path) { (form: Form.Plan) in form.format }
    }

    private static func data(_ path: String) throws(InputError) -> Data {
        do throws(FileError) {
            return Data(try BoundedFile.read(path, limit: sizeLimit))
        } catch {
            throw refusal(path, error.message, "make a plan and store it there")
        }
    }

    private static func decode<Value: Decodable, Shape: Decodable>(
        _: Value.Type,
        _ data: Data,
        _ path: String,
        format: (Shape) -> Int
    ) throws(InputError) -> Value {
        let decoder = JSONDecoder()
        let found = (try? decoder.decode(Shape.self, from: data)).map(format)
        if let found, found != RebuildPlan.currentFormat {
            throw refusal(
                path,
                "is a plan of format \(found); this imagebuilder knows format \(RebuildPlan.currentFormat)",
                "make it anew"
            )
        }
        do {
            return try decoder.decode(Value.self, from: data)
        } catch {
            throw noPlan(path)
        }
    }

    private static func noPlan(_ path: String) -> InputError {
        refusal(path, "is no plan", "make a plan and store it there")
    }

    /// The plan as JSON, keys sorted, as ``read(_:)`` takes it.
    public func text() throws(FileError) -> String { try text(named: "stored plan") }

    /// Writes the plan to a file.
    public func write(to path: String) throws(FileError) {
        try AtomicFile.write(text(named: path), to: path)
    }

    private func text(named path: String) throws(FileError) -> String {
        do throws(EncodingError) {
            return try JSONText.encode(self) + "\n"
        } catch {
            throw FileError(.unwritable("the plan cannot be written as JSON: \(error)"), path: path)
        }
    }

    /// As much as every format has.
    private struct Form: Decodable {
        struct Plan: Decodable {
            let format: Int
        }
        let plan: Plan
    }

    private static func refusal(_ path: String, _ message: String, _ hint: String? = nil) -> InputError {
        InputError([Diagnostic(.plan, file: path, message: message, hint: hint)])
    }
}
