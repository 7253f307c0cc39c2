// swift-tools-version: 6.1
import PackageDescription

// A program of its own that only reads manifests: nothing of engines, registries or git is built for it.
let package = Package(
    name: "ManifestOnly",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "imagebuilder", path: "../..")],
    targets: [
        .executableTarget(
            name: "ManifestOnly",
            dependencies: [.product(name: "ManifestKit", package: "imagebuilder")]
        )
    ]
)
