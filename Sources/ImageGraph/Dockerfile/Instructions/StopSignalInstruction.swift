/// `STOPSIGNAL signal`: how a container is asked to stop.
public struct StopSignalInstruction: Hashable, Sendable {
    /// As written.
    public let signal: String

    // BuildKit does not look at the flags of a STOPSIGNAL.
    init(_ syntax: InstructionSyntax) throws(SyntaxProblem) {
        signal = try syntax.soleArgument()
    }

    /// Checks a signal after expansion: a number other than 0, or a name with or without `SIG`, in any case.
    ///
    /// Source: `moby/sys/signal`, the names that Linux has.
    static func check(signal text: String) throws(SyntaxProblem) {
        if let number = Int(text) {
            guard number != 0 else { throw noSignal(text) }
            return
        }
        let name = text.uppercased()
        guard names.contains(name.hasPrefix("SIG") ? String(name.dropFirst(3)) : name) else { throw noSignal(text) }
    }

    private static func noSignal(_ text: String) -> SyntaxProblem {
        SyntaxProblem(.invalidSyntax, "\(text) is no signal", hint: "such as SIGTERM or 9")
    }

    private static let names: Set<String> = {
        var names: Set<String> = [
            "ABRT", "ALRM", "BUS", "CHLD", "CLD", "CONT", "FPE", "HUP", "ILL", "INT", "IO", "IOT", "KILL", "PIPE",
            "POLL", "PROF", "PWR", "QUIT", "SEGV", "STKFLT", "STOP", "SYS", "TERM", "TRAP", "TSTP", "TTIN", "TTOU",
            "URG", "USR1", "USR2", "VTALRM", "WINCH", "XCPU", "XFSZ", "RTMIN", "RTMAX",
        ]
        for offset in 1...15 { names.insert("RTMIN+\(offset)") }
        for offset in 1...14 { names.insert("RTMAX-\(offset)") }
        return names
    }()
}
