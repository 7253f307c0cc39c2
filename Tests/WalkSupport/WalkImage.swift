/// An image of the walk's list.
package struct WalkImage {
    package struct Component {
        package let repo: String
        package let path: String
        package let dest: String
    }

    /// Without its repository prefix.
    package let name: String
    package let repo: String
    package var path = "."
    package var dockerfile = "Dockerfile"
    package var context = "."
    package var components: [Component] = []

    package static let all = [
        WalkImage(name: "w/top", repo: "outer"),
        WalkImage(name: "w/up", repo: "outer", path: "img", context: ".."),
        WalkImage(name: "w/link", repo: "outer", path: "cur"),
        WalkImage(name: "w/outside", repo: "outer", path: "img", dockerfile: "../docker/Dockerfile.out"),
        WalkImage(name: "w/behind", repo: "outer", path: "img", dockerfile: "../docker/Dockerfile.link"),
        WalkImage(
            name: "w/parts",
            repo: "side",
            components: [
                Component(repo: "outer", path: "cur", dest: "tmp.cur"),
                Component(repo: "inner", path: ".", dest: "tmp/inner"),
                Component(repo: "outer", path: "a.txt", dest: "tmp/one"),
            ]
        ),
        WalkImage(name: "w/sub", repo: "side", path: "sm"),
        WalkImage(
            name: "w/subpart",
            repo: "inner",
            path: "src",
            dockerfile: "../Dockerfile",
            components: [Component(repo: "side", path: "sm/part", dest: "part")]
        ),
    ]

    /// The image list that holds `images`.
    ///
    /// - Parameter prefix: what stands before every name.
    package static func list(_ images: [WalkImage], prefix: String = "") -> String {
        var lines = ["docker_build_tag: candidate", "buildable_images:"]
        for image in images {
            lines.append("  - name: \(prefix)\(image.name)")
            lines.append("    repo: \(image.repo)")
            lines.append("    path: \(image.path)")
            lines.append("    dockerfile: \(image.dockerfile)")
            lines.append("    context: \(image.context)")
            if image.components.isEmpty { continue }
            lines.append("    components:")
            for component in image.components {
                lines.append("      - {repo: \(component.repo), path: \(component.path), dest: \(component.dest)}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }
}
