import Basics
import Foundation
package import ImageGraph

/// What one image is made of by the contract's words, found by a second, slow and simple way.
package struct WalkSources {
    /// A folder or file that goes into the context.
    package struct Area {
        package let root: String
        package let destination: String
    }

    package let areas: [Area]
    /// What is read beside the entries, on disk: links on the way, the Dockerfile, the ignore file.
    package let files: Set<String>
    package let patterns: IgnorePatterns
    package let dockerfile: String
    package let ignoreFile: String?
    private let always: Set<String>

    /// - Returns: nil where something that the list names is not there, or leads out of its project.
    package init?(_ image: WalkImage, in world: WalkWorld) throws {
        func trace(_ repo: String, _ path: String) -> Trace? {
            guard let project = world.projects.first(where: { $0.name == repo }) else { return nil }
            return PathText.normalized(path).flatMap { Trace($0, from: world.disk(project), links: []) }
        }
        let context = PathText.join(image.path, image.context)
        let written = PathText.join(image.path, image.dockerfile)
        guard let root = trace(image.repo, context), let read = trace(image.repo, written),
            let project = world.projects.first(where: { $0.name == image.repo }),
            let inProject = PathText.normalized(written), let contextPath = PathText.normalized(context)
        else { return nil }
        var areas = [Area(root: root.path, destination: "")]
        var files = Set(root.links + read.links + [read.path])
        for component in image.components {
            guard let part = trace(component.repo, component.path) else { return nil }
            areas.append(Area(root: part.path, destination: component.dest))
            files.formUnion(part.links)
        }
        let own = "\(world.disk(project))/\(inProject).dockerignore"
        let general = PathText.join(PathText.join(world.disk(project), contextPath), ".dockerignore")
        let used = [own, general].first(where: DiskPath.isFile)
        var always: Set<String> = []
        if used == general { always.insert(".dockerignore") }
        if let inside = PathText.relative(inProject, to: contextPath) { always.insert(inside) }
        if let used, let traced = Trace(used, from: "/", links: []) { files.formUnion(traced.links + [traced.path]) }
        let bytes = try used.map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: $0))) } ?? []
        patterns = try IgnorePatterns(parsing: bytes, file: used ?? "").prepending(["**/.git"])
        self.areas = areas
        self.files = files
        self.always = always
        dockerfile = read.path
        ignoreFile = used
    }

    /// Whether something is sent that stands at a place in the context.
    package func sends(_ place: String) -> Bool {
        var scan = patterns.makeScan()
        return always.contains(place) || !scan.isIgnored(ContextPath(place))
    }

    private func offers(_ place: String) -> Bool {
        var scan = patterns.makeScan()
        return !scan.isIgnored(ContextPath(place))
    }

    /// What is on disk and is sent, by its place in the context, each with its path on disk.
    ///
    /// - Parameter isOffered: whether BuildKit is offered the context, which then is without what is only sent to be read.
    package func onDisk(isOffered: Bool = false) throws -> [String: String] {
        var found: [String: String] = [:]
        for area in areas {
            for path in try Self.below(area.root) {
                let place = Self.join(area.destination, PathText.relative(path, to: area.root) ?? ".")
                guard isOffered ? offers(place) : sends(place) else { continue }
                // What is laid over the context replaces what is in its way, and no more.
                if !area.destination.isEmpty {
                    found = found.filter { !$0.key.hasPrefix(place + "/") && !place.hasPrefix($0.key + "/") }
                }
                found[place] = path
            }
        }
        return found
    }

    /// The files and links below a folder, or the file itself.
    private static func below(_ path: String) throws -> [String] {
        var status = stat()
        guard lstat(path, &status) == 0 else { return [] }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            return try FileManager.default.contentsOfDirectory(atPath: path).flatMap { try below("\(path)/\($0)") }
        case S_IFREG, S_IFLNK: return [path]
        default: return []
        }
    }

    package static func join(_ folder: String, _ name: String) -> String {
        folder.isEmpty ? name : name == "." ? folder : "\(folder)/\(name)"
    }
}

/// A path followed through links, in its own words.
private struct Trace {
    var path: String
    var links: [String]

    init?(_ path: String, from folder: String, links: [String]) {
        guard links.count < 20 else { return nil }
        self.path = folder
        self.links = links
        for part in path.split(separator: "/") where part != "." {
            let next = self.path == "/" ? "/\(part)" : "\(self.path)/\(part)"
            if part == ".." {
                self.path = (self.path as NSString).deletingLastPathComponent
            } else if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: next) {
                let start = target.hasPrefix("/") ? "/" : self.path
                guard let inner = Trace(target, from: start, links: self.links + [next]) else { return nil }
                self = inner
            } else if DiskPath.exists(next) {
                self.path = next
            } else {
                return nil
            }
        }
    }
}
