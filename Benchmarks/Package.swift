// swift-tools-version: 6.1
import PackageDescription

// Benchmarks of parts: those that do no input or output, and questions to registries. Benchmarks/run builds and runs them, beside
// those of whole plans.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(name: "imagebuilder", path: ".."),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    ],
    targets: [
        .executableTarget(
            name: "pure",
            dependencies: [
                .product(name: "RebuildPlanning", package: "imagebuilder"),
                .product(name: "GitProbe", package: "imagebuilder"),
                .product(name: "ImageGraph", package: "imagebuilder"),
            ]
        ),
        .executableTarget(
            name: "heads",
            dependencies: [
                .product(name: "ImageRegistry", package: "imagebuilder"),
                .product(name: "Logging", package: "swift-log"),
            ]
        ),
    ]
)
