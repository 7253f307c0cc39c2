import Basics

extension GraphDocument {
    /// The drawing as JSON, for programs: this very type, keys sorted.
    public func json() throws -> String { try JSONText.encode(self) }
}
