import Crypto
import Foundation
import ImageRegistry
import TestSupport

/// Gives out tokens for a real registry, as its `auth: token` wants them: a JWT with the certificate of its key
/// (https://distribution.github.io/distribution/spec/auth/jwt/).
struct TokenIssuer: Sendable {
    /// By name, the password.
    let users: [String: String]
    private let key: P256.Signing.PrivateKey
    private let certificate: String

    /// Makes key and certificate in a folder: `key.pem`, `cert.pem`.
    init(in folder: TemporaryFolder, users: [String: String]) async throws {
        try await SelfSigned.make(in: folder, subject: "issuer")
        self.users = users
        key = try P256.Signing.PrivateKey(pemRepresentation: try folder.read("key.pem"))
        certificate = try folder.read("cert.pem").split(separator: "\n").filter { !$0.hasPrefix("-----") }.joined()
    }

    /// Registry's lines for this issuer.
    static func settings(_ server: StubServer, _ folder: TemporaryFolder) -> String {
        """
        auth:
          token:
            realm: http://\(server.address)/token
            service: test
            issuer: tests
            rootcertbundle: \(folder.path("cert.pem"))
        """
    }

    /// Everybody may read `open/…`; who is known may do everything.
    func answer(_ request: ServedRequest) -> ServedAnswer {
        let login = users.first { name, password in
            request.authorization == "Basic " + Data("\(name):\(password)".utf8).base64EncodedString()
        }
        if request.authorization != nil, login == nil { return .json(401, #"{"details":"incorrect password"}"#) }
        let items = URLComponents(string: request.target)?.queryItems ?? []
        let access = items.filter { $0.name == "scope" }.compactMap { item -> [String: Any]? in
            let parts = (item.value ?? "").split(separator: ":").map(String.init)
            guard parts.count == 3, login != nil || parts[1].hasPrefix("open/") else { return nil }
            let actions = login != nil ? parts[2].split(separator: ",").map(String.init) : ["pull"]
            return ["type": parts[0], "name": parts[1], "actions": actions]
        }
        guard let token = try? token(access) else { return .json(500, "{}") }
        return .json(#"{"token":"\#(token)","expires_in":300}"#)
    }

    private func token(_ access: [[String: Any]]) throws -> String {
        let now = Int(Date().timeIntervalSince1970)
        let header: [String: Any] = ["typ": "JWT", "alg": "ES256", "x5c": [certificate]]
        let claims: [String: Any] = [
            "iss": "tests", "sub": "", "aud": "test", "nbf": now - 60, "iat": now - 60, "exp": now + 300,
            "jti": UUID().uuidString, "access": access,
        ]
        let text = try [header, claims].map { try Self.encode(JSONSerialization.data(withJSONObject: $0)) }
            .joined(separator: ".")
        return text + "." + Self.encode(try key.signature(for: Data(text.utf8)).rawRepresentation)
    }

    private static func encode(_ data: Data) -> String {
        data.base64EncodedString().replacingOccurrences(of: "+", with: "-").replacingOccurrences(of: "/", with: "_")
            .replacingOccurrences(of: "=", with: "")
    }
}

/// A key and a certificate that it signs itself.
enum SelfSigned {
    /// Writes `key.pem` and `cert.pem`.
    static func make(in folder: TemporaryFolder, subject: String, names: String = "DNS:localhost") async throws {
        try await Program.output(
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
                "2",
                "-subj", "/CN=\(subject)", "-addext", "subjectAltName=\(names)", "-keyout", folder.path("key.pem"),
                "-out", folder.path("cert.pem"),
            ],
            in: "/"
        )
    }
}
