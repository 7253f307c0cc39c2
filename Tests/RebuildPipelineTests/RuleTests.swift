import Foundation
import ManifestKit
import RebuildPipeline
import RebuildPlanning
import Testing

/// The rules of all modules, and the sources that define and use them.
struct RuleTests {
    private static let groups = RuleGroup.ofCheck + [.selecting, .states, .settings, .storedPlans, .actionsFile]

    /// All sources of the program by name.
    private static let sources: [String] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = walk?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return files.compactMap { try? String(contentsOf: $0, encoding: .utf8) }
    }()

    /// Each rule that the sources define, by the name of its constant.
    private static let defined: [(name: String, id: String)] = sources.flatMap { text in
        text.matches(of: /static let (\w+) = Rule\(\s*"([^"]*)"/).map { (String($0.1), String($0.2)) }
    }

    @Test("Every rule that is defined stands in a group, once")
    func grouped() {
        let grouped = Self.groups.flatMap(\.rules).map(\.id).sorted()
        #expect(Self.defined.map(\.id).sorted() == grouped)
        #expect(Set(grouped).count == grouped.count)
        #expect(grouped.count > 80)
    }

    @Test("Every rule is used")
    func used() {
        var uses: [Substring: Int] = [:]
        for text in Self.sources {
            for member in text.split(separator: ".").dropFirst() {
                uses[member.prefix { $0.isLetter || $0.isNumber || $0 == "_" }, default: 0] += 1
            }
        }
        // One of them is the group's.
        for (name, id) in Self.defined { #expect(uses[name[...], default: 0] > 1, "\(id)") }
    }

    @Test("Codes are in kebab-case, texts are sentences", arguments: groups.flatMap(\.rules))
    func texts(_ rule: Rule) {
        #expect(rule.id.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil)
        for text in [rule.summary, rule.help] {
            #expect(text.hasSuffix("."), "\(text)")
            #expect(!text.contains { "|`\n".contains($0) } && !text.contains("  "), "\(text)")
        }
        #expect(rule.summary.split(separator: ". ").count == 1, "\(rule.summary)")
    }
}
