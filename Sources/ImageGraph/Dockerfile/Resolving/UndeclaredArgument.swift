/// A use of an argument in a stage that does not declare it, though it is declared before the first `FROM`: only `FROM` sees it there.
public struct UndeclaredArgument: Hashable, Sendable {
    /// The argument.
    public let name: String
    /// The stage that uses it.
    public let stage: Int
    /// The line of the instruction, from 1.
    public let line: Int

    /// The variables that an instruction takes when it is built, as far as its text shows: `$NAME` and `${NAME…}`, not in single quotes, and
    /// not after the escape character.
    ///
    /// What runs in a container later has the environment of then, and a command may set variables of its own: those are not among them.
    static func variables(in instruction: Instruction, escape: UInt8) -> [String] {
        switch instruction.command {
        case .cmd, .entrypoint, .healthCheck, .onBuild, .shell, .maintainer, .from: return []
        case .run(let run):
            guard case .shell(let command) = run.command else { return [] }
            return names(in: command, escape: escape).filter { !isSet($0, in: command) }
        case .add, .arg, .copy, .env, .expose, .label, .stopSignal, .user, .volume, .workdir:
            return names(in: instruction.text, escape: escape)
        }
    }

    private static func names(in text: String, escape: UInt8) -> [String] {
        let bytes = Array(text.utf8)
        var names: [String] = []
        var isQuoted = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            if byte == UInt8(ascii: "'") { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == escape || byte == .backslash { index += 1 }
            guard byte == .dollar, index < bytes.count else { continue }
            let start = bytes[index] == UInt8(ascii: "{") ? index + 1 : index
            let name = bytes[start...].prefix { $0.isLetter || $0.isDigit || $0 == .underscore }
            if let first = name.first, !first.isDigit { names.append(String(decoding: name, as: UTF8.self)) }
        }
        return names
    }

    /// Whether a command sets the variable itself: `NAME=`, `read NAME`, `for NAME in`.
    private static func isSet(_ name: String, in command: String) -> Bool {
        let words = command.split { !($0.isLetter || $0.isNumber || $0 == "_" || $0 == "=" || $0 == "$" || $0 == "{") }
        return words.enumerated().contains { position, word in
            if word.hasPrefix(name + "=") { return true }
            guard word == name, position > 0 else { return false }
            return ["for", "export"].contains(words[position - 1]) || words[..<position].suffix(2).contains("read")
        }
    }
}
