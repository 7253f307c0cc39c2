import Basics
import SwiftProtobuf

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Answers the questions of a build that need one message each way.
struct SessionAnswers: Sendable {
    let attachables: SessionAttachables

    func answer(_ method: SessionMethod, _ question: [UInt8]) async throws(GRPCStatus) -> [UInt8] {
        switch method {
        case .checkHealth:
            // "Serving". The engine asks every few seconds, and takes a session that does not answer for dead.
            return try WireHealthAnswer.with { $0.status = 1 }.sent()
        case .getSecret: return try secret(WireNamedQuestion(asked: question).id)
        case .checkAgent:
            _ = try agent(WireNamedQuestion(asked: question).id)
            return []
        case .credentials: return try await credentials(WireCredentialsQuestion(asked: question).host)
        case .tokenAuthority: return try await publicKey(WireAuthorityQuestion(asked: question))
        case .signedAuthority: return try await signature(WireSigningQuestion(asked: question))
        case .token: return try await token(WireTokenQuestion(asked: question))
        case .forwardAgent, .syncFiles: throw GRPCStatus(.unimplemented, "\(method.rawValue) is a stream")
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

    private func secret(_ id: String) throws(GRPCStatus) -> [UInt8] {
        guard let secret = attachables.secrets.first(where: { $0.id == id }) else {
            throw Self.notGiven("secret", id, attachables.secrets.map(\.id))
        }
        return try WireSecretAnswer.with { $0.data = .init(secret.value) }.sent()
    }

    private func authorization(for host: String) async throws(GRPCStatus) -> RegistryAuthorization? {
        do throws(EngineError) {
            return try await attachables.credentials?.authorization(for: host)
        } catch {
            throw GRPCStatus(.unavailable, error.message)
        }
    }

    private func credentials(_ host: String) async throws(GRPCStatus) -> [UInt8] {
        var answer = WireCredentialsAnswer()
        switch try await authorization(for: host)?.secret {
        case .password(let username, let password): (answer.username, answer.secret) = (username, password)
        case .identityToken(let token): answer.secret = token
        // A registry's own token is told by `token`.
        case .registryToken, .anonymous, nil: break
        }
        return try answer.sent()
    }
}

/// What is asked of whoever gives a registry's tokens, which we are where the user has one that the registry itself takes.
extension SessionAnswers {
    /// Of a token's age nothing is known here; BuildKit asks again when these are over.
    private static let tokenSeconds: Int64 = 60

    private func registryToken(_ host: String) async throws(GRPCStatus) -> String {
        guard case .registryToken(let token)? = try await authorization(for: host)?.secret else {
            // The engine then asks for credentials, and a token server with them.
            throw GRPCStatus(.unimplemented, "there is no token for \(host)")
        }
        return token
    }

    private func publicKey(_ question: WireAuthorityQuestion) async throws(GRPCStatus) -> [UInt8] {
        let authority = RegistryTokenAuthority(token: try await registryToken(question.host))
        let key = try authority.publicKey(salt: question.salt)
        return try WireAuthorityAnswer.with { $0.publicKey = .init(key) }.sent()
    }

    private func signature(_ question: WireSigningQuestion) async throws(GRPCStatus) -> [UInt8] {
        let authority = RegistryTokenAuthority(token: try await registryToken(question.host))
        let signed = try authority.signed(question.payload, salt: question.salt)
        return try WireSigningAnswer.with { $0.signed = .init(signed) }.sent()
    }

    private func token(_ question: WireTokenQuestion) async throws(GRPCStatus) -> [UInt8] {
        var answer = WireTokenAnswer()
        answer.token = try await registryToken(question.host)
        answer.expiresIn = Self.tokenSeconds
        answer.issuedAt = max(0, attachables.now())
        return try answer.sent()
    }
}
