import DockerEngine
import Testing

@testable import RebuildPipeline

struct ClassicIgnoreFileTests {
    private static let outside = TarEntry.file(".imagebuilder.Dockerfile", contents: Array("FROM scratch\n".utf8))

    @Test("A context without an ignore file gets one")
    func added() {
        let entries = ClassicIgnoreFile.leavingOut(".imagebuilder.Dockerfile", from: [Self.outside], content: [])
        let text = "\n.dockerignore\n.imagebuilder.Dockerfile\n"
        #expect(entries == [Self.outside, .file(".dockerignore", contents: Array(text.utf8))])
    }

    @Test("The lines of the context's own ignore file stay, and so does the content of its other names")
    func extended() {
        let own = TarEntry(
            path: Array(".dockerignore".utf8),
            kind: .file(size: 4, source: .disk(path: Array(".dockerignore".utf8), below: Array("/c".utf8))),
            mode: 0o644
        )
        let other = TarEntry(
            path: Array("also".utf8),
            kind: .hardLink(target: Array(".dockerignore".utf8)),
            mode: 0o644
        )
        let entries = ClassicIgnoreFile.leavingOut("D", from: [own, other, Self.outside], content: Array("*.o\n".utf8))
        #expect(
            entries == [
                .file(".dockerignore", contents: Array("*.o\n\n.dockerignore\nD\n".utf8)),
                TarEntry(path: Array("also".utf8), kind: own.kind, mode: 0o644), Self.outside,
            ]
        )
    }
}
