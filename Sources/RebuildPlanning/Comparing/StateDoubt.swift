import GitProbe
import ImageGraph
import ManifestKit

/// What a commit does not tell of an image.
enum StateDoubt {
    /// Nil where commits tell all that it is made of.
    static func about(_ recipe: BuildRecipe, _ facts: ProjectFacts) -> String? {
        if recipe.contextModes == .disk { return "its context is sent with the modes of the disk, which no commit has" }
        if recipe.keepsGit, recipe.holdsGit { return "its context holds .git, which no commit has" }
        for scope in SourceScope.scopes(of: recipe) {
            guard case .success(let known)? = facts[scope.place.checkout] else { continue }
            let strays = known.tracked.under(scope.folder).filter { $0.mode == .submodule }
            for stray in strays where !scope.borders.contains(stray.path) {
                guard let path = scope.contextPath(of: stray.path), !recipe.ignore.leavesOut(path) else { continue }
                return "\(scope.place.told(stray.path)) in its context is a submodule that is not here"
            }
        }
        return nil
    }
}
