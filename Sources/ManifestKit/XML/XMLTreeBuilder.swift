import CExpat

/// Receives the events of one parser and builds the tree.
///
/// The parser goes on with the event that it is at after it is told to stop, so every event is asked whether something
/// has failed.
final class XMLTreeBuilder {
    /// Real manifests nest four deep. The bound keeps everything that walks the tree from recursing without end.
    static let deepestNesting = 64
    /// Elements and attributes of a document; the largest real manifests have some 10,000.
    static let mostNodes = 500_000
    private static let mostDeclaredAttributes = 256

    private(set) var root: MarkupElement?
    /// The first problem that is not the parser's own.
    private(set) var failure: Diagnostic?

    private let parser: XML_Parser
    private let bytes: [UInt8]
    private let file: String
    private let hasByteOrderMark: Bool
    /// The elements that are open, outermost first.
    private var open: [MarkupElement] = []
    private var nodes = 0
    private var namespaces = XMLNamespaces()
    private var entities: XMLEntityBounds
    private var declaredAttributes = 0
    /// The encoding that the document declares, if it is one that nobody knows.
    private var unknownEncoding: String?
    /// The text of the start tag that is being read, in UTF-8, while somebody wants it.
    private var tag: [UInt8]?

    init(_ parser: XML_Parser, _ bytes: [UInt8], file: String) {
        self.parser = parser
        self.bytes = bytes
        self.file = file
        hasByteOrderMark = [[0xEF, 0xBB, 0xBF], [0xFE, 0xFF], [0xFF, 0xFE]].contains { bytes.starts(with: $0) }
        entities = XMLEntityBounds(references: bytes.count { $0 == UInt8(ascii: "&") })
    }

    /// The builder that a parser was given as its user data.
    static func of(_ data: UnsafeMutableRawPointer?) -> XMLTreeBuilder? {
        data.map { Unmanaged<XMLTreeBuilder>.fromOpaque($0).takeUnretainedValue() }
    }

    // MARK: - Elements

    /// - Parameter pairs: names and values by turns, those that the tag itself gives before those of the document type.
    func startElement(_ name: UnsafePointer<XML_Char>?, _ pairs: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?) {
        guard failure == nil, let name, let pairs else { return }
        let position = here
        let element = String(cString: name)
        guard open.count < Self.deepestNesting else {
            fail(.tooDeep, at: position, "elements are nested deeper than \(Self.deepestNesting)")
            return
        }
        var attributes: [(name: String, value: String)] = []
        var next = pairs
        while let name = next[0], let value = next[1] {
            attributes.append((String(cString: name), String(cString: value)))
            next += 2
        }
        nodes += 1 + attributes.count
        guard nodes <= Self.mostNodes else {
            fail(.tooLarge, at: position, "the document has more than \(Self.mostNodes) elements and attributes")
            return
        }
        let own = attributes.prefix(Int(XML_GetSpecifiedAttributeCount(parser)) / 2)
        let places = own.isEmpty ? [] : attributePlaces(from: position)
        func place(_ index: Int) -> SourcePosition { places.count == own.count ? places[index] : position }
        if let problem = namespaces.open(element, attributes) {
            let at = problem.attribute.flatMap { own.indices.contains($0) ? place($0) : nil } ?? position
            fail(.malformedXML, at: at, "not well-formed XML: \(problem.reason)")
            return
        }
        open.append(
            MarkupElement(
                name: element,
                position: position,
                attributes: own.enumerated().map { .init(name: $1.name, value: $1.value, position: place($0)) }
            )
        )
    }

