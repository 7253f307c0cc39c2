import NIOHTTP1

/// An answer, as it came.
struct ExchangeAnswer: Sendable {
    let method: HTTPMethod
    /// Who gave it: the last of the redirects.
    let address: WebAddress
    let status: HTTPResponseStatus
    let headers: HTTPHeaders
    /// Whole where the answer is good; of others the beginning.
    let body: [UInt8]
    /// Of the request; an answer may repeat it.
    let secrets: [String]

    var isSuccess: Bool { (200..<300).contains(status.code) }

    /// Where a redirect leads; `nil` for none.
    var redirect: String? {
        [301, 302, 303, 307, 308].contains(status.code) ? headers.first(name: "Location") ?? "" : nil
    }

    /// Whether it is a registry that speaks, and not a proxy or the server of somebody's pages.
    var isRegistrys: Bool {
        if headers.contains(name: "Docker-Distribution-Api-Version") { return true }
        let type = headers.first(name: "Content-Type")?.prefix { $0 != ";" }.lowercased() ?? ""
        return type.hasSuffix("/json") || type.hasSuffix("+json")
    }

    func digest(of header: String = "Docker-Content-Digest") throws(RegistryError) -> ContentDigest? {
        guard let text = headers.first(name: header) else { return nil }
        guard let digest = ContentDigest(text) else {
            throw RegistryError(.malformed, "the digest in its answer is none", host: address.authority)
        }
        return digest
    }
}
