import ImageGraph

/// An image that a selection can name.
struct NamedImage {
    let key: ImageKey
    /// Without tag for a buildable image, exact for any other.
    let reference: ImageReference
    let role: ImageRole
    let origin: ImageOrigin

    /// The names that people call it by: with its tag, where it has one, and without.
    var names: Set<String> { [key.name, reference.familiarName] }

    /// Whether a tag or digest that was named beside the name is its own. That of an image that is built says nothing about which
    /// image it is, as in a whitelist (contract, 1.3).
    func fitsTag(of named: ImageReference) -> Bool {
        if role == .buildable || named.tag == nil && named.digest == nil { return true }
        return reference.tag == named.tag && reference.digest == named.digest
    }
}
