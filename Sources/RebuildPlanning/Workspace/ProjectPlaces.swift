import Basics
import GitProbe
package import ManifestKit

/// Where the projects of a tree lie on disk, so that every path can be told whose it is: sources are split at the borders of
/// all projects (contract, 1.1), wherever one lies within another.
package struct ProjectPlaces: Sendable {
    /// The checkout of one project. A class, because every file of a context is told its own.
    package final class Place: Sendable, Hashable {
        package let project: SourceTree.Project
        /// As the tree names it; what is asked of git is kept by it.
        package let checkout: String
        /// The same without symbolic links, in bytes.
        package let root: [UInt8]

        init(project: SourceTree.Project, checkout: String, root: [UInt8]) {
            self.project = project
            self.checkout = checkout
            self.root = root
        }

        package static func == (left: Place, right: Place) -> Bool { left.checkout == right.checkout }
        package func hash(into hasher: inout Hasher) { hasher.combine(checkout) }

        /// A path on disk as git names it here; nil where it does not lie here.
        func relative(_ path: [UInt8]) -> GitPath? {
            guard path.starts(with: root) else { return nil }
            if path.count == root.count { return .top }
            if root.last != slash, path[root.count] != slash { return nil }
            return GitPath(inForm: path[(root.last == slash ? root.count : root.count + 1)...])
        }

        /// Where a path that git names lies on disk, in bytes.
        func disk(_ path: GitPath) -> [UInt8] {
            if path.isTop { return root }
            return (root.last == slash ? root : root + [slash]) + path.bytes
        }

        /// A path of the project as a person finds it: with the project's checkout path before it.
        func told(_ path: GitPath) -> String {
            project.told("\(path)")
        }
    }

    private let byRoot: [[UInt8]: Place]
    /// Checkouts without symbolic links, by their paths as the tree's root and the manifest name them.
    private let resolved: [String: String]
    /// Sorted by the bytes of their roots.
    private let sorted: [Place]

    init(_ tree: SourceTree) {
        var byRoot: [[UInt8]: Place] = [:]
        var resolved: [String: String] = [:]
        for project in tree.projects where tree.isCheckedOut(project) {
            let checkout = tree.checkout(of: project)
            guard let real = DiskPath.resolved(checkout), DiskPath.isFolder(real) else { continue }
            resolved[checkout] = real
            let place = Place(project: project, checkout: checkout, root: Array(real.utf8))
            // Of several projects at one place (which `repo` refuses) the first one counts.
            if byRoot[place.root] == nil { byRoot[place.root] = place }
        }
        self.byRoot = byRoot
        self.resolved = resolved
        sorted = byRoot.values.sorted { $0.root.lexicographicallyPrecedes($1.root) }
    }

    /// A checkout without symbolic links, as it was when the places were looked up; nil where it was not there.
    func resolved(_ checkout: String) -> String? { resolved[checkout] }

    /// The innermost project that a path on disk lies in; nil where it lies in none.
    ///
    /// - Parameter path: without symbolic links.
    func owner(of path: [UInt8]) -> Place? {
        var length = path.count
        while true {
            if let place = byRoot[Array(path[..<max(length, 1)])] { return place }
            guard length > 0, let last = path[..<length].lastIndex(of: slash) else { return nil }
            length = last
        }
    }

    /// The projects that lie below a folder on disk, without one that is the folder itself.
    func within(_ folder: [UInt8]) -> [Place] {
        let prefix = folder.last == slash ? folder : folder + [slash]
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = low + (high - low) / 2
            if sorted[middle].root.lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
        }
        return Array(sorted[low...].prefix { $0.root.starts(with: prefix) })
    }
}

private let slash = UInt8(ascii: "/")
