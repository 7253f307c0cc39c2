import TestSupport

/// Makes up west workspaces: imports of every form, prefixes, filters, groups, names defined twice.
struct WestGenerator {
    var random: SplitMix64
    /// Files by their paths in the workspace.
    private(set) var files: [String: String] = [:]
    /// The checkouts that manifests are imported from.
    private(set) var checkouts: [String] = []
    /// The user's own settings.
    private(set) var userSettings = ""
    private var names = 0

    init(seed: UInt64) {
        random = SplitMix64(seed: seed)
        var configuration = "[manifest]\npath = app\nfile = west.yml\n"
        if chance(3) { configuration += "group-filter = +g2, -g1,\n" }
        if chance(3) { configuration += "project-filter = -p[35],+p3,-p1.*\n" }
        files[".west/config"] = configuration
        if chance(2) { userSettings = "[manifest]\nproject-filter = -p[24]\ngroup-filter = -g1\n" }
        files["app/west.yml"] = manifest(in: "app", prefix: "", depth: 0)
    }

    private mutating func chance(_ of: Int) -> Bool { random.below(of) == 0 }

    private mutating func manifest(in folder: String, prefix: String, depth: Int) -> String {
        var text = "manifest:\n  remotes:\n  - {name: r0, url-base: https://h/r0}\n  - {name: r1, url-base: git@h:r1}\n"
        text += chance(2) ? "  defaults: {remote: r1, revision: v\(depth)}\n" : "  defaults: {remote: r0}\n"
        if chance(3) { text += "  group-filter: [\(chance(2) ? "-g1" : "+g1"), -g2]\n" }
        if depth < 3, chance(3) {
            let name = "own\(files.count)-\(depth).yml"
            files["\(folder)/\(name)"] = ""
            files["\(folder)/\(name)"] = manifest(in: folder, prefix: prefix, depth: depth + 2)
            text += "  self: {import: \(name)}\n"
        }
        text += "  projects:\n"
        for _ in 0..<(1 + random.below(4)) { text += project(prefix: prefix, depth: depth) }
        return text
    }

    private mutating func project(prefix: String, depth: Int) -> String {
        let isAgain = names > 0 && chance(6)
        let number = isAgain ? random.below(names) : names
        if !isAgain { names += 1 }
        let name = "p\(number)"
        let path = chance(3) ? "d/e/\(name)" : chance(3) ? "./m/../\(name)" : nil
        var text = "  - name: \(name)\n"
        if let path { text += "    path: \(path)\n" }
        if chance(4) {
            text += "    url: https://own/\(name).git\n"
        } else if chance(3) {
            text += "    remote: r1\n    repo-path: x/\(name)\n"
        }
        if chance(2) { text += "    revision: \(chance(3) ? "1234567" : "main")\n" }
        if !isAgain, depth < 2, chance(2) { return text + imports(name, path ?? name, prefix: prefix, depth: depth) }
        if chance(3) { text += "    groups: [\(random.pick(["g1", "g2", "g1, g2", "3", "g2, 4"]))]\n" }
        return text
    }

    /// An import, and the repository that it is from.
    private mutating func imports(_ name: String, _ path: String, prefix: String, depth: Int) -> String {
        let own = chance(2) ? random.pick(["pre", "a/b", "."]) : ""
        let isMap = chance(2)
        let moved = isMap && !own.isEmpty ? join(prefix, own) : prefix
        let folder = join(moved, path.replacing("./m/../", with: ""))
        checkouts.append(folder)
        func add(_ generator: inout WestGenerator, _ file: String) {
            generator.files["\(folder)/\(file)"] = ""
            generator.files["\(folder)/\(file)"] = generator.manifest(in: folder, prefix: moved, depth: depth + 1)
        }
        guard isMap else {
            switch random.below(4) {
            case 0:
                add(&self, "west.yml")
                return "    import: true\n"
            case 1:
                add(&self, "other.yml")
                return "    import: other.yml\n"
            case 2:
                for file in ["sub/b.yml", "sub/a.yaml"] { add(&self, file) }
                return "    import: sub\n"
            default:
                for file in ["one.yml", "two.yml"] { add(&self, file) }
                return "    import: [one.yml, two.yml]\n"
            }
        }
        add(&self, "west.yml")
        var text = "    import:\n      file: west.yml\n"
        if !own.isEmpty { text += "      path-prefix: \(own)\n" }
        if chance(3) { text += "      name-allowlist: [p1, p3, p5, p7, p9]\n" }
        if chance(3) { text += "      path-allowlist: d/*/p*\n" }
        if chance(3) { text += "      name-blocklist: p\(names - 1)\n" }
        if chance(3) { text += "      path-blacklist: ['e/p[0-5]', '*/p2']\n" }
        return text
    }

    private func join(_ folder: String, _ path: String) -> String {
        let parts = (folder.split(separator: "/") + path.split(separator: "/")).filter { $0 != "." }
        return parts.joined(separator: "/")
    }
}
