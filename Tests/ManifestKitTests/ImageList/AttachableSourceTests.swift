import ManifestKit
import Testing

/// Docker's grammar for secrets and ssh agents: https://docs.docker.com/reference/cli/docker/buildx/build/#secret, `#ssh`.
@Suite struct AttachableSourceTests {
    @Test(arguments: [
        ("id=a,src=/run/a", "a", SecretSource.Place.file("/run/a")),
        ("id=a,source=b", "a", .file("b")),
        ("src=b,id=a", "a", .file("b")),
        ("ID=a,SRC=b", "a", .file("b")),
        ("id=a", "a", .either("a")),
        ("id=a,env=B", "a", .variable("B")),
        ("id=a,type=env", "a", .variable("a")),
        ("id=a,type=env,src=B", "a", .variable("B")),
        ("id=a,type=env,env=B", "a", .variable("B")),
        ("id=a,type=file", "a", .file("a")),
        ("type=file,id=a,src=b", "a", .file("b")),
        ("id=a,src=x=y", "a", .file("x=y")),
        (#"id=a,"src=b,c""#, "a", .file("b,c")),
        (#"id=a,"src=say ""b""""#, "a", .file(#"say "b""#)),
    ])
    func secret(_ text: String, _ id: String, _ place: SecretSource.Place) throws {
        let source = try SecretSource(parsing: text)
        #expect(source == SecretSource(id: id, place: place))
    }

    @Test(arguments: [
        ("", "not KEY=VALUE"), ("a", "not KEY=VALUE"), ("id=", "no id"), ("src=a", "no id"),
        ("id=a,src=b,src=c", "twice"),
        ("id=a,src=b,source=c", "twice"), ("id=a,file=b", "unknown key 'file'"), ("id=a,type=x", "unknown type 'x'"),
        ("id=a,src=b,env=C", "both"), ("id=a,type=file,env=C", "type is file"), (#"id=a,"src=b"#, "quote"),
        (#"id=a,"src=b"c"#, "quote"), ("id=a,", "not KEY=VALUE"),
    ])
    func refusedSecret(_ text: String, _ words: String) {
        let error = #expect(throws: BuildAttachableError.self) { try SecretSource(parsing: text) }
        #expect(error?.message.contains(words) == true, "\(error.map { "\($0)" } ?? "")")
    }

    @Test(
        arguments: [
            ("default", "default", nil), ("github", "github", nil), ("default=/run/agent", "default", "/run/agent"),
            ("a=b=c", "a", "b=c"),
        ] as [(String, String, String?)]
    )
    func agent(_ text: String, _ id: String, _ socket: String?) throws {
        let source = try AgentSource(parsing: text)
        #expect(source == AgentSource(id: id, socket: socket))
    }

    @Test(arguments: [("", "no name"), ("=a", "no name"), ("a=", "no socket"), ("a=b,c", "several keys")])
    func refusedAgent(_ text: String, _ words: String) {
        let error = #expect(throws: BuildAttachableError.self) { try AgentSource(parsing: text) }
        #expect(error?.message.contains(words) == true)
    }

    @Test func inAList() throws {
        let text = """
            buildable_images:
              - name: a
                repo: r
                secrets: ["id=npm,src=npm.token", "id=pip"]
                ssh: [default, deploy=agent.sock]
            """
        let image = try #require(try ImageList.parse(text, file: "l.yml").buildable.first)
        #expect(image.secrets.map(\.id) == ["npm", "pip"])
        #expect(image.agents == [AgentSource(id: "default"), AgentSource(id: "deploy", socket: "agent.sock")])
    }
}
