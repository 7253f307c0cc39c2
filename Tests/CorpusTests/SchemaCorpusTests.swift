import TestSupport
import Testing

/// Real image lists and whitelists, all of which the readers take, by the published schemas.
@Suite(.enabled(if: ManifestCorpus.root != nil, "IMAGEBUILDER_CORPUS is not set"), PublishedSchema.isHeldAgainst)
struct SchemaCorpusTests {
    @Test("each is taken", arguments: [("docker_images", "docker_images"), ("whitelists", "whitelist")])
    func lists(_ folder: String, _ schema: String) async throws {
        #expect(try await PublishedSchema(schema).refused(ImageListCorpusTests.files(folder)) == [])
    }
}
