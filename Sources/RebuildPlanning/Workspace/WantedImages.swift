import Basics
import ImageGraph
import ManifestKit

/// What a run is asked for, by the whitelist or by there being none.
struct WantedImages {
    enum Wanted {
        case buildable(ImageList.BuildableImage, ImageReference)
        case pullOnly(NameTable.PullOnly)
        /// What no list has.
        case none(Diagnostic)
    }

    /// In the order of the whitelist, else of the list.
    private(set) var all: [Wanted] = []

    /// Everything in the lists.
    init(_ names: NameTable) {
        for name in names.buildableNames { add(buildable: name, names) }
        for name in names.pullOnlyNames { add(pullOnly: name, names) }
    }

    /// What a whitelist names; tags that it asks for are set in `names`.
    ///
    /// - Parameter list: the image list's file, for messages.
    init(_ whitelist: Whitelist, names: inout NameTable, list: String) {
        for entry in whitelist.entries {
            var problems: [Diagnostic] = []
            let parsed = NameTable.parse(entry.text, at: entry.position, &problems)
            all += problems.map(Wanted.none)
            guard let reference = parsed else { continue }
            if names.buildable[reference.name] != nil {
                add(buildable: reference.name, names)
            } else if names.pullOnly[reference.name] != nil {
                if reference.tag != nil || reference.digest != nil { names.override(reference.name, with: reference) }
                add(pullOnly: reference.name, names)
            } else {
                all.append(.none(Self.unknown(entry, reference, names, list: list)))
            }
        }
    }

    /// The buildable ones among them.
    var buildable: [ImageList.BuildableImage] {
        all.compactMap { if case .buildable(let image, _) = $0 { image } else { nil } }
    }

    private mutating func add(buildable name: String, _ names: NameTable) {
        guard let (image, reference) = names.buildable[name] else { return }
        all.append(.buildable(image, reference))
    }

    private mutating func add(pullOnly name: String, _ names: NameTable) {
        for entry in names.pullOnly[name] ?? [] { all.append(.pullOnly(entry)) }
    }

    private static func unknown(
        _ entry: Whitelist.Entry,
        _ reference: ImageReference,
        _ names: NameTable,
        list: String
    ) -> Diagnostic {
        let known = names.buildableNames + names.pullOnlyNames
        let nearest = Suggestion.nearest(to: reference.familiarName, among: known.map { names.familiarName($0) })
        return Diagnostic(
            .unknownImage,
            at: entry.position,
            "'\(entry.text)' is in no list of \(list)",
            hint: nearest.map { "did you mean '\($0)'?" }
        )
    }
}
