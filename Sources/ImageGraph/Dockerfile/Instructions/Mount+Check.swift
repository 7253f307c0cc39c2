import Basics

extension Mount {
    /// Checks every field with its variables expanded.
    ///
    /// Source: BuildKit's `parseMount` and `validateMount`.
    func check(expanding expand: (String) throws(SyntaxProblem) -> String) throws(SyntaxProblem) {
        var kind = "bind"
        var values: [String: String] = [:]
        for field in fields {
            guard let written = field.value else {
                try Self.checkBare(field.key, text: field.text, kind: kind)
                continue
            }
            let value = try expand(written)
            switch field.key {
            case "type":
                kind = value.lowercased()
                try Self.require(Self.kinds.contains(kind), "unsupported mount type \"\(value)\"")
            case "from", "id": values[field.key] = value
            case "source", "src": values["source"] = value
            case "target", "dst", "destination": values["target"] = value
            case "readonly", "ro", "readwrite", "rw":
                try Self.require(Self.booleans.contains(value), "\(field.key)=\(value) is neither true nor false")
            case "required":
                try Self.require(kind == "secret" || kind == "ssh", "required is not for a mount of type \(kind)")
                try Self.require(Self.booleans.contains(value), "required=\(value) is neither true nor false")
            case "size":
                try Self.require(kind == "tmpfs", "size is not for a mount of type \(kind)")
                try Self.require(Self.isSize(value), "size=\(value) is no size")
            case "sharing":
                try Self.require(Self.sharing.contains(value.lowercased()), "unsupported sharing \"\(value)\"")
                values["sharing"] = value
            case "mode":
                try Self.require(Self.isNumber(value, radix: 8), "mode=\(value) is no octal number")
                values["mode"] = value
            case "uid", "gid":
                try Self.require(Self.isNumber(value, radix: 10), "\(field.key)=\(value) is no number")
                values[field.key] = value
            case "env": values["env"] = value
            default:
                let hint = Suggestion.nearest(to: field.key, among: Self.keys).map { "did you mean \($0)?" }
                throw SyntaxProblem(.invalidFlag, "a mount has no option \(field.key)", hint: hint)
            }
        }
        try Self.checkTogether(kind: kind, values: values)
    }

    private static let kinds: Set<String> = ["bind", "cache", "tmpfs", "secret", "ssh"]
    private static let sharing: Set<String> = ["shared", "private", "locked"]
    /// What Go's `strconv.ParseBool` reads.
    private static let booleans: Set<String> = [
        "1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False",
    ]
    private static let keys = [
        "type", "from", "source", "target", "readonly", "id", "sharing", "required", "mode", "uid", "gid", "src", "dst",
        "destination", "ro", "rw", "readwrite", "size", "env",
    ]

    private static func require(_ condition: Bool, _ message: @autoclosure () -> String) throws(SyntaxProblem) {
        guard condition else { throw SyntaxProblem(.invalidFlag, message()) }
    }

    /// A field without `=`.
    private static func checkBare(_ key: String, text: String, kind: String) throws(SyntaxProblem) {
        switch key {
        case "readonly", "ro", "readwrite", "rw": return
        case "required":
            try require(kind == "secret" || kind == "ssh", "required is not for a mount of type \(kind)")
        default:
            throw SyntaxProblem(.invalidFlag, "the mount option \"\(text)\" must be KEY=VALUE")
        }
    }

    private static func checkTogether(kind: String, values: [String: String]) throws(SyntaxProblem) {
        func isSet(_ key: String) -> Bool { !(values[key] ?? "").isEmpty }
        if !["secret", "ssh", "cache"].contains(kind) {
            for key in ["mode", "uid", "gid"] {
                try require(values[key] == nil, "\(key) is not for a mount of type \(kind)")
            }
        }
        if kind != "secret", kind != "ssh", let target = values["target"], target.utf8.first == .slash {
            try require(
                !target.utf8.allSatisfy { $0 == .slash },
                "a mount cannot have / for its target"
            )
        }
        if kind == "secret" {
            try require(!isSet("from"), "a secret mount takes no from")
            try require(!isSet("sharing"), "a secret mount takes no sharing")
            try require(
                isSet("source") || isSet("target") || isSet("id") || isSet("env"),
                "a secret mount needs an id or target"
            )
            try require(!(isSet("source") && isSet("id")), "a secret mount takes source or id, not both")
        }
        try require(!isSet("sharing") || kind == "cache", "sharing is not for a mount of type \(kind)")
    }

    private static func isNumber(_ text: String, radix: Int) -> Bool {
        text.utf8.first?.isDigit ?? false && UInt32(text, radix: radix) != nil
    }

    /// A number with an optional fraction and unit, `64m` or `1.5GiB`.
    private static func isSize(_ text: String) -> Bool {
        let number = text.utf8.prefix { $0.isDigit || $0 == .dot }
        guard number.contains(where: \.isDigit), number.count(where: { $0 == .dot }) <= 1 else { return false }
        let unit = text.utf8.dropFirst(number.count).drop { $0 == .space }.map(\.lowercased)
        guard let first = unit.first else { return true }
        let rest = unit.dropFirst()
        guard "bkmgtp".utf8.contains(first) else { return false }
        return rest.isEmpty
            || (first != UInt8(ascii: "b") && (rest.elementsEqual("b".utf8) || rest.elementsEqual("ib".utf8)))
    }
}
