import Basics
import DockerEngine
import Foundation
import ImageGraph
import RebuildPlanning

/// Lists the files of a build context and turns them into the archive that the engine is sent.
struct BuildContextReader {
    struct Context {
        let archive: ContextArchive
        /// The Dockerfile's name in the archive.
        let dockerfile: String
    }

    /// Where a Dockerfile that lies outside the context stands in the archive, as the docker client does it too.
    private static let outsideName = ".imagebuilder.Dockerfile"

    let recipe: BuildRecipe
    /// Paths within the context that are not sent.
    let leftOut: Set<ContextPath>

    func read() throws(StepFailure) -> Context {
        var entries = try walked()
        if !leftOut.isEmpty { entries.removeAll { leftOut.contains($0.path) } }
        var archive = entries.map { Self.tarEntry($0) }
        if let inside = recipe.dockerfileInContext {
            return Context(archive: ContextArchive(entries: archive), dockerfile: inside)
        }
        archive.append(try outsideDockerfile())
        return Context(archive: ContextArchive(entries: archive), dockerfile: Self.outsideName)
    }

    private func walked() throws(StepFailure) -> [ContextEntry] {
        do throws(ContextError) {
            return try recipe.contextWalker.walk().entries
        } catch {
            throw StepFailure(.build, "\(error)")
        }
    }

    private func outsideDockerfile() throws(StepFailure) -> TarEntry {
        guard let bytes = FileManager.default.contents(atPath: recipe.dockerfilePath) else {
            throw StepFailure(.build, "\(recipe.dockerfilePath): cannot be read any more")
        }
        return .file(Self.outsideName, contents: [UInt8](bytes))
    }

    private static func tarEntry(_ entry: ContextEntry) -> TarEntry {
        let kind: TarEntry.EntryKind =
            switch entry.kind {
            case .file(let size): .file(size: size, source: .disk(path: entry.source))
            case .folder: .folder
            case .symlink(let target): .symlink(target: target)
            case .hardLink(let path): .hardLink(target: path.bytes)
            }
        return TarEntry(path: entry.path.bytes, kind: kind, mode: entry.mode)
    }
}
