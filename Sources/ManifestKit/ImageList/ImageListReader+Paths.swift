import Basics

extension ImageListReader {
    /// A relative path that stays within its root, as written.
    ///
    /// - Parameter folder: what the path is relative to, itself relative to the root.
    mutating func path(_ node: YAMLNode, _ what: String, below folder: String = ".") -> String? {
        guard let path = text(node, what) else { return nil }
        if path.hasPrefix("/") {
            log.add(.illegalPath, at: node.position, "\(what) is absolute: \(path.quoted)")
            return nil
        }
        guard PathText.normalized(PathText.join(folder, path)) != nil else {
            let root = what == "dest" ? "the build context" : "its project"
            log.add(.illegalPath, at: node.position, "\(what) leaves \(root): \(path.quoted)")
            return nil
        }
        return path
    }
}
