/// One element of an XML document, with the places of its tag and attributes.
struct MarkupElement {
    struct Attribute {
        let name: String
        var value: String
        let position: SourcePosition
    }

    let name: String
    /// Where its `<` stands.
    let position: SourcePosition
    private(set) var attributes: [Attribute] = []
    var children: [MarkupElement] = []
    /// Whether anything stands between its tags: elements, text, even white space or a comment.
    var hasContent = false

    init(name: String, position: SourcePosition, attributes: [Attribute]) {
        self.name = name
        self.position = position
        self.attributes = attributes
    }

    func has(_ name: String) -> Bool { attributes.contains { $0.name == name } }

    /// The attribute's value; `nil` when it is absent **or empty**, which mean the same in a manifest.
    subscript(_ name: String) -> String? {
        attributes.first { $0.name == name }.flatMap { $0.value.isEmpty ? nil : $0.value }
    }

    /// Where the attribute stands, or the element if it has no such attribute.
    func position(of name: String) -> SourcePosition {
        attributes.first { $0.name == name }?.position ?? position
    }

    mutating func set(_ name: String, to value: String) {
        if let index = attributes.firstIndex(where: { $0.name == name }) {
            attributes[index].value = value
        } else {
            attributes.append(Attribute(name: name, value: value, position: position))
        }
    }
}
