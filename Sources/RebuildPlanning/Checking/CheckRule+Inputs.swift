// The rules of the files that are read: the manifest, the image list, the whitelist.

extension CheckRule {
    static let files: [CheckRule] = [
        .init("not-found", "A file is not there.", "Check the path, and what it is relative to: the current folder."),
        .init("not-a-file", "A folder or device stands where a file is needed.", "Name the file itself."),
        .init("unreadable", "A file cannot be read.", "Check its permissions."),
        .init("not-utf8", "A file is no UTF-8 text.", "Store it as UTF-8."),
        .init("too-large", "A file, or what it stands for, is larger than any real one.", "Make it smaller."),
        .init("too-deep", "Values or files are nested too deeply.", "Nest them less."),
        .init("empty-file", "A file has nothing in it.", "Fill it, or do not name it."),
    ]

    static let manifest: [CheckRule] = [
        .init("not-a-checkout", "The folder holds no .repo.", "Name the top of the checkout."),
        .init("no-manifest", "The file is no manifest.", "Its root element must be <manifest>."),
        .init("malformed-xml", "The file is not well-formed XML.", "Correct it where the message says."),
        .init("missing-attribute", "An element lacks an attribute that it needs.", "Add the attribute."),
        .init("empty-element", "An element has no text.", "Give it one, or remove it."),
        .init("duplicate-element", "An element that may stand once stands twice.", "Keep one of the two."),
        .init("bad-number", "An attribute is no whole number above 0.", "Write a number."),
        .init("bad-boolean", "An attribute is neither true nor false.", "Write true or false."),
        .init("bad-hooks", "<repo-hooks> names a project that cannot have them.", "Name a project of the manifest."),
        .init("include-loop", "A manifest includes itself.", "Take one include of the loop out."),
        .init("duplicate-remote", "Two remotes of one name differ.", "Rename or remove one of them."),
        .init("unknown-remote", "A remote is used that is not defined.", "Define it, or correct the name."),
        .init("no-remote", "A project has no remote.", "Name one in the project or in <default>."),
        .init("no-revision", "A project has no revision.", "Name one in the project, its remote or <default>."),
        .init("duplicate-path", "Two projects want one folder.", "Give one of them another path."),
        .init(
            "unknown-project",
            "A change names a project that is not there.",
            "Correct the name, or make it optional."
        ),
        .init("ambiguous-project", "A change names several projects.", "Say which one by its path."),
        .init("project-replaced", "A project takes the folder of another one.", "Give it another dest-path."),
        .init("stale-base", "A change expects another revision than it finds.", "Bring its base-rev up to date."),
        .init("relative-fetch", "A fetch URL is relative to a URL that is not known.", "Check .repo/manifests.git."),
        .init("duplicate-submanifest", "Two submanifests of one name differ.", "Rename one of them."),
        .init("local-manifest-file", "repo no longer reads this file.", "Move it into local_manifests."),
    ]

    static let yaml: [CheckRule] = [
        .init("malformed-yaml", "The file is no YAML.", "Correct it where the message says."),
        .init("not-yaml", "The file is no YAML that can be read.", "Correct it where the message says."),
        .init("many-documents", "The file holds several documents.", "Keep one."),
        .init("duplicate-key", "A key stands twice in one map.", "Keep one of the two."),
        .init("bad-merge", "A merge key has no map to merge.", "Give it a map, or a list of maps."),
        .init("unknown-alias", "An alias has no anchor before it.", "Define the anchor, or correct the name."),
        .init("unknown-key", "A key is not known.", "Correct or remove it: it would have no effect."),
        .init("missing-key", "A key that is needed is not there.", "Add it."),
        .init(
            "wrong-type",
            "A value is of the wrong kind.",
            "Write what the message asks for, in quotes if it is a text."
        ),
        .init("empty-value", "A value is empty.", "Fill it, or remove its key."),
        .init("illegal-character", "A value has a control character in it.", "Remove it."),
        .init("illegal-path", "A path is absolute or leaves its root.", "Write a path below the root."),
        .init("duplicate-name", "A name or place is taken already.", "Keep one of the two."),
    ]

    static let imageList: [CheckRule] = [
        .init("no-build-tag", "There is no build tag.", "Add docker_build_tag."),
        .init("bad-build-tag", "The build tag is no legal tag.", "Tags have letters, digits, '_', '.' and '-' only."),
        .init("bad-reference", "A name is no image reference.", "Correct it as the message says."),
        .init(
            "tagged-buildable",
            "A buildable image carries a tag or digest.",
            "Remove it: imagebuilder sets the tags."
        ),
        .init("untagged-pull-only", "A pull-only image has neither tag nor digest.", "Name the version to pull."),
        .init("listed-twice", "An image is both to be built and only to be pulled.", "Keep one of the two."),
        .init(
            "build-tag-claimed-twice",
            "Two pull-only images of one repository would both get the build tag.",
            "Only the first gets it. Keep one of them, so that it is clear which one a Dockerfile means."
        ),
        .init("unknown-repo", "The manifest has no project of that name.", "Correct 'repo', or add the project."),
        .init("not-checked-out", "A project that is needed is not on disk.", "Run repo sync."),
        .init(
            "several-checkouts",
            "A project is checked out at several places.",
            "The first one is used. Nothing is wrong if that is meant."
        ),
        .init("missing-path", "A component's path is not there.", "Correct it."),
        .init("missing-context", "The context is no folder.", "Correct 'path' or 'context'."),
        .init("missing-dockerfile", "There is no Dockerfile at the place.", "Correct 'path' or 'dockerfile'."),
        .init(
            "path-leaves-project",
            "A symlink leads a path out of its project.",
            "Only what is in the project can be proved clean. Make it a component of its own."
        ),
        .init(
            "component-replaces-dockerfile",
            "A component takes the place of the Dockerfile.",
            "Another Dockerfile would be built than was read. Give the component a dest of its own."
        ),
        .init(
            "component-argument-taken",
            "Two components have one build argument.",
            "Their names differ only in letters that an argument cannot have, so the labels tell one commit for both. "
                + "Rename one of the projects."
        ),
        .init(
            "unused-build-arg",
            "A build argument is declared nowhere in the Dockerfile.",
            "It has no effect. Declare it by ARG in the stage that is to use it, or remove it."
        ),
    ]

    static let whitelist: [CheckRule] = [
        .init("unknown-image", "A whitelisted image is in no list.", "Correct the name, or add the image to the list."),
        .init("whitelisted-twice", "An image is in the whitelist twice.", "Remove one of the two."),
        .init(
            "whitelist-tag-ignored",
            "A tag of a buildable image has no effect.",
            "Images that are built get the build tag. Remove the tag from the whitelist."
        ),
    ]
}
