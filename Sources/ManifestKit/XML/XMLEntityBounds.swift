/// Keeps the entities that a document declares within bounds.
///
/// expat expands those in attribute values before anyone is told, and follows one within another by recursion: a few
/// lines can stand for more text than there is memory, which only its newer versions see, and a long chain of them
/// exhausts the stack of any. So they are judged as they are declared, when nothing can have referred to them yet.
struct XMLEntityBounds {
    private static let mostEntities = 256
    private static let mostText = 64 << 10
    private static let deepestNesting = 16
    /// What all references together may add to the document.
    private static let largestExpansion = InputFile.largestSize

    /// In UTF-8: names that are canonically equivalent are still different ones, but one `String`.
    private typealias Name = [UInt8]

    private struct Entity {
        let size: Int
        /// How often it refers to which others.
        let references: [Name: Int]
    }

    /// An entity with all that it refers to.
    private struct Expansion {
        var size: Int
        /// How many entities deep it is, itself included.
        var height: Int
    }

    /// How many references the document may hold at most.
    private let references: Int
    private var entities: [Name: Entity] = [:]
    private var text = 0

    /// - Parameter references: the number of `&` in the document.
    init(references: Int) {
        self.references = references
    }

    /// Adds an entity.
    ///
    /// - Parameter value: its text, in which character references are already replaced.
    /// - Returns: why the document is to be refused, or `nil`.
    mutating func declare(_ name: String, _ value: String) -> String? {
        text += value.utf8.count
        guard entities.count < Self.mostEntities, text <= Self.mostText else {
            return "more than \(Self.mostEntities) entities, or \(Self.mostText) bytes in them"
        }
        entities[Name(name.utf8)] = Entity(size: value.utf8.count, references: Self.references(in: value))
        // Any entity may refer to this one, also one that was declared before it.
        var known: [Name: Expansion] = [:]
        for name in entities.keys {
            guard let expansion = expansion(of: name, within: 0, &known) else {
                return "entities are nested deeper than \(Self.deepestNesting), or within themselves"
            }
            guard expansion.size * references <= Self.largestExpansion else {
                return "entities could expand to more than \(Self.largestExpansion >> 20) MiB"
            }
        }
        return nil
    }

    /// What an entity is with all that it refers to; `nil` where that is nested too deeply.
    ///
    /// - Parameters:
    ///   - depth: how many entities are around it.
    ///   - known: those that have been measured.
    private func expansion(of name: Name, within depth: Int, _ known: inout [Name: Expansion]) -> Expansion? {
        guard let entity = entities[name] else { return Expansion(size: 0, height: 0) }
        if let known = known[name] { return depth + known.height <= Self.deepestNesting ? known : nil }
        guard depth < Self.deepestNesting else { return nil }
        var result = Expansion(size: entity.size, height: 1)
        for (inner, count) in entity.references {
            guard let part = expansion(of: inner, within: depth + 1, &known) else { return nil }
            // A reference to nothing takes time too. What is past the bound need not be exact, and must not overflow.
            result.size = min(result.size + (part.size + 1) * count, Self.largestExpansion + 1)
            result.height = max(result.height, part.height + 1)
        }
        known[name] = result
        return result
    }

    /// The names between `&` and `;`, each with how often it is there. By bytes: a `;` with a combining mark on it is
    /// one character.
    private static func references(in value: String) -> [Name: Int] {
        var names: [Name: Int] = [:]
        for part in value.utf8.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: false).dropFirst() {
            guard part.first != UInt8(ascii: "#") else { continue }
            names[Name(part.prefix { $0 != UInt8(ascii: ";") }), default: 0] += 1
        }
        return names
    }
}
