extension Duration {
    /// Seconds for messages, with a tenth where there is one: `30`, `0.3`.
    package var seconds: String {
        let (whole, atto) = components
        let tenths = atto / 100_000_000_000_000_000
        return tenths == 0 ? "\(whole)" : "\(whole).\(tenths)"
    }
}
