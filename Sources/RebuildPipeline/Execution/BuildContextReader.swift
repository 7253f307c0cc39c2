import Basics
import DockerEngine
import ImageGraph
import RebuildPlanning

/// Turns the context that an image was judged by into what the engine is given: BuildKit is offered it, and the classic builder is
/// sent an archive.
struct BuildContextReader {
    /// Where a Dockerfile stands in the archive that is not among the context's own files, as the docker client does it too.
    private static let outsideName = ".imagebuilder.Dockerfile"
    /// The most bytes of an ignore file that are sent from memory.
    private static let fileLimit = 16 << 20

    let key: ImageKey
    let recipe: BuildRecipe
    let sources: WorkspaceSources
    let offer: ContextOffer

    func read(for builder: BuildRequest.Builder) throws(StepFailure) -> BuildContents {
        let sent: SentContext
        do throws(ContextError) {
            sent = try sources.sentContext(of: key)
        } catch {
            throw StepFailure(.build, "\(error)")
        }
        switch builder {
        case .buildKit: return .offered(offer.context(sent, of: recipe, key))
        case .classic: return try archive(sent)
        }
    }

    // MARK: The classic builder

    private func archive(_ sent: SentContext) throws(StepFailure) -> BuildContents {
        let entries = sent.entries.map(Self.tarEntry)
        if let inside = sent.dockerfile {
            return .archive(ContextArchive(entries: entries), dockerfile: inside.description)
        }
        let all = entries + [.file(Self.outsideName, contents: recipe.dockerfileContent)]
        return .archive(ContextArchive(entries: try hidingDockerfile(all)), dockerfile: Self.outsideName)
    }

    /// Without the Dockerfile among what is copied.
    private func hidingDockerfile(_ entries: [TarEntry]) throws(StepFailure) -> [TarEntry] {
        let isThere = entries.contains { $0.path.elementsEqual(ClassicIgnoreFile.name.utf8) }
        let content = isThere ? try read(PathText.join(recipe.contextPath, ClassicIgnoreFile.name)) : []
        return ClassicIgnoreFile.leavingOut(Self.outsideName, from: entries, content: content)
    }

    private func read(_ path: String) throws(StepFailure) -> [UInt8] {
        do throws(FileError) {
            return try BoundedFile.read(path, limit: Self.fileLimit)
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

/// What a builder builds of.
enum BuildContents: Sendable {
    /// An archive, with the Dockerfile's name in it.
    case archive(ContextArchive, dockerfile: String)
    case offered(OfferedContext)
}
