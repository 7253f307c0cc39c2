import Basics
import GitProbe
import ManifestKit

/// Where the image list and what lies beside it are found in a state: with the project that holds them, else where they are on disk.
struct StateInputs {
    private let given: WorkspaceOptions
    private let disk: SourceTree
    private let checkouts: [StateCheckout]
    private let scratch: ScratchTree

    init(options: WorkspaceOptions, disk: SourceTree, checkouts: [StateCheckout], scratch: ScratchTree) {
        given = options
        self.disk = disk
        self.checkouts = checkouts
        self.scratch = scratch
    }

    /// The last parts of the files' paths.
    var fileNames: Set<String> {
        Set([given.imageList, LockedBases.file(beside: given.imageList), given.whitelist].compactMap(\.self))
            .reduce(into: []) { $0.insert(PathText.lastComponent(of: $1)) }
    }

    /// The same for the tree as it is laid out.
    ///
    /// - Throws: where the list lies in a project whose commit does not have it.
    func options() throws(InputError) -> WorkspaceOptions {
        var options = given
        options.repoRoot = scratch.root
        options.imageList = try place(of: given.imageList, "the image list")
        if let whitelist = given.whitelist { options.whitelist = try place(of: whitelist, "the whitelist") }
        return options
    }

    private func place(of file: String, _ what: String) throws(InputError) -> String {
        let absolute = DiskPath.absolute(file)
        // The file itself may be gone from the disk, its folder may not.
        let folder = DiskPath.resolved(PathText.parent(of: absolute)) ?? PathText.parent(of: absolute)
        let place = PathText.join(folder, PathText.lastComponent(of: absolute))
        let root = DiskPath.resolved(disk.root) ?? DiskPath.absolute(disk.root)
        guard let inside = PathText.relative(place, to: root),
            let checkout = checkouts.filter({ PathText.relative(inside, to: $0.project.path) != nil })
                .max(by: { $0.project.path.utf8.count < $1.project.path.utf8.count })
        else { return file }
        let laid = PathText.join(scratch.root, inside)
        if DiskPath.isFile(laid) { return laid }
        let project = checkout.project.path == "." ? "" : " of \(checkout.project.path)"
        throw InputError([
            Diagnostic(.unknownState, file: inside, message: "the commit\(project) does not have it, which is \(what)")
        ])
    }
}
