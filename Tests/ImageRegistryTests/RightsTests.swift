import Foundation
import ImageRegistry
import NIOHTTP1
import TestSupport
import Testing

/// What a user may do with a repository, asked without leaving anything there.
@Suite("Rights", .timeLimit(.minutes(2)))
struct RightsTests {
    private typealias Registry = TestRegistry

    @Test("An image that is not there may be read all the same")
    func reading() async throws {
        try await StubServer.run { request, _ in
            switch request.path {
            case "/v2/": .json("{}")
            case let path where path.hasPrefix("/v2/lab/secret/"): .whole(403)
            default: .json(404, #"{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}"#)
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                try await client.checkReading(Registry.reference(stub))
                let error = try await failure { try await client.checkReading(Registry.reference(stub, "lab/secret")) }
                #expect(error.code == .denied)
            }
        }
    }

    @Test("An upload that is begun is taken back")
    func writing() async throws {
        try await StubServer.run { request, _ in
            switch (request.method, request.path) {
            case (_, "/v2/"): .json("{}")
            case (.POST, let path) where path.hasPrefix("/v2/lab/secret/"): .whole(403)
            case (.POST, _): .whole(202, headers: [("Location", "/upload/7?state=x")])
            case (.DELETE, _): .whole(204)
            default: .whole(404)
            }
        } _: { stub in
            try await Registry.with(Registry.client(Registry.options(stub))) { client in
                try await client.checkWriting(Registry.reference(stub, "lab/mine"))
                #expect(stub.lines.suffix(2) == ["POST /v2/lab/mine/blobs/uploads/", "DELETE /upload/7?state=x"])
                let error = try await failure { try await client.checkWriting(Registry.reference(stub, "lab/secret")) }
                #expect(error.code == .denied)
                #expect(stub.lines.last == "POST /v2/lab/secret/blobs/uploads/")
            }
        }
    }
}
