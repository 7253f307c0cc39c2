public import Foundation

/// The one error of this module: an input that cannot be used, with everything that is wrong with it.
///
/// ``diagnostics`` is never empty and holds all errors found in one run, in the order in which a reader of the files
/// meets them; warnings that were found beside them come last.
public struct InputError: Error, Sendable, Hashable, CustomStringConvertible, LocalizedError {
    public let diagnostics: [Diagnostic]

    /// - Parameter diagnostics: at least one; an empty list is replaced by one that says so, since an error
    ///   without a reason helps nobody.
    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics =
            diagnostics.isEmpty
            ? [Diagnostic(.unknown, file: "<input>", message: "the input cannot be read")]
            : diagnostics
    }

    /// One line for each diagnostic.
    public var description: String {
        diagnostics.map(\.description).joined(separator: "\n")
    }

    /// The same as ``description``.
    public var errorDescription: String? { description }
}
