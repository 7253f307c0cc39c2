import Crypto
import ImageGraph

/// The digest over all that goes into an image: contract, 2.4. `docs/input-digest.md` defines it byte by byte.
struct InputDigest {
    private var hash = SHA256()
    /// Gathers small parts, because a hash is fed faster by the block than by the field.
    private var buffer: [UInt8] = []
    private static let blockSize = 64 * 1024

    init() {
        buffer.reserveCapacity(Self.blockSize + 4096)
        add("imagebuilder input digest 1")
    }

    mutating func addDockerfile(blob: String) {
        add("dockerfile \(blob)")
    }

    /// Files must come sorted by the bytes of their paths.
    mutating func addFile(_ path: ContextPath, mode: String, blob: String) {
        let head = "file \(mode) \(blob) "
        begin(length: head.utf8.count + path.bytes.count)
        buffer.append(contentsOf: head.utf8)
        buffer.append(contentsOf: path.bytes)
        flushIfFull()
    }

    mutating func addArguments(_ arguments: [String: String]) {
        for (name, value) in arguments.sorted(by: { $0.key < $1.key }) { add("argument \(name)=\(value)") }
    }

    mutating func addTarget(_ target: String?) {
        if let target { add("target \(target)") }
    }

    mutating func addPlatform(_ platform: String?) {
        if let platform { add("platform \(platform)") }
    }

    /// Internal parents by name, each with its own input digest.
    mutating func addParents(_ parents: [(name: String, digest: String)]) {
        for parent in parents.sorted(by: { $0.name < $1.name }) { add("parent \(parent.name) \(parent.digest)") }
    }

    /// External ones by their normalised references.
    mutating func addExternals(_ references: [ImageReference]) {
        for reference in Set(references.map(\.normalized)).sorted() { add("external \(reference)") }
    }

    /// `sha256:` and 64 hexadecimal digits.
    mutating func finish() -> String {
        flush()
        let digits = Array("0123456789abcdef".utf8)
        let text = hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "sha256:" + String(decoding: text, as: UTF8.self)
    }

    private mutating func add(_ text: String) {
        begin(length: text.utf8.count)
        buffer.append(contentsOf: text.utf8)
        flushIfFull()
    }

    /// Every field stands behind its length, so that no content can look like the beginning of another field.
    private mutating func begin(length: Int) {
        buffer.append(contentsOf: String(length).utf8)
        buffer.append(UInt8(ascii: ":"))
    }

    private mutating func flushIfFull() {
        if buffer.count >= Self.blockSize { flush() }
    }

    private mutating func flush() {
        hash.update(data: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
