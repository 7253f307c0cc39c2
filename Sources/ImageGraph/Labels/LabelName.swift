/// The names of the labels that imagebuilder sets and compares.
///
/// Sources: label-schema.org 1.0 (`org.label-schema.*`), the OCI image annotations (`org.opencontainers.image.*`) and
/// the OpenCORD project's own scheme (`org.opencord.*`).
public enum LabelName {
    /// The version of label-schema.org's scheme, `1.0`.
    public static let schemaVersion = "org.label-schema.schema-version"
    /// The name of the image.
    public static let name = "org.label-schema.name"
    /// The branch or revision that the sources are of.
    public static let version = "org.label-schema.version"
    /// Where the sources come from.
    public static let vcsURL = "org.label-schema.vcs-url"
    /// The commit of the sources.
    public static let vcsRef = "org.label-schema.vcs-ref"
    /// When the image was built.
    public static let buildDate = "org.label-schema.build-date"
    /// When that commit was made.
    public static let commitDate = "org.opencord.vcs-commit-date"
    /// The digest of all that the image is made of.
    public static let inputDigest = "org.opencord.imagebuilder.input-digest"
    /// The image from elsewhere at the bottom of the images that it is built on, `NAME@DIGEST`. Images inherit it.
    public static let rootBase = "org.opencord.imagebuilder.root-base"

    /// When the image was built, as the OCI names it.
    public static let ociCreated = "org.opencontainers.image.created"
    /// The commit of the sources, as the OCI names it.
    public static let ociRevision = "org.opencontainers.image.revision"
    /// Where the sources come from, as the OCI names it.
    public static let ociSource = "org.opencontainers.image.source"
    /// The branch or revision, as the OCI names it.
    public static let ociVersion = "org.opencontainers.image.version"
    /// The name of the image, as the OCI names it.
    public static let ociTitle = "org.opencontainers.image.title"
    /// The image that it is built on.
    public static let ociBaseName = "org.opencontainers.image.base.name"
    /// The digest of the image that it is built on.
    public static let ociBaseDigest = "org.opencontainers.image.base.digest"

    /// What the labels of all components begin with.
    public static let componentPrefix = "org.opencord.component."

    /// The label of one fact of a repository whose files or images are part of the image.
    public static func component(_ repository: String, _ fact: ComponentFact) -> String {
        "\(componentPrefix)\(repository).\(fact.rawValue)"
    }

    /// What is told of a component.
    public enum ComponentFact: String, CaseIterable, Sendable {
        /// The branch or revision that its files are of.
        case version
        /// The commit that its files are of.
        case vcsRef = "vcs-ref"
        /// Where its files come from.
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
