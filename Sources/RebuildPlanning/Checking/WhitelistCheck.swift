import ImageGraph
import ManifestKit

/// Entries of the whitelist that say nothing, or not what they seem to say. (Those in no list stop a run: the loader
/// finds them.)
struct WhitelistCheck {
    let whitelist: Whitelist?
    let names: NameTable

    func findings() -> [Diagnostic] {
        var first: [String: SourcePosition] = [:]
        var findings: [Diagnostic] = []
        for entry in whitelist?.entries ?? [] {
            guard let reference = try? ImageReference(parsing: entry.text) else { continue }
            if let other = first[reference.normalized] {
                findings.append(
                    Diagnostic(
                        .whitelistedTwice,
                        at: entry.position,
                        "'\(entry.text)' is already in the whitelist, in line \(other.line)",
                        hint: "remove one of the two"
                    )
                )
            } else {
                first[reference.normalized] = entry.position
            }
            findings += ignoredTag(reference, entry)
        }
        return findings
    }

    private func ignoredTag(_ reference: ImageReference, _ entry: Whitelist.Entry) -> [Diagnostic] {
        guard names.buildable[reference.name] != nil, reference.tag ?? names.buildTag != names.buildTag else {
            return []
        }
        return [
            Diagnostic(
                .whitelistTagIgnored,
                at: entry.position,
                "'\(entry.text)' is built, so its tag here has no effect: it gets '\(names.buildTag)'",
                hint: "write '\(reference.familiarName)'"
            )
        ]
    }
}
