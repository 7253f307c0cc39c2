/// What a token server gave out.
struct AccessToken: Sendable, Hashable {
    let text: String
    /// From when on another one is asked for.
    let end: Duration
}
