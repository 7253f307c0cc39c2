import ImageGraph

/// Images whose projects have not all been answered for.
struct PendingImages {
    struct Ready: Sendable {
        var images: [(key: ImageKey, recipe: BuildRecipe)] = []
        var facts: ProjectFacts = [:]
    }

    private var facts: ProjectFacts = [:]
    /// The images with sources in a checkout.
    private var images: [String: [(key: ImageKey, recipe: BuildRecipe)]] = [:]

    init(_ workspace: Workspace) {
        for image in workspace.images {
            guard let recipe = image.recipe else { continue }
            for place in recipe.sources.places { images[place.checkout, default: []].append((image.key, recipe)) }
        }
    }

    /// The images for which this was the last answer that was missing.
    mutating func take(_ answer: SourceCollector.ProbedCheckout) -> Ready {
        facts[answer.checkout] = answer.facts
        var ready = Ready()
        for image in images.removeValue(forKey: answer.checkout) ?? [] {
            let own = image.recipe.sources.places.map { ($0.checkout, facts[$0.checkout]) }
            guard own.allSatisfy({ $0.1 != nil }) else { continue }
            ready.images.append(image)
            for (checkout, known) in own { ready.facts[checkout] = known }
        }
        return ready
    }
}
