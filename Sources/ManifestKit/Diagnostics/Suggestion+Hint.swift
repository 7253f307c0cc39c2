import Basics

extension Suggestion {
    /// The hint that goes with an unknown name, if there is a near one.
    static func hint(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean \($0.quoted)?" }
    }
}
