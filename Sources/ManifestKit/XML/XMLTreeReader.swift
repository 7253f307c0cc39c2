import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads an XML document into a tree, strictly, and with positions that people can use.
///
/// `XMLParser` on Linux answers `true` for several malformed documents and for an empty one, so the document counts
/// as read only if no error was reported **and** its root element was seen and closed.
enum XMLTreeReader {
    /// Real manifests nest four deep. The bound keeps everything that walks the tree from recursing without end.
    static let deepestNesting = 64

    /// The root element. External entities and document types are never fetched.
    static func read(_ bytes: [UInt8], file: String) throws(InputError) -> MarkupElement {
        let text = try decode(bytes, file)
        let builder = TreeBuilder(file: file, scanner: StartTagScanner(text))
        let parser = XMLParser(data: Data(text))
        parser.shouldResolveExternalEntities = false
        parser.delegate = builder
        let succeeded = parser.parse()
        if let failure = builder.failure { throw InputError([failure]) }
        if let root = builder.root { return root }
        let code = (parser.parserError as NSError?)?.code
        let reason =
            if succeeded || code == nil {
                bytes.isEmpty ? "the file is empty" : "the document ends before its root element does"
            } else {
                XMLErrorText.message(code ?? 0)
            }
        throw InputError([
            Diagnostic(
                severity: .error,
                code: "malformed-xml",
                file: file,
                line: max(1, parser.lineNumber),
                column: max(1, parser.columnNumber),
                message: "not well-formed XML: \(reason)"
            )
        ])
    }

    /// The document as `XMLParser` can be trusted with it.
    private static func decode(_ bytes: [UInt8], _ file: String) throws(InputError) -> [UInt8] {
        let text: [UInt8]
        do throws(XMLEncoding.Failure) {
            text = try XMLEncoding.utf8(bytes)
        } catch {
            switch error {
            case .unknownEncoding(let name): throw malformed("unsupported encoding \(name.quoted)", file, [])
            case .invalidBytes(let encoding): throw malformed("bytes that are not \(encoding)", file, [])
            }
        }
        do throws(XMLScreen.Refusal) {
            return try XMLScreen.screened(text)
        } catch {
            throw malformed(error.reason, file, text[..<error.offset])
        }
    }

    /// - Parameter before: what comes before the problem in the file.
    private static func malformed(_ reason: String, _ file: String, _ before: ArraySlice<UInt8>) -> InputError {
        let lines = before.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let column = String(decoding: lines.last ?? [], as: UTF8.self).unicodeScalars.count + 1
        return InputError([
            Diagnostic(
                severity: .error,
                code: "malformed-xml",
                file: file,
                line: max(1, lines.count),
                column: column,
                message: "not well-formed XML: \(reason)"
            )
        ])
    }
}

/// Receives the parser's events and builds the tree.
private final class TreeBuilder: NSObject, XMLParserDelegate {
    private(set) var root: MarkupElement?
    private(set) var failure: Diagnostic?
    private let file: String
    private var scanner: StartTagScanner
    /// The elements that are open, outermost first.
    private var open: [MarkupElement] = []

    init(file: String, scanner: StartTagScanner) {
        self.file = file
        self.scanner = scanner
    }

    func parser(
        _ parser: XMLParser,
        didStartElement name: String,
        namespaceURI: String?,
        qualifiedName: String?,
        attributes values: [String: String]
    ) {
        guard failure == nil else { return }
        let tag = scanner.next(named: name)
        let position = tag.map { at($0.mark) } ?? here(parser)
        guard open.count < XMLTreeReader.deepestNesting else {
            fail(parser, "too-deep", at: position, "elements are nested deeper than \(XMLTreeReader.deepestNesting)")
            return
        }
        let marks = tag?.attributes ?? []
        let attributes = values.map { attribute in
            let mark = marks.first { $0.name == attribute.key }?.mark
            return MarkupElement.Attribute(
                name: attribute.key,
                value: attribute.value,
                position: mark.map(at) ?? position
            )
        }
        open.append(MarkupElement(name: name, position: position, attributes: attributes))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard failure == nil, let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
            open[open.count - 1].hasContent = true
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { markContent() }
    func parser(_ parser: XMLParser, foundCDATA block: Data) { markContent() }
    func parser(_ parser: XMLParser, foundComment comment: String) { markContent() }

    /// The first error counts: what follows it is most often its consequence.
    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) {
        let code = (error as NSError).code
        guard !XMLErrorText.isWarning(code) else { return }
        let (position, reason) = explain(code, here(parser))
        fail(parser, "malformed-xml", at: position, "not well-formed XML: \(reason)")
    }

    /// Where a person has to look, and for what.
    private func explain(_ code: Int, _ end: SourcePosition) -> (SourcePosition, String) {
        switch (code, open.last) {
        case (XMLErrorText.documentEnd, let element?), (XMLErrorText.notClosed, let element?):
            return (element.position, "<\(element.name)> is not closed")
        case (XMLErrorText.wrongEndTag, let element?):
            // The parser stands behind the end tag.
            let mark = scanner.lastEndTag(onLine: end.line, before: end.column)
            let start = "<\(element.name)> at line \(element.position.line)"
            return (mark.map(at) ?? end, "the end tag does not match the start tag, \(start)")
        default:
            return (end, XMLErrorText.message(code))
        }
    }

    private func fail(_ parser: XMLParser, _ code: String, at position: SourcePosition, _ message: String) {
        guard failure == nil else { return }
        failure = Diagnostic(
            severity: .error,
            code: code,
            file: file,
            line: position.line,
            column: position.column,
            message: message
        )
        // It would go on past errors, into text that nothing has been checked for.
        parser.abortParsing()
    }

    private func markContent() {
        if !open.isEmpty { open[open.count - 1].hasContent = true }
    }

    private func at(_ mark: StartTagScanner.Mark) -> SourcePosition {
        SourcePosition(file: file, line: mark.line, column: mark.column)
    }

    private func here(_ parser: XMLParser) -> SourcePosition {
        SourcePosition(file: file, line: max(1, parser.lineNumber), column: max(1, parser.columnNumber))
    }
}
