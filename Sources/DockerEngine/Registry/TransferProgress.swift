import Basics

/// One record of a pull or a push.
public struct TransferProgress: Sendable, Hashable {
    /// The layer it is about, or the tag; `nil` for the image as a whole.
    public let id: String?
    /// In the engine's words, such as `Downloading`. May hold any text that a registry sent.
    public let status: String
    /// Bytes so far, where the engine says.
    public let current: Int64?
    /// Bytes in all, where the engine says.
    public let total: Int64?

    /// What a record says.
    public init(id: String?, status: String, current: Int64? = nil, total: Int64? = nil) {
        self.id = id
        self.status = status
        self.current = current
        self.total = total
    }

    init?(_ record: StreamRecord) {
        guard let status = record.status ?? record.progress else { return nil }
        self.init(
            id: record.id.nonEmpty,
            status: status,
            current: record.progressDetail?.current,
            total: record.progressDetail?.total
        )
    }
}
