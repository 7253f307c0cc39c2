/// What the user asked for cannot be: exit status 64.
struct UsageError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}
