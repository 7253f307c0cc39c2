import Crypto
public import GitProbe
public import ImageGraph

/// The digest over all that goes into an image: contract, 2.4. `docs/input-digest.md` defines it byte by byte.
///
/// The parts must be added in the order of the functions here.
public struct InputDigest: Sendable {
    private var hash = SHA256()
    /// Gathers small parts, because a hash is fed faster by the block than by the field.
    private var buffer: [UInt8] = []
    private static let blockSize = 64 * 1024
    /// All that was hashed so far, where it is to be kept.
    private var record: [UInt8]?

    public init() {
        self.init(recording: false)
    }

    /// - Parameter recording: whether the text that is hashed is kept, for an ``InputRecord``.
    init(recording: Bool) {
        record = recording ? [] : nil
        buffer.reserveCapacity(Self.blockSize + 4096)
        add("imagebuilder input digest 1")
    }

    /// The content of the Dockerfile, as git's blob id.
    public mutating func addDockerfile(blob: ObjectID) {
        add("dockerfile \(blob)")
    }

    /// The content of an ignore file that lies outside the context, as git's blob id. (One within is among the files.)
    public mutating func addIgnoreFile(blob: ObjectID) {
        add("ignorefile \(blob)")
    }

    /// Files must come sorted by the bytes of their paths.
    public mutating func addFile(_ path: ContextPath, mode: TrackedFile.Mode, blob: ObjectID) {
        let head = Self.head(mode)
        begin(length: head.utf8CodeUnitCount + 2 * blob.byteCount + 1 + path.bytes.count)
        head.withUTF8Buffer { buffer.append(contentsOf: $0) }
        blob.appendHexadecimal(to: &buffer)
        buffer.append(UInt8(ascii: " "))
        buffer.append(contentsOf: path.bytes)
        flushIfFull()
    }

    /// The permission bits of a file or folder, where those of the disk are sent: sorted by the bytes of the paths, too.
    public mutating func addMode(_ mode: UInt16, of path: ContextPath) {
        let digits = String(mode & 0o7777, radix: 8)
        let head = "mode \(String(repeating: "0", count: 4 - digits.count))\(digits) "
        begin(length: head.utf8.count + path.bytes.count)
        buffer.append(contentsOf: head.utf8)
        buffer.append(contentsOf: path.bytes)
        flushIfFull()
    }

    /// How a file's field begins: its mode as git writes it.
    private static func head(_ mode: TrackedFile.Mode) -> StaticString {
        switch mode {
        case .regular: "file 100644 "
        case .executable: "file 100755 "
        case .symbolicLink: "file 120000 "
        case .submodule: "file 160000 "
        }
    }

    /// Hashes what has been gathered, and gives its memory back: for a digest that is to lie for a while.
    mutating func settle() {
        flush()
        buffer = []
    }

    /// Build arguments that are not labels, in any order.
    public mutating func addArguments(_ arguments: [String: String]) {
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) {
            add(
                "argument \(name)=\(value)",
                recorded: "argument \(name)=\(Self.text(of: SHA256.hash(data: Array(value.utf8))))"
            )
        }
    }

    /// The stage to build, where one is named.
    public mutating func addTarget(_ target: String?) {
        if let target { add("target \(target)") }
    }

    /// The platform to build for, where one is named.
    public mutating func addPlatform(_ platform: String?) {
        if let platform { add("platform \(platform)") }
    }

    /// Internal parents by name, each with its own input digest.
    public mutating func addParents(_ parents: [(name: String, digest: String)]) {
        for parent in parents.sorted(by: { $0.name < $1.name }) { add("parent \(parent.name) \(parent.digest)") }
    }

    /// External ones by their normalised references.
    public mutating func addExternals(_ references: [ImageReference]) {
        for reference in Set(references.map(\.normalized)).sorted() { add("external \(reference)") }
    }

    /// The digest with what it was taken over; nil where that was not kept.
    mutating func finishRecord() -> InputRecord? {
        let digest = finish()
        return record.map { InputRecord(digest: digest, fields: $0) }
    }

    /// `sha256:` and 64 hexadecimal digits.
    public mutating func finish() -> String {
        flush()
        return Self.text(of: hash.finalize())
    }

    /// What ``finish()`` gives, of a copy.
    var text: String {
        var copy = self
        return copy.finish()
    }

    /// The digest of a text as it is written in labels.
    static func text(of digest: SHA256.Digest) -> String {
        let digits = "0123456789abcdef".utf8.map(\.self)
        var text = Array("sha256:".utf8)
        for byte in digest {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Adds a field that is recorded as another one, because nobody is to read its value on disk.
    private mutating func add(_ text: String, recorded: String) {
        guard record != nil else { return add(text) }
        flush()
        var kept = record
        record = nil
        add(text)
        flush()
        kept?.append(contentsOf: "\(recorded.utf8.count):\(recorded)".utf8)
        record = kept
    }

    private mutating func add(_ text: String) {
        begin(length: text.utf8.count)
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    /// Every field stands behind its length, so that no content can look like the beginning of another field.
    private mutating func begin(length: Int) {
        if length < 1000 {
            // By hand: a digest of a million files has a million of these.
            if length >= 100 { buffer.append(UInt8(ascii: "0") + UInt8(length / 100)) }
            if length >= 10 { buffer.append(UInt8(ascii: "0") + UInt8(length / 10 % 10)) }
            buffer.append(UInt8(ascii: "0") + UInt8(length % 10))
        } else {
            buffer.append(contentsOf: String(length).utf8)
        }
        buffer.append(UInt8(ascii: ":"))
    }

    private mutating func flushIfFull() {
        if buffer.count >= Self.blockSize { flush() }
    }

    private mutating func flush() {
        hash.update(data: buffer)
        record?.append(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
