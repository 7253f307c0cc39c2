import Basics
package import ImageGraph

extension BuildRecipe {
    /// Whether a `.git` at the top of the context is a part of it.
    var holdsGit: Bool {
        let patterns = keepsGit ? ignore : try? ignore.prepending(["**/.git"])
        return patterns.map { !$0.leavesOut(ContextPath(".git")) } ?? false
    }

    /// What is sent even where the ignore file leaves it out, because a builder reads it.
    var alwaysSent: [ContextPath] {
        var always: [ContextPath] = []
        if ignoreFile == PathText.join(contextPath, ".dockerignore") { always.append(ContextPath(".dockerignore")) }
        if let inside = dockerfileInContext { always.append(ContextPath(inside)) }
        return always
    }

    /// The ignore file where it is none of the context's own files.
    var outerIgnoreFile: String? {
        sources.ignoreFile.flatMap { file in
            file.path == PathText.join(sources.areas[0].root, ".dockerignore") ? nil : file.path
        }
    }

    /// The walk of the disk that lists the context as it is sent: what the ignore file leaves in, the Dockerfile and the ignore
    /// file themselves, and the components laid over it.
    package var contextWalker: ContextWalker {
        let context = sources.areas[0]
        var walker = ContextWalker(root: context.root, ignore: ignore, alwaysSend: alwaysSent)
        walker.excludesGit = !keepsGit
        walker.overlays = sources.areas.dropFirst().map { .init(source: $0.root, destination: $0.destination) }
        return walker
    }
}
