import Basics

/// Answers the questions of a build that need one message each way. Field numbers are those of BuildKit's `.proto` files.
struct SessionAnswers: Sendable {
    let attachables: SessionAttachables

    func answer(_ method: SessionMethod, _ question: [UInt8]) async throws(GRPCStatus) -> [UInt8] {
        switch method {
        case .checkHealth: return serving()
        case .getSecret: return try secret(name(question))
        case .checkAgent:
            _ = try agent(name(question))
            return []
        case .credentials: return try await credentials(name(question))
        case .tokenAuthority, .signedAuthority, .token: return try await tokens(method, question)
        case .forwardAgent: throw GRPCStatus(.unimplemented, "\(method.rawValue) is a stream")
        }
    }

    func agent(_ id: String) throws(GRPCStatus) -> AgentSocket {
        // As BuildKit's own client has it: no id is the default.
        let id = id.isEmpty ? "default" : id
        guard let agent = attachables.agents.first(where: { $0.id == id }) else {
            throw Self.notGiven("ssh agent", id, attachables.agents.map(\.id))
        }
        return agent
    }

    private static func notGiven(_ what: String, _ id: String, _ given: [String]) -> GRPCStatus {
        let hint = Suggestion.nearest(to: id, among: given).map { "; did you mean '\($0)'?" } ?? ""
        return GRPCStatus(.notFound, "no \(what) '\(id)' was given to this build\(hint)")
    }

    /// Of every question asked here, field 1 says what it is about.
    private func name(_ question: [UInt8]) throws(GRPCStatus) -> String {
        String(decoding: try field(1, of: question), as: UTF8.self)
    }

    private func field(_ number: UInt64, of question: [UInt8]) throws(GRPCStatus) -> ArraySlice<UInt8> {
        do throws(EngineError) {
            return try ProtobufReader.bytes(of: number, in: question)
        } catch {
            throw GRPCStatus(.invalidArgument, "the question cannot be read")
        }
    }

    /// `SERVING`. The engine asks every few seconds, and takes a session that does not answer for dead.
    private func serving() -> [UInt8] {
        var writer = ProtobufWriter()
        writer.add(1, field: 1)
        return writer.bytes
    }

    private func secret(_ id: String) throws(GRPCStatus) -> [UInt8] {
        guard let secret = attachables.secrets.first(where: { $0.id == id }) else {
            throw Self.notGiven("secret", id, attachables.secrets.map(\.id))
        }
        var writer = ProtobufWriter()
        writer.add(secret.value, field: 1)
        return writer.bytes
    }

    private func authorization(for host: String) async throws(GRPCStatus) -> RegistryAuthorization? {
        do throws(EngineError) {
            return try await attachables.credentials?.authorization(for: host)
        } catch {
            throw GRPCStatus(.unavailable, error.message)
        }
    }

    private func credentials(_ host: String) async throws(GRPCStatus) -> [UInt8] {
        var writer = ProtobufWriter()
        switch try await authorization(for: host)?.secret {
        case .password(let username, let password):
            writer.add(username, field: 1)
            writer.add(password, field: 2)
        case .identityToken(let token): writer.add(token, field: 2)
        // A registry's own token is told by `tokens`.
        case .registryToken, .anonymous, nil: break
        }
        return writer.bytes
    }

    /// What is asked of whoever gives a registry's tokens, which we are where the user has one that the registry itself takes.
    private func tokens(_ method: SessionMethod, _ question: [UInt8]) async throws(GRPCStatus) -> [UInt8] {
        // The host is field 2, after the name of the client, of `FetchToken` alone.
        let host = String(decoding: try field(method == .token ? 2 : 1, of: question), as: UTF8.self)
        guard case .registryToken(let token)? = try await authorization(for: host)?.secret else {
            // The engine then asks for credentials, and a token server with them.
            throw GRPCStatus(.unimplemented, "there is no token for \(host)")
        }
        let authority = RegistryTokenAuthority(token: token)
        var writer = ProtobufWriter()
        switch method {
        case .tokenAuthority: writer.add(try authority.publicKey(salt: field(2, of: question)), field: 1)
        case .signedAuthority:
            writer.add(try authority.signed(field(2, of: question), salt: field(3, of: question)), field: 1)
        default:
            writer.add(token, field: 1)
            // Of a token's age nothing is known here; BuildKit asks again when these are over.
            writer.add(Self.tokenSeconds, field: 2)
            writer.add(UInt64(clamping: attachables.now()), field: 3)
        }
        return writer.bytes
    }

    private static let tokenSeconds: UInt64 = 60
}
