/// The images that a run is asked for by name: contract, 1.6.
///
/// A value that holds what was asked, not what it comes to: that depends on the lists. Without terms everything is wanted that the
/// whitelist, or the list, has.
public struct ImageSelection: Sendable, Hashable {
    /// In the order in which they were given.
    public var terms: [Term]

    public init(_ terms: [Term] = []) {
        self.terms = terms
    }

    /// - Parameter texts: each a term: see ``Term``.
    public init(texts: [String]) {
        self.init(texts.map(Term.init))
    }

    public var isEmpty: Bool { terms.isEmpty }

    /// Whether it takes the needs of all images to tell what is meant.
    var followsNeeds: Bool { terms.contains(where: \.takesDependents) }
}

/// A list of texts.
extension ImageSelection: Codable {
    public init(from decoder: any Decoder) throws {
        self.init(texts: try decoder.singleValueContainer().decode([String].self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(terms.map(\.text))
    }
}
