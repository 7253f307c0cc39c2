import Basics

/// Checks a YAML tree against the image list's schema and takes the list from it, going on after each problem.
struct ImageListReader: YAMLSchemaReader {
    var log = DiagnosticLog()
    /// The names of the buildable images with a problem in their entries.
    private(set) var incomplete: Set<String> = []

    mutating func read(_ root: YAMLNode) -> ImageList {
        let known = ["docker_build_tag", "pull_only_images", "base_images", "buildable_images"]
        guard let map = map(root, "the image list", known: known) else { return ImageList() }
        let tag = map["docker_build_tag"].flatMap { text($0, "docker_build_tag") }
        return ImageList(
            buildTag: tag,
            buildTagPosition: map["docker_build_tag"]?.position,
            pullOnly: pullOnly(map["pull_only_images"]),
            buildable: buildable(map["buildable_images"]),
            bases: bases(map["base_images"]),
            warnings: log.warnings
        )
    }

    private mutating func pullOnly(_ node: YAMLNode?) -> [ImageList.PullOnlyImage] {
        var first: [String: SourcePosition] = [:]
        var images: [ImageList.PullOnlyImage] = []
        for item in items(node, "pull_only_images") {
            guard let text = text(item, "an entry of pull_only_images") else { continue }
            if let other = first[text] {
                repeated("pull-only image \(text.quoted)", at: item.position, first: other)
            } else {
                first[text] = item.position
                images.append(.init(text: text, position: item.position))
            }
        }
        return images
    }

    private mutating func buildable(_ node: YAMLNode?) -> [ImageList.BuildableImage] {
        var first: [String: (node: YAMLNode, position: SourcePosition)] = [:]
        var images: [ImageList.BuildableImage] = []
        for item in items(node, "buildable_images") {
            let problems = log.errors.count
            guard let image = image(item) else { continue }
            if log.errors.count > problems || problems == DiagnosticLog.limit { incomplete.insert(image.name) }
            let position = image.position(of: .name)
            guard let other = first[image.name] else {
                first[image.name] = (item, position)
                images.append(image)
                continue
            }
            if item.says(sameAs: other.node) {
                repeated("image \(image.name.quoted)", at: item.position, first: other.position)
            } else {
                log.add(
                    .duplicateName,
                    at: position,
                    "image \(image.name.quoted) is already in the list, and otherwise, at \(other.position)"
                )
            }
        }
        return images
    }

    private mutating func repeated(_ what: String, at position: SourcePosition, first: SourcePosition) {
        log.add(.repeatedEntry, at: position, "\(what) is already in the list, word for word, at \(first)")
    }

    private mutating func image(_ node: YAMLNode) -> ImageList.BuildableImage? {
        typealias Key = ImageList.BuildableImage.Key
        let what = "an entry of buildable_images"
        guard let map = map(node, what, known: Key.allCases.map(\.rawValue)) else { return nil }
        let name = text(map["name"], "name", requiredBy: what, node)
        let repo = map["repo"].flatMap { text($0, "repo") }
        let path = map["path"].flatMap { self.path($0, "path") } ?? "."
        let dockerfile = map["dockerfile"].flatMap { self.path($0, "dockerfile", below: path) } ?? "Dockerfile"
        let context = map["context"].flatMap { self.path($0, "context", below: path) } ?? "."
        if let value = map["dockerfile"], PathText.normalized(PathText.join(path, dockerfile)) == "." {
            log.add(.illegalPath, at: value.position, "dockerfile is the project's folder, not a file")
        }
        let image = ImageList.BuildableImage(
            name: name ?? "",
            repo: repo,
            path: path,
            dockerfile: dockerfile,
            context: context,
            contextModes: map["context_modes"].flatMap { choice($0, "context_modes") } ?? .git,
            keepsGit: map["context_keep_git"].flatMap { flag($0, "context_keep_git") } ?? false,
            components: components(map["components"]),
            buildArguments: arguments(map["build_args"]),
            target: map["target"].flatMap { text($0, "target") },
            platform: map["platform"].flatMap { text($0, "platform") },
            network: map["network"].flatMap { text($0, "network") },
            cacheFrom: items(map["cache_from"], "cache_from").compactMap { text($0, "an entry of cache_from") },
            secrets: attachables(map["secrets"], "secrets") { (text) throws(BuildAttachableError) in
                try SecretSource(parsing: text)
            },
            agents: attachables(map["ssh"], "ssh") { (text) throws(BuildAttachableError) in
                try AgentSource(parsing: text)
            },
            position: node.position,
            positions: Dictionary(
                uniqueKeysWithValues: Key.allCases.compactMap { key in map[key.rawValue].map { (key, $0.position) } }
            )
        )
        return name == nil ? nil : image
    }

    private mutating func attachables<Attachable>(
        _ node: YAMLNode?,
        _ key: String,
        _ parse: (String) throws(BuildAttachableError) -> Attachable
    ) -> [Attachable] {
        var attachables: [Attachable] = []
        for item in items(node, key) {
            guard let text = text(item, "an entry of \(key)") else { continue }
            do throws(BuildAttachableError) {
                attachables.append(try parse(text))
            } catch {
                log.add(.illegalValue, at: item.position, "\(key): \(error.message)", hint: error.hint)
            }
        }
        return attachables
    }

    private mutating func components(_ node: YAMLNode?) -> [ImageList.Component] {
        let what = "an entry of components"
        var places: [String: (node: YAMLNode, position: SourcePosition)] = [:]
        var components: [ImageList.Component] = []
        for item in items(node, "components") {
            guard let map = map(item, what, known: ["repo", "path", "dest"]) else { continue }
            let repo = map["repo"].map { text($0, "repo") }
            let path = map["path"].flatMap { self.path($0, "path") } ?? "."
            guard let place = map["dest"] else {
                log.add(.missingKey, at: item.position, "\(what) has no dest")
                continue
            }
            guard let dest = self.path(place, "dest").flatMap(PathText.normalized) else { continue }
            if let other = places[dest], item.says(sameAs: other.node) {
                repeated("component \(dest.quoted)", at: item.position, first: other.position)
                continue
            }
            if dest == "." {
                log.add(
                    .illegalPath,
                    at: place.position,
                    "dest is the build context itself, whose files the component would replace",
                    hint: "give it a folder of its own"
                )
            } else if let other = places[dest] {
                log.add(
                    .duplicateName,
                    at: place.position,
                    "dest \(dest.quoted) is already taken, at \(other.position)"
                )
            }
            places[dest] = places[dest] ?? (item, place.position)
            // One that is there, but cannot be read, has been told.
            if case .some(nil) = repo { continue }
            components.append(
                .init(
                    repo: repo ?? nil,
                    path: PathText.normalized(path) ?? path,
                    dest: dest,
                    position: item.position
                )
            )
        }
        return components
    }

    private mutating func arguments(_ node: YAMLNode?) -> [String: String] {
        guard let node, !node.isNull, let pairs = pairs(node, "build_args") else { return [:] }
        var arguments: [String: String] = [:]
        for pair in pairs {
            guard case .scalar(let name, _) = pair.key.content, !name.isEmpty, !name.contains("=") else {
                log.add(.wrongType, at: pair.key.position, "a build argument's name must be a text without \"=\"")
                continue
            }
            guard case .scalar(let value, let kind) = pair.value.content, kind != .null else {
                log.add(
                    .wrongType,
                    at: pair.value.position,
                    "build argument \(name.quoted) must be a text, not \(pair.value.kind)",
                    hint: "write \"\" for an empty one"
                )
                continue
            }
            arguments[name] = value
        }
        return arguments
    }
}
