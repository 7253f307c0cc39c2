package import ImageGraph

/// A folder or file that goes into a build context: the context itself, or a component laid over it.
package struct ContextArea: Sendable {
    /// On disk, without symbolic links: where the configured path leads.
    package let root: String
    /// Where it stands in the context.
    package let destination: ContextPath
    /// The innermost project that it lies in.
    package let place: ProjectPlaces.Place
    /// The projects whose checkouts lie below it: what they hold is theirs.
    package let nested: [ProjectPlaces.Place]
    /// The symbolic links that the configured path passes through, on disk: sources, too.
    package let links: [String]

    /// All projects that it has sources in.
    var places: [ProjectPlaces.Place] { [place] + nested }
}
