import NIOHTTP1

/// How a registry wants to be shown who asks.
enum AuthenticationScheme: Sendable, Hashable {
    /// It wants nothing.
    case none
    /// Name and password with each request.
    case basic
    /// A token that the server at `realm` gives out for `service`.
    case bearer(realm: WebAddress, service: String?, scope: String?)
    /// In a way that is not known here; its name.
    case unknown(String)

    /// What an answer of 401 asks for: a token, if it takes one, else a password.
    init(_ answer: ExchangeAnswer) {
        let challenges = AuthenticationChallenge.all(in: answer.headers["WWW-Authenticate"])
        for challenge in challenges where challenge.scheme == "bearer" {
            guard let text = challenge.parameters["realm"], let realm = WebAddress(text, relativeTo: answer.address)
            else { continue }
            let scope = challenge.parameters["scope"]
            self = .bearer(realm: realm, service: challenge.parameters["service"], scope: scope)
            return
        }
        if challenges.contains(where: { $0.scheme == "basic" }) {
            self = .basic
        } else {
            self = .unknown(SafeMessage.text(challenges.first?.scheme ?? "nothing"))
        }
    }
}
