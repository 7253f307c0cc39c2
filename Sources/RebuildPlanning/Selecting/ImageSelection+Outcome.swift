import Basics
import ImageGraph
import ManifestKit

extension ImageSelection {
    /// What a selection comes to.
    struct Outcome {
        /// In the order of the images it was chosen from.
        var images: [NamedImage] = []
        /// Terms that select nothing, and what nothing is left of.
        var problems: [Diagnostic] = []
    }

    /// Chooses from images.
    ///
    /// Terms that take images add up; without any, all of the lists are taken. Then those that leave out leave out.
    ///
    /// - Parameters:
    ///   - edges: which needs which; enough where no term takes dependents: none.
    ///   - list: the image list's file, for messages.
    func outcome(among images: [NamedImage], edges: [DependencyEdge] = [], list: String) -> Outcome {
        var outcome = Outcome()
        let children = Dictionary(grouping: edges, by: \.parent).mapValues { $0.map(\.child) }
        let meant = terms.map { term in
            let found = Self.keys(of: term, images, list: list, &outcome.problems)
            return term.takesDependents ? Self.closure(found, children) : found
        }
        let named = zip(terms, meant)
        let taken = named.filter { !$0.0.leavesOut }.map(\.1)
        let leftOut = named.filter { $0.0.leavesOut }.reduce(into: Set<ImageKey>()) { $0.formUnion($1.1) }
        let wanted = taken.isEmpty ? nil : taken.reduce(into: Set<ImageKey>()) { $0.formUnion($1) }
        outcome.images = images.filter { image in
            (wanted?.contains(image.key) ?? (image.role != .external)) && !leftOut.contains(image.key)
        }
        if outcome.problems.isEmpty, outcome.images.isEmpty {
            outcome.problems = [
                Diagnostic(.nothingSelected, file: list, message: "\(description) leaves no image of the list")
            ]
        }
        return outcome
    }

    private var description: String { terms.map { "'\($0.text)'" }.joined(separator: " ") }

    private static func keys(
        of term: Term,
        _ images: [NamedImage],
        list: String,
        _ problems: inout [Diagnostic]
    ) -> Set<ImageKey> {
        switch NamePattern(text: term.pattern).match(images) {
        case .images(let found): return Set(found.map(\.key))
        case .ambiguous(let names):
            let all = names.joined(separator: ", ")
            problems.append(
                Diagnostic(
                    .ambiguousName,
                    file: list,
                    message: "'\(term.text)' could be any of \(all)",
                    hint: "write more of the name, or '*/\(term.pattern)' for all of them"
                )
            )
        case .none:
            problems.append(
                Diagnostic(
                    .unknownName,
                    file: list,
                    message: "'\(term.text)' is no image of this run",
                    hint: suggestion(for: term.pattern, images).map { "did you mean '\($0)'?" }
                )
            )
        }
        return []
    }

    /// The nearest name, or the nearest end of one.
    private static func suggestion(for pattern: String, _ images: [NamedImage]) -> String? {
        let names = images.flatMap(\.names)
        let ends = names.compactMap { $0.split(separator: "/").last.map(String.init) }
        return Suggestion.nearest(to: pattern, among: Set(names)) ?? Suggestion.nearest(to: pattern, among: Set(ends))
    }

    /// Images and all that need them.
    private static func closure(_ keys: Set<ImageKey>, _ children: [ImageKey: [ImageKey]]) -> Set<ImageKey> {
        var all = keys
        var next = Array(keys)
        while let key = next.popLast() {
            for child in children[key] ?? [] where all.insert(child).inserted { next.append(child) }
        }
        return all
    }
}
