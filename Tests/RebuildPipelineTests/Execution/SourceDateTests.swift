import RebuildPipeline
import Testing

/// What `SOURCE_DATE_EPOCH` may say.
struct SourceDateTests {
    @Test(arguments: [(nil, nil), ("", nil), ("0", 0), ("1700000000", 1_700_000_000)] as [(String?, Int64?)])
    func isTaken(_ text: String?, _ seconds: Int64?) throws {
        #expect(try SourceDate.read(text.map { ["SOURCE_DATE_EPOCH": $0] } ?? ["OTHER": "1"]) == seconds)
    }

    @Test(arguments: ["x", "1.5", " 1", "2023-11-14T22:13:20Z", "99999999999999999999"])
    func isRefused(_ text: String) {
        let error = #expect(throws: SourceDate.Invalid.self) { try SourceDate.read(["SOURCE_DATE_EPOCH": text]) }
        #expect(
            error?.description == "SOURCE_DATE_EPOCH is '\(text)', and must be seconds since 1970, such as 1700000000"
        )
    }
}
