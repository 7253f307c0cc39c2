import Basics

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A program `docker-credential-NAME` that keeps credentials
/// (the protocol of https://github.com/docker/docker-credential-helpers: the address in, JSON out).
///
/// No output of it goes into any message: it holds the secret.
struct CredentialHelper: Sendable {
    /// What follows `docker-credential-`.
    let name: String
    /// The whole of what it sees; it is looked for in the `PATH` of it.
    let environment: [String: String]
    let timeLimit: Duration

    enum Finding: Sendable {
        case found(RegistryLogin)
        case nothing
        /// It cannot be used. What is wrong, in words: `the credential helper docker-credential-x is not installed`.
        case unusable(String)
    }

    /// A secret of a megabyte would be a strange one.
    private static let outputLimit = 1 << 20

    /// The protocol's only words for "none": texts on standard output, some of them with an exit status of 0.
    private static let nothing = [
        "credentials not found", "could not be found in the keychain", "no credentials server url",
        "no credentials username",
    ]

    private struct HelperAnswer: Decodable {
        var username: String?
        var secret: String?

        private enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }

    /// Asks for the credentials of a registry.
    ///
    /// - Parameter key: the registry's, as docker calls it.
    /// - Throws: `CancellationError` with the task, and nothing else.
    func ask(for key: String) async throws(CancellationError) -> Finding {
        guard name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "._-".contains($0)) }) else {
            return unusable("has no proper name")
        }
        guard let program = ExecutableSearch.find("docker-credential-\(name)", path: environment["PATH"]) else {
            return unusable("is not installed")
        }
        do throws(HelperProgram.Failure) {
            return finding(
                try await HelperProgram.run(
                    program,
                    ["get"],
                    input: Array(key.utf8),
                    environment: environment,
                    limit: Self.outputLimit,
                    timeLimit: timeLimit
                )
            )
        } catch {
            switch error {
            case .cancelled: throw CancellationError()
            case .timedOut(let limit): return unusable("gave no answer within \(limit.seconds) seconds")
            case .tooMuchOutput(let limit): return unusable("cannot be used: it wrote more than \(limit) bytes")
            case .notStarted(let why): return unusable("cannot be used: it cannot be started: \(why)")
            }
        }
    }

    private func finding(_ outcome: HelperProgram.Outcome) -> Finding {
        let text = String(decoding: outcome.output, as: UTF8.self)
        let words = text.lowercased()
        if Self.nothing.contains(where: words.contains) { return .nothing }
        guard outcome.exitStatus == 0 else {
            return unusable("failed with exit status \(outcome.exitStatus.map(String.init) ?? "of a signal")")
        }
        if text.allSatisfy(\.isWhitespace) { return .nothing }
        guard let answer = Self.answer(in: text) else { return unusable("gave an answer that cannot be read") }
        guard let secret = answer.secret.nonEmpty else { return .nothing }
        if answer.username == "<token>" { return .found(.identityToken(secret)) }
        return .found(.password(username: answer.username ?? "", password: secret))
    }

    /// The JSON of an answer, which some helpers begin with a warning.
    private static func answer(in text: String) -> HelperAnswer? {
        var rest = text[...]
        while let brace = rest.firstIndex(of: "{") {
            if let answer = try? JSONDecoder().decode(HelperAnswer.self, from: Data(rest[brace...].utf8)) {
                return answer
            }
            guard let end = rest[brace...].firstIndex(where: \.isNewline) else { return nil }
            rest = rest[end...]
        }
        return nil
    }

    private func unusable(_ why: String) -> Finding {
        .unusable("the credential helper docker-credential-\(name.singleLine) \(why)")
    }
}
