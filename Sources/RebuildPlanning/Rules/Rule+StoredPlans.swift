package import ManifestKit

extension Rule {
    package static let plan = Rule(
        "plan",
        .error,
        "The file is no plan that can be carried out.",
        "Store the plan anew with this version of imagebuilder."
    )
}

extension RuleGroup {
    /// What a stored plan can have.
    package static let storedPlans = RuleGroup("Stored plans", [.plan])
}
