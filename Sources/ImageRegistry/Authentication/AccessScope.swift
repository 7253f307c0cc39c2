/// What a token is to allow (<https://distribution.github.io/distribution/spec/auth/scope/>).
struct AccessScope: Sendable, Hashable {
    let repository: String
    let pushes: Bool

    /// To read a repository.
    static func pull(_ repository: String) -> AccessScope { AccessScope(repository: repository, pushes: false) }

    /// To read it and to write to it.
    static func push(_ repository: String) -> AccessScope { AccessScope(repository: repository, pushes: true) }

    /// `repository:lab/base:pull,push`
    var text: String { "repository:\(repository):\(pushes ? "pull,push" : "pull")" }
}
