/// Build arguments that every build takes, though its Dockerfile declares none:
/// <https://docs.docker.com/reference/dockerfile/#predefined-args>.
public enum PredefinedArgument {
    /// The arguments that say how a build reaches the network, in upper case; a build gets each in lower case too.
    public static let proxies = ["ALL_PROXY", "FTP_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"]

    /// Whether an argument says how a build reaches the network, which makes no other image of it.
    public static func isProxy(_ name: String) -> Bool {
        proxies.contains(name.uppercased())
    }

    /// Whether builds take an argument without an `ARG`.
    public static func contains(_ name: String) -> Bool {
        isProxy(name) || name.hasPrefix("BUILDKIT_") || name == "SOURCE_DATE_EPOCH"
    }
}
