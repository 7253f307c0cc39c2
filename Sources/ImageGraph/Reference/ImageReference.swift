/// The name of an image, with an optional tag and digest, in normalised form.
///
/// `nginx` is read as `docker.io/library/nginx`: two texts that mean one image to Docker are equal as references.
/// Tag and digest are kept as given; ``withDefaultTag`` adds the `:latest` that Docker assumes.
///
/// The grammar and the normalisation are those of `distribution/reference` (`ParseNormalizedNamed`), the library that
/// Docker, BuildKit and registries share: <https://github.com/distribution/reference>.
public struct ImageReference: Hashable, Sendable {
    /// The registry: `docker.io`, `localhost:5000`, `[fc00::1]:5000`.
    ///
    /// Empty in one odd case that Docker accepts too: a first component that has a dot, yet is no host name
    /// (`foo_bar.com/app`).
    public let domain: String
    /// The repository within the registry: `library/nginx`.
    public let path: String
    /// The tag, without its colon.
    public let tag: String?
    /// The digest, with its algorithm: `sha256:…`.
    public let digest: String?

    /// Reads a reference as `docker pull` and `FROM` do.
    ///
    /// - Throws: ``ReferenceError`` for whatever Docker refuses, bare image IDs of 64 hexadecimal characters included.
    public init(parsing text: String) throws(ReferenceError) {
        guard !text.isEmpty else { throw ReferenceError(code: .empty, text: text) }
        let whole = Substring(text)
        guard !ReferenceGrammar.isIdentifier(whole.utf8) else {
            throw ReferenceError(code: .bareIdentifier, text: text)
        }
        let (domain, remainder) = Self.splitDomain(whole)
        try self.init(domain: domain, remainder: remainder, text: text)
    }

    private init(domain: String, remainder: Substring, text: String) throws(ReferenceError) {
        func failure(_ code: ReferenceError.Code) -> ReferenceError { ReferenceError(code: code, text: text) }

        // The repository name ends at the first colon as far as the check for capitals is concerned.
        let remote = remainder.utf8.prefix { $0 != .colon }
        guard !remote.contains(where: \.isUppercase) else { throw failure(.uppercase) }

        var name = remainder
        var digest: Substring?
        if let at = remainder.utf8.firstIndex(of: .at) {
            name = remainder[..<at]
            digest = remainder[remainder.utf8.index(after: at)...]
        }
        var tag: Substring?
        if let colon = name.utf8.firstIndex(of: .colon) {
            tag = name[name.utf8.index(after: colon)...]
            name = name[..<colon]
        }
        if let tag, !ReferenceGrammar.isTag(tag.utf8) { throw failure(.invalidFormat) }
        guard ReferenceGrammar.isPath(name.utf8) else { throw failure(.invalidFormat) }
        if let digest, !ReferenceGrammar.isDigest(digest.utf8) { throw failure(.invalidDigest) }

        if ReferenceGrammar.isDomain(Substring(domain).utf8) {
            self.domain = domain
            self.path = String(name)
        } else {
            // No host name: the grammar then takes the whole for a path, if it is one.
            let whole = Substring(domain + "/" + name)
            guard ReferenceGrammar.isPath(whole.utf8) else { throw failure(.invalidFormat) }
            self.domain = ""
            self.path = String(whole)
        }
        guard path.utf8.count <= ReferenceGrammar.maximumPathLength else { throw failure(.nameTooLong) }
        self.tag = tag.map(String.init)
        self.digest = digest.map(String.init)
    }

    private init(domain: String, path: String, tag: String?, digest: String?) {
        self.domain = domain
        self.path = path
        self.tag = tag
        self.digest = digest
    }

    /// Splits off the registry, as `splitDockerDomain` does: the first component is one if it is `localhost`, has a
    /// dot, a colon or a capital letter; otherwise the name is in the default registry.
    private static func splitDomain(_ text: Substring) -> (domain: String, remainder: Substring) {
        let defaultDomain = ReferenceGrammar.defaultDomain
        guard let slash = text.utf8.firstIndex(of: .slash) else {
            return (defaultDomain, ReferenceGrammar.officialPrefix + text)
        }
        let first = text[..<slash]
        let rest = text[text.utf8.index(after: slash)...]
        var domain = String(first)
        var remainder = rest
        if domain == ReferenceGrammar.legacyDefaultDomain {
            domain = defaultDomain
        } else if domain != "localhost",
            !first.utf8.contains(where: { $0 == .dot || $0 == .colon || $0.isUppercase })
        {
            domain = defaultDomain
            remainder = text
        }
        if domain == defaultDomain, !remainder.utf8.contains(.slash) {
            remainder = ReferenceGrammar.officialPrefix + remainder
        }
        return (domain, remainder)
    }
}

