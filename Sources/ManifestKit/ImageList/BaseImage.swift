extension ImageList {
    /// What a list lays down about an image from elsewhere, whether images are built on it or it is only pulled.
    public struct BaseImage: Sendable, Hashable {
        /// What follows when its tag comes to mean another image.
        public enum Freshness: String, Sendable, Hashable, Codable, CaseIterable {
            /// Images that were built on the one of before are kept, and that is said.
            case warn
            /// Its registry is asked; the image of now is pulled, and what was built on the one of before is built again.
            case rebuild
            /// Nothing, and nothing is said.
            case ignore
            /// It cannot: it is taken by the digest in the lock file, and fails where that has none.
            case locked
        }

        /// The image reference as written.
        public let name: String
        public let freshness: Freshness
        public let position: SourcePosition

        public init(name: String, freshness: Freshness, position: SourcePosition) {
            self.name = name
            self.freshness = freshness
            self.position = position
        }
    }
}
