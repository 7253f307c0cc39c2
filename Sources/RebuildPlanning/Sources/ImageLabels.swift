import ImageGraph

/// The labels of an image: contract, 2.2.
enum ImageLabels {
    /// All labels that can be told before the build.
    ///
    /// - Parameters:
    ///   - own: the image's project, in the state of the whole image, because these labels speak of all of it.
    ///   - others: what stands for each other repository, of components and internal ancestors; each once.
    static func all(
        name: String,
        own: ImageSources.Part,
        others: [ImageSources.Part],
        commitDate: String?,
        inputDigest: String?
    ) -> [String: String] {
        var labels = [
            LabelName.schemaVersion: "1.0",
            LabelName.name: name,
            LabelName.version: own.versionLabel,
            LabelName.vcsURL: own.vcsURL,
            LabelName.vcsRef: own.vcsRefLabel,
            LabelName.commitDate: own.state == .clean ? commitDate ?? "" : "",
            LabelName.inputDigest: inputDigest ?? "",
            LabelName.ociTitle: name,
            LabelName.ociSource: own.vcsURL,
            LabelName.ociRevision: own.vcsRefLabel,
            LabelName.ociVersion: own.versionLabel,
        ]
        for part in others {
            labels[LabelName.component(part.repository, .version)] = part.versionLabel
            labels[LabelName.component(part.repository, .vcsRef)] = part.vcsRefLabel
            labels[LabelName.component(part.repository, .vcsURL)] = part.vcsURL
        }
        return labels
    }

    /// Of those, the labels by which a present image is judged where it has no input digest.
    ///
    /// The version of a component is none of them: the first program took it from the image's own repository, so
    /// images that are right carry a wrong one. The component's commit says the same and was always right.
    static func comparable(_ labels: [String: String]) -> [String: String] {
        labels.filter { label, _ in
            switch label {
            case LabelName.name, LabelName.version, LabelName.vcsURL, LabelName.vcsRef: true
            default:
                label.hasPrefix(LabelName.componentPrefix)
                    && (label.hasSuffix(".vcs-ref") || label.hasSuffix(".vcs-url"))
            }
        }
    }

    /// One part for each repository, of several the one in the worst state.
    static func merged(_ parts: [ImageSources.Part]) -> [ImageSources.Part] {
        var byName: [String: ImageSources.Part] = [:]
        for part in parts {
            if let known = byName[part.repository], known.state >= part.state { continue }
            byName[part.repository] = part
        }
        return byName.values.sorted { $0.repository < $1.repository }
    }
}
