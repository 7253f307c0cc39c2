import ImageGraph
import ManifestKit

/// The images of the lists by their repository name, and what a name in a Dockerfile or whitelist means among them.
struct NameTable {
    struct PullOnly {
        var reference: ImageReference
        let position: SourcePosition
    }

    /// What a reference leads to.
    enum Target {
        case buildable(ImageList.BuildableImage, ImageReference, tagged: Bool)
        case pullOnly(PullOnly)
        case external(ImageReference)
    }

    private(set) var buildable: [String: (image: ImageList.BuildableImage, reference: ImageReference)] = [:]
    private(set) var pullOnly: [String: [PullOnly]] = [:]
    /// Names in the order of the list.
    private(set) var buildableNames: [String] = []
    private(set) var pullOnlyNames: [String] = []
    let buildTag: String
    /// The tag that the list's Dockerfiles are written with.
    let writtenTag: String?

    init(
        _ list: ImageList,
        buildTag: String,
        problems: inout [Diagnostic],
        warnings: inout [Diagnostic]
    ) {
        self.buildTag = buildTag
        writtenTag = list.buildTag
        for image in list.buildable { add(image, &problems) }
        for image in list.pullOnly { add(image, &problems, &warnings) }
    }

    private mutating func add(_ image: ImageList.BuildableImage, _ problems: inout [Diagnostic]) {
        guard let reference = Self.parse(image.name, at: image.position, &problems) else { return }
        guard reference.tag == nil, reference.digest == nil else {
            problems.append(
                Diagnostic(
                    .taggedBuildable,
                    at: image.position,
                    "buildable image '\(image.name)' carries a tag or digest",
                    hint: "name it '\(reference.familiarName)'; the tags come from imagebuilder"
                )
            )
            return
        }
        if let problem = Self.refusal(of: reference, image) {
            problems.append(problem)
            return
        }
        if let other = buildable[reference.name] {
            problems.append(
                Diagnostic(
                    .listedTwice,
                    at: image.position,
                    "'\(image.name)' is the same image as '\(other.image.name)' (line \(other.image.position.line))",
                    hint: "keep one of the two"
                )
            )
            return
        }
        buildable[reference.name] = (image, reference)
        buildableNames.append(reference.name)
    }

    /// Names that no build can be given.
    private static func refusal(of reference: ImageReference, _ image: ImageList.BuildableImage) -> Diagnostic? {
        let message: String
        if reference.familiarName == "scratch" {
            message = "'scratch' is docker's name for no image at all, and cannot be built"
        } else if reference.name.contains(where: \.isUppercase), !reference.domain.contains(where: ".:".contains) {
            // The grammar takes a first part with capitals for a registry's host, and engines of today do, too.
            message = "'\(image.name)' has capital letters, which names of images cannot have"
        } else {
            return nil
        }
        return Diagnostic(.badReference, at: image.position, message)
    }

    private mutating func add(
        _ image: ImageList.PullOnlyImage,
        _ problems: inout [Diagnostic],
        _ warnings: inout [Diagnostic]
    ) {
        guard let reference = Self.parse(image.text, at: image.position, &problems) else { return }
        if let other = buildable[reference.name] {
            problems.append(
                Diagnostic(
                    .listedTwice,
                    at: image.position,
                    "'\(reference.familiarName)' is under pull_only_images and under buildable_images "
                        + "(line \(other.image.position.line))",
                    hint: "keep one of the two"
                )
            )
        } else if reference.tag == nil, reference.digest == nil {
            problems.append(
                Diagnostic(
                    .untaggedPullOnly,
                    at: image.position,
                    "pull-only image '\(image.text)' has neither tag nor digest",
                    hint: "name the version to pull, for example '\(image.text):1.0'"
                )
            )
        } else if let other = pullOnly[reference.name]?.first(where: { $0.reference == reference }) {
            warnings.append(
                Diagnostic(
                    .repeatedEntry,
                    at: image.position,
                    "pull-only image '\(image.text)' is already in the list, at \(other.position)"
                )
            )
        } else {
            if pullOnly[reference.name] == nil { pullOnlyNames.append(reference.name) }
            pullOnly[reference.name, default: []].append(PullOnly(reference: reference, position: image.position))
        }
    }

    /// All images of the lists, in their order.
    var images: [NamedImage] {
        let built = buildableNames.compactMap { buildable[$0]?.reference }.map {
            NamedImage(key: ImageKey($0.familiarName), reference: $0, role: .buildable, origin: .listed)
        }
        let pulled = pullOnlyNames.flatMap { pullOnly[$0] ?? [] }.map(\.reference).map {
            NamedImage(key: ImageKey($0.familiar), reference: $0, role: .pullOnly, origin: .listed)
        }
        return built + pulled
    }

    /// Sets the tag that a whitelist entry asks for.
    mutating func override(_ name: String, with reference: ImageReference) {
        guard let entries = pullOnly[name], let first = entries.first else { return }
        let same = entries.first { $0.reference == reference }
        pullOnly[name] = [PullOnly(reference: reference, position: (same ?? first).position)]
    }

    /// What a base named in a Dockerfile means: contract, 1.4.
    func target(of reference: ImageReference) -> Target {
        let untagged = reference.tag == nil && reference.digest == nil
        let hasBuildTag = isBuildTag(reference.tag) && reference.digest == nil
        if let (image, name) = buildable[reference.name], untagged || hasBuildTag {
            return .buildable(image, name, tagged: !untagged)
        }
        if hasBuildTag, let entry = pullOnly[reference.name]?.first { return .pullOnly(entry) }
        let exact = reference.withDefaultTag
        if let entry = pullOnly[reference.name]?.first(where: { $0.reference == exact }) { return .pullOnly(entry) }
        return .external(exact)
    }

    /// Whether a Dockerfile that names this tag means the images of the lists: the tag that they get, or the one that the list
    /// is written with (contract, 1.4).
    func isBuildTag(_ tag: String?) -> Bool { tag != nil && (tag == buildTag || tag == writtenTag) }

    /// The familiar form of a normalised name of the lists.
    func familiarName(_ name: String) -> String {
        buildable[name]?.reference.familiarName ?? pullOnly[name]?.first?.reference.familiarName ?? name
    }

    static func parse(
        _ text: String,
        at position: SourcePosition,
        _ problems: inout [Diagnostic]
    ) -> ImageReference? {
        do throws(ReferenceError) {
            return try ImageReference(parsing: text)
        } catch {
            problems.append(
                Diagnostic(.badReference, at: position, "\(error)")
            )
            return nil
        }
    }
}
