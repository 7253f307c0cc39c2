// Fuzz target for ManifestKit's formats. The environment variable FUZZ_FORMAT chooses what an input is read as:
// `manifest`, `list`, `whitelist`, `west` (a manifest that imports itself), `westconfig`, `repos` or `table`.
//
// Built by Fuzz/manifest together with the module's own sources, as libFuzzer's coverage has to see them.

import Basics
import Foundation

private let folder: String = {
    let path = NSTemporaryDirectory() + "manifest-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}()

private let read: @Sendable ([UInt8]) -> Void =
    switch ProcessInfo.processInfo.environment["FUZZ_FORMAT"] {
    case "manifest": readManifest
    case "list": readImageList
    case "whitelist": readWhitelist
    case "west": { readWest(manifest: $0) }
    case "westconfig": { readWest(configuration: $0) }
    case "repos": { readProjects($0, name: "x.repos") }
    case "table": { readProjects($0, name: "ib_projects.yml") }
    default: fatalError("FUZZ_FORMAT must be manifest, list, whitelist, west, westconfig, repos or table")
    }

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifestKit(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    read(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// The file also includes itself, and every selection must be answered.
private func readManifest(_ bytes: [UInt8]) {
    let file = folder + "/default.xml"
    guard (try? Data(bytes).write(to: URL(fileURLWithPath: file))) != nil else { return }
    do throws(InputError) {
        let manifest = try RepoManifest.load(file: file, includeRoot: folder, manifestURL: "https://h/a/manifest")
        precondition(Set(manifest.projects.map(\.path)).count == manifest.projects.count, "one path twice")
        precondition(manifest.projects(inGroups: "all", platform: "linux").count == manifest.projects.count)
        for project in manifest.projects {
            let parts = project.path.split(separator: "/")
            precondition(!project.path.hasPrefix("/") && !parts.contains(".."), "a path out of the tree")
        }
    } catch {
        check(error)
    }
}

private func readImageList(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(InputError) {
        let list = try ImageList.parse(text, file: "list.yml")
        for image in list.buildable {
            for path in [image.dockerfilePath, image.contextPath] + image.components.flatMap({ [$0.path, $0.dest] }) {
                precondition(PathText.normalized(path) == path, "a path out of its project")
            }
        }
    } catch {
        check(error)
    }
}

private func readWhitelist(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self) else { return }
    do throws(InputError) {
        _ = try Whitelist.parse(text, file: "whitelist.yml")
    } catch {
        check(error)
    }
}

/// Whatever a project is imported from has the same manifest.
private func readWest(
    manifest: [UInt8] = Array("manifest: {projects: [{name: a, url: u}]}".utf8),
    configuration: [UInt8] = Array("[manifest]\npath = app\ngroup-filter = -g\nproject-filter = -a.*".utf8)
) {
    for (path, bytes) in [(".west/config", configuration), ("app/west.yml", manifest)] {
        let file = URL(fileURLWithPath: "\(folder)/\(path)")
        try? FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        guard (try? Data(bytes).write(to: file)) != nil else { return }
    }
    let done = DispatchSemaphore(value: 0)
    Task.detached {
        do throws(InputError) {
            let workspace = try await WestWorkspace.load(topdir: folder) { (path, project) throws(InputError) in
                [WestWorkspace.ManifestText(file: "\(project.name):\(path)", bytes: manifest)]
            }
            checkPlaces(workspace.projects.map(\.path))
            precondition(Set(workspace.projects.map(\.name)).count == workspace.projects.count, "one name twice")
        } catch {
            check(error)
        }
        done.signal()
    }
    done.wait()
}

private func readProjects(_ bytes: [UInt8], name: String) {
    let file = "\(folder)/\(name)"
    guard (try? Data(bytes).write(to: URL(fileURLWithPath: file))) != nil else { return }
    do throws(InputError) {
        let tree =
            try name.hasSuffix(".repos")
            ? RepositoryList.load(file: file, below: "src") : ProjectFile.load(file: file, below: nil)
        checkPlaces(tree.projects.map(\.path))
        guard let text = try? ProjectFile.text(of: tree) else { preconditionFailure("a tree that cannot be written") }
        guard (try? Data(text.utf8).write(to: URL(fileURLWithPath: file))) != nil else { return }
        let again = try ProjectFile.load(file: file, below: nil)
        precondition(again.projects.map(\.path) == tree.projects.map(\.path), "a table that reads as another")
        precondition(again.projects.map(\.name) == tree.projects.map(\.name), "a table with other names")
    } catch {
        check(error)
    }
}

/// No two projects lie in one place, and none outside the tree.
private func checkPlaces(_ paths: [String]) {
    precondition(Set(paths).count == paths.count, "one path twice")
    for path in paths {
        precondition(!path.hasPrefix("/") && !path.split(separator: "/").contains(".."), "a path out of the tree")
    }
}

/// Every error has a place within bounds, and a message without control characters.
private func check(_ error: InputError) {
    precondition(!error.diagnostics.isEmpty)
    for diagnostic in error.diagnostics {
        precondition((diagnostic.line ?? 1) >= 1 && (diagnostic.column ?? 1) >= 1, "a place before the file")
        precondition(!diagnostic.message.unicodeScalars.contains { $0.value < 0x20 }, "a control character")
    }
}
