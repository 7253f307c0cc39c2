import Basics

extension WestResolver {
    /// Reads what a project's `import` names.
    mutating func importAll(_ node: YAMLNode, of project: WestWorkspace.Project, _ context: Context) async {
        if projectFilter.verdict(on: project.name) == false { return }
        switch node.content {
        case .sequence(let items): for item in items { await importAll(item, of: project, context) }
        case .mapping: if let imported = westImport(node) { await read(imported, of: project, context) }
        case .scalar(_, .boolean): if flag(node, "import") == true { await read(WestImport(), of: project, context) }
        case .scalar: if let path = text(node, "import") { await read(WestImport(file: path), of: project, context) }
        }
    }

    private mutating func read(_ imported: WestImport, of project: WestWorkspace.Project, _ context: Context) async {
        let inner = context.importing(imported, repository: PathText.join(topdir, project.path))
        do throws(InputError) {
            for manifest in try await importer(imported.file, project) { await read(manifest, inner) }
        } catch {
            for problem in error.diagnostics { log.append(problem) }
        }
    }

    /// Reads what `self: import` names, files of the manifest's own repository as they are on disk.
    mutating func importOwn(_ node: YAMLNode, _ context: Context) async {
        switch node.content {
        case .sequence(let items): for item in items { await importOwn(item, context) }
        case .mapping: if let imported = westImport(node) { await readOwn(imported, at: node, context) }
        case .scalar(_, .null): break
        case .scalar: if let path = text(node, "import") { await readOwn(WestImport(file: path), at: node, context) }
        }
    }

    private mutating func readOwn(_ imported: WestImport, at node: YAMLNode, _ context: Context) async {
        guard !imported.file.hasPrefix("/") else {
            log.add(.illegalPath, at: node.position, "the import is an absolute path: \(imported.file.quoted)")
            return
        }
        let path = PathText.join(context.repository, imported.file)
        var files = [path]
        if DiskPath.isFolder(path) {
            let names = (try? DiskPath.names(in: path)) ?? []
            files = names.filter { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }.map { PathText.join(path, $0) }
        } else if !DiskPath.isFile(path) {
            log.add(.notFound, at: node.position, "the import is neither a file nor a folder: \(path.quoted)")
            return
        }
        let inner = context.importing(imported, repository: context.repository)
        for file in files {
            do throws(InputError) {
                let bytes = try InputFile.read(file, what: "west manifest")
                await read(WestWorkspace.ManifestText(file: file, bytes: bytes), inner)
            } catch {
                for problem in error.diagnostics { log.append(problem) }
            }
        }
    }
}

extension WestResolver.Context {
    fileprivate func importing(_ imported: WestImport, repository: String) -> Self {
        var inner = self
        inner.imports.append(imported)
        inner.prefix = PathText.join(prefix, imported.prefix)
        inner.repository = repository
        return inner
    }
}
