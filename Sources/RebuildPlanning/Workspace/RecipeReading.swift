import ManifestKit

/// What an entry of the image list came to: a recipe, or what is wrong with it.
struct RecipeReading: Sendable {
    /// Nil where one of ``problems`` stands in its way.
    var recipe: BuildRecipe?
    var problems: [Diagnostic] = []
    var warnings: [Diagnostic] = []
}
