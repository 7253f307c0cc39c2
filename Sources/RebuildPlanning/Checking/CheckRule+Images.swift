// The rules of the images themselves: what they need, their Dockerfiles, their contexts.

extension CheckRule {
    static let images: [CheckRule] = [
        .init("cycle", "Images need each other in a loop.", "Take one of the needs out of its Dockerfile."),
        .init(
            "ambiguous-base",
            "A base could be any of several images of the list.",
            "Keep one of them in the list, or name the tag in the Dockerfile."
        ),
        .init(
            "listed-base-other-tag",
            "A base is in a list, but with another tag.",
            "The image of the list is not used: what is named is pulled. Name the build tag if the list's is meant."
        ),
        .init(
            "base-like-listed",
            "A base outside the lists is named much like an image in them.",
            "It is pulled, and not built. Correct the name if the image of the list is meant."
        ),
        .init(
            "build-tag-outside-lists",
            "A base has the build tag, but is in no list.",
            "Nobody keeps it consistent with the source tree. Add it to a list, or name another tag."
        ),
        .init(
            "untagged-listed-base",
            "A base of the list is named without a tag.",
            "docker takes it for ':latest', so others who build the Dockerfile get another image. Add the build tag."
        ),
        .init(
            "unpinned-base",
            "An external base has neither tag nor digest.",
            "It is ':latest', which changes with time, so a build cannot be repeated. Name a version."
        ),
        .init(
            "sources-unknown",
            "git cannot tell whether an image's sources are clean.",
            "Such images are labelled dirty and get no hash tag. Do what git's message asks for; most often, repo sync."
        ),
        .init("unknown", "An input cannot be read.", "The message tells what is wrong."),
    ]

    static let dockerfiles: [CheckRule] = [
        .init(
            "dockerfile",
            "The Dockerfile cannot be built.",
            "BuildKit refuses it, too. Correct it as the message says."
        ),
        .init(
            "missing-labels",
            "The Dockerfile lacks ARG or LABEL instructions for required labels.",
            "imagebuilder labels the images that it builds all the same; images that others build of it stay without. "
                + "Declare each as ARG, and set it by LABEL, in the stage that is built."
        ),
    ]

    static let contexts: [CheckRule] = [
        .init("dockerignore", "The ignore file has a pattern without meaning.", "docker refuses it, too. Correct it."),
        .init(
            "ignore-file-not-read",
            "docker does not read this ignore file.",
            "It reads NAME.dockerignore beside the Dockerfile NAME, else .dockerignore in the root of the context."
        ),
        .init(
            "ignore-comment",
            "A '#' in the middle of a line begins no comment.",
            "It is a part of the pattern, which then most likely matches nothing. Give the comment its own line."
        ),
        .init(
            "platform-differs",
            "An image is needed for another platform than it is built for.",
            "The engine would take another image of that name, or none. Give both entries the same platform."
        ),
        .init(
            "unreadable-context",
            "A build context cannot be read.",
            "A build would fail as well. Check permissions."
        ),
        .init(
            "ignored-files-in-context",
            "The context of an image holds files that git ignores.",
            "No commit has them, so the image is never clean, and is never pulled. "
                + "Exclude them in the .dockerignore, or build hermetic contexts."
        ),
        .init(
            "symlink-leaves-context",
            "A symlink in the context leads out of it.",
            "docker sends the link itself: in the image it leads to whatever is at that place there, or nowhere."
        ),
        .init(
            "component-hides-files",
            "A component replaces files of the context.",
            "The build gets those of the component. Give the component a dest of its own."
        ),
        .init(
            "dockerfile-in-image",
            "A Dockerfile or ignore file enters the image, though docker would keep it out.",
            "BuildKit copies all of an archive. Copy what is needed by name, or use --builder classic."
        ),
        .init(
            "component-adds-nothing",
            "A component adds no file to the context.",
            "It is empty, or the ignore file leaves all of it out. Correct its path or the ignore file, or remove it."
        ),
        .init(
            "special-files-in-context",
            "The context holds sockets, pipes or devices.",
            "docker leaves them out. Exclude them in the .dockerignore, so that this is plain."
        ),
    ]
}
