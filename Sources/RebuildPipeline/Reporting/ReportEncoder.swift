import Basics

/// The text of a report that grows: an entry is encoded once, however often the whole is written.
///
/// Entries mostly come at the end of their lists; one before that changes costs the encoding of those behind it too.
struct ReportEncoder: Sendable {
    private struct Encoded: Sendable {
        let entry: ActionsReport.Entry
        let text: [UInt8]
    }

    private var known: [ActionsReport.CodingKeys: [Encoded]] = [:]
    /// How many entries it has encoded so far.
    private(set) var encodedEntries = 0

    private static let keys = ActionsReport.CodingKeys.allCases.sorted { $0.rawValue < $1.rawValue }

    /// The report as YAML, by sorted keys, as ``YAMLText`` would have it.
    ///
    /// - Parameter path: the file that an error names.
    /// - Throws: `FileError.Code.unwritable` for a value that YAML cannot hold.
    mutating func yaml(_ report: ActionsReport, path: String) throws(FileError) -> [UInt8] {
        var text: [UInt8] = []
        for key in Self.keys {
            switch key.value(in: report) {
            case .text(let value?): text += Array("\(key.rawValue): \(value)\n".utf8)
            case .text(nil): break
            case .entries([]): text += Array("\(key.rawValue): []\n".utf8)
            case .entries(let entries):
                text += Array("\(key.rawValue):\n".utf8)
                try append(entries, of: key, to: &text, path: path)
            }
        }
        return text
    }

    private mutating func append(
        _ entries: [ActionsReport.Entry],
        of key: ActionsReport.CodingKeys,
        to text: inout [UInt8],
        path: String
    ) throws(FileError) {
        // Taken out meanwhile, so that it is not copied with every entry.
        var encoded = known.removeValue(forKey: key) ?? []
        defer { known[key] = encoded }
        if encoded.count > entries.count { encoded.removeLast(encoded.count - entries.count) }
        for (position, entry) in entries.enumerated() {
            if position >= encoded.count {
                encoded.append(try encode(entry, path: path))
            } else if encoded[position].entry != entry {
                encoded[position] = try encode(entry, path: path)
            }
            text += encoded[position].text
        }
    }

    private mutating func encode(_ entry: ActionsReport.Entry, path: String) throws(FileError) -> Encoded {
        encodedEntries += 1
        do {
            return Encoded(entry: entry, text: Array(try YAMLText.encode([entry]).utf8))
        } catch {
            throw FileError(.unwritable("the report cannot be written as YAML: \(error)"), path: path)
        }
    }
}

extension ActionsReport.CodingKeys {
    fileprivate enum Value {
        case entries([ActionsReport.Entry])
        /// Nil: the key is not there.
        case text(String?)
    }

    fileprivate func value(in report: ActionsReport) -> Value {
        switch self {
        case .pulled: .entries(report.pulled)
        case .built: .entries(report.built)
        case .preexisting: .entries(report.preexisting)
        case .external: .entries(report.external)
        case .obsolete: .entries(report.obsolete)
        case .failedPull: .entries(report.failedPull)
        case .obsoletePull: .entries(report.obsoletePull)
        case .failedBuild: .entries(report.failedBuild)
        case .skipped: .entries(report.skipped)
        case .failures: .text("\(report.failures)")
        case .outcome: .text(report.outcome?.rawValue)
        // A text to every reader, though it looks like a time.
        case .started: .text(report.started.map { "'\($0)'" })
        }
    }
}
