import Basics
package import ImageGraph

extension BuildRecipe {
    /// The walk of the disk that lists the context as it is sent: what the ignore file leaves in, the Dockerfile and the ignore
    /// file themselves, and the components laid over it.
    package var contextWalker: ContextWalker {
        var always = [ContextPath(".dockerignore")]
        if let inside = dockerfileInContext { always.append(ContextPath(inside)) }
        var walker = ContextWalker(root: contextPath, ignore: ignore, alwaysSend: always)
        walker.excludesGit = true
        walker.overlays = components.map { component in
            .init(
                source: PathText.join(component.checkout, component.path),
                destination: ContextPath(component.destination)
            )
        }
        return walker
    }
}
