import ManifestKit

/// `ManifestOnly TREE` lists the projects of a checkout made by google's `repo`: path, name and revision. What is wrong in its
/// manifest is told with file, line and column.
@main
struct ManifestOnly {
    static func main() {
        guard let tree = CommandLine.arguments.dropFirst().first else {
            print("usage: ManifestOnly TREE")
            return
        }
        do {
            let manifest = try RepoManifest.load(checkout: tree)
            for project in manifest.projects {
                print(project.path, project.name, project.revision, separator: "\t")
            }
        } catch {
            for problem in error.diagnostics { print(problem) }
        }
    }
}
