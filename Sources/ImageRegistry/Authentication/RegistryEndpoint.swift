/// Where a registry's interface is, and how it wants to be asked.
struct RegistryEndpoint: Sendable, Hashable {
    /// As it begins an image's name.
    let registry: String
    /// Its address, `/v2/`.
    let address: WebAddress
    /// What it wants of whoever asks nothing in particular.
    let scheme: AuthenticationScheme
}
