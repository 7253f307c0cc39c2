import DockerEngine
import Foundation
import RebuildPipeline
import TestSupport
import Testing

/// What the jobs of the first program's users do with an actions file.
@Suite(.enabled(if: TestEngine.isThereOrRequired, TestEngine.comment), .usesEngine)
struct JobTests {
    /// A role like theirs: whatever was built, pulled or there gets a name in the registry of a deployment, from its build tag.
    private static let playbook = """
        - hosts: localhost
          connection: local
          gather_facts: false
          vars:
            build_docker_tag: candidate
            managed: "{{ (ib_built + ib_pulled + ib_preexisting_images) | map(attribute='base') | list }}"
          tasks:
            - name: Tag the images that imagebuilder manages
              command: docker tag {{ item }}:{{ build_docker_tag }} {{ deploy_docker_registry }}/{{ item | basename }}:deployed
              loop: "{{ managed }}"
            - name: Push them
              command: docker push {{ deploy_docker_registry }}/{{ item | basename }}:deployed
              loop: "{{ managed }}"
        """

    /// The loop of their Jenkinsfile.
    private static let pushLoop = """
        import subprocess, sys, yaml
        for image in yaml.safe_load(open(sys.argv[1]))["ib_built"]:
            for tag in image["tags"]:
                subprocess.run(["docker", "push", "--quiet", image["base"] + ":" + tag], check=True)
        """

    /// CI has it: scripts/install-tools.
    private static let hasAnsible =
        TestEngine.environment["CI"] == "true"
        || (TestEngine.environment["PATH"] ?? "").split(separator: ":").contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/ansible-playbook")
        }

    @Test(
        "a playbook that publishes what was built, pulled and there finds the build tag on all of it",
        .enabled(if: hasAnsible, "needs ansible-playbook: scripts/install-tools")
    )
    func playbook() async throws {
        let system = try await SampleSystem()
        let listed = "\(system.prefix)/redis"
        try await system.client.tag(TestEngine.base, repository: listed, tag: "3.2")
        try await system.client.push(listed, tag: "3.2")
        try await system.client.untag("\(listed):3.2")
        try system.writeList(pullOnly: ["\(listed):3.2"])
        try system.write("publish.yml", Self.playbook)
        let names = SampleSystem.names.union(["redis"])
        for round in ["first", "kept", "dirty"] {
            if round == "dirty" { try system.write("services/web/main.sh", "echo other\n") }
            let run = try await system.run()
            #expect(run.report.succeeded)
            #expect(run.report.external.count == 1, "the base of all, which has no build tag")
            let registry = "\(system.prefix)/\(round)"
            try await publish(system, to: registry)
            for name in names {
                let there = try await system.registryDigest("\(registry)/\(name)", "deployed")
                #expect(there != nil, "\(name), \(round)")
                #expect(
                    try await system.details(name)?.id
                        == (try await system.client.inspectImage("\(registry)/\(name):deployed")?.id)
                )
            }
        }
    }

    private func publish(_ system: SampleSystem, to registry: String) async throws {
        try await system.succeed(
            [
                "ansible-playbook", "--inventory", "localhost,", "--extra-vars", "@ib_actions.yml", "--extra-vars",
                "deploy_docker_registry=\(registry)", "publish.yml",
            ],
            with: [
                "ANSIBLE_HOME": system.root.appending(path: "ansible").path,
                "ANSIBLE_LOCAL_TEMP": system.root.appending(path: "ansible/tmp").path, "LC_ALL": "C.UTF-8",
            ]
        )
    }

    @Test("a job that pushes base:tag of whatever was built brings its fixed tags to the registry")
    func pushLoop() async throws {
        let system = try await SampleSystem()
        try system.write("push.py", Self.pushLoop)
        let run = try await system.run()
        try await system.succeed(["python3", "push.py", "ib_actions.yml"])
        for entry in run.report.built {
            let base = try #require(entry.base)
            #expect(entry.tags?.count == 2)
            for tag in entry.tags ?? [] { #expect(try await system.registryDigest(base, tag) != nil, "\(base):\(tag)") }
            #expect(try await system.registryDigest(base, "candidate") == nil, "the build tag is none of them")
        }
    }
}
