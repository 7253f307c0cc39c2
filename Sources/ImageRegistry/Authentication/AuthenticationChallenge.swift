/// One challenge of a `WWW-Authenticate` header (RFC 9110, 11.6.1).
struct AuthenticationChallenge: Sendable, Hashable {
    /// In lower case: `bearer`, `basic`.
    let scheme: String
    /// By names in lower case.
    let parameters: [String: String]

    /// All challenges of an answer; what cannot be read is left out.
    static func all(in headers: [String]) -> [AuthenticationChallenge] {
        headers.prefix(16).flatMap { header in
            var reader = ChallengeReader(header.prefix(16 << 10))
            return reader.readAll()
        }
    }
}

/// Reads challenges, of which one header may hold several: `Bearer realm="a,b",service=c, Basic realm="d"`.
private struct ChallengeReader {
    private var rest: Substring

    init(_ text: Substring) { rest = text }

    mutating func readAll() -> [AuthenticationChallenge] {
        var found: [AuthenticationChallenge] = []
        skip { $0 == "," || $0.isWhitespace }
        while let scheme = readToken() {
            var parameters: [String: String] = [:]
            skip(\.isWhitespace)
            while let (name, value) = readParameter() {
                // Of a name that stands twice the first counts.
                if parameters[name] == nil { parameters[name] = value }
                skip { $0 == "," || $0.isWhitespace }
            }
            found.append(AuthenticationChallenge(scheme: scheme.lowercased(), parameters: parameters))
            skip { $0 == "," || $0.isWhitespace }
        }
        return found
    }

    /// `name=value`, or nothing where another challenge begins, whose scheme has no equals sign after it.
    private mutating func readParameter() -> (String, String)? {
        let start = rest
        guard let name = readToken() else { return nil }
        skip(\.isWhitespace)
        guard rest.first == "=" else {
            rest = start
            return nil
        }
        rest.removeFirst()
        skip(\.isWhitespace)
        return (name.lowercased(), rest.first == "\"" ? readQuoted() : readToken() ?? "")
    }

    private mutating func readQuoted() -> String {
        rest.removeFirst()
        var text = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let escaped = rest.popFirst() {
                text.append(escaped)
            } else {
                text.append(character)
            }
        }
        return text
    }

    private mutating func readToken() -> String? {
        let token = rest.prefix { !$0.isWhitespace && !",=\"".contains($0) }
        rest = rest[token.endIndex...]
        return token.isEmpty ? nil : String(token)
    }

    private mutating func skip(_ isSkipped: (Character) -> Bool) { rest = rest.drop(while: isSkipped) }
}
