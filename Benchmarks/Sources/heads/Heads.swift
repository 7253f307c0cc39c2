import Foundation
import ImageRegistry
import Logging

/// Asks a registry what many tags name, and times it: `heads make HOST:PORT COUNT` writes an image under that many tags, `heads ask
/// HOST:PORT COUNT JOBS` prints the milliseconds of one pass, the first connection included.
@main
struct Heads {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4, let count = Int(arguments[3]) else {
            print("heads make HOST:PORT COUNT | heads ask HOST:PORT COUNT JOBS")
            exit(64)
        }
        let client = RegistryClient(
            options: RegistryOptions(plainRegistries: [arguments[2]]),
            logger: Logger(label: "heads") { _ in SwiftLogNoOpLogHandler() }
        )
        let place = RegistryReference(registry: arguments[2], repository: "lab/heads")
        if arguments[1] == "make" {
            try await make(client, place, count)
        } else {
            try await ask(client, place, count, jobs: arguments.count > 4 ? Int(arguments[4]) ?? 8 : 8)
        }
        await client.shutdown()
    }

    private static func make(_ client: RegistryClient, _ place: RegistryReference, _ count: Int) async throws {
        let configuration = Array(#"{"os":"linux","architecture":"amd64","config":{},"rootfs":{}}"#.utf8)
        let digest = try await client.uploadBlob(configuration, to: place)
        let text = """
            {"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","layers":[],\
            "config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"\(digest)",\
            "size":\(configuration.count)}}
            """
        let manifest = try RegistryManifest(bytes: Array(text.utf8), mediaType: nil, reference: place)
        for number in 0..<count { try await client.putManifest(manifest, at: place.with(tag: "t\(number)")) }
    }

    private static func ask(
        _ client: RegistryClient,
        _ place: RegistryReference,
        _ count: Int,
        jobs: Int
    ) async throws {
        let start = ContinuousClock.now
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<count {
                if number >= jobs { try await group.next() }
                group.addTask { _ = try await client.head(place.with(tag: "t\(number)")) }
            }
            try await group.waitForAll()
        }
        let time = start.duration(to: .now)
        print(time.components.seconds * 1_000 + time.components.attoseconds / 1_000_000_000_000_000)
    }
}
