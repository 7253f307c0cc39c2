import Basics

/// Where the projects of a tree are to lie: each within the tree, and no two at one place.
struct ProjectPaths {
    private var taken: [String: (name: String, position: SourcePosition)] = [:]

    /// The path in its normalised form.
    ///
    /// - Parameter name: of the project, for messages.
    /// - Returns: nil where it leaves the tree or another project has it, which is added to the log.
    mutating func claim(
        _ path: String,
        for name: String,
        at position: SourcePosition,
        log: inout DiagnosticLog
    ) -> String? {
        guard let normal = PathText.normalized(path) else {
            log.add(.illegalPath, at: position, "project \(name.quoted) leaves the tree: \(path.quoted)")
            return nil
        }
        if let other = taken[normal] {
            log.add(
                .duplicatePath,
                at: position,
                "projects \(other.name.quoted) (\(other.position)) and \(name.quoted) both want the folder \(normal.quoted)"
            )
            return nil
        }
        taken[normal] = (name, position)
        return normal
    }
}
