/// Why an image is part of a run.
public enum ImageOrigin: Hashable, Sendable, Codable, CustomStringConvertible {
    /// It is in the image list and, where there is a whitelist, in that too.
    case listed
    /// A wanted image needs it.
    case parent(of: String)

    public var description: String {
        switch self {
        case .listed: "listed"
        case .parent(let child): "added: parent of \(child)"
        }
    }
}
