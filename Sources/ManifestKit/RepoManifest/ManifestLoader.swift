import Basics

/// Reads a manifest's files and splices its includes, so that what remains is one list of elements in the order in
/// which they take effect.
struct ManifestLoader {
    /// What a file inherits from the `<include>` that names it.
    struct Context {
        /// The folder that `<include name>` is relative to, at every depth.
        var includeRoot: String
        var groups: Set<String> = []
        /// The include's revision: `nil` outside of includes, empty where the include gives none.
        var revision: String?
        /// Included files may only include what is within the include root; the file that the user chose may
        /// include anything.
        var restrictsIncludes = false
    }

    /// Real chains are three or four long. Also keeps our own recursion bounded.
    static let deepestInclude = 64
    /// Files that include each other twice over grow without measure long before they are nested deeply.
    static let mostIncludes = 2_000
    static let mostElements = 500_000

    var log = DiagnosticLog()
    /// Root elements by file, as a file may be included often.
    private var parsed: [String: MarkupElement] = [:]
    private var includes = 0
    private var elements = 0
    private var gaveUp = false

    /// The effective top-level elements of `file`, includes spliced in. Problems go to ``log``.
    mutating func elements(of file: String, _ context: Context) -> [MarkupElement] {
        var result: [MarkupElement] = []
        splice(file, context, chain: [], into: &result)
        return result
    }

    private mutating func splice(
        _ file: String,
        _ context: Context,
        chain: [String],
        into result: inout [MarkupElement]
    ) {
        guard let root = root(of: file) else { return }
        let chain = chain + [Self.simplified(file)]
        for var element in root.children {
            guard !gaveUp else { return }
            if let revision = context.revision, element.name == "include" || element.name == "project",
                !element.has("revision")
            {
                element.set("revision", to: revision)
            }
            if element.name == "include" {
                include(element, context, chain: chain, into: &result)
            } else {
                if !context.groups.isEmpty, element.name == "project" || element.name == "extend-project" {
                    let groups = context.groups.union(GroupList.split(element["groups"] ?? ""))
                    element.set("groups", to: groups.sorted().joined(separator: ","))
                }
                append(element, to: &result)
            }
        }
    }

    private mutating func append(_ element: MarkupElement, to result: inout [MarkupElement]) {
        elements += 1
        guard elements <= Self.mostElements else {
            giveUp(at: element.position, "the manifest has more than \(Self.mostElements) elements")
            return
        }
        result.append(element)
    }

    private mutating func include(
        _ element: MarkupElement,
        _ context: Context,
        chain: [String],
        into result: inout [MarkupElement]
    ) {
        guard let name = element["name"] else {
            log.add(.missingAttribute, at: element.position, "<include> has no name")
            return
        }
        let position = element.position(of: "name")
        if context.restrictsIncludes, let problem = LocalPathRule.file.problem(with: name) {
            log.add(.illegalPath, at: position, "<include> name \(name.quoted): \(problem)")
            return
        }
        let file = PathText.join(context.includeRoot, name)
        if chain.contains(Self.simplified(file)) {
            let loop = (chain + [file]).joined(separator: " -> ")
            log.add(.includeLoop, at: position, "\(name.quoted) is included by itself: \(loop)")
            return
        }
        guard DiskPath.isFile(file) else {
            log.add(.notFound, at: position, "included manifest \(name.quoted) is no file: \(file)")
            return
        }
        includes += 1
        guard chain.count < Self.deepestInclude, includes <= Self.mostIncludes else {
            giveUp(at: position, "too many includes: more than \(Self.deepestInclude) deep, or \(Self.mostIncludes)")
            return
        }
        let inner = Context(
            includeRoot: context.includeRoot,
            groups: context.groups.union(GroupList.split(element["groups"] ?? "")),
            revision: element["revision"] ?? "",
            restrictsIncludes: true
        )
        splice(file, inner, chain: chain, into: &result)
    }

    private mutating func giveUp(at position: SourcePosition, _ message: String) {
        gaveUp = true
        log.add(.tooLarge, at: position, message)
    }

    /// The `<manifest>` element of `file`; `nil` after a problem, which is reported once however often it is asked.
    private mutating func root(of file: String) -> MarkupElement? {
        if let known = parsed[file] { return known.name == "manifest" ? known : nil }
        var root = MarkupElement(name: "", position: SourcePosition(file: file, line: 1, column: 1), attributes: [])
        do throws(InputError) {
            let bytes = try InputFile.read(file, what: "manifest")
            root = try XMLTreeReader.read(bytes, file: file)
            if root.name != "manifest" {
                log.add(.noManifest, at: root.position, "the root element is <\(root.name)>, not <manifest>")
            }
        } catch {
            for diagnostic in error.diagnostics { log.append(diagnostic) }
        }
        parsed[file] = root
        return root.name == "manifest" ? root : nil
    }

    /// `a/./b` and `a//b` are `a/b`; `..` stays, as it may lead through a symbolic link.
    private static func simplified(_ path: String) -> String {
        let parts = path.split(separator: "/").filter { $0 != "." }
        return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    }
}
