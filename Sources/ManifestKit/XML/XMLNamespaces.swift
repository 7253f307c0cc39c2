/// Checks the names of elements and attributes as "Namespaces in XML 1.0" has it, and git-repo's parser with it.
///
/// expat would do this by itself, but repeats a namespace's whole URI in every name of it: a document of a few
/// megabytes could ask for terabytes.
struct XMLNamespaces {
    struct Problem: Error, Equatable {
        let reason: String
        /// The index of the attribute that is wrong, if it is one.
        var attribute: Int?
    }

    private static let xml = "http://www.w3.org/XML/1998/namespace"
    private static let xmlns = "http://www.w3.org/2000/xmlns/"

    /// Namespaces by URI, as numbers, so that comparing them costs nothing.
    private var numbers: [String: Int] = [xml: 0]
    /// What each prefix stands for, innermost last.
    private var bindings: [String: [Int]] = ["xml": [0]]
    /// The prefixes that each open element declares.
    private var scopes: [[String]] = []

    /// Enters an element; the result says what is wrong with its names.
    mutating func open(_ element: String, _ attributes: [(name: String, value: String)]) -> Problem? {
        scopes.append([])
        do throws(Problem) {
            let names = try attributes.enumerated().map { (index, attribute) throws(Problem) in
                try Self.split(attribute.name, attribute: index)
            }
            for (index, name) in names.enumerated() {
                let value = attributes[index].value
                if name.prefix == "xmlns" {
                    try declare(name.local, value, attribute: index)
                } else if name.prefix == nil, name.local == "xmlns" {
                    try Self.check(value, attribute: index)
                }
            }
            _ = try namespace(of: Self.split(element), attribute: nil)
            var seen: Set<QualifiedName> = []
            for (index, name) in names.enumerated() where name.prefix != "xmlns" {
                guard let number = try namespace(of: name, attribute: index) else { continue }
                guard seen.insert(QualifiedName(namespace: number, local: name.local)).inserted else {
                    throw Problem(reason: "an attribute is given twice, by two prefixes", attribute: index)
                }
            }
            return nil
        } catch {
            return error
        }
    }

    /// Leaves the innermost element.
    mutating func close() {
        for prefix in scopes.popLast() ?? [] { bindings[prefix]?.removeLast() }
    }

    private struct QualifiedName: Hashable {
        let namespace: Int
        let local: Substring
    }

    private mutating func declare(_ prefix: Substring, _ uri: String, attribute: Int) throws(Problem) {
        if prefix == "xmlns" || prefix == "xml" && uri != Self.xml {
            throw Problem(reason: "the prefix \(prefix) cannot be declared", attribute: attribute)
        }
        if uri.isEmpty { throw Problem(reason: "a prefix is declared to mean nothing", attribute: attribute) }
        if prefix != "xml" { try Self.check(uri, attribute: attribute) }
        let number = numbers[uri] ?? numbers.count
        numbers[uri] = number
        bindings[String(prefix), default: []].append(number)
        scopes[scopes.count - 1].append(String(prefix))
    }

    private static func check(_ uri: String, attribute: Int) throws(Problem) {
        if uri == xml || uri == xmlns {
            throw Problem(reason: "the namespace \(uri) is reserved", attribute: attribute)
        }
        // git-repo's parser joins URI and name by a space, and refuses what it could not take apart.
        if uri.utf8.contains(UInt8(ascii: " ")) {
            throw Problem(reason: "a namespace's name has a space in it", attribute: attribute)
        }
    }

    /// The namespace of a name with a prefix.
    private func namespace(
        of name: (prefix: Substring?, local: Substring),
        attribute: Int?
    ) throws(Problem) -> Int? {
        guard let prefix = name.prefix else { return nil }
        if let number = bindings[String(prefix)]?.last { return number }
        throw Problem(reason: "the prefix \(String(prefix).quoted) is not declared", attribute: attribute)
    }

    private static func split(
        _ name: String,
        attribute: Int? = nil
    ) throws(Problem) -> (prefix: Substring?, local: Substring) {
        guard let colon = name.utf8.firstIndex(of: UInt8(ascii: ":")) else { return (nil, name[...]) }
        let prefix = name[..<colon]
        let local = name[name.utf8.index(after: colon)...]
        guard !prefix.isEmpty, let first = local.unicodeScalars.first, first == "_" || first.properties.isXIDStart,
            !local.utf8.contains(UInt8(ascii: ":"))
        else { throw Problem(reason: "a ':' out of place in the name \(name.quoted)", attribute: attribute) }
        return (prefix, local)
    }
}
