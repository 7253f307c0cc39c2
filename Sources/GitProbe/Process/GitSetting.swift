/// One setting of git's, for one call.
struct GitSetting: Hashable, Sendable {
    /// `section.subsection.name`
    let key: [UInt8]
    let value: [UInt8]

    init(key: [UInt8], value: [UInt8]) {
        self.key = key
        self.value = value
    }

    init(_ key: String, _ value: String) {
        self.init(key: Array(key.utf8), value: Array(value.utf8))
    }
}
