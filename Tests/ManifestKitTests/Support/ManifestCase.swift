import ManifestKit
import Testing

/// A manifest and what is to be made of it.
struct ManifestCase: Sendable, CustomTestStringConvertible {
    /// What the case shows.
    let name: String
    /// Where its rule is learnt from: a section of git-repo's `docs/manifest-format.md` (D), a function of its
    /// `manifest_xml.py` (C), or a class of its tests (T).
    let source: String
    /// `.repo/manifest.xml` and others, relative to the top of the checkout; a file `default.xml` alone stands for
    /// a full manifest there.
    let files: [String: String]
    let expected: Expected

    enum Expected: Sendable {
        /// `name path remote revision`, with ` ^upstream`, ` >dest-branch` and ` #group,group` where there are some.
        case projects([String])
        /// `FILE:LINE:COLUMN code`, or `FILE code`, files relative to the top of the checkout.
        case errors([String])
    }

    var testDescription: String { name }

    /// A manifest whose body stands within `<manifest>` after a remote `o` and a default of it at `main`, on line 2.
    init(_ name: String, _ source: String, _ body: String, _ expected: Expected) {
        let common = "<remote name=\"o\" fetch=\"https://h\"/><default remote=\"o\" revision=\"main\"/>"
        self.init(name, source, text: "<manifest>\(common)\n\(body)\n</manifest>", expected)
    }

    init(_ name: String, _ source: String, text: String, _ expected: Expected) {
        self.init(name, source, files: [".repo/manifest.xml": text], expected)
    }

    init(_ name: String, _ source: String, files: [String: String], _ expected: Expected) {
        (self.name, self.source, self.files, self.expected) = (name, source, files, expected)
    }

    func check() throws {
        let tree = try TemporaryTree(files)
        switch expected {
        case .projects(let wanted):
            let manifest = try RepoManifest.load(checkout: tree.path, manifestURL: "https://h/a/manifest")
            #expect(manifest.projects.map(Self.summary) == wanted)
        case .errors(let wanted):
            let error = try #require(throws: InputError.self) {
                try RepoManifest.load(checkout: tree.path, manifestURL: "https://h/a/manifest")
            }
            let found = error.diagnostics.filter { $0.severity == .error }.map { Self.summary($0, below: tree.path) }
            #expect(found == wanted, "\(error)")
        }
    }

    static func summary(_ project: RepoManifest.Project) -> String {
        var text = "\(project.name) \(project.path) \(project.remoteName) \(project.revision)"
        if let upstream = project.upstream { text += " ^\(upstream)" }
        if let branch = project.destBranch { text += " >\(branch)" }
        if !project.groups.isEmpty { text += " #" + project.groups.joined(separator: ",") }
        return text
    }

    static func summary(_ diagnostic: Diagnostic, below root: String) -> String {
        var file = diagnostic.file
        if file.hasPrefix(root + "/") { file.removeFirst(root.count + 1) }
        guard let line = diagnostic.line, let column = diagnostic.column else { return "\(file) \(diagnostic.code)" }
        return "\(file):\(line):\(column) \(diagnostic.code)"
    }
}
