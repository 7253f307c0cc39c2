extension ImageSelection {
    /// One thing that is asked for: `NAME` or a glob, either with `...` behind it for all that need it as well, or with `!` before it
    /// to leave it out.
    public struct Term: Sendable, Hashable {
        /// As it was given.
        public let text: String
        /// The name or glob alone; where it is empty, no image is meant.
        public let pattern: String
        /// Whether these images are not wanted.
        public let leavesOut: Bool
        /// Whether all that need them are meant as well.
        public let takesDependents: Bool

        public init(_ text: String) {
            self.text = text
            leavesOut = text.hasPrefix("!")
            let rest = leavesOut ? text.dropFirst() : text[...]
            takesDependents = rest.hasSuffix("...")
            pattern = String(takesDependents ? rest.dropLast(3) : rest)
        }
    }
}