// MARK: - Forms

extension ImageReference: CustomStringConvertible {
    /// The full repository name: `docker.io/library/nginx`.
    public var name: String { domain.isEmpty ? path : domain + "/" + path }

    /// The repository name as people write it: `nginx`, `bitnami/redis`, `quay.io/minio/mc`.
    ///
    /// The default registry is left out, as Docker does, but not where the rest alone would be read as another
    /// registry's: `docker.io/mirror.test/app` stays whole.
    public var familiarName: String {
        guard domain == ReferenceGrammar.defaultDomain else { return name }
        let prefix = ReferenceGrammar.officialPrefix
        guard path.hasPrefix(prefix) else {
            let rest = Self.splitDomain(Substring(path))
            return rest.domain == domain && rest.remainder == path ? path : name
        }
        let rest = path.dropFirst(prefix.count)
        return rest.utf8.contains(.slash) ? path : String(rest)
    }

    /// ``name``, then `:tag` and `@digest` where there are any.
    public var normalized: String { name + suffix }

    /// ``familiarName``, then `:tag` and `@digest` where there are any.
    ///
    /// `library/<64 hexadecimal digits>` with neither keeps its `library/`: the digits alone are an image id.
    public var familiar: String {
        let name = familiarName
        return suffix.isEmpty && ReferenceGrammar.isIdentifier(Substring(name).utf8) ? path : name + suffix
    }

    /// The same as ``familiar``.
    public var description: String { familiar }

    private var suffix: String { (tag.map { ":" + $0 } ?? "") + (digest.map { "@" + $0 } ?? "") }
}

// MARK: - Tags and digests

extension ImageReference {
    /// The same repository with another tag and no digest.
    ///
    /// - Throws: ``ReferenceError`` with the code `invalidTag`.
    public func withTag(_ tag: String) throws(ReferenceError) -> ImageReference {
        guard Self.isValidTag(tag) else { throw ReferenceError(code: .invalidTag, text: tag) }
        return ImageReference(domain: domain, path: path, tag: tag, digest: nil)
    }

    /// The same repository by a digest (`sha256:…`) and no tag.
    ///
    /// - Throws: ``ReferenceError`` where it is no digest.
    public func withDigest(_ digest: String) throws(ReferenceError) -> ImageReference {
        try ImageReference(parsing: "\(name)@\(digest)")
    }

    /// The reference that Docker uses: with `:latest` where there is neither tag nor digest, else unchanged.
    public var withDefaultTag: ImageReference {
        guard tag == nil, digest == nil else { return self }
        return ImageReference(domain: domain, path: path, tag: "latest", digest: nil)
    }

    /// Whether `text` is a tag by Docker's grammar: 1 to 128 of `A–Z a–z 0–9 _ . -`, not starting with `.` or `-`.
    public static func isValidTag(_ text: String) -> Bool { ReferenceGrammar.isTag(Substring(text).utf8) }

    /// `text` made a legal tag: every character that a tag cannot have becomes `-`, what cannot start a tag is
    /// dropped from the front, and the rest is cut to 128 characters. A legal tag is returned as it is.
    ///
    /// - Returns: `nil` if nothing legal remains.
    public static func legalTag(from text: String) -> String? {
        // One hyphen a character, not a byte: "ä" is one illegal character.
        let replaced = text.unicodeScalars.lazy.map { scalar -> UInt8 in
            guard scalar.isASCII, let byte = UInt8(exactly: scalar.value) else { return .hyphen }
            return ReferenceGrammar.isTagByte(byte) ? byte : .hyphen
        }
        let legal = replaced.drop { !$0.isWord }.prefix(ReferenceGrammar.maximumTagLength)
        return legal.isEmpty ? nil : String(decoding: Array(legal), as: UTF8.self)
    }
}

// MARK: - Coding

extension ImageReference: Codable {
    /// Reads the text of a reference, in any form.
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        do {
            try self.init(parsing: text)
        } catch {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: decoder.codingPath,
                    debugDescription: error.description,
                    underlyingError: error
                )
            )
        }
    }

    /// Writes the normalised text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(normalized)
    }
}
