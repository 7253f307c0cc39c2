import ImageGraph
import RebuildPlanning
import Testing

@testable import RebuildPipeline

/// Which labels are laid over those of a present image, and what stands against it.
struct LabelCoverTests {
    private static let version = LabelName.version
    private static let component = LabelName.component("mine", .version)

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// What the present image has beside its version.
        var present: [String: String] = [:]
        var base: [String: String]? = [:]
        var dockerfile: [String: String] = [:]
        let expected: Result<[String: String], RelabelObstacle>
    }

    static let cases: [Case] = [
        Case(testDescription: "only ours", expected: .success([version: "new"])),
        Case(
            testDescription: "one of the Dockerfile stays",
            present: ["maintainer": "a"],
            dockerfile: ["maintainer": "a"],
            expected: .success([version: "new"])
        ),
        Case(
            testDescription: "one of ours that the Dockerfile writes too is overridden, as in a build",
            present: ["x": "1"],
            dockerfile: [version: "$org_label_schema_version", "x": "$OTHER"],
            expected: .success([version: "new"])
        ),
        Case(
            testDescription: "one of the Dockerfile that is made of a label's argument would be another now",
            present: ["release": "old"],
            dockerfile: ["release": "v-${org_label_schema_version:-none}"],
            expected: .failure(.labelOfArgument(label: "release"))
        ),
        Case(
            testDescription: "an inherited one stays",
            present: ["vendor": "b"],
            base: ["vendor": "b"],
            expected: .success([version: "new"])
        ),
        Case(
            testDescription: "an inherited one that the base has otherwise now is inherited anew",
            present: [component: "dirty"],
            base: [component: "origin/master"],
            expected: .success([version: "new", component: "origin/master"])
        ),
        Case(
            testDescription: "one that no build would give cannot be taken away; the first by name is told",
            present: ["z": "", "checked": "by hand"],
            expected: .failure(.labelTooMany(label: "checked"))
        ),
        Case(
            testDescription: "that of a builder is given by every build",
            present: ["io.buildah.version": "1.28"],
            expected: .success([version: "new"])
        ),
        Case(
            testDescription: "of a base that is not there a label may be inherited",
            present: ["vendor": "b"],
            base: nil,
            expected: .success([version: "new"])
        ),
        Case(
            testDescription: "and what it said of sources says nothing of those of now",
            present: [component: "dirty"],
            base: nil,
            expected: .failure(.labelTooMany(label: component))
        ),
    ]

    @Test(arguments: cases)
    func cover(_ testCase: Case) {
        let cover = LabelCover(
            present: testCase.present.merging([Self.version: "dirty"]) { $1 },
            own: [Self.version: "new"],
            base: testCase.base,
            dockerfile: testCase.dockerfile,
            declaredArguments: ["org_label_schema_version", "OTHER"]
        )
        #expect(cover.labels == testCase.expected)
    }
}
