/// The lock file of a list: under which digests the images that it builds on, and builds none of, are taken.
///
/// It lies beside the list, is written by `lock`, and belongs under version control with it:
///
/// ```yaml
/// format: 1
/// bases:
///   - name: "nginx:1.27"
///     digest: "sha256:…"
///     platforms: {"linux/amd64": "sha256:…", "linux/arm64": "sha256:…"}
///     checked: "2026-11-27T19:00:00Z"
/// ```
public struct BaseLock: Sendable, Hashable {
    /// `docker_bases.lock.yml`
    public static let fileName = "docker_bases.lock.yml"
    /// The form that is read and written.
    public static let currentFormat = 1

    /// One image, and what its name stands for.
    public struct Base: Sendable, Hashable {
        /// Name and tag, in any form that a Dockerfile may have it in.
        public var name: String
        /// `sha256:…`, of the manifest or index.
        public var digest: String
        /// The digests of an index's images by their platforms (`os/architecture[/variant]`); empty for one image.
        public var platforms: [String: String]
        /// When the registry was asked, RFC 3339 in UTC; nil: it does not say.
        public var checked: String?
        /// Where it stands; nil for one that was read from no file.
        public var position: SourcePosition?

        public init(
            name: String,
            digest: String,
            platforms: [String: String] = [:],
            checked: String? = nil,
            position: SourcePosition? = nil
        ) {
            self.name = name
            self.digest = digest
            self.platforms = platforms
            self.checked = checked
            self.position = position
        }
    }

    /// In the order of the file.
    public var bases: [Base]

    public init(bases: [Base] = []) { self.bases = bases }

    /// Reads a lock file.
    ///
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func load(file: String) throws(InputError) -> BaseLock {
        try parse(InputFile.readText(file, what: "lock file"), file: file)
    }

    /// Reads a lock file from its text.
    ///
    /// - Parameter file: the name for positions; nothing is read from it.
    /// - Throws: ``InputError`` with everything that is wrong with it.
    public static func parse(_ text: String, file: String) throws(InputError) -> BaseLock {
        guard let root = try YAMLReader.read(text, file: file) else {
            throw InputError([Diagnostic(.emptyFile, file: file, message: "the lock file is empty")])
        }
        var reader = ImageListReader()
        let lock = reader.lock(root)
        if !reader.log.errors.isEmpty { throw InputError(reader.log.errors) }
        return lock
    }

    /// The file's text, sorted by name: what ``load(file:)`` reads.
    public var text: String {
        var lines = [
            "# Written by 'imagebuilder lock': the images from elsewhere that this list builds on. Keep it with the list.",
            "format: \(Self.currentFormat)",
        ]
        lines.append(bases.isEmpty ? "bases: []" : "bases:")
        for base in bases.sorted(by: { $0.name < $1.name }) {
            lines.append("  - name: \"\(base.name)\"")
            lines.append("    digest: \"\(base.digest)\"")
            if !base.platforms.isEmpty {
                lines.append("    platforms:")
                for (platform, digest) in base.platforms.sorted(by: { $0.key < $1.key }) {
                    lines.append("      \"\(platform)\": \"\(digest)\"")
                }
            }
            if let checked = base.checked { lines.append("    checked: \"\(checked)\"") }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
