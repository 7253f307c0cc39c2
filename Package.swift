// swift-tools-version: 6.1
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// With this variable set, expat's archive becomes a part of the program, instead of a library that must be there where
/// it runs.
let expatIsStatic = Context.environment["IMAGEBUILDER_STATIC_EXPAT"] != nil

/// With this variable set, `--version` tells the commit. Not otherwise: each commit would link every program and test anew.
var commit: [CSetting] = []
if Context.environment["IMAGEBUILDER_RELEASE"] != nil, let git = Context.gitInformation {
    let name = git.currentCommit.prefix(12) + (git.hasUncommittedChanges ? "-dirty" : "")
    commit.append(.define("IMAGEBUILDER_COMMIT", to: "\"\(name)\""))
}

let package = Package(
    name: "imagebuilder",
    platforms: [.macOS(.v13)],
    products: [
        .executable(name: "imagebuilder", targets: ["imagebuilder"]),
        .library(name: "RebuildPlanning", targets: ["RebuildPlanning"]),
        .library(name: "RebuildPipeline", targets: ["RebuildPipeline"]),
        .library(name: "ManifestKit", targets: ["ManifestKit"]),
        .library(name: "GitProbe", targets: ["GitProbe"]),
        .library(name: "ImageGraph", targets: ["ImageGraph"]),
        .library(name: "DockerEngine", targets: ["DockerEngine"]),
        .library(name: "ImageRegistry", targets: ["ImageRegistry"]),
    ],
    dependencies: [
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    ],
    targets: [
        .target(
            name: "Basics",
            dependencies: [
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .systemLibrary(
            name: "CExpat",
            pkgConfig: expatIsStatic ? nil : "expat",
            providers: [.apt(["libexpat1-dev"]), .brew(["expat"])]
        ),
        .target(
            name: "ManifestKit",
            dependencies: ["Basics", "CExpat", .product(name: "Yams", package: "Yams")],
            swiftSettings: settings,
            linkerSettings: [.linkedLibrary(expatIsStatic ? ":libexpat.a" : "expat")]
        ),
        .target(
            name: "GitProbe",
            dependencies: [
                "Basics",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ImageGraph",
            dependencies: ["Basics", .product(name: "OrderedCollections", package: "swift-collections")],
            swiftSettings: settings
        ),
        .target(
            name: "DockerEngine",
            dependencies: [
                "Basics",
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "ImageRegistry",
            dependencies: [
                "Basics",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings
        ),
        // No engine and no network: what decides cannot reach them.
        .target(
            name: "RebuildPlanning",
            dependencies: [
                "Basics", "ManifestKit", "GitProbe", "ImageGraph",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            swiftSettings: settings
        ),
        .target(
            name: "RebuildPipeline",
            dependencies: [
                "Basics", "ManifestKit", "GitProbe", "ImageGraph", "DockerEngine", "ImageRegistry", "RebuildPlanning",
                .product(name: "HeapModule", package: "swift-collections"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Yams", package: "Yams"),
            ],
            swiftSettings: settings
        ),
        .target(name: "CVersion", cSettings: commit),
        .target(
            name: "ImageBuilderCommands",
            dependencies: [
                "Basics", "CVersion", "ManifestKit", "GitProbe", "ImageGraph", "DockerEngine", "ImageRegistry",
                "RebuildPlanning",
                "RebuildPipeline",
                .product(name: "Yams", package: "Yams"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "imagebuilder",
            dependencies: ["ImageBuilderCommands"],
            swiftSettings: settings
        ),
        // Not a part of the product: what several test targets need.
        .target(
            name: "TestSupport",
            dependencies: [
                "ImageGraph", "RebuildPlanning", "DockerEngine",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "SystemPackage", package: "swift-system"),
            ],
            path: "Tests/TestSupport",
            swiftSettings: settings
        ),
        // Random trees and what happens to them, for the tests that walk through them.
        .target(
            name: "WalkSupport",
            dependencies: [
                "Basics", "ImageGraph", "RebuildPlanning", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            path: "Tests/WalkSupport",
            swiftSettings: settings
        ),
        .testTarget(name: "BasicsTests", dependencies: ["Basics", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "ManifestKitTests",
            dependencies: ["ManifestKit", "Basics", "TestSupport"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "GitProbeTests",
            dependencies: ["GitProbe", "TestSupport", .product(name: "SystemPackage", package: "swift-system")],
            swiftSettings: settings
        ),
        .testTarget(name: "ImageGraphTests", dependencies: ["ImageGraph", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "DockerEngineTests",
            dependencies: [
                "DockerEngine", "Basics", "TestSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP2", package: "swift-nio-http2"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ImageRegistryTests",
            dependencies: [
                "ImageRegistry", "TestSupport",
                .product(name: "AsyncHTTPClient", package: "async-http-client"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "NIOConcurrencyHelpers", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RebuildPlanningTests",
            dependencies: [
                "RebuildPlanning", "Basics", "ManifestKit", "GitProbe", "ImageGraph", "TestSupport", "WalkSupport",
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "RebuildPipelineTests",
            dependencies: [
                "RebuildPipeline", "RebuildPlanning", "Basics", "ManifestKit", "GitProbe", "ImageGraph", "DockerEngine",
                "ImageRegistry", "TestSupport", .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "ImageBuilderCommandsTests",
            dependencies: [
                "ImageBuilderCommands", "RebuildPlanning", "RebuildPipeline", "ManifestKit", "ImageGraph", "GitProbe",
                "DockerEngine", "Basics", "TestSupport",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["Snapshots"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "IntegrationTests",
            dependencies: [
                "RebuildPipeline", "RebuildPlanning", "imagebuilder", "DockerEngine", "GitProbe", "ImageGraph",
                "ImageRegistry", "ManifestKit", "Basics", "TestSupport", "WalkSupport",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Subprocess", package: "swift-subprocess"),
                .product(name: "Logging", package: "swift-log"),
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "CorpusTests",
            dependencies: ["ManifestKit", "ImageGraph", "DockerEngine", "TestSupport"],
            swiftSettings: settings
        ),
    ]
)
