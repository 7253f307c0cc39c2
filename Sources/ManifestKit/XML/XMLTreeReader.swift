import CExpat

/// Reads an XML document into a tree with expat, the parser that git-repo reads manifests with.
///
/// What it takes and refuses is what Python's `xml.dom.minidom` does with the same file: namespaces are checked,
/// internal entities are expanded, nothing external is ever read, and attributes that only a document type gives do
/// not count. On top of that come bounds, see ``XMLTreeBuilder`` and ``XMLEntityBounds``.
enum XMLTreeReader {
    /// The root element.
    ///
    /// - Parameters:
    ///   - bytes: the whole document.
    ///   - file: the name for positions; nothing is read from it.
    /// - Throws: ``InputError`` with one diagnostic, the first problem: what follows it is most often its consequence.
    static func read(_ bytes: [UInt8], file: String) throws(InputError) -> MarkupElement {
        guard let count = Int32(exactly: bytes.count), let parser = XML_ParserCreate(nil) else {
            throw problem(.tooLarge, at: SourcePosition(file: file, line: 1, column: 1), "no memory for the document")
        }
        defer { XML_ParserFree(parser) }
        let builder = XMLTreeBuilder(parser, bytes, file: file)
        connect(parser, to: builder)
        // All at once: given in parts, a long tag would be looked at from its start with every part.
        let status = withExtendedLifetime(builder) {
            bytes.withUnsafeBytes { XML_Parse(parser, $0.baseAddress?.assumingMemoryBound(to: CChar.self), count, 1) }
        }
        if let failure = builder.failure { throw InputError([failure]) }
        guard status == XML_STATUS_OK, let root = builder.root else {
            let (position, reason) = builder.explain(XML_GetErrorCode(parser))
            throw problem(.malformedXML, at: position, "not well-formed XML: \(reason)")
        }
        return root
    }

    private static func problem(_ rule: Rule, at position: SourcePosition, _ message: String) -> InputError {
        InputError([Diagnostic(rule, at: position, message)])
    }

    /// Has the parser tell its events to `builder`, which must outlive it.
    private static func connect(_ parser: XML_Parser, to builder: XMLTreeBuilder) {
        let data = Unmanaged.passUnretained(builder).toOpaque()
        XML_SetUserData(parser, data)
        XML_SetElementHandler(
            parser,
            { XMLTreeBuilder.of($0)?.startElement($1, $2) },
            { data, _ in XMLTreeBuilder.of(data)?.endElement() }
        )
        XML_SetCharacterDataHandler(parser) { data, _, _ in XMLTreeBuilder.of(data)?.markContent() }
        XML_SetCommentHandler(parser) { data, _ in XMLTreeBuilder.of(data)?.markContent() }
        XML_SetProcessingInstructionHandler(parser) { data, target, _ in
            XMLTreeBuilder.of(data)?.processingInstruction(target)
        }
        XML_SetEntityDeclHandler(parser) { data, name, isParameter, value, count, _, _, _, _ in
            guard isParameter == 0 else { return }
            XMLTreeBuilder.of(data)?.declareEntity(name, value, Int(count))
        }
        XML_SetAttlistDeclHandler(parser) { data, _, _, _, _, _ in XMLTreeBuilder.of(data)?.declareAttribute() }
        // Entities would not be expanded with the handler that does not say so in its name.
        XML_SetDefaultHandlerExpand(parser) { XMLTreeBuilder.of($0)?.markup($1, Int($2)) }
        XML_SetUnknownEncodingHandler(
            parser,
            { data, name, encoding in
                guard let name, let encoding else { return 0 }
                return XMLTreeBuilder.of(data)?.findEncoding(String(cString: name), &encoding.pointee) == true ? 1 : 0
            },
            data
        )
    }
}
