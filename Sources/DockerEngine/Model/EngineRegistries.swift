/// Where and how an engine looks for images: its own configuration, as far as it tells.
public struct EngineRegistries: Sendable, Hashable {
    /// Where it asks for images of Docker Hub first, as addresses (`https://mirror.example.org/`).
    public let mirrors: [String]
    /// Registries whose certificate it need not trust, and that may have none: `host[:port]`, or ranges of addresses
    /// (`10.0.0.0/8`).
    public let insecure: [String]

    /// What an engine told.
    public init(mirrors: [String] = [], insecure: [String] = []) {
        self.mirrors = mirrors
        self.insecure = insecure
    }
}

/// The part of `GET /info` that is about registries. Podman has another form of it, which tells nothing of this.
struct InfoAnswer: Decodable, Sendable {
    struct Registries: Decodable, Sendable {
        struct Index: Decodable, Sendable {
            let name: String?
            let isSecure: Bool?

            private enum CodingKeys: String, CodingKey {
                case name = "Name"
                case isSecure = "Secure"
            }
        }

        let ranges: [String]?
        let indexes: [String: Index]?
        let mirrors: [String]?

        private enum CodingKeys: String, CodingKey {
            case ranges = "InsecureRegistryCIDRs"
            case indexes = "IndexConfigs"
            case mirrors = "Mirrors"
        }
    }

    let registries: Registries?

    private enum CodingKeys: String, CodingKey {
        case registries = "RegistryConfig"
    }

    var value: EngineRegistries {
        let insecure = (registries?.indexes ?? [:]).filter { $0.value.isSecure == false }.keys.sorted()
        return EngineRegistries(mirrors: registries?.mirrors ?? [], insecure: insecure + (registries?.ranges ?? []))
    }
}
