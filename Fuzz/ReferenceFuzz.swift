import ImageGraph

/// Reads arbitrary text as an image reference. Whatever is accepted must print and read back as the same reference.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzReference(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    if let tag = ImageReference.legalTag(from: text) { precondition(ImageReference.isValidTag(tag)) }
    do throws(ReferenceError) {
        let reference = try ImageReference(parsing: text)
        let normalized = try ImageReference(parsing: reference.normalized)
        let familiar = try ImageReference(parsing: reference.familiar)
        precondition(normalized == reference && familiar == reference)
        precondition(reference.withDefaultTag.name == reference.name)
    } catch {
        // What was accepted once must not be refused in another form.
        precondition(error.text == text)
        precondition(!error.description.isEmpty)
    }
    return 0
}
