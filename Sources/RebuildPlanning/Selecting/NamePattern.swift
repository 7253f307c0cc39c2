import ImageGraph

#if canImport(Darwin)
    import Darwin
#elseif canImport(Musl)
    import Musl
#else
    import Glibc
#endif

/// What a person calls images: a name, the end of one behind a `/`, or a glob over either.
struct NamePattern {
    /// What it comes to among images.
    enum Match {
        /// At least one.
        case images([NamedImage])
        /// The end of several names: these.
        case ambiguous([String])
        case none
    }

    let text: String

    /// The images that are meant. What the lists have goes before what they do not have, and a whole name before the end of one.
    func match(_ images: [NamedImage]) -> Match {
        let listed = match(within: images.filter { $0.role != .external })
        if case .none = listed { return match(within: images.filter { $0.role == .external }) }
        return listed
    }

    private func match(within images: [NamedImage]) -> Match {
        let isGlob = text.contains { "*?[".contains($0) }
        return isGlob ? globbed(images) : named(images)
    }

    private func named(_ images: [NamedImage]) -> Match {
        guard let wanted = try? ImageReference(parsing: text) else { return .none }
        let fitting = images.filter { $0.fitsTag(of: wanted) }
        let whole = fitting.filter { $0.reference.name == wanted.name }
        if !whole.isEmpty { return .images(whole) }
        let ending = fitting.filter { $0.reference.familiarName.hasSuffix("/" + wanted.familiarName) }
        let names = Set(ending.map(\.reference.familiarName))
        if names.count > 1 { return .ambiguous(names.sorted()) }
        return ending.isEmpty ? .none : .images(ending)
    }

    /// By shell rules: `*` stands for no `/`.
    private func globbed(_ images: [NamedImage]) -> Match {
        let found = images.filter { image in
            image.names.contains { name in Self.ends(of: name).contains { fnmatch(text, $0, FNM_PATHNAME) == 0 } }
        }
        return found.isEmpty ? .none : .images(found)
    }

    /// A name, and what is behind each of its `/`.
    private static func ends(of name: String) -> [String] {
        [name] + name.indices.filter { name[$0] == "/" }.map { String(name[name.index(after: $0)...]) }
    }
}
