import ImageGraph
import ManifestKit

/// What the entries of the image list say beside the places of things: build arguments and caches.
struct EntryCheck {
    let survey: WorkspaceSurvey

    func findings() -> [Diagnostic] {
        survey.subjects.flatMap { unusedArguments($0) + badCaches($0) }
    }

    private func unusedArguments(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        let declared = subject.recipe.resolved.declaredArguments
        return subject.entry.buildArguments.keys.sorted().filter { name in
            !declared.contains(name) && !Self.isPredefined(name)
        }.map { name in
            Diagnostic(
                .warning,
                "unused-build-arg",
                at: subject.entry.position(of: .buildArguments),
                "build argument '\(name)' of '\(subject.image.key)' is declared nowhere in \(subject.recipe.dockerfilePath)",
                hint: "add 'ARG \(name)' to the stage that is to use it, or remove it here"
            )
        }
    }

    private func badCaches(_ subject: WorkspaceSurvey.Subject) -> [Diagnostic] {
        var problems: [Diagnostic] = []
        for text in subject.entry.cacheFrom {
            _ = NameTable.parse(text, at: subject.entry.position(of: .cacheFrom), &problems)
        }
        return problems
    }

    /// Arguments that builds take without an `ARG`:
    /// <https://docs.docker.com/reference/dockerfile/#predefined-args>.
    private static func isPredefined(_ name: String) -> Bool {
        let proxies: Set<String> = ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"]
        return proxies.contains(name.uppercased()) || name.hasPrefix("BUILDKIT_") || name == "SOURCE_DATE_EPOCH"
    }
}
