/// A document within a Dockerfile: `RUN <<EOF` … `EOF`.
public struct Heredoc: Hashable, Sendable {
    /// The word that ends it.
    public let name: String
    /// Whether variables in it are expanded: they are unless a part of the word was quoted.
    public let isExpanded: Bool
    /// Whether leading tabs are removed (`<<-`).
    public let removesTabs: Bool
    /// The lines between, as they stand in the file, line endings included.
    public internal(set) var content: String
}