    func endElement() {
        guard failure == nil, let element = open.popLast() else { return }
        namespaces.close()
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
            open[open.count - 1].hasContent = true
        }
    }

    func markContent() {
        if !open.isEmpty { open[open.count - 1].hasContent = true }
    }

    func processingInstruction(_ target: UnsafePointer<XML_Char>?) {
        guard failure == nil else { return }
        if let target, String(cString: target).utf8.contains(UInt8(ascii: ":")) {
            refuse("the name of a processing instruction has a ':' in it")
        }
        markContent()
    }

    // MARK: - Places

    /// A part of the start tag that ``attributePlaces(from:)`` has asked for.
    func markup(_ text: UnsafePointer<XML_Char>?, _ count: Int) {
        guard tag != nil, let text else { return }
        tag?.append(contentsOf: UnsafeRawBufferPointer(start: text, count: count))
    }

    /// Where the attributes of the current start tag begin. All of a tag that an entity brings is where the entity's
    /// reference stands.
    private func attributePlaces(from position: SourcePosition) -> [SourcePosition] {
        guard !isInEntity else { return [] }
        tag = []
        XML_DefaultCurrent(parser)
        defer { tag = nil }
        return AttributePlaces.find(in: tag ?? [], from: position)
    }

    /// Where the current event begins: an element at its `<`. It is asked for as events come, never backwards.
    private var here: SourcePosition {
        let line = Int(XML_GetCurrentLineNumber(parser))
        // expat counts columns from 0, and a byte order mark as a character.
        let column = Int(XML_GetCurrentColumnNumber(parser)) + (hasByteOrderMark && line == 1 ? 0 : 1)
        return SourcePosition(file: file, line: max(1, line), column: max(1, column))
    }

    /// The index of the byte at which the current event begins.
    private var indexHere: Int { min(max(0, Int(XML_GetCurrentByteIndex(parser))), bytes.count) }

    /// Whether a tag comes out of an entity's text; its place is then that of the reference.
    private var isInEntity: Bool {
        // In UTF-16 one of two bytes is null.
        bytes[indexHere...].first { $0 != 0 } == UInt8(ascii: "&")
    }

    // MARK: - Document types and encodings

    /// - Parameter value: the entity's text, not ended by a null byte; `nil` for an external one.
    func declareEntity(_ name: UnsafePointer<XML_Char>?, _ value: UnsafePointer<XML_Char>?, _ count: Int) {
        guard failure == nil, let name else { return }
        let entity = String(cString: name)
        guard !entity.utf8.contains(UInt8(ascii: ":")) else { return refuse("the name of an entity has a ':' in it") }
        let text = UnsafeRawBufferPointer(start: value, count: value == nil ? 0 : count)
        if let problem = entities.declare(entity, String(decoding: text, as: UTF8.self)) { refuse(problem) }
    }

    /// An attribute with its default, in a document type.
    func declareAttribute() {
        declaredAttributes += 1
        // Each is looked at for each element, and compared with each other one.
        guard failure == nil, declaredAttributes > Self.mostDeclaredAttributes else { return }
        refuse("the document type declares more than \(Self.mostDeclaredAttributes) attributes")
    }

    /// Fills in the characters of an encoding that expat does not know: false for one that we do not either.
    func findEncoding(_ name: String, _ encoding: inout XML_Encoding) -> Bool {
        guard let characters = XMLEncodings.characters(of: name) else {
            unknownEncoding = name
            return false
        }
        withUnsafeMutableBytes(of: &encoding.map) { map in
            for (byte, character) in characters.enumerated() {
                map.storeBytes(of: character, toByteOffset: byte * MemoryLayout<Int32>.stride, as: Int32.self)
            }
        }
        return true
    }

    // MARK: - Problems

    /// Where a person has to look for the parser's own problem, and for what.
    func explain(_ code: XML_Error) -> (position: SourcePosition, reason: String) {
        switch (code, open.last) {
        case (XML_ERROR_NO_ELEMENTS, let element?):
            return (element.position, "<\(element.name)> is not closed")
        case (XML_ERROR_NO_ELEMENTS, nil) where bytes.isEmpty:
            return (here, "the file is empty")
        case (XML_ERROR_TAG_MISMATCH, let element?):
            // The parser stands at the name in the end tag, behind its `</`.
            let name = here
            let column = isInEntity ? name.column : max(1, name.column - 2)
            let reason = "the end tag does not match the start tag, <\(element.name)> at line \(element.position.line)"
            return (SourcePosition(file: file, line: name.line, column: column), reason)
        case (XML_ERROR_UNKNOWN_ENCODING, _):
            return (here, "unsupported encoding \((unknownEncoding ?? "").quoted)")
        default:
            // Every second byte of UTF-16 tells nothing.
            let isUTF16 = bytes.prefix(2).count { $0 == 0 } == 1 || bytes.prefix(2).contains { $0 >= 0xFE }
            let place = isUTF16 ? bytes.endIndex : indexHere
            return (here, XMLErrorText.reason(code, at: bytes[place...], after: bytes[..<place]))
        }
    }

    private func refuse(_ reason: String) {
        fail(.malformedXML, at: here, "not well-formed XML: \(reason)")
    }

    private func fail(_ rule: Rule, at position: SourcePosition, _ message: String) {
        guard failure == nil else { return }
        failure = Diagnostic(rule, at: position, message)
        XML_StopParser(parser, 0)
    }
}
