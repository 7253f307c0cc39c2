import NIOHTTP1

/// Where the next page of a list is.
enum PageLink {
    /// Path and query of `Link: </v2/x/tags/list?last=b>; rel="next"`, relative to the answer's own address.
    ///
    /// - Returns: `nil` for the last page.
    /// - Throws: `.malformed` where it is on another server, which no list of a registry is.
    static func next(
        after answer: ExchangeAnswer,
        about reference: RegistryReference
    ) throws(RegistryError) -> String? {
        for header in answer.headers["Link"] {
            for link in header.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
                guard let end = link.firstIndex(of: ">") else { continue }
                let parameters = link[end...].lowercased().filter { !$0.isWhitespace && $0 != "\"" }
                guard parameters.contains(";rel=next") else { continue }
                guard let address = WebAddress(String(link[..<end]), relativeTo: answer.address),
                    address.host == answer.address.host
                else { throw RegistryError(.malformed, "the next page of its list is elsewhere").about(reference) }
                return address.target
            }
        }
        return nil
    }
}
