/// One container in the engine's list.
public struct ContainerSummary: Sendable, Hashable {
    /// 64 hexadecimal digits.
    public let id: String
    /// Without the slash that engines write before it; empty where it has none.
    public let name: String
    /// The image that it was made from: `sha256:…`
    public let imageID: String
    /// Such as `running`, `exited` or `created`.
    public let state: String

    /// A line of a list.
    public init(id: String, name: String, imageID: String, state: String) {
        self.id = id
        self.name = name
        self.imageID = imageID
        self.state = state
    }
}

/// The engine's JSON for it.
struct ContainerListItem: Decodable, Sendable {
    var id: String?
    var names: [String]?
    var imageID: String?
    var state: String?

    var summary: ContainerSummary? {
        guard let id, let imageID, !imageID.isEmpty else { return nil }
        let name = names?.first ?? ""
        return ContainerSummary(
            id: id,
            name: String(name.drop { $0 == "/" }),
            imageID: imageID.prefixedDigest,
            state: state ?? ""
        )
    }

    private enum CodingKeys: String, CodingKey {
        case id = "Id"
        case names = "Names"
        case imageID = "ImageID"
        case state = "State"
    }
}
