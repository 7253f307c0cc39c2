/// The names of the labels that imagebuilder sets and compares.
///
/// Sources: label-schema.org 1.0 (`org.label-schema.*`), the OCI image annotations (`org.opencontainers.image.*`) and
/// the OpenCORD project's own scheme (`org.opencord.*`).
public enum LabelName {
    public static let schemaVersion = "org.label-schema.schema-version"
    public static let name = "org.label-schema.name"
    public static let version = "org.label-schema.version"
    public static let vcsURL = "org.label-schema.vcs-url"
    public static let vcsRef = "org.label-schema.vcs-ref"
    public static let buildDate = "org.label-schema.build-date"
    public static let commitDate = "org.opencord.vcs-commit-date"
    public static let inputDigest = "org.opencord.imagebuilder.input-digest"

    public static let ociCreated = "org.opencontainers.image.created"
    public static let ociRevision = "org.opencontainers.image.revision"
    public static let ociSource = "org.opencontainers.image.source"
    public static let ociVersion = "org.opencontainers.image.version"
    public static let ociTitle = "org.opencontainers.image.title"
    public static let ociBaseName = "org.opencontainers.image.base.name"
    public static let ociBaseDigest = "org.opencontainers.image.base.digest"

    /// The label of one fact of a repository whose files or images are part of the image.
    public static func component(_ repository: String, _ fact: ComponentFact) -> String {
        "org.opencord.component.\(repository).\(fact.rawValue)"
    }

    public enum ComponentFact: String, CaseIterable, Sendable {
        case version
        case vcsRef = "vcs-ref"
        case vcsURL = "vcs-url"
    }

    /// The build argument that carries a label: every character but ASCII letters, digits and `_` becomes `_`.
    public static func buildArgument(for label: String) -> String {
        String(
            String.UnicodeScalarView(
                label.unicodeScalars.map { scalar in
                    switch scalar {
                    case "a"..."z", "A"..."Z", "0"..."9", "_": scalar
                    default: "_"
                    }
                }
            )
        )
    }
}
