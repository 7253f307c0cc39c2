import Foundation
import RebuildPlanning
import TestSupport
import Testing

/// What is kept for the user between runs.
struct UserCacheTests {
    @Test(
        arguments: [
            (["IMAGEBUILDER_CACHE": "/c", "HOME": "/h"], "/c"),
            (["IMAGEBUILDER_CACHE": "", "HOME": "/h"], nil),
            (["XDG_CACHE_HOME": "/x", "HOME": "/h"], "/x/imagebuilder"),
            (["XDG_CACHE_HOME": "relative", "HOME": "/h"], "/h/.cache/imagebuilder"),
            (["HOME": ""], nil),
            ([:], nil),
        ] as [([String: String], String?)]
    )
    func folder(_ environment: [String: String], _ expected: String?) {
        #expect(UserCache.folder(environment) == expected)
    }

    @Test func theSecretStaysAndIsTheUsersAlone() throws {
        let folder = try TemporaryFolder()
        defer { folder.remove() }
        let environment = ["IMAGEBUILDER_CACHE": folder.path("cache")]
        let secret = try #require(UserCache.contextSecret(environment))
        #expect(secret.count == 32)
        #expect(UserCache.contextSecret(environment) == secret)
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path("cache/context-secret"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
        // One that is damaged is made anew.
        try folder.write("cache/context-secret", "short")
        let new = try #require(UserCache.contextSecret(environment))
        #expect(new.count == 32 && new != secret)
        #expect(UserCache.contextSecret([:]) == nil)
    }
}
