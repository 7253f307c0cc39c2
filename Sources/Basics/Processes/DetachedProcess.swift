package import Subprocess
import SystemPackage

/// How programs run that answer a library: `ssh` with an engine behind it, and credential helpers.
///
/// Each has a session of its own, so that a Ctrl-C meant for us does not end it under a request, nothing in it asks at our
/// terminal, and it is ended with whatever it started itself. It has no environment but the one it is given.
package enum DetachedProcess {
    package static func configuration(
        _ executable: String,
        _ arguments: [String],
        environment: [String: String]
    ) -> Configuration {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = ending
        let variables = environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }
        return Configuration(
            executable: .path(FilePath(executable)),
            arguments: Arguments(arguments),
            environment: .custom(Dictionary(variables) { first, _ in first }),
            platformOptions: options
        )
    }

    /// It is told to end, and killed where it does not.
    package static let ending: [TeardownStep] = [
        .send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: .milliseconds(500))
    ]

    /// The same, after a second for an end of its own: `SIGCONT` tells a program that runs nothing.
    package static let patientEnding: [TeardownStep] =
        [.send(signal: .resume, toProcessGroup: true, allowedDurationToNextStep: .seconds(1))] + ending
}

extension TerminationStatus {
    /// `nil` for one that a signal ended.
    package var exitStatus: Int? {
        if case .exited(let code) = self { Int(code) } else { nil }
    }
}
