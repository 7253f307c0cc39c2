import Basics

/// Reads the YAML files that list the projects of a tree one by one.
struct ProjectListReader: YAMLSchemaReader {
    var log = DiagnosticLog()
    var paths = ProjectPaths()

    /// The root of a file that must not be empty.
    static func root(of file: String, what: String) throws(InputError) -> YAMLNode {
        let text = try InputFile.readText(file, what: what)
        if let root = try YAMLReader.read(text, file: file) { return root }
        throw InputError([Diagnostic(.emptyFile, file: file, message: "the \(what) is empty")])
    }

    /// A path below the folder that the projects lie in, seen from the file's.
    static func path(_ path: String, below folder: String?) -> String {
        guard let folder else { return path }
        return PathText.normalized(PathText.join(folder, path)) ?? PathText.join(folder, path)
    }
}
