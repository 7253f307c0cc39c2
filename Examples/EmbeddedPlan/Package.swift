// swift-tools-version: 6.1
import PackageDescription

// A program of its own that plans and, if it is asked to, carries out.
let package = Package(
    name: "EmbeddedPlan",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "imagebuilder", path: "../..")],
    targets: [
        .executableTarget(
            name: "EmbeddedPlan",
            dependencies: [.product(name: "RebuildPipeline", package: "imagebuilder")]
        )
    ]
)
