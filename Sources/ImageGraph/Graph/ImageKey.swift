/// Names one image of a run: the familiar repository name of a buildable image (`xosproject/xos-base`), the familiar
/// reference with its tag or digest of every other one (`nginx:1.13`).
///
/// A buildable image never carries a tag or digest in its key and any other image always carries one, so keys of
/// different kinds cannot collide.
public struct ImageKey: Hashable, Sendable, Codable, Comparable, CustomStringConvertible, CodingKeyRepresentable {
    /// The familiar name or reference.
    public let name: String

    /// Takes a familiar name or reference as it is.
    public init(_ name: String) {
        self.name = name
    }

    public var description: String { name }

    public static func < (left: ImageKey, right: ImageKey) -> Bool {
        left.name < right.name
    }

    public init(from decoder: any Decoder) throws {
        name = try decoder.singleValueContainer().decode(String.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(name)
    }

    public var codingKey: any CodingKey { Key(stringValue: name) }

    public init?<T: CodingKey>(codingKey: T) {
        name = codingKey.stringValue
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }
}
