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
        do throws(EngineError) {
            return String(decoding: try ProtobufReader.bytes(of: 1, in: question), as: UTF8.self)
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

    private func credentials(_ host: String) async throws(GRPCStatus) -> [UInt8] {
        let found: RegistryAuthorization?
        do throws(EngineError) {
            found = try await attachables.credentials?.authorization(for: host)
        } catch {
            throw GRPCStatus(.unavailable, error.message)
        }
        var writer = ProtobufWriter()
        switch found?.secret {
        case .password(let username, let password):
            writer.add(username, field: 1)
            writer.add(password, field: 2)
        case .identityToken(let token): writer.add(token, field: 2)
        // BuildKit takes a registry's own token by another call, which is not offered.
        case .registryToken, .anonymous, nil: break
        }
        return writer.bytes
    }
}
