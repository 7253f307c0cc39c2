internal import SystemPackage

/// One call of git, as data.
struct GitCommand: Sendable {
    /// The subcommand and what follows it.
    var arguments: [[UInt8]]

    /// Variables for this call only, each ended by a zero byte.
    var variables: [[UInt8]] = []

    /// Settings for this call only, which no configuration undoes.
    var settings: [GitSetting] = []

    /// Whether paths are patterns with git's own magic, instead of being taken literally.
    var readsPathspecs = false

    /// Whether a warning makes the answer worthless: git says so where it could not look, and ends well all the same.
    var mustBeWhole = false

    /// Exit statuses that are an answer, not a failure.
    var answers: Set<Int32> = [0]

    /// The most bytes of output that are taken. One record of `status` or `ls-files` has some 100 bytes: 512 MiB are five million
    /// files, more than any checkout; beyond that something is wrong, and memory is not ours to fill.
    var outputLimit = 512 * 1024 * 1024

    init(_ arguments: [String]) {
        self.arguments = arguments.map { Array($0.utf8) }
    }

    /// The subcommand, for messages.
    var name: String { "git " + String(decoding: arguments.first ?? [], as: UTF8.self) }
}

/// What a call of git gave.
struct GitOutput: Sendable {
    let bytes: [UInt8]
    let status: Int32
}

extension FilePath {
    /// The bytes of the path as the kernel takes it, without the zero at the end.
    var kernelBytes: [UInt8] {
        withPlatformString { pointer in
            var bytes: [UInt8] = []
            var position = 0
            while pointer[position] != 0 {
                bytes.append(UInt8(bitPattern: pointer[position]))
                position += 1
            }
            return bytes
        }
    }
}
