// Fuzz target for ManifestKit's formats. The first byte of an input chooses what the rest is read as, so that one
// corpus serves all: `m` a manifest, `l` an image list, `w` a whitelist; any other byte one of the three.
//
// Built by Fuzz/manifest together with the module's own sources, as libFuzzer's coverage has to see them.

import Foundation

private let folder: String = {
    let path = NSTemporaryDirectory() + "manifest-fuzz-\(ProcessInfo.processInfo.processIdentifier)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
}()

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzManifestKit(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    guard count > 0 else { return 0 }
    let bytes = Array(UnsafeBufferPointer(start: start + 1, count: count - 1))
    switch start.pointee {
    case UInt8(ascii: "m"): readManifest(bytes)
    case UInt8(ascii: "l"): readImageList(bytes)
    case UInt8(ascii: "w"): readWhitelist(bytes)
    case let other where other % 3 == 0: readManifest(bytes)
    case let other where other % 3 == 1: readImageList(bytes)
    default: readWhitelist(bytes)
    }
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
                precondition(RelativePath.normalized(path) == path, "a path out of its project")
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
