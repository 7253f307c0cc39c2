import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension OfferedContext {
    /// A key that nobody had before: BuildKit asks for everything.
    public static func freshKey() -> String { UUID().uuidString.lowercased() }

    /// The same key for the same name, which nobody can find who does not have the secret.
    ///
    /// BuildKit takes a file for unchanged when size and time are, and keeps contexts of all its clients under such keys. So
    /// whoever could guess one could leave other files there.
    /// - Returns: 64 hexadecimal digits: HMAC-SHA256 of the name.
    public static func sharedKey(for name: String, secret: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("imagebuilder context \(name)".utf8),
            using: SymmetricKey(data: secret)
        )
        return code.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    }
}
