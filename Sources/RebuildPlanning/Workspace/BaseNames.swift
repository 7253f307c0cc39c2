import ImageGraph
import ManifestKit

/// Names of images from elsewhere as files have them, by what they refer to: two spellings of one image are a mistake, and one with a
/// digest cannot move.
struct BaseNames<Entry> {
    private(set) var entries: [ImageReference: Entry] = [:]
    private(set) var problems: [Diagnostic] = []
    private let file: String

    /// - Parameter file: what messages name where an entry has no position.
    init(file: String) { self.file = file }

    mutating func add(_ entry: Entry, name: String, at position: SourcePosition?) {
        do throws(ReferenceError) {
            let reference = try ImageReference(parsing: name).withDefaultTag
            if entries.updateValue(entry, forKey: reference) != nil {
                note("'\(name)' is named already, in another spelling", position)
            }
            if reference.digest != nil {
                note("'\(name)' names a digest, so it cannot come to mean another image", position)
            }
        } catch {
            note("\(error)", position)
        }
    }

    private mutating func note(_ message: String, _ position: SourcePosition?) {
        guard let position else {
            problems.append(Diagnostic(.badReference, file: file, message: message))
            return
        }
        problems.append(Diagnostic(.badReference, at: position, message))
    }

    /// - Throws: `InputError` with everything that is wrong with the names.
    func throwIfWrong() throws(InputError) {
        if !problems.isEmpty { throw InputError(problems) }
    }
}
