import Basics

/// Names and values as queries and forms write them: `a=b&c=d`.
enum FormText {
    static func encode(_ parameters: [(name: String, value: String)]) -> String {
        parameters.map { "\(PercentEncoding.encode($0.name))=\(PercentEncoding.encode($0.value, keeping: ":/"))" }
            .joined(separator: "&")
    }
}
