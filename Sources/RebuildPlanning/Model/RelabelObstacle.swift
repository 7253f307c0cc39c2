/// Why a present image cannot get new labels by a build that runs no step.
public enum RelabelObstacle: Error, Hashable, Sendable, Codable, CustomStringConvertible {
    /// Its `ONBUILD` instructions would run in whatever is built on it.
    case onBuild
    /// It has a label that a build of the Dockerfile would not give it: nothing takes a label away again.
    case labelTooMany(label: String)
    /// A `LABEL` of the Dockerfile is made of a build argument whose value is another now.
    case labelOfArgument(label: String)
    /// It has no name of its own any more, by which a build could begin with it.
    case nameless
    /// What a build on it made has other layers.
    case layersDiffer

    public var description: String {
        switch self {
        case .onBuild: "its ONBUILD instructions would run"
        case .labelTooMany(let label): "its label \(label) cannot be taken away"
        case .labelOfArgument(let label): "its label \(label) is made of a build argument"
        case .nameless: "its tags were taken from it meanwhile"
        case .layersDiffer: "a build on it made other layers"
        }
    }
}
