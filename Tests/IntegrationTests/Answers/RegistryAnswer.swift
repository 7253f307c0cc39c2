/// What a registry says to a pull, as `Tests/Faults/scripted-registry` is told it, and what that means for an image that can be built.
struct RegistryAnswer: Sendable, Encodable {
    /// What comes of it: contract, 2.5.
    enum Meaning: String, Sendable {
        /// The registry does not have it: it is built.
        case notFound = "built"
        /// The image fails at once, and is told to log in.
        case refused = "fails, log in"
        /// The image fails at once.
        case unusable = "fails"
        /// Tried again; if nothing changes, the image fails, and is told of limits.
        case limited = "tried again, then fails, limits"
        /// The engine passes it over, and has the image.
        case passedOver = "pulled"
        /// Tried again; if nothing changes, the image fails.
        case passing = "tried again, then fails"

        var isTriedAgain: Bool { self == .limited || self == .passing }
    }

    /// Of which request it is the answer.
    enum Place: String, Sendable, Encodable {
        /// `/v2/`, with which engines look whether there is a registry.
        case ping
        case manifest, layer
        /// To the server that gives tokens, which the registry then wants.
        case token
    }

    enum Manner: String, Sendable, Encodable {
        case answer
        /// The connection ends without a word.
        case close
        /// The connection ends in the middle of the body.
        case cut
        /// All is right but one byte of the layer.
        case spoil
    }

    /// Whose answer it is: `Harbor: no such tag`.
    let name: String
    var place = Place.manifest
    var manner = Manner.answer
    var status = 200
    /// Behind the status; nil: the usual words.
    var reason: String?
    var headers: [String: String] = [:]
    var body = ""
    /// The beginning of the tags that it is the answer for, others are not there; nil: every tag.
    var tag: String?
    var meaning: Meaning
    /// What it means on engines, by kind, that do not pass on what would tell.
    var elsewhere: [String: Meaning] = [:]

    func meaning(on engine: String) -> Meaning { elsewhere[engine] ?? meaning }

    private enum CodingKeys: String, CodingKey {
        case status, reason, headers, body, tag
        case place = "at"
        case manner = "how"
    }
}

extension RegistryAnswer {
    /// An answer by the specification: https://github.com/opencontainers/distribution-spec, "Error Codes".
    static func error(_ name: String, _ status: Int, _ code: String, _ message: String, _ meaning: Meaning) -> Self {
        let body = #"{"errors":[{"code":"\#(code)","message":"\#(message)"}]}"#
        let headers = ["Content-Type": "application/json"]
        return Self(name: name, status: status, headers: headers, body: body, meaning: meaning)
    }

    /// A page of a web server or a proxy.
    static func page(_ name: String, _ status: Int, _ reason: String?, _ meaning: Meaning) -> Self {
        let body = "<html><head><title>\(status) \(reason ?? "")</title></head></html>\r\n"
        let headers = ["Content-Type": "text/html"]
        return Self(name: name, status: status, reason: reason, headers: headers, body: body, meaning: meaning)
    }

    func at(_ place: Place) -> Self { changed { $0.place = place } }

    func with(_ header: String, _ value: String) -> Self { changed { $0.headers[header] = value } }

    func on(_ engine: String, _ meaning: Meaning) -> Self { changed { $0.elsewhere[engine] = meaning } }

    /// On both of Docker's.
    func onDocker(_ meaning: Meaning) -> Self { on("docker", meaning).on("newest", meaning) }

    func forTags(_ prefix: String) -> Self { changed { $0.tag = prefix } }

    private func changed(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }
}
