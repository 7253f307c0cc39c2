import ImageGraph
import RebuildPlanning

/// Whether labels can be laid over those of a present image so that it has what a build of its Dockerfile would give it now.
struct LabelCover: Sendable {
    /// What the present image has.
    let present: [String: String]
    /// What a build would set by its request.
    let own: [String: String]
    /// What a build would inherit from the base; nil where that is not known.
    let base: [String: String]?
    /// What the `LABEL`s of the Dockerfile set, variables as written.
    let dockerfile: [String: String]
    /// The `ARG`s of the Dockerfile.
    let declaredArguments: Set<String>

    /// Buildah, which builds for Podman, gives every image this label of its own.
    private static let ofBuilders: Set<String> = ["io.buildah.version"]

    /// What to set, or the first label that stands against it.
    var labels: Result<[String: String], RelabelObstacle> {
        var labels = own
        for (label, value) in present.sorted(by: { $0.key < $1.key }) where own[label] == nil {
            if let written = dockerfile[label] {
                if takesLabelArgument(written) { return .failure(.labelOfArgument(label: label)) }
            } else if let base {
                if let inherited = base[label] {
                    if inherited != value { labels[label] = inherited }
                } else if !Self.ofBuilders.contains(label) {
                    return .failure(.labelTooMany(label: label))
                }
            } else if label.hasPrefix(LabelName.componentPrefix) {
                // Whatever the base was, it does not say how the sources of today stand.
                return .failure(.labelTooMany(label: label))
            }
        }
        return .success(labels)
    }

    /// Whether a value uses a build argument that carries a label: `$NAME`, `${NAME…}`.
    private func takesLabelArgument(_ value: String) -> Bool {
        let names = own.keys.map(LabelName.buildArgument).filter(declaredArguments.contains)
        return names.contains { value.contains("$\($0)") || value.contains("${\($0)") }
    }
}
