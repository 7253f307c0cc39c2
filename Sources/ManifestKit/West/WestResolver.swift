import Basics

/// Resolves a west manifest: its own projects before imported ones, imports in their order, and of one name the first definition.
struct WestResolver: YAMLSchemaReader {
    /// What the manifests around one lay down for it.
    struct Context: Sendable {
        /// The imports that its projects have to get past.
        var imports: [WestImport] = []
        /// What is put before its projects' paths.
        var prefix = "."
        /// The folder that its `self: import` is relative to.
        var repository: String
        /// The manifests that are being read around it, outermost first.
        var chain: [String] = []
    }

    /// Imports within imports are followed this deep; real ones go four or five deep.
    private static let deepest = 32

    var log = DiagnosticLog()
    let topdir: String
    let projectFilter: WestProjectFilter
    let importer: WestWorkspace.Importer
    /// All projects, inactive ones too.
    private(set) var projects: [WestWorkspace.Project] = []
    /// What the manifests enable and disable; later ones count.
    private(set) var groupFilters: [[String]] = []
    private var names: Set<String> = []

    init(topdir: String, projectFilter: WestProjectFilter, importer: @escaping WestWorkspace.Importer) {
        self.topdir = topdir
        self.projectFilter = projectFilter
        self.importer = importer
    }

    mutating func read(_ manifest: WestWorkspace.ManifestText, _ outer: Context) async {
        var context = outer
        guard enter(manifest.file, &context), let data = content(manifest) else { return }
        if let own = data["self"], let value = fields(own, "self")?["import"] { await importOwn(value, context) }
        readGroupFilter(data)
        let remotes = WestRemotes(data, &self)
        var defined: Set<String> = []
        var imports: [(WestWorkspace.Project, YAMLNode)] = []
        for node in items(data["projects"], "projects") {
            guard let (project, imported) = project(node, remotes, prefix: context.prefix),
                context.imports.allSatisfy({ $0.allows(project.name, path: project.path) })
            else { continue }
            guard defined.insert(project.name).inserted else {
                log.add(
                    .duplicateName,
                    at: node.position,
                    "project \(project.name.quoted) stands twice in one manifest"
                )
                continue
            }
            guard names.insert(project.name).inserted else { continue }
            projects.append(project)
            if let imported { imports.append((project, imported)) }
        }
        for (project, node) in imports { await importAll(node, of: project, context) }
        // The user's last word is west's own: version 0.9 has its manifests' filters without effect.
        if context.chain.count == 1, data["version"]?.scalar == "0.9" { groupFilters = [] }
    }

    /// Two projects at one place, or one in the place of the manifest repository.
    mutating func checkPaths(manifest: String, _ file: String) {
        var paths = ProjectPaths()
        _ = paths.claim(manifest, for: "manifest", at: SourcePosition(file: file, line: 1, column: 1), log: &log)
        for project in projects { _ = paths.claim(project.path, for: project.name, at: project.position, log: &log) }
    }

    private mutating func enter(_ file: String, _ context: inout Context) -> Bool {
        if context.chain.contains(file) {
            let chain = (context.chain + [file]).joined(separator: ", ")
            log.add(.includeLoop, in: file, "the manifest imports itself: \(chain)")
            return false
        }
        guard context.chain.count < Self.deepest else {
            log.add(.tooDeep, in: file, "manifests are imported more than \(Self.deepest) deep")
            return false
        }
        context.chain.append(file)
        return true
    }

    /// What stands behind the key `manifest`.
    private mutating func content(_ manifest: WestWorkspace.ManifestText) -> [String: YAMLNode]? {
        do throws(InputError) {
            let text = try InputFile.text(of: manifest.bytes, file: manifest.file, what: "west manifest")
            guard let root = try YAMLReader.read(text, file: manifest.file) else {
                log.add(.emptyFile, in: manifest.file, "the west manifest is empty")
                return nil
            }
            guard let fields = fields(root, "the west manifest") else { return nil }
            guard let content = fields["manifest"] else {
                log.add(.missingKey, at: root.position, "the file has no manifest")
                return nil
            }
            return content.isNull ? [:] : self.fields(content, "manifest")
        } catch {
            for problem in error.diagnostics { log.append(problem) }
            return nil
        }
    }

    private mutating func readGroupFilter(_ data: [String: YAMLNode]) {
        let filter = items(data["group-filter"], "group-filter").compactMap { node -> String? in
            let item = node.scalar ?? ""
            if let sign = item.first, "+-".contains(sign), WestGroups.isGroup(item.dropFirst()) { return item }
            log.add(
                .illegalValue,
                at: node.position,
                "an item of group-filter is no '+' or '-' with a group: \(item.quoted)"
            )
            return nil
        }
        // Those of manifests that are read earlier count more.
        groupFilters.insert(filter, at: 0)
    }
}

extension YAMLNode {
    /// The text of a scalar of any kind, as it is written; nil for a null.
    var scalar: String? {
        if case .scalar(let text, let kind) = content, kind != .null { text } else { nil }
    }
}
