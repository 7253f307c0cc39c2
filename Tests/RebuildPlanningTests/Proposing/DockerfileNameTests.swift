import Testing

@testable import RebuildPlanning

/// What names of files say.
struct DockerfileNameTests {
    @Test(
        "a Dockerfile, and what its name says beside that",
        arguments: [
            ("Dockerfile", nil), ("dockerfile", nil), ("Containerfile", nil), ("Dockerfile.web", "web"),
            ("Dockerfile-web", "web"), ("Dockerfile_web", "web"), ("web.Dockerfile", "web"), ("web.dockerfile", "web"),
            ("Containerfile.ubi9", "ubi9"), ("Dockerfile.arm64v8.alpine", "arm64v8.alpine"),
        ] as [(String, String?)]
    )
    func dockerfiles(_ name: String, _ label: String?) {
        #expect(DockerfileName(name) == .dockerfile(label: label))
    }

    @Test("a template is none", arguments: ["Dockerfile.j2", "Dockerfile.web.tmpl", "Dockerfile-linux.template"])
    func templates(_ name: String) {
        #expect(DockerfileName(name) == .other("a template"))
    }

    @Test(
        "other files are none",
        arguments: [
            "Dockerfile.dockerignore", ".dockerignore", "dockerfile.go", "dockerfile_test.go", "Dockerfiles", "main.c",
            "mydockerfile", "Dockerfile.md", "dockerfile-lint.yml", "",
        ]
    )
    func others(_ name: String) {
        #expect(DockerfileName(name) == nil)
    }
}
