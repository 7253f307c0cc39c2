/// How long to wait for an engine. `nil` waits for ever.
public struct Timeouts: Sendable, Hashable {
    /// For a connection to stand. Default: 10 seconds.
    public var connect: Duration
    /// For a plain answer, such as an inspect. Default: 60 seconds; an engine under load has been seen to need several.
    public var answer: Duration?
    /// For the list of images. Default: 10 minutes; Podman 4.3 was measured at 335 seconds for 1,000 images.
    public var list: Duration?
    /// For the next record of a pull or a push. Default: 5 minutes; unpacking one large layer says nothing meanwhile.
    public var transferIdle: Duration?

    /// The defaults, but for what is given.
    public init(
        connect: Duration = .seconds(10),
        answer: Duration? = .seconds(60),
        list: Duration? = .seconds(600),
        transferIdle: Duration? = .seconds(300)
    ) {
        self.connect = connect
        self.answer = answer
        self.list = list
        self.transferIdle = transferIdle
    }
}
