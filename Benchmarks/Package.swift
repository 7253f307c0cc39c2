// swift-tools-version: 6.1
import PackageDescription

// Benchmarks of the parts that do no input or output. Benchmarks/run builds and runs it, beside those of whole plans.
let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "imagebuilder", path: "..")],
    targets: [
        .executableTarget(
            name: "pure",
            dependencies: [
                .product(name: "RebuildPlanning", package: "imagebuilder"),
                .product(name: "GitProbe", package: "imagebuilder"),
                .product(name: "ImageGraph", package: "imagebuilder"),
            ]
        )
    ]
)
