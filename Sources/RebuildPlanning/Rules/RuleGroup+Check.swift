package import ManifestKit

extension RuleGroup {
    /// All that ``TreeCheck`` can find, in the order of the files that it is about.
    package static let ofCheck: [RuleGroup] = [
        .files, .manifest, .trees, .yaml, .imageList, .whitelist, .needs, .dockerfiles, .contexts,
    ]
}
