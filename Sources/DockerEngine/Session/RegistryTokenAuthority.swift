import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Who gives BuildKit the tokens of one registry: we, as there is one that the registry itself takes.
///
/// BuildKit asks its session for tokens, instead of a token server, only where the session has a key for the registry
/// (`util/resolver/authorizer.go` in https://github.com/moby/buildkit). It keeps the public key with the token, so that another session
/// gets that token only after it has signed something with the same key, which it makes of the same salt.
struct RegistryTokenAuthority {
    let token: String

    /// Ed25519, of the token and the engine's salt: whoever has another token has another key.
    private func key(_ salt: some Sequence<UInt8>) throws(GRPCStatus) -> Curve25519.Signing.PrivateKey {
        let salted = HMAC<SHA256>.authenticationCode(for: Array(token.utf8), using: SymmetricKey(data: Array(salt)))
        do {
            return try Curve25519.Signing.PrivateKey(rawRepresentation: Array(salted))
        } catch {
            throw GRPCStatus(.unavailable, "no key can be made of the token")
        }
    }

    /// 32 bytes.
    func publicKey(salt: some Sequence<UInt8>) throws(GRPCStatus) -> [UInt8] {
        Array(try key(salt).publicKey.rawRepresentation)
    }

    /// The signature and what it is of, as NaCl's `crypto_sign` has it.
    func signed(_ payload: some Sequence<UInt8>, salt: some Sequence<UInt8>) throws(GRPCStatus) -> [UInt8] {
        let payload = Array(payload)
        do {
            return Array(try key(salt).signature(for: payload)) + payload
        } catch let error as GRPCStatus {
            throw error
        } catch {
            throw GRPCStatus(.unavailable, "nothing can be signed with the token's key")
        }
    }
}
