import Basics

/// The whitelist: which images of the list are wanted.
///
/// It is a YAML map with `docker_image_whitelist: [name, name:tag, …]`. Other keys are ignored, as the file is most
/// often a part of a larger generated configuration.
public struct Whitelist: Sendable, Hashable {
    private static let key = "docker_image_whitelist"

    /// A wanted image.
    public struct Entry: Sendable, Hashable {
        /// Name, or name and tag, as written.
        public let text: String
        public let position: SourcePosition

        public init(text: String, position: SourcePosition) {
            self.text = text
            self.position = position
        }
    }

    /// In the order of the file. The same text may occur more than once.
    public let entries: [Entry]

    public init(entries: [Entry]) {
        self.entries = entries
    }

    /// Reads a whitelist.
    ///
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func load(file: String) throws(InputError) -> Whitelist {
        try parse(InputFile.readText(file, what: "whitelist", kind: .any), file: file)
    }

    /// Reads a whitelist from its text.
    ///
    /// - Parameter file: the name for positions; nothing is read from it.
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func parse(_ text: String, file: String) throws(InputError) -> Whitelist {
        let (whitelist, diagnostics) = try read(text, file: file)
        if !diagnostics.isEmpty { throw InputError(diagnostics) }
        return whitelist
    }

    /// Reads a whitelist as far as that is possible, for whoever goes on after problems: the entries that can be read,
    /// and what is wrong with the others.
    ///
    /// - Throws: ``InputError`` where there is nothing to go on with: the file cannot be read or is no YAML.
    public static func read(file: String) throws(InputError) -> (whitelist: Whitelist, diagnostics: [Diagnostic]) {
        try read(InputFile.readText(file, what: "whitelist", kind: .any), file: file)
    }

    private static func read(
        _ text: String,
        file: String
    ) throws(InputError) -> (whitelist: Whitelist, diagnostics: [Diagnostic]) {
        var reader = ImageListReader()
        let entries = try reader.whitelist(YAMLReader.read(text, file: file), key: key, file: file)
        return (Whitelist(entries: entries), reader.log.errors)
    }
}

extension ImageListReader {
    fileprivate mutating func whitelist(_ root: YAMLNode?, key: String, file: String) -> [Whitelist.Entry] {
        guard let root else {
            log.add(.emptyFile, in: file, "the whitelist is empty")
            return []
        }
        guard let pairs = pairs(root, "the whitelist") else { return [] }
        guard let list = pairs.first(where: { $0.key.text == key })?.value else {
            let mistyped = Suggestion.nearest(to: key, among: pairs.compactMap(\.key.text)).flatMap { name in
                pairs.first { $0.key.text == name }?.key
            }
            log.add(
                .missingKey,
                at: mistyped?.position ?? root.position,
                "the whitelist has no \(key)",
                hint: mistyped?.text.map { "write \(key.quoted) in place of \($0.quoted)" }
            )
            return []
        }
        return items(list, key).compactMap { item in
            text(item, "an entry of \(key)").map { Whitelist.Entry(text: $0, position: item.position) }
        }
    }
}
