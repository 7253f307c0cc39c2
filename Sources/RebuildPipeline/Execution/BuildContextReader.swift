import Basics
import DockerEngine
import ImageGraph
import RebuildPlanning

/// Turns the context that an image was judged by into the archive that the engine is sent.
struct BuildContextReader {
    struct Context {
        let archive: ContextArchive
        /// The Dockerfile's name in the archive.
        let dockerfile: String
    }

    /// Where a Dockerfile stands in the archive that is not among the context's own files, as the docker client does it too.
    private static let outsideName = ".imagebuilder.Dockerfile"
    /// The most bytes of a Dockerfile that are sent from outside the context.
    private static let dockerfileLimit = 16 << 20

    let key: ImageKey
    let recipe: BuildRecipe
    let sources: WorkspaceSources

    func read() throws(StepFailure) -> Context {
        let sent: SentContext
        do throws(ContextError) {
            sent = try sources.sentContext(of: key)
        } catch {
            throw StepFailure(.build, "\(error)")
        }
        var entries = sent.entries.map(Self.tarEntry)
        if let inside = sent.dockerfile {
            return Context(archive: ContextArchive(entries: entries), dockerfile: inside.description)
        }
        entries.append(try outsideDockerfile())
        return Context(archive: ContextArchive(entries: entries), dockerfile: Self.outsideName)
    }

    private func outsideDockerfile() throws(StepFailure) -> TarEntry {
        do throws(FileError) {
            let bytes = try BoundedFile.read(recipe.dockerfilePath, limit: Self.dockerfileLimit)
            return .file(Self.outsideName, contents: bytes)
        } catch {
            throw StepFailure(.build, "\(error)")
        }
    }

    private static func tarEntry(_ sent: SentContext.Entry) -> TarEntry {
        let entry = sent.entry
        let kind: TarEntry.EntryKind =
            switch entry.kind {
            case .file(let size): .file(size: size, source: .disk(path: entry.sourcePath, below: entry.sourceRoot))
            case .folder: .folder
            case .symlink(let target): .symlink(target: target)
            case .hardLink(let path): .hardLink(target: path.bytes)
            }
        return TarEntry(path: entry.path.bytes, kind: kind, mode: sent.mode)
    }
}
