import Foundation
import NIOHPACK

/// What BuildKit wants to hear of, from the metadata of its call (`session/filesync` in https://github.com/moby/buildkit).
struct FileSyncQuestion: Hashable {
    /// `dockerfile` or `context`.
    let folder: String
    /// What of it is needed. Patterns of an ignore file are not read: those were applied before.
    let selection: OfferedContext.Selection

    init(_ head: HPACKHeaders) {
        folder = Self.values("dir-name", head).first ?? ""
        var selection = OfferedContext.Selection()
        selection.followPaths = Self.values("followpaths", head)
        selection.includePatterns = Self.values("include-patterns", head)
        self.selection = selection
    }

    /// Newer BuildKits say of values beyond ASCII that they are encoded as in a URL's query.
    private static func values(_ name: String, _ head: HPACKHeaders) -> [String] {
        let values = head[name]
        guard head.contains(name: "\(name)-encoded") else { return values }
        return values.map { $0.replacing("+", with: " ").removingPercentEncoding ?? $0 }
    }
}
