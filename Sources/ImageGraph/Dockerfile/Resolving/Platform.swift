/// An operating system and processor, `linux/arm64` or `linux/arm/v7`.
///
/// Source: the parser and the normalisation of `containerd/platforms`.
struct Platform: Hashable, Sendable {
    var system: String
    var systemVersion = ""
    var architecture: String
    var variant = ""

    /// Reads `os`, `arch`, `os/arch` or `os/arch/variant`; what is left out is taken from `host`.
    init(parsing text: String, host: Platform?) throws(SyntaxProblem) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let failure = SyntaxProblem(
            .invalidPlatform,
            "\"\(text)\" is no platform",
            hint: "such as linux/amd64 or linux/arm/v7"
        )
        guard (1...3).contains(parts.count) else { throw failure }
        let (system, version) = Self.splitVersion(parts[0])
        guard Self.isComponent(system), parts.dropFirst().allSatisfy(Self.isComponent) else { throw failure }
        self.systemVersion = version
        self.system = Self.normalizedSystem(system)
        guard parts.count == 1 else {
            (architecture, variant) = Self.normalizedArchitecture(parts[1], parts.count == 3 ? parts[2] : "")
            if parts.count == 2, architecture == "arm", variant == "v7" { variant = "" }
            if parts.count == 3, architecture == "arm64", variant.isEmpty { variant = "v8" }
            return
        }
        if Self.knownSystems.contains(self.system) {
            architecture = host?.architecture ?? "amd64"
            variant = host?.variant ?? ""
            return
        }
        (architecture, variant) = Self.normalizedArchitecture(system, "")
        if architecture == "arm", variant == "v7" { variant = "" }
        guard Self.knownArchitectures.contains(architecture) else { throw failure }
        self.system = host?.system ?? "linux"
    }

    /// `os(version)/arch/variant`, with the parts that there are.
    var text: String {
        let version = systemVersion.isEmpty ? "" : "(\(systemVersion))"
        return "\(system)\(version)/\(architecture)" + (variant.isEmpty ? "" : "/\(variant)")
    }

    private static func splitVersion(_ text: String) -> (system: String, version: String) {
        guard text.hasSuffix(")"), let open = text.firstIndex(of: "(") else { return (text, "") }
        return (String(text[..<open]), String(text[text.index(after: open)...].dropLast()))
    }

    private static func isComponent(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0.isWord || $0 == .dot || $0 == .hyphen }
    }

    private static func normalizedSystem(_ text: String) -> String {
        let lower = text.lowercased()
        return lower == "macos" ? "darwin" : lower
    }

    private static func normalizedArchitecture(
        _ architecture: String,
        _ variant: String
    ) -> (architecture: String, variant: String) {
        let architecture = architecture.lowercased()
        let variant = variant.lowercased()
        switch architecture {
        case "i386": return ("386", "")
        case "x86_64", "x86-64", "amd64": return ("amd64", variant == "v1" ? "" : variant)
        case "aarch64", "arm64": return ("arm64", variant == "8" || variant == "v8" ? "" : variant)
        case "armhf": return ("arm", "v7")
        case "armel": return ("arm", "v6")
        case "arm":
            switch variant {
            case "", "7": return ("arm", "v7")
            case "5", "6", "8": return ("arm", "v" + variant)
            default: return ("arm", variant)
            }
        default: return (architecture, variant)
        }
    }

    private static let knownSystems: Set<String> = [
        "aix", "android", "darwin", "dragonfly", "freebsd", "hurd", "illumos", "ios", "js", "linux", "nacl", "netbsd",
        "openbsd", "plan9", "solaris", "windows", "zos",
    ]
    private static let knownArchitectures: Set<String> = [
        "386", "amd64", "amd64p32", "arm", "armbe", "arm64", "arm64be", "ppc64", "ppc64le", "loong64", "mips",
        "mipsle", "mips64", "mips64le", "mips64p32", "mips64p32le", "ppc", "riscv", "riscv64", "s390", "s390x",
        "sparc", "sparc64", "wasm",
    ]
}
