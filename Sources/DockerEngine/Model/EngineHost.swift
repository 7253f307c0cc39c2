/// The machine that an engine runs on, as far as the engine tells.
public struct EngineHost: Sendable, Hashable {
    /// Its clock when it answered, as RFC 3339 has it; nil where it does not say.
    public let time: String?
    /// The folder that its images lie in, on that machine; nil where it does not say.
    public let dataFolder: String?

    /// What an engine told.
    public init(time: String? = nil, dataFolder: String? = nil) {
        self.time = time
        self.dataFolder = dataFolder
    }
}

/// The part of `GET /info` that is about the machine.
struct HostAnswer: Decodable, Sendable {
    let time: String?
    let dataFolder: String?

    private enum CodingKeys: String, CodingKey {
        case time = "SystemTime"
        case dataFolder = "DockerRootDir"
    }
}
