// Fuzz target for ManifestKit's formats. The environment variable FUZZ_FORMAT chooses what an input is read as:
// `manifest`, `list` or `whitelist`.
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
    default: fatalError("FUZZ_FORMAT must be manifest, list or whitelist")
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

/// Every error has a place within bounds, and a message without control characters.
private func check(_ error: InputError) {
    precondition(!error.diagnostics.isEmpty)
    for diagnostic in error.diagnostics {
        precondition((diagnostic.line ?? 1) >= 1 && (diagnostic.column ?? 1) >= 1, "a place before the file")
        precondition(!diagnostic.message.unicodeScalars.contains { $0.value < 0x20 }, "a control character")
    }
}
